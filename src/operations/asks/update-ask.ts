import { changeAsk, type Ask, type AskInput } from '../../domain/asks/ask.ts'
import { askWarnings } from '../../domain/asks/ask-warnings.ts'
import { changesBetween } from '../../domain/changes.ts'
import { updateAsk as saveAsk } from '../../database/asks/asks.ts'
import { assertVersion } from '../assert-version.ts'
import { requireContact } from '../contacts/require-contact.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact } from '../transact.ts'
import { takeAsk } from './update-ask-status.ts'

export type UpdateAskInput = AskInput & { readonly id: string, readonly version?: number | null }

/**
 * Changes the words of an ask that is not finished; a draft is warned about anew. Refuses NOT_FOUND, INVALID input, and (CONFLICT)
 * an ask that is finished, or a version that is not the present one.
 */
export function updateAsk (ctx: OperationContext, input: UpdateAskInput): Promise<Ask> {
  return transact(ctx, 'updateAsk', input, async writing => {
    const { db, audit } = writing
    const present = await takeAsk(writing, input.id)
    assertVersion('ask', present, input.version)
    const changed = changeAsk(present, input)
    if (Object.keys(changesBetween(present, changed)).length === 0) return present
    const warnings = present.status === 'DRAFT' ? askWarnings(await requireContact(db, present.contactId), changed, ctx.now) : present.warnings
    const ask = { ...changed, warnings, version: present.version + 1 }
    await saveAsk(db, ask, ctx.now)
    audit({ subjectType: 'ask', subjectId: ask.id, changes: changesBetween(present, ask) })
    await rescore(db, [ask.contactId], ctx, { hasActed: false })
    return ask
  })
}
