import type { FollowedReport } from '../../domain/imports/why-left.ts'
import type { Written } from '../../domain/integrations/follow-report.ts'
import type { Told } from '../../domain/integrations/told.ts'
import type { Interaction } from '../../domain/interactions/interaction.ts'
import { parseInstant } from '../instant.ts'
import { interactionColumns, toInteraction, type InteractionRow } from '../interactions/interactions.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A report with the interaction that it has made. */
export interface ReportOf extends FollowedReport {
  readonly id: string
  readonly interactionId: string
  readonly told: Told
}

/** Takes these interactions for this transaction, in the order of their ids. */
export async function lockInteractions (db: Db, ids: Iterable<string>): Promise<{ readonly present: Interaction, readonly updatedAt: number }[]> {
  const rows = await db.sql<(InteractionRow & { updated_at: string })[]>`
    select ${interactionColumns(db)}, i.updated_at from app.interaction i
    where i.workspace_id = ${db.workspaceId} and i.id = any(${uuids(ids)}::uuid[]) order by i.id for update`
  return rows.map(row => ({ present: toInteraction(row), updatedAt: parseInstant(row.updated_at) }))
}

/** Takes the reports of these interactions for this transaction. */
export async function lockReportsOf ({ sql, workspaceId }: Db, interactionIds: Iterable<string>): Promise<ReportOf[]> {
  const rows = await sql<(Omit<ReportOf, 'updatedAt' | 'written'> & { updated_at: string, written: Written | null })[]>`
    select r.id, r.interaction_id as "interactionId", r.told, r.written, r.updated_at from app.report r
    where r.workspace_id = ${workspaceId} and r.interaction_id = any(${uuids(interactionIds)}::uuid[]) order by r.id for update`
  return rows.map(({ updated_at: updatedAt, ...row }) => ({ ...row, updatedAt: parseInstant(updatedAt) }))
}

/** Has reports be of no interaction, with what was told of them before. */
export async function resetReports ({ sql, workspaceId }: Db, reports: readonly { readonly id: string, readonly told: Told }[]): Promise<void> {
  if (reports.length === 0) return
  await sql`
    update app.report x set told = r.told, interaction_id = null, written = null, settles_at = null
    from jsonb_to_recordset(${recordset(reports)}::jsonb) as r(id uuid, told jsonb)
    where x.workspace_id = ${workspaceId} and x.id = r.id`
}

/**
 * Has reports be as old as what other imports told of them last: with what this import told, its time goes. Those of which no other import
 * told stay. A report is told of by its interaction, or by itself where there was none yet.
 */
export async function returnTime ({ sql, workspaceId }: Db, importId: string, reportIds: readonly string[]): Promise<void> {
  await sql`
    update app.report r set updated_at = told.at
    from app.report y cross join lateral (
      select max(x.at) as at from app.import_change x
      where x.workspace_id = ${workspaceId} and x.subject_id in (y.id, y.interaction_id) and x.import_id <> ${importId} and x.left_reason is null
    ) told
    where r.workspace_id = ${workspaceId} and r.id = any(${uuids(reportIds)}::uuid[]) and y.workspace_id = ${workspaceId} and y.id = r.id and told.at is not null`
}
