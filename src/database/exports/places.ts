import { texts, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Under which `format` an import_key has the id that a contact had elsewhere. */
export const RESTORED = 'goodturn-json'

/** Who the contacts with these ids are here: themselves, whom they were merged into, or whom they were joined with when they came. */
export async function findWhoIs ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<Map<string, string>> {
  const rows = await sql<{ id: string, contact_id: string | null }[]>`
    select r.id, coalesce(c.id, a.contact_id, k.contact_id) as contact_id
    from unnest(${uuids(ids)}::uuid[]) as r(id)
    left join app.contact c on c.workspace_id = ${workspaceId} and c.id = r.id
    left join app.contact_alias a on a.workspace_id = ${workspaceId} and a.id = r.id
    left join app.import_key k on k.workspace_id = ${workspaceId} and k.format = ${RESTORED} and k.external_key = r.id::text`
  return new Map(rows.flatMap(row => row.contact_id === null ? [] : [[row.id, row.contact_id] as const]))
}

/** Has ids that contacts had before they were merged stand for whom they were merged into; one that a contact has is left alone. */
export async function insertAliases ({ sql, workspaceId }: Db, aliases: readonly { readonly id: string, readonly contactId: string, readonly mergeId: string }[]): Promise<void> {
  if (aliases.length === 0) return
  await sql`
    insert into app.contact_alias (workspace_id, id, contact_id, merge_id)
    select ${workspaceId}::uuid, r.*
    from unnest(
      ${uuids(aliases.map(({ id }) => id))}::uuid[], ${uuids(aliases.map(({ contactId }) => contactId))}::uuid[], ${uuids(aliases.map(({ mergeId }) => mergeId))}::uuid[]
    ) as r(id, contact_id, merge_id)
    where not exists (select 1 from app.contact c where c.workspace_id = ${workspaceId} and c.id = r.id)
    on conflict do nothing`
}

/** Whose these asks are. */
export async function contactsOfAsks ({ sql, workspaceId }: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string, contact_id: string }[]>`
    select a.id, a.contact_id from app.ask a where a.workspace_id = ${workspaceId} and a.id = any(${uuids(ids)}::uuid[])`
  return new Map(rows.map(row => [row.id, row.contact_id]))
}

/** Which of these rows there are. */
export async function presentIds ({ sql, workspaceId }: Db, table: 'interaction' | 'report', ids: Iterable<string>): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select x.id from ${sql(`app.${table}`)} x where x.workspace_id = ${workspaceId} and x.id = any(${uuids(ids)}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}

/** Which of these identities (kind and normalized, with a space between) somebody in the inbox has. */
export async function inboxIdentities ({ sql, workspaceId }: Db, identities: readonly { readonly kind: string, readonly normalized: string }[]): Promise<Set<string>> {
  const rows = await sql<{ kind: string, normalized: string }[]>`
    select i.kind, i.normalized
    from unnest(${texts(identities.map(({ kind }) => kind))}::text[], ${texts(identities.map(({ normalized }) => normalized))}::text[]) as r(kind, normalized)
    join app.inbox_identity i on i.workspace_id = ${workspaceId} and i.kind = r.kind and i.normalized = r.normalized`
  return new Set(rows.map(({ kind, normalized }) => `${kind} ${normalized}`))
}

/** Whether a version of the weights is in use. */
export async function hasCurrentModel ({ sql, workspaceId }: Db): Promise<boolean> {
  const rows = await sql`select 1 from app.scoring_model m where m.workspace_id = ${workspaceId} and m.is_current`
  return rows.length > 0
}
