import { searchKey } from '../../domain/text.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** The ids of these tags by their keys; those that are new are made. */
export async function ensureTags (db: Db, names: Iterable<string>, newId: () => string): Promise<Map<string, string>> {
  const records = [...new Map([...names].map(name => [searchKey(name), name]))].sort()
    .map(([key, name]) => ({ id: newId(), name, name_key: key }))
  if (records.length === 0) return new Map()
  await db.sql`
    insert into app.tag (workspace_id, id, name, name_key)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(id uuid, name text, name_key text)
    on conflict (workspace_id, name_key) do nothing`
  const rows = await db.sql<{ id: string, name_key: string }[]>`
    select g.id, g.name_key from jsonb_to_recordset(${recordset(records)}::jsonb) as r(name_key text)
    join app.tag g on g.workspace_id = ${db.workspaceId} and g.name_key = r.name_key`
  return new Map(rows.map(row => [row.name_key, row.id]))
}

/** Gives contacts tags; those that they have already stay. */
export async function insertContactTags (db: Db, pairs: readonly { contactId: string, tagId: string }[]): Promise<void> {
  if (pairs.length === 0) return
  const records = pairs.map(({ contactId, tagId }) => ({ contact_id: contactId, tag_id: tagId }))
  await db.sql`
    insert into app.contact_tag (workspace_id, contact_id, tag_id)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(contact_id uuid, tag_id uuid)
    on conflict (workspace_id, contact_id, tag_id) do nothing`
}

/** Takes from a contact all tags but these. */
export async function deleteOtherTags (db: Db, contactId: string, tagIds: Iterable<string>): Promise<void> {
  await db.sql`
    delete from app.contact_tag
    where workspace_id = ${db.workspaceId} and contact_id = ${contactId} and not tag_id = any(${uuids(tagIds)}::uuid[])`
}
