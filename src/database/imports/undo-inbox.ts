import type { IdentityKind } from '../../domain/contacts/identity.ts'
import { plain, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** Somebody in the inbox for whom a report waits. */
export interface Waiting {
  readonly reportId: string
  readonly personId: string
}

/** Who waits in the inbox with these reports, and what they are known by. */
export async function findWaiting ({ sql, workspaceId }: Db, reportIds: Iterable<string>): Promise<(Waiting & { readonly identities: readonly { readonly kind: IdentityKind, readonly normalized: string }[] })[]> {
  return await sql<(Waiting & { identities: { kind: IdentityKind, normalized: string }[] })[]>`
    select x.report_id as "reportId", x.person_id as "personId", (
      select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'normalized', i.normalized)), '[]') from app.inbox_identity i
      where i.workspace_id = ${workspaceId} and i.person_id = x.person_id
    ) as identities
    from app.inbox_report x where x.workspace_id = ${workspaceId} and x.report_id = any(${uuids(reportIds)}::uuid[])`
}

/** Has these reports wait for these people no more. Who waited for nothing else leaves the inbox, unless a member has dismissed them. */
export async function stopWaiting ({ sql, workspaceId }: Db, waiting: readonly Waiting[]): Promise<void> {
  if (waiting.length === 0) return
  const [people, reports] = [uuids(waiting.map(({ personId }) => personId)), uuids(waiting.map(({ reportId }) => reportId))]
  await sql`
    delete from app.inbox_report x using unnest(${people}::uuid[], ${reports}::uuid[]) as r(person_id, report_id)
    where x.workspace_id = ${workspaceId} and x.person_id = r.person_id and x.report_id = r.report_id`
  const counts = new Map<string, number>()
  for (const { personId } of waiting) counts.set(personId, (counts.get(personId) ?? 0) + 1)
  await sql`
    update app.inbox_person p set reports = greatest(0, p.reports - r.count)
    from unnest(${uuids(counts.keys())}::uuid[], ${plain(counts.values())}::integer[]) as r(id, count)
    where p.workspace_id = ${workspaceId} and p.id = r.id`
  await sql`
    delete from app.inbox_person p where p.workspace_id = ${workspaceId} and p.id = any(${people}::uuid[])
      and p.state = 'PENDING' and not exists (select 1 from app.inbox_report x where x.workspace_id = ${workspaceId} and x.person_id = p.id)`
}

/** Deletes those of these people of the inbox whom nothing names any more. */
export async function deleteUnnamed ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<void> {
  await sql`
    delete from app.inbox_person p where p.workspace_id = ${workspaceId} and p.id = any(${uuids(ids)}::uuid[])
      and not exists (select 1 from app.inbox_report x where x.workspace_id = ${workspaceId} and x.person_id = p.id)`
}
