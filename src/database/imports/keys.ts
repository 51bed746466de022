import { recordset, texts } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Whom the records with these keys became when files of this format were read before, by key. */
export async function findImportKeys (db: Db, format: string, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await db.sql<{ key: string, contactId: string }[]>`
    select k.external_key as key, k.contact_id as "contactId" from unnest(${texts(keys)}::text[]) as r(key)
    join app.import_key k on k.workspace_id = ${db.workspaceId} and k.format = ${format} and k.external_key = r.key`
  return new Map(rows.map(({ key, contactId }) => [key, contactId]))
}

/** Writes down whom records became; a key that is known stays as it is. */
export async function insertImportKeys (db: Db, keys: readonly { readonly id: string, readonly format: string, readonly key: string, readonly contactId: string }[]): Promise<void> {
  if (keys.length === 0) return
  const records = keys.map(({ id, format, key, contactId }) => ({ id, format, external_key: key, contact_id: contactId }))
  await db.sql`
    insert into app.import_key (workspace_id, id, format, external_key, contact_id)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(id uuid, format text, external_key text, contact_id uuid)
    order by r.format, r.external_key
    on conflict (workspace_id, format, external_key) do nothing`
}
