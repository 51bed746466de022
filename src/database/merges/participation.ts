import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'
import type { Snapshot } from './snapshot.ts'

type Participation = Snapshot['participant'][number]

/** Takes the interactions of these contacts for this transaction: who changes or deletes one at the same time waits. */
export async function lockInteractionsOf (db: Db, contactIds: readonly string[]): Promise<void> {
  await db.sql`
    select 1 from app.interaction i
    where i.workspace_id = ${db.workspaceId} and i.id in (
      select x.interaction_id from app.participant x where x.workspace_id = ${db.workspaceId} and x.contact_id = any(${uuids(contactIds)}::uuid[]))
    order by i.id for update`
}

/** In which interactions these contacts took part. */
export async function participationOf ({ sql, workspaceId }: Db, contactIds: readonly string[]): Promise<Participation[]> {
  return [...await sql<Participation[]>`
    select x.interaction_id, x.contact_id from app.participant x
    where x.workspace_id = ${workspaceId} and x.contact_id = any(${uuids(contactIds)}::uuid[])`]
}

/** Has a contact take part, once, wherever one of the others did, and have each tag that one of them has. */
export async function uniteRows ({ sql, workspaceId }: Db, survivorId: string, otherIds: readonly string[]): Promise<void> {
  const others = uuids(otherIds)
  await sql`
    insert into app.participant (workspace_id, interaction_id, contact_id, occurred_at)
    select distinct ${workspaceId}::uuid, x.interaction_id, ${survivorId}::uuid, x.occurred_at from app.participant x
    where x.workspace_id = ${workspaceId} and x.contact_id = any(${others}::uuid[])
    on conflict (workspace_id, interaction_id, contact_id) do nothing`
  await sql`
    insert into app.contact_tag (workspace_id, contact_id, tag_id)
    select distinct ${workspaceId}::uuid, ${survivorId}::uuid, x.tag_id from app.contact_tag x
    where x.workspace_id = ${workspaceId} and x.contact_id = any(${others}::uuid[])
    on conflict (workspace_id, contact_id, tag_id) do nothing`
}

/** Has the others take part again where the survivor stands for them, and the survivor only where it took part itself, or does since. */
export async function divideParticipants ({ sql, workspaceId }: Db, survivorId: string, { participant, shared }: Pick<Snapshot, 'participant' | 'shared'>): Promise<void> {
  if (participant.length === 0) return
  await sql`
    insert into app.participant (workspace_id, interaction_id, contact_id, occurred_at)
    select ${workspaceId}::uuid, r.interaction_id, r.contact_id, x.occurred_at
    from jsonb_to_recordset(${recordset(participant)}::jsonb) as r(interaction_id uuid, contact_id uuid)
    join app.participant x on x.workspace_id = ${workspaceId} and x.interaction_id = r.interaction_id and x.contact_id = ${survivorId}
    on conflict (workspace_id, interaction_id, contact_id) do nothing`
  const own = new Set(shared)
  const lent = participant.map(({ interaction_id: id }) => id).filter(id => !own.has(id))
  await sql`
    delete from app.participant x
    where x.workspace_id = ${workspaceId} and x.contact_id = ${survivorId} and x.interaction_id = any(${uuids(lent)}::uuid[])`
}

/** Takes from a contact these tags. */
export async function removeTags ({ sql, workspaceId }: Db, contactId: string, tagIds: readonly string[]): Promise<void> {
  if (tagIds.length === 0) return
  await sql`
    delete from app.contact_tag x
    where x.workspace_id = ${workspaceId} and x.contact_id = ${contactId} and x.tag_id = any(${uuids(tagIds)}::uuid[])`
}
