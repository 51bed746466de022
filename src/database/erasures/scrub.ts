import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import { SCRUBBED, type Fate, type ScrubbedName } from './columns.ts'

export type ScrubbedRow = Readonly<Record<string, unknown>>

/** The rows of a table in one of whose columns something stands that fits `crude`: their keys and those columns. */
export async function rowsNaming ({ sql, workspaceId }: Db, table: ScrubbedName, crude: string): Promise<ScrubbedRow[]> {
  const { key, columns } = SCRUBBED[table]
  const names = Object.keys(columns)
  const found = names.map(column => sql`x.${sql(column)}::text ~ ${crude}`).reduce((some, one) => sql`${some} or ${one}`)
  const rows = await sql<{ row: ScrubbedRow }[]>`
    select jsonb_build_object(${sql.unsafe([...new Set([...key, ...names])].map(column => `'${column}', x.${column}`).join(', '))}) as row
    from ${sql(`app.${table}`)} x where x.workspace_id = ${workspaceId} and (${found})`
  return rows.map(({ row }) => row)
}

/** Writes rows that rowsNaming gave, with other values in their columns. `before` has their keys as they are in the database. */
export async function saveRows ({ sql, workspaceId }: Db, table: ScrubbedName, rows: readonly { readonly before: ScrubbedRow, readonly after: ScrubbedRow }[]): Promise<void> {
  if (rows.length === 0) return
  const { key } = SCRUBBED[table]
  const columns: Readonly<Record<string, Fate>> = SCRUBBED[table].columns
  const records = rows.map(({ before, after }) => ({ before, after }))
  const set = sql.unsafe(Object.keys(columns).map(column => `${column} = (n.after).${column}`).join(', '))
  const same = sql.unsafe(key.map(column => `x.${column} = (n.before).${column}`).join(' and '))
  await sql`
    with n as materialized (
      select jsonb_populate_record(null::${sql(`app.${table}`)}, r.before) as before, jsonb_populate_record(null::${sql(`app.${table}`)}, r.after) as after
      from jsonb_to_recordset(${recordset(records)}::jsonb) as r(before jsonb, after jsonb)
    )
    update ${sql(`app.${table}`)} x set ${set} from n where x.workspace_id = ${workspaceId} and ${same}`
}

/** Takes all that was said of these, whatever it was: who changed which fields, and when, stays. */
export async function blankChangesOf (db: Db, subjectIds: readonly string[]): Promise<void> {
  const { sql, workspaceId } = db
  const ids = uuids(subjectIds)
  await eraseAudit(db, { subjectIds, entryIds: [] })
  await sql`
    update app.import_change x set changes = (
      select coalesce(jsonb_object_agg(f.key, (select coalesce(jsonb_object_agg(s.key, '(erased)'), '{}') from jsonb_each(f.value) s)), '{}') from jsonb_each(x.changes) f)
    where x.workspace_id = ${workspaceId} and x.subject_id = any(${ids}::uuid[]) and x.changes is not null`
  await sql`update app.import_row x set reason = null where x.workspace_id = ${workspaceId} and x.subject_id = any(${ids}::uuid[])`
}

/** The same in the audit alone, of these subjects and these entries. The server may write it again in no other way. */
export async function eraseAudit ({ sql }: Db, { subjectIds, entryIds }: { readonly subjectIds: readonly string[], readonly entryIds: readonly string[] }): Promise<void> {
  await sql`select app.erase_audit(${uuids(subjectIds)}::uuid[], ${uuids(entryIds)}::uuid[])`
}

/** Answers that were kept for whoever asks again, and that name somebody, are no more given; a key that does is no one's any more. */
export async function dropAnswers ({ sql, workspaceId }: Db, crude: string): Promise<void> {
  await sql`
    update app.idempotency_key x set result = '{"erased":true}', key = case when x.key ~ ${crude} then 'erased ' || gen_random_uuid() else x.key end
    where x.workspace_id = ${workspaceId} and (x.result::text ~ ${crude} or x.key ~ ${crude})`
}

/** Gives this transaction as long as it takes to look through the whole workspace. */
export async function takeTime ({ sql }: Db): Promise<void> {
  await sql`set local statement_timeout = 0`
}

/** All interactions in which a contact took part. */
export async function interactionsOf ({ sql, workspaceId }: Db, contactId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select x.interaction_id as id from app.participant x where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId}`
  return rows.map(({ id }) => id)
}
