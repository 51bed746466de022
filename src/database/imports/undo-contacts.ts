import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Takes tags from contacts, by the keys of their names. */
export async function removeTagsNamed ({ sql, workspaceId }: Db, pairs: readonly { readonly contactId: string, readonly nameKey: string }[]): Promise<void> {
  if (pairs.length === 0) return
  const records = pairs.map(({ contactId, nameKey }) => ({ contact_id: contactId, name_key: nameKey }))
  await sql`
    delete from app.contact_tag x using jsonb_to_recordset(${recordset(records)}::jsonb) as r(contact_id uuid, name_key text), app.tag g
    where x.workspace_id = ${workspaceId} and g.workspace_id = ${workspaceId} and g.name_key = r.name_key and x.contact_id = r.contact_id and x.tag_id = g.id`
}

/** Deletes tags that were made since an import began and say nothing any more: nobody has them, and they have no cadence. */
export async function dropUnusedTags ({ sql, workspaceId }: Db, importId: string): Promise<void> {
  // Ids are made in the order of time.
  await sql`
    delete from app.tag g where g.workspace_id = ${workspaceId} and g.id > ${importId} and g.target_days is null
      and not exists (select 1 from app.contact_tag x where x.workspace_id = ${workspaceId} and x.tag_id = g.id)`
}
