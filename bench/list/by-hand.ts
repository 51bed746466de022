import type { FastifyInstance } from 'fastify'
import type { Database } from '../../src/database/connect.ts'
import { parseInstant } from '../../src/database/instant.ts'
import { scoredColumns, toScored, type ScoredRow } from '../../src/database/contacts/scored.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import type { Quality } from '../../src/domain/quality/assess.ts'
import type { Factor } from '../../src/domain/quality/factor.ts'
import { shownScore } from '../../src/domain/quality/score.ts'
import { contactCadence, qualityOf } from '../../src/domain/contacts/standing.ts'
import { toTypeId } from '../../src/domain/type-id.ts'
import { LIST_VARIABLES } from './query.ts'

interface Row extends ScoredRow {
  id: string,
  name: string,
  organization: string | null,
  title: string | null,
  version: number,
  tags: string[],
  asked: number,
  answered: number,
  refreshed_at: string
  identities: object[],
  interactions: ({ id: string, occurredAt: string })[]
}

/**
 * What the list query is measured against: a route that returns the same JSON from one prepared statement under the same
 * row-level security, with nothing between. `recognize` checks the same token.
 */
export function routeByHand (app: FastifyInstance, database: Database, recognize: (authorization: string | undefined) => Promise<{ workspaceId: string }>): void {
  app.get('/by-hand', async (request, reply) => {
    const { workspaceId: ws } = await recognize(request.headers.authorization)
    const now = Date.now()
    const rows = await inWorkspace(database, ws, db => db.sql<Row[]>`
      select c.id, c.name, c.organization, c.title, c.version, ${scoredColumns(db)}, w.asked, w.answered, w.refreshed_at,
        array(select g.name from app.contact_tag x join app.tag g on g.workspace_id = ${ws} and g.id = x.tag_id
          where x.workspace_id = ${ws} and x.contact_id = c.id order by g.name_key) as tags,
        (select coalesce(json_agg(json_build_object('kind', i.kind, 'value', i.value, 'normalized', i.normalized, 'label', i.label, 'isPrimary', i.is_primary) order by i.position), '[]')
          from app.identity i where i.workspace_id = ${ws} and i.contact_id = c.id) as identities,
        (select coalesce(json_agg(l), '[]') from (
          select i.id, i.channel, i.direction, i.status, i.occurred_at as "occurredAt", i.duration_minutes as "durationMinutes", i.subject, i.source, i.external_id as "externalId"
          from app.participant x join app.interaction i on i.workspace_id = ${ws} and i.id = x.interaction_id
          where x.workspace_id = ${ws} and x.contact_id = c.id
          order by x.occurred_at desc, x.interaction_id desc limit ${LIST_VARIABLES.interactions}) l) as interactions
      from app.contact c
      join app.contact_totals t on t.workspace_id = ${ws} and t.contact_id = c.id
      join app.ranking r on r.workspace_id = ${ws} and r.contact_id = c.id
      left join app.workspace_totals w on w.workspace_id = ${ws}
      where c.workspace_id = ${ws} and r.workspace_id = ${ws}
      order by r.quality desc, r.contact_id desc limit ${LIST_VARIABLES.first}`)
    reply.header('content-type', 'application/json; charset=utf-8')
    return JSON.stringify({ data: { contacts: { nodes: rows.map(row => told(row, now)) } } })
  })
}

function told (row: Row, now: number) {
  const contact = {
    ...toScored(row),
    workspace: { asked: row.asked, answered: row.answered, at: parseInstant(row.refreshed_at) }
  }
  const cadence = contactCadence(contact, now)
  return {
    id: toTypeId('contact', row.id),
    name: row.name,
    organization: row.organization,
    title: row.title,
    tags: row.tags,
    lastInteractionAt: instant(row.state.lastInteractionAt),
    version: row.version,
    identities: row.identities,
    cadence: {
      targetDays: cadence.targetDays === null ? null : Math.round(cadence.targetDays),
      source: cadence.source,
      lastTouchAt: instant(cadence.lastTouchAt),
      dueAt: instant(cadence.dueAt),
      state: cadence.state
    },
    quality: toldQuality(qualityOf(contact, now)),
    interactions: {
      nodes: row.interactions.map(each => ({ ...each, id: toTypeId('interaction', each.id), occurredAt: new Date(each.occurredAt).toISOString() }))
    }
  }
}

function toldQuality (quality: Quality) {
  const factor = ({ score, confidence, weight }: Factor) => ({ score: shownScore(score), confidence, weight })
  return {
    score: shownScore(quality.score),
    band: quality.band,
    confidence: quality.confidence,
    modelVersion: quality.modelVersion,
    asOf: instant(quality.asOf),
    warmth: factor(quality.warmth),
    reciprocity: factor(quality.reciprocity),
    responsiveness: factor(quality.responsiveness),
    substance: factor(quality.substance),
    reasons: quality.reasons.map(({ code, text, impact, evidence }) => ({ code, text, impact, evidenceIds: evidence.map(({ type, id }) => toTypeId(type, id)) }))
  }
}

function instant (ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
