import type { Favor } from '../../domain/favors/favor.ts'
import { groupBy } from '../../domain/group-by.ts'
import { favorsOfAsks, findFavors as findRows } from '../../database/favors/favors.ts'
import type { OperationContext } from '../context.ts'

/** The favors with these ids, in their order; undefined for each that is not there. */
export async function findFavors ({ reading }: OperationContext, ids: readonly string[]): Promise<(Favor | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(favor => [favor.id, favor]))
  return ids.map(id => found.get(id))
}

/** The favors that were recorded for each of these asks, oldest first. */
export async function findFavorsOfAsks ({ reading }: OperationContext, askIds: readonly string[]): Promise<Favor[][]> {
  const found = groupBy(await reading.read(db => favorsOfAsks(db, askIds)), ({ askId }) => askId)
  return askIds.map(id => found.get(id) ?? [])
}
