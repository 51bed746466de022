import type { Ask, AskMove } from '../../domain/asks/ask.ts'
import type { AskFilter } from '../../domain/favors/favor-list.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import { inRange, oneOf, type Timeline } from '../timeline.ts'

/** A row of the columns of ASKS, as PostgreSQL gives it. */
export interface AskRow extends Pick<Ask, 'id' | 'need' | 'offer' | 'size' | 'channel' | 'status' | 'warnings' | 'version'> {
  readonly contact_id: string
  readonly offer_kind: Ask['offerKind']
  readonly deadline: string | null
  readonly created_at: string
}

/** Asks by when they were made. */
export const ASKS: Timeline<Ask, AskFilter, AskRow> = {
  table: 'app.ask',
  at: 'created_at',
  columns: ({ sql }) => sql`x.id, x.contact_id, x.need, x.offer, x.offer_kind, x.size, x.channel, x.status, x.deadline, x.warnings, x.version, x.created_at`,
  fitting: (db, { contactId, status, size, createdAt }) => db.sql`
    ${contactId ? db.sql`and x.contact_id = ${contactId}` : db.sql``}
    ${oneOf(db, 'x.status', status)} ${oneOf(db, 'x.size', size)} ${inRange(db, 'x.created_at', createdAt)}`,
  toItem: toAsk,
  atOf: ({ createdAt }) => createdAt
}

function toAsk ({ contact_id: contactId, offer_kind: offerKind, deadline, created_at: createdAt, id, need, offer, size, channel, status, warnings, version }: AskRow): Ask {
  return {
    id, contactId, need, offer, offerKind, size, channel, status, deadline: deadline === null ? null : parseInstant(deadline), warnings, version, createdAt: parseInstant(createdAt)
  }
}

/** The asks with these ids that the workspace has, in no order. */
export async function findAsks (db: Db, ids: Iterable<string>): Promise<Ask[]> {
  const rows = await db.sql<AskRow[]>`
    select ${ASKS.columns(db)} from app.ask x where x.workspace_id = ${db.workspaceId} and x.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toAsk)
}

/** Takes the ask for this transaction; undefined where there is none. */
export async function lockAsk (db: Db, id: string): Promise<Ask | undefined> {
  const [row] = await db.sql<AskRow[]>`
    select ${ASKS.columns(db)} from app.ask x where x.workspace_id = ${db.workspaceId} and x.id = ${id} for update`
  return row && toAsk(row)
}

export async function insertAsk (db: Db, ask: Ask): Promise<void> {
  const at = formatInstant(ask.createdAt)
  await db.sql`
    insert into app.ask (workspace_id, id, contact_id, need, offer, offer_kind, size, channel, status, deadline, warnings, version, created_at, updated_at)
    values (
      ${db.workspaceId}, ${ask.id}, ${ask.contactId}, ${ask.need}, ${ask.offer}, ${ask.offerKind}, ${ask.size}, ${ask.channel}, ${ask.status},
      ${instantOrNull(ask.deadline)}, ${JSON.stringify(ask.warnings)}::jsonb, ${ask.version}, ${at}, ${at})`
}

/** Saves an ask that lockAsk has taken. */
export async function updateAsk (db: Db, ask: Ask, now: number): Promise<void> {
  await db.sql`
    update app.ask set need = ${ask.need}, offer = ${ask.offer}, offer_kind = ${ask.offerKind}, size = ${ask.size}, channel = ${ask.channel}, status = ${ask.status},
      deadline = ${instantOrNull(ask.deadline)}, warnings = ${JSON.stringify(ask.warnings)}::jsonb, version = ${ask.version}, updated_at = ${formatInstant(now)}
    where workspace_id = ${db.workspaceId} and id = ${ask.id}`
}

/** Deletes an ask with its history; favors that were recorded for it have been let go of. */
export async function deleteAsk (db: Db, id: string): Promise<void> {
  await db.sql`delete from app.ask where workspace_id = ${db.workspaceId} and id = ${id}`
}

export async function insertMove (db: Db, { id, askId, from, to, at, note }: AskMove): Promise<void> {
  await db.sql`
    insert into app.ask_move (workspace_id, id, ask_id, from_status, to_status, at, note)
    values (${db.workspaceId}, ${id}, ${askId}, ${from}, ${to}, ${formatInstant(at)}, ${note})`
}

/** How these asks went along, oldest first. */
export async function movesOf (db: Db, askIds: Iterable<string>): Promise<AskMove[]> {
  const rows = await db.sql<{ id: string, ask_id: string, from_status: AskMove['from'], to_status: AskMove['to'], at: string, note: string | null }[]>`
    select m.id, m.ask_id, m.from_status, m.to_status, m.at, m.note from app.ask_move m
    where m.workspace_id = ${db.workspaceId} and m.ask_id = any(${uuids(askIds)}::uuid[]) order by m.at, m.id`
  return rows.map(row => ({ id: row.id, askId: row.ask_id, from: row.from_status, to: row.to_status, at: parseInstant(row.at), note: row.note }))
}

function instantOrNull (at: number | null): string | null {
  return at === null ? null : formatInstant(at)
}
