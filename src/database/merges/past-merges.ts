import { parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** That contacts were made one, as it is told afterwards. Instants are epoch milliseconds. */
export interface PastMerge {
  readonly id: string
  readonly mergedAt: number
  /** The name of the member who did it. */
  readonly by: string
  /** How many contacts became one; null once they are several again. */
  readonly contactCount: number | null
  readonly undoneAt: number | null
}

interface PastMergeRow {
  readonly id: string
  readonly at: string
  readonly name: string
  readonly others: string
  readonly undone_at: string | null
}

/** The merges with these ids, in no order. What it takes to undo them, which may be a lot, is not read. */
export async function findPastMerges ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<PastMerge[]> {
  const rows = await sql<PastMergeRow[]>`
    select m.id, m.at, m.undone_at, b.name,
      (select count(*) from app.contact_alias a where a.workspace_id = ${workspaceId} and a.merge_id = m.id) as others
    from app.merge m join app.member b on b.workspace_id = ${workspaceId} and b.id = m.member_id
    where m.workspace_id = ${workspaceId} and m.id = any(${uuids(ids)}::uuid[])`
  return rows.map(({ id, at, name, others, undone_at: undoneAt }) => undoneAt === null
    ? { id, mergedAt: parseInstant(at), by: name, contactCount: 1 + Number(others), undoneAt: null }
    : { id, mergedAt: parseInstant(at), by: name, contactCount: null, undoneAt: parseInstant(undoneAt) })
}
