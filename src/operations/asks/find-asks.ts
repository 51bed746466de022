import type { Ask, AskMove } from '../../domain/asks/ask.ts'
import { groupBy } from '../../domain/group-by.ts'
import { findAsks as findRows, movesOf } from '../../database/asks/asks.ts'
import type { OperationContext } from '../context.ts'

/** The asks with these ids, in their order; undefined for each that is not there. */
export async function findAsks ({ reading }: OperationContext, ids: readonly string[]): Promise<(Ask | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(ask => [ask.id, ask]))
  return ids.map(id => found.get(id))
}

/** How each of these asks went along, oldest first. */
export async function findMoves ({ reading }: OperationContext, askIds: readonly string[]): Promise<AskMove[][]> {
  const found = groupBy(await reading.read(db => movesOf(db, askIds)), ({ askId }) => askId)
  return askIds.map(id => found.get(id) ?? [])
}
