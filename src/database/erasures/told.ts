import type { Report } from '../integrations/reports.ts'
import { lockReports } from '../integrations/reports.ts'
import { formatInstant } from '../instant.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Takes the reports of these interactions, those that name this contact as a participant, and those in which something stands that fits `crude`. */
export async function lockReportsOf (db: Db, interactionIds: readonly string[], contactId: string, crude: string | null): Promise<Report[]> {
  const { sql, workspaceId } = db
  const rows = await sql<{ id: string }[]>`
    select r.id from app.report r
    where r.workspace_id = ${workspaceId} and (r.interaction_id = any(${uuids(interactionIds)}::uuid[]) or r.written -> 'contactIds' ? ${contactId}
      ${crude === null ? sql`` : sql`or r.told::text ~ ${crude}`})`
  return lockReports(db, rows.map(({ id }) => id))
}

/** Writes the words of interactions. */
export async function saveInteractionWords ({ sql, workspaceId }: Db, words: readonly { readonly id: string, readonly subject: string | null, readonly summary: string | null }[], now: number): Promise<void> {
  await sql`
    update app.interaction i set subject = r.subject, summary = r.summary, updated_at = ${formatInstant(now)}::timestamptz
    from jsonb_to_recordset(${recordset(words)}::jsonb) as r(id uuid, subject text, summary text)
    where i.workspace_id = ${workspaceId} and i.id = r.id`
}
