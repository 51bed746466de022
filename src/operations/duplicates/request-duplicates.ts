import { insertOutbox } from '../../database/outbox.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'

/**
 * Has doubles of the contacts that this transaction changes looked for soon after it commits; without it that is done within minutes. Each
 * request is a row of its own, so that no transaction waits for another one that asks for the same; one search does for all.
 */
export async function requestDuplicates (db: Db, { newId, now }: Pick<OperationContext, 'newId' | 'now'>): Promise<void> {
  const id = newId()
  await insertOutbox(db, { id, topic: 'duplicates.find', key: id, payload: {} }, now)
}
