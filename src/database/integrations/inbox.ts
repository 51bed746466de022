import type { IdentityKind } from '../../domain/contacts/identity.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { InboxPerson, InboxState } from '../../domain/integrations/inbox.ts'
import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Somebody in the inbox; their identities are read apart. */
export type PersonRecord = Omit<InboxPerson, 'identities'>
export type PersonIdentity = InboxPerson['identities'][number]

interface PersonRow {
  readonly id: string
  readonly name: string
  readonly state: InboxState
  readonly integration_id: string | null
  readonly first_seen_at: string
  readonly last_seen_at: string
  readonly reports: number
}

/** A page of those who are in this state, the one who was seen last first. */
export async function listPeople (db: Db, state: InboxState, page: PageRequest): Promise<Page<PersonRecord>> {
  const { sql, workspaceId } = db
  const rows = await sql<PersonRow[]>`
    select ${columns(db)} from app.inbox_person p where p.workspace_id = ${workspaceId} and p.state = ${state}
      ${page.after ? sql`and (p.last_seen_at, p.id) < (${instantOf(page.after)}::timestamptz, ${page.after.id}::uuid)` : sql``}
      ${page.before ? sql`and (p.last_seen_at, p.id) > (${instantOf(page.before)}::timestamptz, ${page.before.id}::uuid)` : sql``}
    order by ${sql.unsafe(page.fromEnd ? 'p.last_seen_at, p.id' : 'p.last_seen_at desc, p.id desc')} limit ${page.size + 1}`
  return toPage(page, rows.map(toPerson).map(item => ({ item, place: { key: item.lastSeenAt, id: item.id } })))
}

/** Whether anybody in this state comes after (or before) a place. */
export async function hasPeopleBeyond ({ sql, workspaceId }: Db, state: InboxState, place: Place, after: boolean): Promise<boolean> {
  const rows = await sql`
    select 1 from app.inbox_person p where p.workspace_id = ${workspaceId} and p.state = ${state}
      and (p.last_seen_at, p.id) ${after ? sql`<` : sql`>`} (${instantOf(place)}::timestamptz, ${place.id}::uuid)
    order by ${sql.unsafe(after ? 'p.last_seen_at desc, p.id desc' : 'p.last_seen_at, p.id')} limit 1`
  return rows.length > 0
}

export async function countPeople ({ sql, workspaceId }: Db, state: InboxState): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.inbox_person p where p.workspace_id = ${workspaceId} and p.state = ${state}`
  return Number(row?.count)
}

/** Those with these ids whom the workspace has, in no order. */
export async function findPeople (db: Db, ids: Iterable<string>): Promise<PersonRecord[]> {
  const rows = await db.sql<PersonRow[]>`
    select ${columns(db)} from app.inbox_person p where p.workspace_id = ${db.workspaceId} and p.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toPerson)
}

/** Takes somebody for this transaction; undefined where nobody is there. */
export async function lockPerson (db: Db, id: string): Promise<PersonRecord | undefined> {
  const [row] = await db.sql<PersonRow[]>`
    select ${columns(db)} from app.inbox_person p where p.workspace_id = ${db.workspaceId} and p.id = ${id} for update`
  return row && toPerson(row)
}

/** The identities of each of these people, in their order. */
export async function identitiesOfPeople ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<Map<string, PersonIdentity[]>> {
  const rows = await sql<{ person_id: string, kind: IdentityKind, value: string, normalized: string }[]>`
    select x.person_id, x.kind, x.value, x.normalized from app.inbox_identity x
    where x.workspace_id = ${workspaceId} and x.person_id = any(${uuids(ids)}::uuid[]) order by x.person_id, x.position`
  const byPerson = groupBy(rows, row => row.person_id)
  return new Map([...byPerson].map(([id, found]) => [id, found.map(({ kind, value, normalized }) => ({ kind, value, normalized }))]))
}

/** Saves the state of somebody whom lockPerson has taken. */
export async function savePersonState (db: Db, { id, state }: Pick<PersonRecord, 'id' | 'state'>): Promise<void> {
  await db.sql`update app.inbox_person set state = ${state} where workspace_id = ${db.workspaceId} and id = ${id}`
}

/** Takes the reports that wait for somebody, who has an answer now. */
export async function takeWaitingReports (db: Db, personId: string): Promise<string[]> {
  const rows = await db.sql<{ report_id: string }[]>`
    delete from app.inbox_report where workspace_id = ${db.workspaceId} and person_id = ${personId} returning report_id`
  return rows.map(row => row.report_id).sort()
}

function columns ({ sql }: Db) {
  return sql`p.id, p.name, p.state, p.integration_id, p.first_seen_at, p.last_seen_at, p.reports`
}

function instantOf ({ key }: Place): string {
  return formatInstant(Number(key))
}

function toPerson (row: PersonRow): PersonRecord {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    integrationId: row.integration_id,
    firstSeenAt: parseInstant(row.first_seen_at),
    lastSeenAt: parseInstant(row.last_seen_at),
    reports: row.reports
  }
}
