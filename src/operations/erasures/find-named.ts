import { identitiesIn } from '../../domain/erasures/identities-in.ts'
import { findHeldKeys } from '../../database/erasures/held.ts'
import { findErasureSecret } from '../../database/erasures/keys.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import { findErasedKeys } from './guard.ts'
import { readableViews } from './readable-views.ts'

/** A delivery as far as it can name somebody. */
export interface Naming {
  readonly id: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** By which identities deliveries name people who were erased, by the deliveries' ids. One statement where nobody was erased. */
export async function findNamed (ctx: Pick<OperationContext, 'cipher'>, db: Db, deliveries: readonly Naming[]): Promise<Map<string, string[]>> {
  if (await findErasureSecret(db) === null) return new Map()
  const named = deliveries.map(delivery => ({ id: delivery.id, keys: new Set(wordsOf(delivery).flatMap(view => [...identitiesIn(view)])) }))
  const erased = await findErasedKeys(ctx, db, new Set(named.flatMap(({ keys }) => [...keys])))
  const held = erased.size === 0 ? erased : await findHeldKeys(db, erased.keys())
  return new Map(named.flatMap(({ id, keys }) => {
    const found = [...keys].filter(key => erased.has(key) && !held.has(key))
    return found.length > 0 ? [[id, found] as const] : []
  }))
}

/** All that a delivery says, in each way that it can be read. */
export function wordsOf ({ query, headers, body }: Omit<Naming, 'id'>): string[] {
  return [...readableViews(body), ...readableViews(Buffer.from(`${query}\n${Object.values(headers).join('\n')}`))]
}
