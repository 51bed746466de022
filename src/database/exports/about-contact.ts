import type { Changes } from '../../domain/changes.ts'
import { parseInstant } from '../instant.ts'
import { texts, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Rows that are looked through at a time, where nothing but their text says whom they name. */
const WINDOW_ROWS = 1000
const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** What was changed of things with these ids, oldest first. */
export async function auditOf ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<{ at: number, action: string, subjectType: string, changes: Changes }[]> {
  const rows = await sql<{ at: string, action: string, subjectType: string, changes: Changes }[]>`
    select a.at, a.action, a.subject_type as "subjectType", a.changes from app.audit a
    where a.workspace_id = ${workspaceId} and a.subject_id = any(${uuids(ids)}::uuid[]) order by a.id`
  return rows.map(row => ({ ...row, at: parseInstant(row.at) }))
}

/** Which files made or changed a contact. */
export async function importsOf ({ sql, workspaceId }: Db, contactId: string): Promise<{ at: number, fileName: string, kind: string }[]> {
  const rows = await sql<{ at: string, fileName: string, kind: string }[]>`
    select x.at, i.file_name as "fileName", x.kind from app.import_change x
    join app.import i on i.workspace_id = ${workspaceId} and i.id = x.import_id
    where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId} order by x.at, x.id`
  return rows.map(row => ({ ...row, at: parseInstant(row.at) }))
}

/** With how many others a contact may be one person, and why; not with whom. */
export async function candidatesOf ({ sql, workspaceId }: Db, contactId: string): Promise<{ score: number, reasons: readonly string[], foundAt: number }[]> {
  const rows = await sql<{ score: number, reasons: readonly string[], foundAt: string }[]>`
    select d.score, d.reasons, d.found_at as "foundAt" from app.duplicate_candidate d
    where d.workspace_id = ${workspaceId} and (d.contact_id = ${contactId} or d.other_id = ${contactId}) order by d.id`
  return rows.map(row => ({ ...row, foundAt: parseInstant(row.foundAt) }))
}

/** Whoever of the inbox has one of these identities. */
export async function inboxPeopleOf ({ sql, workspaceId }: Db, identities: readonly { readonly kind: string, readonly normalized: string }[]): Promise<{ name: string, state: string, firstSeenAt: number, lastSeenAt: number }[]> {
  const rows = await sql<{ name: string, state: string, firstSeenAt: string, lastSeenAt: string }[]>`
    select distinct p.id, p.name, p.state, p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt"
    from unnest(${texts(identities.map(({ kind }) => kind))}::text[], ${texts(identities.map(({ normalized }) => normalized))}::text[]) as r(kind, normalized)
    join app.inbox_identity i on i.workspace_id = ${workspaceId} and i.kind = r.kind and i.normalized = r.normalized
    join app.inbox_person p on p.workspace_id = ${workspaceId} and p.id = i.person_id
    order by p.id`
  return rows.map(({ name, state, firstSeenAt, lastSeenAt }) => ({ name, state, firstSeenAt: parseInstant(firstSeenAt), lastSeenAt: parseInstant(lastSeenAt) }))
}

/** A received webhook in which somebody is named. */
export interface NamingDelivery {
  readonly receivedAt: number
  readonly integration: string
  readonly status: string
}

/**
 * The deliveries that led to one of these interactions, or have one of these words in them (in lower case, ASCII). All of them are looked
 * through, in windows: nothing else says whom they name.
 */
export async function deliveriesNaming ({ sql, workspaceId }: Db, interactionIds: readonly string[], words: readonly string[]): Promise<NamingDelivery[]> {
  const found: NamingDelivery[] = []
  for (let after: string | undefined = FIRST_ID; after !== undefined;) {
    const rows: { id: string, receivedAt: string, integration: string, status: string, isNaming: boolean }[] = await sql`
      select d.id, d.received_at as "receivedAt", d.status, i.name as integration,
        d.interaction_ids && ${uuids(interactionIds)}::uuid[] or exists (
          select 1 from unnest(${texts(words)}::text[]) as r(word) where strpos(lower(encode(d.body, 'escape')), r.word) > 0) as "isNaming"
      from app.delivery d join app.integration i on i.workspace_id = ${workspaceId} and i.id = d.integration_id
      where d.workspace_id = ${workspaceId} and d.id > ${after}::uuid order by d.id limit ${WINDOW_ROWS}`
    found.push(...rows.flatMap(({ id, receivedAt, isNaming, ...row }) => isNaming ? [{ ...row, receivedAt: parseInstant(receivedAt) }] : []))
    after = rows.length < WINDOW_ROWS ? undefined : rows.at(-1)?.id
  }
  return found
}

/** The ids of reports with one of these words in what was told; looked through in the same way. */
export async function reportsNaming ({ sql, workspaceId }: Db, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (let after: string | undefined = FIRST_ID; after !== undefined && words.length > 0;) {
    const rows: { id: string, isNaming: boolean }[] = await sql`
      select x.id, exists (select 1 from unnest(${texts(words)}::text[]) as r(word) where strpos(lower(x.told::text), r.word) > 0) as "isNaming"
      from app.report x where x.workspace_id = ${workspaceId} and x.id > ${after}::uuid order by x.id limit ${WINDOW_ROWS}`
    found.push(...rows.flatMap(({ id, isNaming }) => isNaming ? [id] : []))
    after = rows.length < WINDOW_ROWS ? undefined : rows.at(-1)?.id
  }
  return found
}
