import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Contacts in whose words something stands that fits `crude`. */
export async function contactsNaming ({ sql, workspaceId }: Db, crude: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select c.id from app.contact c
    where c.workspace_id = ${workspaceId} and (c.name ~ ${crude} or c.organization ~ ${crude} or c.title ~ ${crude} or c.notes ~ ${crude})`
  return rows.map(({ id }) => id)
}

export async function tagsNaming ({ sql, workspaceId }: Db, crude: string): Promise<{ id: string, name: string }[]> {
  return [...await sql<{ id: string, name: string }[]>`select g.id, g.name from app.tag g where g.workspace_id = ${workspaceId} and g.name ~ ${crude}`]
}

/** Gives a tag another name; where a tag has that already, one with the end of its id. The contacts that have it. */
export async function renameTag ({ sql, workspaceId }: Db, id: string, name: string, nameKey: string): Promise<string[]> {
  const end = ` ${id.slice(-4)}`
  await sql`
    update app.tag g set (name, name_key) = (
      select ${name}::text || x.end, ${nameKey}::text || x.end from (
        select case when exists (select 1 from app.tag o where o.workspace_id = ${workspaceId} and o.name_key = ${nameKey} and o.id <> ${id}) then ${end} else '' end as end) x)
    where g.workspace_id = ${workspaceId} and g.id = ${id}`
  const rows = await sql<{ contact_id: string }[]>`select x.contact_id from app.contact_tag x where x.workspace_id = ${workspaceId} and x.tag_id = ${id}`
  return rows.map(row => row.contact_id)
}

/** Tags that this contact has and nobody else. */
export async function soleTagsOf ({ sql, workspaceId }: Db, contactId: string): Promise<{ id: string, name: string }[]> {
  return [...await sql<{ id: string, name: string }[]>`
    select g.id, g.name from app.contact_tag x join app.tag g on g.workspace_id = ${workspaceId} and g.id = x.tag_id
    where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId} and not exists (
      select 1 from app.contact_tag o where o.workspace_id = ${workspaceId} and o.tag_id = x.tag_id and o.contact_id <> x.contact_id)`]
}

export async function dropTags ({ sql, workspaceId }: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from app.tag g where g.workspace_id = ${workspaceId} and g.id = any(${uuids(ids)}::uuid[])`
}

/** Feeds of others at an address that was theirs. */
export async function dropFeedsAt ({ sql, workspaceId }: Db, crude: string): Promise<void> {
  await sql`delete from app.feed f where f.workspace_id = ${workspaceId} and (f.url ~ ${crude} or f.moved_to ~ ${crude})`
}

/** What members have said of two contacts, one of whom had these ids. */
export async function forgetDismissals ({ sql, workspaceId }: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from app.duplicate_dismissal d where d.workspace_id = ${workspaceId} and (d.contact_id = any(${uuids(ids)}::uuid[]) or d.other_id = any(${uuids(ids)}::uuid[]))`
}

/** Takes people out of the inbox; what waited for them alone is nobody's then. */
export async function dropInboxPeople ({ sql, workspaceId }: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from app.inbox_person p where p.workspace_id = ${workspaceId} and p.id = any(${uuids(ids)}::uuid[])`
}
