import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Takes from deliveries all that they said. The provider's name for one may tell who it is of, and goes too. */
export async function emptyDeliveries (db: Db, ids: Iterable<string>): Promise<void> {
  await db.sql`
    update app.delivery set body = '', headers = '{}', query = '', delivery_key = 'erased ' || id
    where workspace_id = ${db.workspaceId} and id = any(${uuids(ids)}::uuid[])`
}
