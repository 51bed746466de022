import type { Weights } from '../domain/quality/factor.ts'
import { toPage, type Page, type PageRequest, type Place } from '../domain/page.ts'
import type { SavedModel } from '../domain/quality/scoring-model.ts'
import { toModel, type ScoredRow } from './contacts/scored.ts'
import { formatInstant, parseInstant } from './instant.ts'
import type { Db } from './tenancy.ts'

interface ModelRow {
  readonly model: NonNullable<ScoredRow['model']>
  readonly note: string | null
  readonly is_current: boolean
  readonly created_at: string
  readonly member: string | null
}

/** The weights that are in use; null where they are the published ones. */
export async function currentModel (db: Db): Promise<SavedModel | null> {
  const rows = await db.sql<ModelRow[]>`select ${modelColumns(db)} ${modelTables(db)} and m.is_current`
  return rows.map(toSaved)[0] ?? null
}

/**
 * The number of the last version, with all versions taken for this transaction: who saves at the same time waits, and comes after.
 * The first version stands for all, for it is there as long as the workspace is.
 */
export async function lockModels ({ sql, workspaceId }: Db): Promise<number> {
  await sql`select 1 from app.scoring_model m where m.workspace_id = ${workspaceId} and m.version = 1 for update`
  const [row] = await sql<{ version: number }[]>`
    select m.version from app.scoring_model m where m.workspace_id = ${workspaceId} order by m.version desc limit 1`
  return row?.version ?? 0
}

/** Adds a version, which is in use from now on. */
export async function insertModel (db: Db, { version, weights, note, memberId, at }: {
  readonly version: number
  readonly weights: Weights
  readonly note: string | null
  readonly memberId: string
  readonly at: number
}): Promise<void> {
  const { warmth, reciprocity, responsiveness, substance } = weights
  await db.sql`update app.scoring_model m set is_current = false where m.workspace_id = ${db.workspaceId} and m.is_current`
  await db.sql`
    insert into app.scoring_model (workspace_id, version, warmth, reciprocity, responsiveness, substance, note, member_id, is_current, created_at)
    values (${db.workspaceId}, ${version}, ${warmth}, ${reciprocity}, ${responsiveness}, ${substance}, ${note}, ${memberId}, true, ${formatInstant(at)})`
}

/** A page of versions, newest first. */
export async function listModels (db: Db, page: PageRequest): Promise<Page<SavedModel>> {
  const { sql } = db
  const { after, before, fromEnd, size } = page
  const rows = await sql<ModelRow[]>`
    select ${modelColumns(db)} ${modelTables(db)}
      ${after ? sql`and m.version < ${Number(after.key)}::float8` : sql``} ${before ? sql`and m.version > ${Number(before.key)}::float8` : sql``}
    order by m.version ${fromEnd ? sql`asc` : sql`desc`} limit ${size + 1}`
  return toPage(page, rows.map(row => ({ item: toSaved(row), place: placeOf(row.model[0]) })))
}

/** Whether there is a version after (or before) a place in the list: an older one, or a newer one. */
export async function hasModelsBeyond ({ sql, workspaceId }: Db, { key }: Place, after: boolean): Promise<boolean> {
  const rows = await sql`
    select 1 from app.scoring_model m
    where m.workspace_id = ${workspaceId} and m.version ${after ? sql`<` : sql`>`} ${Number(key)}::float8 limit 1`
  return rows.length > 0
}

export async function countModels ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.scoring_model m where m.workspace_id = ${workspaceId}`
  return Number(row?.count)
}

/** A version has no id of its own: its number is its place. */
function placeOf (version: number): Place {
  return { key: version, id: '00000000-0000-0000-0000-000000000000' }
}

function modelColumns ({ sql }: Db) {
  return sql`jsonb_build_array(m.version, m.warmth, m.reciprocity, m.responsiveness, m.substance) as model, m.note, m.is_current, m.created_at, w.name as member`
}

function modelTables ({ sql, workspaceId }: Db) {
  return sql`
    from app.scoring_model m left join app.member w on w.workspace_id = ${workspaceId} and w.id = m.member_id
    where m.workspace_id = ${workspaceId}`
}

function toSaved ({ model, note, is_current: isCurrent, created_at: createdAt, member }: ModelRow): SavedModel {
  return { ...toModel(model), note, isCurrent, createdAt: parseInstant(createdAt), createdBy: member }
}
