import type { Identity } from '../../domain/contacts/contact.ts'
import type { InboxState } from '../../domain/integrations/inbox.ts'
import { formatInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Somebody who is put into the inbox. Instants are epoch milliseconds. */
export interface NewInboxPerson {
  readonly id: string
  readonly name: string
  readonly integrationId: string | null
  readonly seenAt: number
  readonly identities: readonly Identity[]
}

/** Who in the inbox has one of these identities. */
export async function findInboxHolders (db: Db, identities: readonly Pick<Identity, 'kind' | 'normalized'>[]): Promise<{ personId: string, state: InboxState, kind: string, normalized: string }[]> {
  if (identities.length === 0) return []
  const wanted = recordset(identities.map(({ kind, normalized }) => ({ kind, normalized })))
  return await db.sql<{ personId: string, state: InboxState, kind: string, normalized: string }[]>`
    select n.person_id as "personId", p.state, n.kind, n.normalized
    from jsonb_to_recordset(${wanted}::jsonb) as r(kind text, normalized text)
    join app.inbox_identity n on n.workspace_id = ${db.workspaceId} and n.kind = r.kind and n.normalized = r.normalized
    join app.inbox_person p on p.workspace_id = ${db.workspaceId} and p.id = n.person_id`
}

/** Whether so many people wait in the inbox already. */
export async function hasPending ({ sql, workspaceId }: Db, most: number): Promise<boolean> {
  const rows = await sql`select 1 from app.inbox_person p where p.workspace_id = ${workspaceId} and p.state = 'PENDING' offset ${most - 1} limit 1`
  return rows.length > 0
}

export async function insertInboxPeople (db: Db, people: readonly NewInboxPerson[], newId: () => string, now: number): Promise<void> {
  if (people.length === 0) return
  const rows = people.map(({ id, name, integrationId, seenAt }) => ({ id, name, integration_id: integrationId, first_seen_at: formatInstant(seenAt) }))
  await db.sql`
    insert into app.inbox_person (workspace_id, id, name, state, integration_id, first_seen_at, last_seen_at, reports, created_at)
    select ${db.workspaceId}::uuid, r.id, r.name, 'PENDING', r.integration_id, r.first_seen_at, r.first_seen_at, 0, ${formatInstant(now)}::timestamptz
    from jsonb_to_recordset(${recordset(rows)}::jsonb) as r(id uuid, name text, integration_id uuid, first_seen_at timestamptz)
    returning id`
  const identities = people.flatMap(person => person.identities.map(({ kind, value, normalized }, position) =>
    ({ id: newId(), person_id: person.id, kind, value, normalized, position })))
  await db.sql`
    insert into app.inbox_identity (workspace_id, id, person_id, kind, value, normalized, position)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(identities)}::jsonb) as r(
      id uuid, person_id uuid, kind text, value text, normalized text, position integer)
    on conflict (workspace_id, kind, normalized) do nothing`
}

/** Has reports wait for people of the inbox, and counts them anew; whoever was confirmed, and is nobody's contact any more, is pending again. */
export async function waitForPeople (db: Db, waiting: readonly { readonly personId: string, readonly reportId: string, readonly seenAt: number }[]): Promise<void> {
  if (waiting.length === 0) return
  const rows = waiting.map(({ personId, reportId }) => ({ person_id: personId, report_id: reportId }))
  await db.sql`
    insert into app.inbox_report (workspace_id, person_id, report_id)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(rows)}::jsonb) as r(person_id uuid, report_id uuid)
    on conflict (workspace_id, person_id, report_id) do nothing`
  const seen = [...new Map(waiting.map(({ personId, seenAt }) => [personId, seenAt]))].map(([id, at]) => ({ id, at: formatInstant(at) }))
  await db.sql`
    update app.inbox_person p set state = 'PENDING', last_seen_at = greatest(p.last_seen_at, r.at), reports = (
      select count(*) from app.inbox_report w where w.workspace_id = ${db.workspaceId} and w.person_id = p.id)
    from jsonb_to_recordset(${recordset(seen)}::jsonb) as r(id uuid, at timestamptz)
    where p.workspace_id = ${db.workspaceId} and p.id = r.id`
}
