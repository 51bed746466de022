import { recordset, texts, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** What a merge has to know of a post: what it is named, and whether somebody rated it. */
export interface NamedPost {
  readonly id: string
  readonly contactId: string
  readonly network: string
  readonly externalId: string
  readonly rating: number | null
}

/** The posts of these contacts on one network. */
export async function namedPosts ({ sql, workspaceId }: Db, contactIds: readonly string[], network: string): Promise<NamedPost[]> {
  return [...await sql<NamedPost[]>`
    select p.id, p.contact_id as "contactId", p.network, p.external_id as "externalId", p.rating from app.post p
    where p.workspace_id = ${workspaceId} and p.contact_id = any(${uuids(contactIds)}::uuid[]) and p.network = ${network}
    order by p.published_at, p.id`]
}

/** Gives posts other names. */
export async function renamePosts ({ sql, workspaceId }: Db, posts: readonly Pick<NamedPost, 'id' | 'externalId'>[]): Promise<void> {
  if (posts.length === 0) return
  await sql`
    update app.post x set external_id = r.external_id
    from unnest(${uuids(posts.map(({ id }) => id))}::uuid[], ${texts(posts.map(({ externalId }) => externalId))}::text[]) as r(id, external_id)
    where x.workspace_id = ${workspaceId} and x.id = r.id`
}

/** Puts identities in order, and says which of them come first of their kind. */
export async function orderIdentities ({ sql, workspaceId }: Db, rows: readonly { readonly id: string, readonly position: number, readonly is_primary: boolean }[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update app.identity x set position = r.position, is_primary = r.is_primary
    from jsonb_to_recordset(${recordset(rows)}::jsonb) as r(id uuid, position integer, is_primary boolean)
    where x.workspace_id = ${workspaceId} and x.id = r.id`
}

/** Whom reports of these interactions name, as they were last written; taken for this transaction. */
export async function lockReportNames ({ sql, workspaceId }: Db, interactionIds: readonly string[]): Promise<{ id: string, contactIds: string[] }[]> {
  return [...await sql<{ id: string, contactIds: string[] }[]>`
    select r.id, r.written -> 'contactIds' as "contactIds" from app.report r
    where r.workspace_id = ${workspaceId} and r.interaction_id = any(${uuids(interactionIds)}::uuid[]) and r.written is not null
    order by r.id for update`]
}

/** The same of these reports. */
export async function findReportNames ({ sql, workspaceId }: Db, ids: readonly string[]): Promise<{ id: string, contactIds: string[] }[]> {
  return [...await sql<{ id: string, contactIds: string[] }[]>`
    select r.id, r.written -> 'contactIds' as "contactIds" from app.report r
    where r.workspace_id = ${workspaceId} and r.id = any(${uuids(ids)}::uuid[]) and r.written is not null`]
}

/** Writes whom reports name. */
export async function saveReportNames ({ sql, workspaceId }: Db, reports: readonly { readonly id: string, readonly contactIds: readonly string[] }[]): Promise<void> {
  if (reports.length === 0) return
  await sql`
    update app.report x set written = jsonb_set(x.written, '{contactIds}', r.names)
    from jsonb_to_recordset(${recordset(reports.map(({ id, contactIds }) => ({ id, names: contactIds })))}::jsonb) as r(id uuid, names jsonb)
    where x.workspace_id = ${workspaceId} and x.id = r.id and x.written is not null`
}

/** A favor that would be one contact's and its ask another's, if these asks and favors went back to whom they belonged. */
export async function favorsForOthersAsks ({ sql, workspaceId }: Db, contactIds: readonly string[]): Promise<{ id: string, askId: string }[]> {
  return [...await sql<{ id: string, askId: string }[]>`
    select f.id, f.ask_id as "askId" from app.favor f
    join app.ask a on a.workspace_id = ${workspaceId} and a.id = f.ask_id
    where f.workspace_id = ${workspaceId} and f.contact_id = any(${uuids(contactIds)}::uuid[]) and a.contact_id <> f.contact_id
    order by f.id`]
}

/** Gives each favor for one of these asks to the contact that the ask belongs to by now. */
export async function favorsFollowAsks ({ sql, workspaceId }: Db, askIds: readonly string[], except: readonly string[]): Promise<void> {
  if (askIds.length === 0) return
  await sql`
    update app.favor x set contact_id = a.contact_id from app.ask a
    where x.workspace_id = ${workspaceId} and a.workspace_id = ${workspaceId} and a.id = x.ask_id and a.id = any(${uuids(askIds)}::uuid[])
      and not x.id = any(${uuids(except)}::uuid[])`
}
