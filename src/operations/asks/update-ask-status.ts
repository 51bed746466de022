import { readMove, type Ask, type MoveInput } from '../../domain/asks/ask.ts'
import { changesBetween } from '../../domain/changes.ts'
import { Refusal } from '../../domain/refusal.ts'
import { insertMove, lockAsk, movesOf, updateAsk as saveAsk } from '../../database/asks/asks.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact, type Writing } from '../transact.ts'

/** Moves an ask along. Refuses NOT_FOUND, (CONFLICT, with the moves that are open) a move that is not allowed, and INVALID input. */
export function updateAskStatus (ctx: OperationContext, input: MoveInput & { readonly id: string }): Promise<Ask> {
  return transact(ctx, 'updateAskStatus', input, async writing => {
    const ask = await moveAsk(ctx, writing, await takeAsk(writing, input.id), () => input)
    await rescore(writing.db, [ask.contactId], ctx)
    return ask
  })
}

/** Takes an ask for this transaction. Refuses NOT_FOUND. */
export async function takeAsk ({ db }: Writing, id: string): Promise<Ask> {
  const ask = await lockAsk(db, id)
  if (!ask) throw new Refusal('NOT_FOUND', 'There is no such ask.')
  return ask
}

/** Writes down the next move of an ask that was taken; `lastAt` is when the last one was made. Scores are brought up to it by the caller. */
export async function moveAsk ({ now, newId }: OperationContext, { db, audit }: Writing, present: Ask, next: (lastAt: number | null) => MoveInput): Promise<Ask> {
  const lastAt = (await movesOf(db, [present.id])).at(-1)?.at ?? null
  const move = readMove(present, lastAt, next(lastAt), now)
  const ask = { ...present, status: move.to, version: present.version + 1 }
  await insertMove(db, { ...move, id: newId() })
  await saveAsk(db, ask, now)
  audit({ subjectType: 'ask', subjectId: ask.id, changes: { ...changesBetween(present, ask), ...move.note !== null && { note: { after: move.note } } } })
  return ask
}
