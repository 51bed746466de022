import { texts } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Those of these keys (identityKey) that a contact holds, or that are ours. */
export async function findHeldKeys (db: Db, keys: Iterable<string>): Promise<Set<string>> {
  const { sql, workspaceId } = db
  const rows = await sql<{ key: string }[]>`
    with wanted as (
      select k.key, split_part(k.key, ' ', 1) as kind, substr(k.key, strpos(k.key, ' ') + 1) as normalized from unnest(${texts(keys)}::text[]) as k(key)
    )
    select w.key from wanted w join app.identity i on i.workspace_id = ${workspaceId} and i.kind = w.kind and i.normalized = w.normalized
    union
    select w.key from wanted w join app.own_identity o on o.workspace_id = ${workspaceId} and o.kind = w.kind and o.normalized = w.normalized`
  return new Set(rows.map(({ key }) => key))
}
