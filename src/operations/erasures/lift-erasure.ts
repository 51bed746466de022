import type { Erasure } from '../../domain/erasures/erasure.ts'
import { Refusal } from '../../domain/refusal.ts'
import { liftErasure as lift, lockErasure } from '../../database/erasures/erasures.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'

/**
 * Lets somebody come back who was erased: by what they were recognized is forgotten. Nothing of them is restored. Refuses (FORBIDDEN)
 * whoever is no owner, NOT_FOUND, and (CONFLICT) what was lifted already.
 */
export function liftErasure (ctx: OperationContext, { id }: { readonly id: string }): Promise<Erasure> {
  return transact(ctx, 'liftErasure', { id }, async ({ db, audit }) => {
    if (ctx.actor.role !== 'OWNER' || !ctx.actor.scopes.includes('admin')) {
      throw new Refusal('FORBIDDEN', 'Only an owner lets somebody come back who was erased, with the scope admin.')
    }
    const present = await lockErasure(db, id)
    if (!present) throw new Refusal('NOT_FOUND', 'There is no such erasure.')
    if (present.liftedAt !== null) throw new Refusal('CONFLICT', 'This erasure was lifted already.')
    await lift(db, id, { at: ctx.now, memberId: ctx.actor.memberId })
    audit({ subjectType: 'erasure', subjectId: id, changes: { liftedAt: { before: null, after: ctx.now } } })
    return { ...present, liftedAt: ctx.now }
  })
}
