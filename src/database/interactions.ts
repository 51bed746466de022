import type { Interaction } from '../domain/interaction.ts'
import { formatInstant, parseInstant } from './instant.ts'
import { recordset, uuids } from './sql.ts'
import type { Db } from './tenancy.ts'

/** A row of interactionColumns, as PostgreSQL gives it. */
export interface InteractionRow extends Pick<Interaction, 'id' | 'channel' | 'direction' | 'status' | 'subject' | 'summary' | 'source'> {
  readonly occurred_at: string
  readonly duration_minutes: number | null
  readonly external_id: string | null
}

/** The columns of an interaction, from `i`. */
export function interactionColumns ({ sql }: Db) {
  return sql`i.id, i.channel, i.direction, i.status, i.occurred_at, i.duration_minutes, i.subject, i.summary, i.source, i.external_id`
}

export function toInteraction (row: InteractionRow): Interaction {
  return {
    id: row.id,
    channel: row.channel,
    direction: row.direction,
    status: row.status,
    occurredAt: parseInstant(row.occurred_at),
    durationMinutes: row.duration_minutes,
    subject: row.subject,
    summary: row.summary,
    source: row.source,
    externalId: row.external_id
  }
}

/** The interactions with these ids that the workspace has, in no order. */
export async function findInteractions (db: Db, ids: Iterable<string>): Promise<Interaction[]> {
  const rows = await db.sql<InteractionRow[]>`
    select ${interactionColumns(db)} from app.interaction i
    where i.workspace_id = ${db.workspaceId} and i.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toInteraction)
}

/** Takes the interaction for this transaction; undefined where there is none. */
export async function lockInteraction (db: Db, id: string): Promise<Interaction | undefined> {
  const [row] = await db.sql<InteractionRow[]>`
    select ${interactionColumns(db)} from app.interaction i
    where i.workspace_id = ${db.workspaceId} and i.id = ${id} for update`
  return row && toInteraction(row)
}

/** Who took part in these interactions. */
export async function participantsOf (db: Db, interactionIds: Iterable<string>): Promise<{ interactionId: string, contactId: string }[]> {
  const rows = await db.sql<{ interaction_id: string, contact_id: string }[]>`
    select x.interaction_id, x.contact_id from app.participant x
    where x.workspace_id = ${db.workspaceId} and x.interaction_id = any(${uuids(interactionIds)}::uuid[])`
  return rows.map(row => ({ interactionId: row.interaction_id, contactId: row.contact_id }))
}

/**
 * Adds the interactions whose (source, externalId) is not known yet, and gives back the ids of those added.
 * Takes them in the order of that key, so that two transactions with the same rows do not wait for each other.
 */
export async function insertInteractions (db: Db, interactions: readonly Interaction[], now: number): Promise<Set<string>> {
  if (interactions.length === 0) return new Set()
  const records = interactions.map(toRecord).sort((a, b) => order(a.source, b.source) || order(a.external_id ?? '', b.external_id ?? ''))
  const rows = await db.sql<{ id: string }[]>`
    insert into app.interaction (workspace_id, id, channel, direction, status, occurred_at, duration_minutes, subject, summary, source, external_id, created_at, updated_at)
    select ${db.workspaceId}::uuid, r.*, ${formatInstant(now)}::timestamptz, ${formatInstant(now)}::timestamptz
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
      id uuid, channel text, direction text, status text, occurred_at timestamptz, duration_minutes integer,
      subject text, summary text, source text, external_id text)
    on conflict (workspace_id, source, external_id) do nothing
    returning id`
  return new Set(rows.map(row => row.id))
}

/** The interactions that these (source, externalId) have made. */
export async function findByExternalIds (db: Db, keys: readonly Pick<Interaction, 'source' | 'externalId'>[]): Promise<Interaction[]> {
  const wanted = recordset(keys.map(({ source, externalId }) => ({ source, external_id: externalId })))
  const rows = await db.sql<InteractionRow[]>`
    select ${interactionColumns(db)} from jsonb_to_recordset(${wanted}::jsonb) as r(source text, external_id text)
    join app.interaction i on i.workspace_id = ${db.workspaceId} and i.source = r.source and i.external_id = r.external_id`
  return rows.map(toInteraction)
}

export async function insertParticipants (db: Db, rows: readonly { interactionId: string, contactId: string, occurredAt: number }[]): Promise<void> {
  if (rows.length === 0) return
  const records = rows.map(({ interactionId, contactId, occurredAt }) =>
    ({ interaction_id: interactionId, contact_id: contactId, occurred_at: formatInstant(occurredAt) }))
  await db.sql`
    insert into app.participant (workspace_id, interaction_id, contact_id, occurred_at)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(interaction_id uuid, contact_id uuid, occurred_at timestamptz)
    on conflict (workspace_id, interaction_id, contact_id) do nothing`
}

/** Saves an interaction that lockInteraction has taken. */
export async function updateInteraction (db: Db, interaction: Interaction, now: number): Promise<void> {
  const record = toRecord(interaction)
  await db.sql`
    update app.interaction set channel = ${record.channel}, direction = ${record.direction}, status = ${record.status},
      occurred_at = ${record.occurred_at}, duration_minutes = ${record.duration_minutes}, subject = ${record.subject},
      summary = ${record.summary}, updated_at = ${formatInstant(now)}
    where workspace_id = ${db.workspaceId} and id = ${interaction.id}`
  await db.sql`
    update app.participant set occurred_at = ${record.occurred_at}
    where workspace_id = ${db.workspaceId} and interaction_id = ${interaction.id}`
}

export async function deleteInteractions (db: Db, ids: readonly string[]): Promise<void> {
  await db.sql`delete from app.interaction where workspace_id = ${db.workspaceId} and id = any(${uuids(ids)}::uuid[])`
}

/** The interactions in which this contact was alone with us. */
export async function soleInteractionsOf (db: Db, contactId: string): Promise<string[]> {
  const rows = await db.sql<{ interaction_id: string }[]>`
    select x.interaction_id from app.participant x
    where x.workspace_id = ${db.workspaceId} and x.contact_id = ${contactId} and not exists (
      select 1 from app.participant o
      where o.workspace_id = ${db.workspaceId} and o.interaction_id = x.interaction_id and o.contact_id <> ${contactId})`
  return rows.map(row => row.interaction_id)
}

function toRecord (interaction: Interaction) {
  return {
    id: interaction.id,
    channel: interaction.channel,
    direction: interaction.direction,
    status: interaction.status,
    occurred_at: formatInstant(interaction.occurredAt),
    duration_minutes: interaction.durationMinutes,
    subject: interaction.subject,
    summary: interaction.summary,
    source: interaction.source,
    external_id: interaction.externalId
  }
}

function order (a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
