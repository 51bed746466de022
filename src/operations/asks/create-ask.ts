import { readAsk, type Ask, type AskInput } from '../../domain/asks/ask.ts'
import { askWarnings } from '../../domain/asks/ask-warnings.ts'
import { changesBetween } from '../../domain/changes.ts'
import { insertAsk } from '../../database/asks/asks.ts'
import { requireContact } from '../contacts/require-contact.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact } from '../transact.ts'

export type CreateAskInput = AskInput & Pick<Ask, 'contactId' | 'need'>

/** Writes down a request as a DRAFT, with what stands against asking now: warnings, never a refusal. Refuses NOT_FOUND, and INVALID input. */
export function createAsk (ctx: OperationContext, input: CreateAskInput): Promise<Ask> {
  return transact(ctx, 'createAsk', input, async ({ db, audit }) => {
    const fields = readAsk(input)
    const contact = await requireContact(db, input.contactId)
    const ask: Ask = {
      id: ctx.newId(), contactId: contact.id, ...fields, status: 'DRAFT', warnings: askWarnings(contact, fields, ctx.now), version: 1, createdAt: ctx.now
    }
    await insertAsk(db, ask)
    audit({ subjectType: 'ask', subjectId: ask.id, changes: changesBetween(undefined, ask, ['id']) })
    await rescore(db, [contact.id], ctx)
    return ask
  })
}
