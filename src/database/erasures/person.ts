import { texts, uuids } from '../sql.ts'
import type { Identity } from '../../domain/contacts/contact.ts'
import type { Db } from '../tenancy.ts'

type Known = Pick<Identity, 'kind' | 'value' | 'normalized'>

/** The ids that a contact had before merges into it. */
export async function oldIdsOf ({ sql, workspaceId }: Db, contactId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select a.id from app.contact_alias a where a.workspace_id = ${workspaceId} and a.contact_id = ${contactId} order by a.id`
  return rows.map(({ id }) => id)
}

/** What a contact was known by before: in what merges into it remember, and in what was written down of its changes. */
export async function formerlyKnownBy ({ sql, workspaceId }: Db, contactId: string, ids: readonly string[]): Promise<{ names: string[], identities: Known[] }> {
  const rows = await sql<{ name: string | null, identity: Known | null }[]>`
    with snapshots as (
      select m.snapshot from app.merge m where m.workspace_id = ${workspaceId} and m.contact_id = ${contactId} and m.snapshot is not null
    ), sides as (
      select f.key as field, s.value from app.audit a, jsonb_each(a.changes) f, jsonb_each(f.value) s
      where a.workspace_id = ${workspaceId} and a.subject_id = any(${uuids(ids)}::uuid[]) and a.subject_type = 'contact' and f.key in ('name', 'identities')
    )
    select c ->> 'name' as name, null::jsonb as identity from snapshots s, jsonb_array_elements(s.snapshot -> 'contact') c
    union all
    select null, i from snapshots s, jsonb_array_elements(s.snapshot -> 'identity') i
    union all
    select d.value #>> '{}', null from sides d where d.field = 'name' and jsonb_typeof(d.value) = 'string'
    union all
    select null, i from sides d, jsonb_array_elements(case when jsonb_typeof(d.value) = 'array' then d.value else '[]' end) i where d.field = 'identities'`
  return {
    names: rows.flatMap(({ name }) => name ?? []),
    identities: rows.flatMap(({ identity }) => identity?.normalized === undefined ? [] : [{ kind: identity.kind, value: identity.value, normalized: identity.normalized }])
  }
}

/** Those of these name keys (searchKey) that another contact has. */
export async function namesakesOf ({ sql, workspaceId }: Db, nameKeys: readonly string[], contactId: string): Promise<Set<string>> {
  const rows = await sql<{ key: string }[]>`
    select distinct c.name_key as key from app.contact c
    where c.workspace_id = ${workspaceId} and c.name_key = any(${texts(nameKeys)}::text[]) and c.id <> ${contactId}`
  return new Set(rows.map(({ key }) => key))
}

/** The ids of all that is a contact's own: what the audit tells of any of them is told of the contact. */
export async function ownRowsOf ({ sql, workspaceId }: Db, contactId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select x.id from app.favor x where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId}
    union all select x.id from app.ask x where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId}
    union all select x.id from app.post x where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId}
    union all select x.id from app.feed x where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId}
    union all select x.id from app.suggestion x where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId}
    union all select x.id from app.merge x where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId}
    union all select x.interaction_id from app.participant x where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId}`
  return rows.map(({ id }) => id)
}

/** Those in the inbox who hold one of these identities, with what they are called and all that they are known by. */
export async function inboxPeopleWith (db: Db, keys: readonly string[]): Promise<{ id: string, name: string, identities: Known[] }[]> {
  const { sql, workspaceId } = db
  if (keys.length === 0) return []
  return [...await sql<{ id: string, name: string, identities: Known[] }[]>`
    select p.id, p.name, jsonb_agg(jsonb_build_object('kind', x.kind, 'value', x.value, 'normalized', x.normalized)) as identities
    from app.inbox_person p join app.inbox_identity x on x.workspace_id = ${workspaceId} and x.person_id = p.id
    where p.workspace_id = ${workspaceId} and p.id in (
      select y.person_id from app.inbox_identity y where y.workspace_id = ${workspaceId} and y.kind || ' ' || y.normalized = any(${texts(keys)}::text[]))
    group by p.id, p.name`]
}
