import { changesBetween } from '../../domain/changes.ts'
import { readOverride } from '../../domain/posts/post.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { deleteOverride, saveOverride } from '../../database/posts/overrides.ts'
import { known } from '../contacts/create-contact.ts'
import { takeContact } from '../contacts/update-contact.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact } from '../transact.ts'

export interface OverrideSubstanceInput {
  readonly contactId: string
  readonly score: number
  readonly reason: string
}

/** Puts a member's word in place of what a contact's posts make, until it is taken back. Refuses NOT_FOUND, and INVALID words. */
export function overrideSubstance (ctx: OperationContext, input: OverrideSubstanceInput): Promise<KnownContact> {
  return transact(ctx, 'overrideSubstance', input, async writing => {
    const { id, evidence } = await takeContact(writing, input.contactId)
    const override = { ...readOverride(input), at: ctx.now }
    await saveOverride(writing.db, id, override, ctx.actor.memberId)
    await rescore(writing.db, [id], ctx, { hasActed: false })
    writing.audit({ subjectType: 'substance_override', subjectId: id, changes: changesBetween(evidence.override ?? undefined, override) })
    return known(writing.db, id)
  })
}

/** Takes a member's word back: the posts speak again. Nothing happens where there was none. Refuses NOT_FOUND. */
export function clearSubstanceOverride (ctx: OperationContext, { contactId }: { contactId: string }): Promise<KnownContact> {
  return transact(ctx, 'clearSubstanceOverride', { contactId }, async writing => {
    const { id, evidence } = await takeContact(writing, contactId)
    if (evidence.override !== null) {
      await deleteOverride(writing.db, id)
      await rescore(writing.db, [id], ctx, { hasActed: false })
      writing.audit({ subjectType: 'substance_override', subjectId: id, changes: changesBetween(evidence.override, undefined) })
    }
    return known(writing.db, id)
  })
}
