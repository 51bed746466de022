import type { Written } from '../../domain/integrations/follow-report.ts'
import type { Told } from '../../domain/integrations/told.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset, texts, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** All that was told of one thing, and what was made of it. Instants are epoch milliseconds. */
export interface Report {
  readonly id: string
  readonly told: Told
  /** Stays when the interaction is deleted. */
  readonly interactionId: string | null
  readonly written: Written | null
  readonly settlesAt: number | null
  /** Who told last, and so whose policy goes. */
  readonly integrationId: string | null
}

/** A name of what is reported. */
export interface ReportKey {
  readonly source: string
  readonly externalId: string
}

interface ReportRow {
  readonly id: string
  readonly told: Told
  readonly interaction_id: string | null
  readonly written: Written | null
  readonly settles_at: string | null
  readonly integration_id: string | null
}

/**
 * One transaction of a workspace at a time follows reports: two that met the same stranger would both make a contact of them. They
 * wait for each other at the workspace's first integration, which nothing else holds for long.
 */
export async function takeTurn ({ sql, workspaceId }: Db): Promise<void> {
  await sql`select 1 from app.integration i where i.workspace_id = ${workspaceId} order by i.id limit 1 for no key update`
}

/** Which reports have these names. */
export async function findReportKeys (db: Db, keys: readonly ReportKey[]): Promise<(ReportKey & { reportId: string })[]> {
  return await db.sql<(ReportKey & { reportId: string })[]>`
    select k.source, k.external_id as "externalId", k.report_id as "reportId"
    from unnest(${texts(keys.map(({ source }) => source))}::text[], ${texts(keys.map(({ externalId }) => externalId))}::text[]) as r(source, external_id)
    join app.report_key k on k.workspace_id = ${db.workspaceId} and k.source = r.source and k.external_id = r.external_id`
}

/** The names of each report, in the same order always. */
export async function keysOfReports (db: Db, ids: Iterable<string>): Promise<(ReportKey & { reportId: string })[]> {
  return await db.sql<(ReportKey & { reportId: string })[]>`
    select k.source, k.external_id as "externalId", k.report_id as "reportId" from app.report_key k
    where k.workspace_id = ${db.workspaceId} and k.report_id = any(${uuids(ids)}::uuid[])
    order by k.source, k.external_id`
}

/** Takes these reports for this transaction, in the order of their ids. */
export async function lockReports (db: Db, ids: Iterable<string>): Promise<Report[]> {
  const rows = await db.sql<ReportRow[]>`
    select r.id, r.told, r.interaction_id, r.written, r.settles_at, r.integration_id from app.report r
    where r.workspace_id = ${db.workspaceId} and r.id = any(${uuids(ids)}::uuid[])
    order by r.id for update`
  return rows.map(row => ({
    id: row.id,
    told: row.told,
    interactionId: row.interaction_id,
    written: row.written,
    settlesAt: row.settles_at === null ? null : parseInstant(row.settles_at),
    integrationId: row.integration_id
  }))
}

/** Writes reports, new ones and taken ones. Those of which nobody told anything new stay as old as they are. */
export async function saveReports (db: Db, reports: readonly Report[], now: number): Promise<void> {
  if (reports.length === 0) return
  const records = reports.map(({ id, told, interactionId, written, settlesAt, integrationId }) => ({
    id, told, interaction_id: interactionId, written, settles_at: settlesAt === null ? null : formatInstant(settlesAt), integration_id: integrationId
  }))
  await db.sql`
    insert into app.report (workspace_id, updated_at, id, told, interaction_id, written, settles_at, integration_id)
    select ${db.workspaceId}::uuid, ${formatInstant(now)}::timestamptz, r.*
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
      id uuid, told jsonb, interaction_id uuid, written jsonb, settles_at timestamptz, integration_id uuid)
    on conflict (workspace_id, id) do update set told = excluded.told, interaction_id = excluded.interaction_id, written = excluded.written,
      settles_at = excluded.settles_at, integration_id = excluded.integration_id,
      updated_at = case when report.told = excluded.told and report.integration_id is not distinct from excluded.integration_id then report.updated_at else excluded.updated_at end`
}

/** Gives names to reports; one that another report had is this one's from now on. */
export async function saveReportKeys (db: Db, keys: readonly (ReportKey & { reportId: string })[]): Promise<void> {
  if (keys.length === 0) return
  const records = keys.map(({ source, externalId, reportId }) => ({ source, external_id: externalId, report_id: reportId }))
  await db.sql`
    insert into app.report_key (workspace_id, source, external_id, report_id)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(source text, external_id text, report_id uuid)
    order by r.source, r.external_id
    on conflict (workspace_id, source, external_id) do update set report_id = excluded.report_id`
}

/** Removes reports that were joined to others; their names have to be those others' by now. */
export async function deleteReports (db: Db, ids: Iterable<string>): Promise<void> {
  await db.sql`delete from app.report where workspace_id = ${db.workspaceId} and id = any(${uuids(ids)}::uuid[])`
}

/** Has reports looked at anew, by whoever looks after meetings that are over. */
export async function settleReportsAt (db: Db, ids: readonly string[], at: number): Promise<void> {
  if (ids.length === 0) return
  await db.sql`update app.report set settles_at = ${formatInstant(at)} where workspace_id = ${db.workspaceId} and id = any(${uuids(ids)}::uuid[])`
}

/** At most `most` reports of planned meetings that are taken to have been held by now. */
export async function findSettling (db: Db, now: number, most: number): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    select r.id from app.report r
    where r.workspace_id = ${db.workspaceId} and r.settles_at <= ${formatInstant(now)}
    order by r.settles_at, r.id limit ${most}`
  return rows.map(({ id }) => id)
}
