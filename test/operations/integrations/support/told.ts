import type postgres from 'postgres'
import { NOW } from '../../support/first-workspace.ts'

const MINUTE = 60_000

export function iso (at: number): string {
  return new Date(at).toISOString()
}

export function party (role: string, email: string, name?: string) {
  return { role, emails: [email], ...name && { name } }
}

/** A message of somebody who is in no other test, as GENERIC takes it. */
export function message (id: string, more: object = {}) {
  return { source: 'chat', external_id: id, kind: 'message', direction: 'in', occurred_at: iso(NOW - MINUTE), status: 'held', parties: [party('from', `${id}@engines.example`, `Ada ${id}`)], ...more }
}

export function meeting (id: string, more: object = {}) {
  const parties = [party('attendee', `${id}@engines.example`, `Ada ${id}`)]
  return { source: 'calendar', external_id: id, kind: 'meeting', status: 'planned', occurred_at: iso(NOW - 40 * MINUTE), ended_at: iso(NOW - 10 * MINUTE), updated_at: iso(NOW - 90 * MINUTE), parties, ...more }
}

export async function delivered (sql: postgres.Sql, ...ids: string[]) {
  return await sql<{ status: string, reason: string | null, attempts: number, interaction_ids: string[], next_attempt_at: Date }[]>`
    select status, reason, attempts, interaction_ids, next_attempt_at from app.delivery where id = any(${ids}) order by id`
}

export async function interactionOf (sql: postgres.Sql, externalId: string) {
  return [...await sql<{ id: string, status: string, subject: string | null, summary: string | null, occurred_at: Date, names: string[] }[]>`
    select i.id, i.status, i.subject, i.summary, i.occurred_at, array(
      select c.name from app.participant x join app.contact c on c.id = x.contact_id where x.interaction_id = i.id order by c.name) as names
    from app.interaction i where i.external_id = ${externalId}`]
}
