import { DEFAULT_MODEL, MODEL_VERSION, type ScoringModel } from '../../domain/quality/factor.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import type { Totals } from '../../domain/quality/totals/totals.ts'
import { parseInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'
import { evidenceColumns, toEvidence, type EvidenceRow } from './evidence.ts'

/** All that a contact's scores rest on but for what the workspace is usually answered. */
export type ScoredContact = Pick<KnownContact, 'totals' | 'targetDays' | 'tagDays' | 'paused' | 'createdAt' | 'evidence' | 'model'>

/** A row of scoredColumns, as PostgreSQL gives it. */
export interface ScoredRow extends EvidenceRow {
  readonly state: Totals
  readonly target_days: number | null
  readonly tag_days: number | null
  readonly paused: boolean
  readonly created_at: string
  readonly model: [version: number, warmth: number, reciprocity: number, responsiveness: number, substance: number] | null
}

/** The columns of a scored contact, from `c` (contact) and `t` (contact_totals). */
export function scoredColumns (db: Db) {
  const { sql, workspaceId } = db
  return sql`
    t.state, c.target_days, c.paused, c.created_at,
    (select min(g.target_days) from app.contact_tag x join app.tag g on g.workspace_id = ${workspaceId} and g.id = x.tag_id
      where x.workspace_id = ${workspaceId} and x.contact_id = c.id) as tag_days,
    (select jsonb_build_array(m.version, m.warmth, m.reciprocity, m.responsiveness, m.substance)
      from app.scoring_model m where m.workspace_id = ${workspaceId} and m.is_current limit 1) as model,
    ${evidenceColumns(db, sql`c.id`)}`
}

export function toScored (row: ScoredRow): ScoredContact {
  return {
    totals: row.state,
    targetDays: row.target_days,
    tagDays: row.tag_days,
    paused: row.paused,
    createdAt: parseInstant(row.created_at),
    evidence: toEvidence(row),
    model: toModel(row.model)
  }
}

/** A workspace's own weights make a version of their own: `2026.11+3`. */
export function toModel (row: ScoredRow['model']): ScoringModel {
  if (row === null) return DEFAULT_MODEL
  const [version, warmth, reciprocity, responsiveness, substance] = row
  return { version: `${MODEL_VERSION}+${version}`, weights: { warmth, reciprocity, responsiveness, substance } }
}
