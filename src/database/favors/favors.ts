import type { Favor } from '../../domain/favors/favor.ts'
import type { FavorFilter } from '../../domain/favors/favor-list.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import { inRange, oneOf, type Timeline } from '../timeline.ts'

/** A row of the columns of FAVORS, as PostgreSQL gives it. */
export interface FavorRow extends Pick<Favor, 'id' | 'direction' | 'kind' | 'worth' | 'effort' | 'note' | 'version'> {
  readonly contact_id: string
  readonly occurred_at: string
  readonly ask_id: string | null
}

/** Favors by when they were done. */
export const FAVORS: Timeline<Favor, FavorFilter, FavorRow> = {
  table: 'app.favor',
  at: 'occurred_at',
  columns: ({ sql }) => sql`x.id, x.contact_id, x.direction, x.kind, x.worth, x.effort, x.occurred_at, x.note, x.ask_id, x.version`,
  fitting: (db, { contactId, direction, kind, occurredAt }) => db.sql`
    ${contactId ? db.sql`and x.contact_id = ${contactId}` : db.sql``}
    ${oneOf(db, 'x.direction', direction)} ${oneOf(db, 'x.kind', kind)} ${inRange(db, 'x.occurred_at', occurredAt)}`,
  toItem: toFavor,
  atOf: ({ occurredAt }) => occurredAt
}

function toFavor ({ contact_id: contactId, occurred_at: occurredAt, ask_id: askId, id, direction, kind, worth, effort, note, version }: FavorRow): Favor {
  return { id, contactId, direction, kind, worth, effort, occurredAt: parseInstant(occurredAt), note, askId, version }
}

/** The favors with these ids that the workspace has, in no order. */
export async function findFavors (db: Db, ids: Iterable<string>): Promise<Favor[]> {
  const rows = await db.sql<FavorRow[]>`
    select ${FAVORS.columns(db)} from app.favor x where x.workspace_id = ${db.workspaceId} and x.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toFavor)
}

/** The favors that were recorded for these asks, oldest first. */
export async function favorsOfAsks (db: Db, askIds: Iterable<string>): Promise<Favor[]> {
  const rows = await db.sql<FavorRow[]>`
    select ${FAVORS.columns(db)} from app.favor x
    where x.workspace_id = ${db.workspaceId} and x.ask_id = any(${uuids(askIds)}::uuid[]) order by x.occurred_at, x.id`
  return rows.map(toFavor)
}

/** Takes the favor for this transaction; undefined where there is none. */
export async function lockFavor (db: Db, id: string): Promise<Favor | undefined> {
  const [row] = await db.sql<FavorRow[]>`
    select ${FAVORS.columns(db)} from app.favor x where x.workspace_id = ${db.workspaceId} and x.id = ${id} for update`
  return row && toFavor(row)
}

export async function insertFavor (db: Db, favor: Favor, now: number): Promise<void> {
  const at = formatInstant(now)
  await db.sql`
    insert into app.favor (workspace_id, id, contact_id, direction, kind, worth, effort, occurred_at, note, ask_id, version, created_at, updated_at)
    values (
      ${db.workspaceId}, ${favor.id}, ${favor.contactId}, ${favor.direction}, ${favor.kind}, ${favor.worth}, ${favor.effort},
      ${formatInstant(favor.occurredAt)}, ${favor.note}, ${favor.askId}, ${favor.version}, ${at}, ${at})`
}

/** Saves a favor that lockFavor has taken. */
export async function updateFavor (db: Db, favor: Favor, now: number): Promise<void> {
  await db.sql`
    update app.favor set direction = ${favor.direction}, kind = ${favor.kind}, worth = ${favor.worth}, effort = ${favor.effort},
      occurred_at = ${formatInstant(favor.occurredAt)}, note = ${favor.note}, ask_id = ${favor.askId}, version = ${favor.version}, updated_at = ${formatInstant(now)}
    where workspace_id = ${db.workspaceId} and id = ${favor.id}`
}

export async function deleteFavor (db: Db, id: string): Promise<void> {
  await db.sql`delete from app.favor where workspace_id = ${db.workspaceId} and id = ${id}`
}

/** Lets go of an ask that is about to be deleted: its favors stay, for themselves. */
export async function releaseFavors (db: Db, askId: string, now: number): Promise<void> {
  await db.sql`
    update app.favor set ask_id = null, version = version + 1, updated_at = ${formatInstant(now)}
    where workspace_id = ${db.workspaceId} and ask_id = ${askId}`
}
