import { changesBetween } from '../../domain/changes.ts'
import { deleteAsk as deleteRow, movesOf } from '../../database/asks/asks.ts'
import { favorsOfAsks, releaseFavors } from '../../database/favors/favors.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact } from '../transact.ts'
import { takeAsk } from './update-ask-status.ts'

/** Deletes an ask with its history; favors that were recorded for it stay, for themselves. Refuses NOT_FOUND. */
export function deleteAsk (ctx: OperationContext, { id }: { id: string }): Promise<{ deletedId: string }> {
  return transact(ctx, 'deleteAsk', { id }, async writing => {
    const { db, audit } = writing
    const ask = await takeAsk(writing, id)
    const history = (await movesOf(db, [id])).map(({ from, to, at, note }) => ({ from, to, at, note }))
    const favors = await favorsOfAsks(db, [id])
    await releaseFavors(db, id, ctx.now)
    await deleteRow(db, id)
    audit(
      { subjectType: 'ask', subjectId: id, changes: changesBetween({ ...ask, history }, undefined, ['id']) },
      ...favors.map(favor => ({ subjectType: 'favor', subjectId: favor.id, changes: changesBetween(favor, { ...favor, askId: null, version: favor.version + 1 }) }))
    )
    await rescore(db, [ask.contactId], ctx, { hasActed: false })
    return { deletedId: id }
  })
}
