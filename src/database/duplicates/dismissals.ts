import { formatInstant } from '../instant.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** That a member said that two contacts are two people, as seen from one of them. */
export interface Dismissal {
  readonly id: string
  readonly contactId: string
  readonly otherId: string
}

/** Whom these contacts are not, by what members said; of somebody who was merged since, who they are by now. */
export async function dismissalsOf ({ sql, workspaceId }: Db, contactIds: Iterable<string>): Promise<Dismissal[]> {
  return [...await sql<Dismissal[]>`
    select d.id, d.contact_id as "contactId", coalesce(a.contact_id, d.other_id) as "otherId"
    from app.duplicate_dismissal d left join app.contact_alias a on a.workspace_id = ${workspaceId} and a.id = d.other_id
    where d.workspace_id = ${workspaceId} and d.contact_id = any(${uuids(contactIds)}::uuid[])`]
}

export async function insertDismissals (
  { sql, workspaceId }: Db, dismissals: readonly Dismissal[], by: { readonly memberId: string, readonly actor: string, readonly at: number }
): Promise<void> {
  const records = dismissals.map(({ id, contactId, otherId }) => ({ id, contact_id: contactId, other_id: otherId }))
  await sql`
    insert into app.duplicate_dismissal (workspace_id, id, contact_id, other_id, member_id, actor, at)
    select ${workspaceId}::uuid, r.*, ${by.memberId}::uuid, ${by.actor}, ${formatInstant(by.at)}::timestamptz
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(id uuid, contact_id uuid, other_id uuid)
    returning id`
}

export async function deleteDismissals ({ sql, workspaceId }: Db, ids: Iterable<string>): Promise<void> {
  await sql`delete from app.duplicate_dismissal d where d.workspace_id = ${workspaceId} and d.id = any(${uuids(ids)}::uuid[])`
}
