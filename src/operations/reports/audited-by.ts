import { insertAudit, type AuditEntry, type Author } from '../../database/audit.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import type { Writing } from '../transact.ts'

/** Runs `work` in a transaction that is open, and writes down that it was done by nobody in particular: an integration, or the passing of time. */
export async function auditedBy<T> (db: Db, author: Author, action: string, { now, newId }: Pick<OperationContext, 'now' | 'newId'>, work: (writing: Writing) => Promise<T>): Promise<T> {
  const entries: AuditEntry[] = []
  const result = await work({ db, audit: (...more) => { for (const entry of more) entries.push({ ...entry, action, id: newId() }) } })
  await insertAudit(db, entries, { actor: author, at: now, requestId: 'background' })
  return result
}
