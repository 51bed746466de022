import type { Changes } from '../domain/changes.ts'
import { formatInstant } from './instant.ts'
import { recordset } from './sql.ts'
import type { Db } from './tenancy.ts'

/** One change of one record. */
export interface AuditEntry {
  readonly id: string
  /** What was asked for: `createContact`. */
  readonly action: string
  readonly subjectType: string
  readonly subjectId: string
  readonly changes: Changes
}

/** Who changed something: a member through a token, or what works for nobody in particular (an integration). */
export interface Author {
  readonly memberId: string | null
  readonly tokenId: string | null
  readonly name: string
}

/** Writes down who changed what, in the transaction of the change. */
export async function insertAudit (db: Db, entries: readonly AuditEntry[], by: { actor: Author, at: number, requestId: string }): Promise<void> {
  if (entries.length === 0) return
  const records = entries.map(entry => ({
    id: entry.id, action: entry.action, subject_type: entry.subjectType, subject_id: entry.subjectId, changes: entry.changes
  }))
  await db.sql`
    insert into app.audit (workspace_id, at, member_id, token_id, actor, request_id, id, action, subject_type, subject_id, changes)
    select ${db.workspaceId}::uuid, ${formatInstant(by.at)}::timestamptz, ${by.actor.memberId}::uuid, ${by.actor.tokenId}::uuid, ${by.actor.name}, ${by.requestId}, r.*
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(id uuid, action text, subject_type text, subject_id uuid, changes jsonb)
    returning id`
}
