import type { Interaction } from '../../domain/interactions/interaction.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { plain, texts, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A row of interactionColumns, as PostgreSQL gives it. */
export interface InteractionRow extends Pick<Interaction, 'id' | 'channel' | 'direction' | 'status' | 'subject' | 'summary' | 'source'> {
  readonly carries_ask: boolean
  readonly occurred_at: string
  readonly duration_minutes: number | null
  readonly external_id: string | null
}

/** The columns of an interaction, from `i`. */
export function interactionColumns ({ sql }: Db) {
  return sql`i.id, i.channel, i.direction, i.status, i.occurred_at, i.duration_minutes, i.subject, i.summary, i.source, i.external_id, i.carries_ask`
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
    externalId: row.external_id,
    carriesAsk: row.carries_ask
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
  const rows = interactions.map(toRecord).sort((a, b) => order(a.source, b.source) || order(a.external_id ?? '', b.external_id ?? ''))
  const column = <Name extends keyof typeof rows[number]>(name: Name) => rows.map(row => row[name])
  const at = formatInstant(now)
  // An import writes a thousand at a time; arrays are read in half the time that JSON takes.
  const added = await db.sql<{ id: string }[]>`
    insert into app.interaction (workspace_id, id, channel, direction, status, occurred_at, duration_minutes, subject, summary, source, external_id, carries_ask, created_at, updated_at)
    select ${db.workspaceId}::uuid, r.*, ${at}::timestamptz, ${at}::timestamptz
    from unnest(
      ${plain(column('id'))}::uuid[], ${plain(column('channel'))}::text[], ${plain(column('direction'))}::text[], ${plain(column('status'))}::text[],
      ${plain(column('occurred_at'))}::timestamptz[], ${plain(column('duration_minutes'))}::integer[], ${texts(column('subject'))}::text[],
      ${texts(column('summary'))}::text[], ${texts(column('source'))}::text[], ${texts(column('external_id'))}::text[],
      ${plain(column('carries_ask'))}::boolean[]) as r
    on conflict (workspace_id, source, external_id) do nothing
    returning id`
  return new Set(added.map(({ id }) => id))
}

/** The interactions that these (source, externalId) have made. */
export async function findByExternalIds (db: Db, keys: readonly Pick<Interaction, 'source' | 'externalId'>[]): Promise<Interaction[]> {
  const rows = await db.sql<InteractionRow[]>`
    select ${interactionColumns(db)}
    from unnest(${texts(keys.map(({ source }) => source))}::text[], ${texts(keys.map(({ externalId }) => externalId))}::text[]) as r(source, external_id)
    join app.interaction i on i.workspace_id = ${db.workspaceId} and i.source = r.source and i.external_id = r.external_id`
  return rows.map(toInteraction)
}

/** Writes who took part in interactions that are new, each person once. */
export async function insertParticipants (db: Db, rows: readonly { interactionId: string, contactId: string, occurredAt: number }[]): Promise<void> {
  if (rows.length === 0) return
  await db.sql`
    insert into app.participant (workspace_id, interaction_id, contact_id, occurred_at)
    select ${db.workspaceId}::uuid, r.*
    from unnest(
      ${uuids(rows.map(({ interactionId }) => interactionId))}::uuid[], ${uuids(rows.map(({ contactId }) => contactId))}::uuid[],
      ${plain(rows.map(({ occurredAt }) => formatInstant(occurredAt)))}::timestamptz[]) as r(interaction_id, contact_id, occurred_at)
    order by r.contact_id
    returning interaction_id`
}

/** These people took no part in it after all. */
export async function removeParticipants (db: Db, interactionId: string, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await db.sql`
    delete from app.participant
    where workspace_id = ${db.workspaceId} and interaction_id = ${interactionId} and contact_id = any(${uuids(contactIds)}::uuid[])`
}

/** Saves an interaction that lockInteraction has taken. */
export async function updateInteraction (db: Db, interaction: Interaction, now: number): Promise<void> {
  const record = toRecord(interaction)
  await db.sql`
    update app.interaction set channel = ${record.channel}, direction = ${record.direction}, status = ${record.status},
      occurred_at = ${record.occurred_at}, duration_minutes = ${record.duration_minutes}, subject = ${record.subject},
      summary = ${record.summary}, carries_ask = ${record.carries_ask}, updated_at = ${formatInstant(now)}
    where workspace_id = ${db.workspaceId} and id = ${interaction.id}`
  await db.sql`
    update app.participant set occurred_at = ${record.occurred_at}
    where workspace_id = ${db.workspaceId} and interaction_id = ${interaction.id}`
}

export async function deleteInteractions (db: Db, ids: readonly string[]): Promise<void> {
  await db.sql`delete from app.interaction where workspace_id = ${db.workspaceId} and id = any(${uuids(ids)}::uuid[])`
}

/**
 * The interactions in which this contact was alone with us. Takes all of the contact's for this transaction: who deletes another
 * participant at the same time waits, and finds the other gone.
 */
export async function soleInteractionsOf (db: Db, contactId: string): Promise<string[]> {
  await db.sql`
    select 1 from app.interaction i
    where i.workspace_id = ${db.workspaceId} and i.id in (
      select x.interaction_id from app.participant x where x.workspace_id = ${db.workspaceId} and x.contact_id = ${contactId})
    order by i.id for update`
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
    external_id: interaction.externalId,
    carries_ask: interaction.carriesAsk
  }
}

function order (a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
