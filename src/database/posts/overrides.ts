import type { SubstanceOverride } from '../../domain/quality/substance.ts'
import { formatInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

/** Keeps a member's word on a contact's substance, in place of an earlier one. */
export async function saveOverride (db: Db, contactId: string, { score, reason, at }: SubstanceOverride, memberId: string): Promise<void> {
  await db.sql`
    insert into app.substance_override (workspace_id, contact_id, score, reason, member_id, at)
    values (${db.workspaceId}, ${contactId}, ${score}, ${reason}, ${memberId}, ${formatInstant(at)})
    on conflict (workspace_id, contact_id) do update set score = excluded.score, reason = excluded.reason, member_id = excluded.member_id, at = excluded.at`
}

export async function deleteOverride (db: Db, contactId: string): Promise<void> {
  await db.sql`delete from app.substance_override where workspace_id = ${db.workspaceId} and contact_id = ${contactId}`
}

/** Has a member's word on one contact be said of another, of whom nothing is said. */
export async function moveOverride (db: Db, from: string, to: string): Promise<void> {
  await db.sql`update app.substance_override set contact_id = ${to} where workspace_id = ${db.workspaceId} and contact_id = ${from}`
}
