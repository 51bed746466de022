import { createHash } from 'node:crypto'
import { may, type Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import { insertAudit, type AuditEntry } from '../database/audit.ts'
import { claimKey, keepResult } from '../database/idempotency.ts'
import { inWorkspace, type Db } from '../database/tenancy.ts'
import type { OperationContext } from './context.ts'
import { ErasedRefusal } from './erasures/erased-refusal.ts'
import { noteBlocked } from './erasures/guard.ts'
import { retried } from './retried.ts'

const LONGEST_KEY = 200
const KEY_LIVES_MS = 24 * 60 * 60 * 1000

/** A transaction that changes something, and writes down who did. */
export interface Writing {
  readonly db: Db
  readonly audit: (...entries: Omit<AuditEntry, 'id' | 'action'>[]) => void
}

/**
 * Runs a mutation in one transaction: its rows, the audit and the answer kept for its Idempotency-Key happen together or not
 * at all. `work` may be run again where the database asks for it, so it changes nothing but the database; its result is plain
 * JSON. Refuses (FORBIDDEN) whoever may not write, and (INVALID) a key that was used with another input.
 */
export async function transact<T> (ctx: OperationContext, action: string, input: unknown, work: (writing: Writing) => Promise<T>): Promise<T> {
  assertMayWrite(ctx.actor)
  // A request never holds one connection while it waits for another: what is read next, is read from a new snapshot anyway.
  await ctx.reading.end()
  try {
    return await retried(() => inWorkspace(ctx.database, ctx.actor.workspaceId, db => once(ctx, db, action, input, work)))
  } catch (error) {
    // What was refused is rolled back; that it was tried is to be seen all the same.
    if (error instanceof ErasedRefusal) await inWorkspace(ctx.database, ctx.actor.workspaceId, db => noteBlocked(ctx, db, [error.identityKey]))
    throw error
  }
}

/** Refuses (FORBIDDEN) whoever may not write. */
export function assertMayWrite (actor: Actor): void {
  if (!may(actor, 'write')) throw new Refusal('FORBIDDEN', `${actor.name} may read, but not change anything: it needs the role MEMBER and the scope write.`)
}

async function once<T> (ctx: OperationContext, db: Db, action: string, input: unknown, work: (writing: Writing) => Promise<T>): Promise<T> {
  if (ctx.idempotencyKey === null) return audited(ctx, db, action, work)
  const request = { memberId: ctx.actor.memberId, key: readKey(ctx.idempotencyKey), requestHash: requestHashOf(action, input) }
  const claim = await claimKey(db, request, ctx.now, ctx.now + KEY_LIVES_MS)
  if (claim === 'claimed') {
    const result = await audited(ctx, db, action, work)
    await keepResult(db, request, result)
    return result
  }
  assertSameRequest(claim.requestHash, request.requestHash)
  if (isErased(claim.result)) throw new Refusal('CONFLICT', 'What this request gave was erased since; send a new one under a new Idempotency-Key.')
  return claim.result as T
}

/** Refuses (INVALID) a key that was used with another input. */
export function assertSameRequest (before: string, now: string): void {
  if (before === now) return
  throw new Refusal('INVALID', 'This Idempotency-Key was used for another request; send a new key with a new request.', {
    fields: [{ path: 'Idempotency-Key', message: 'was used for another request.' }]
  })
}

/** What is kept in the place of a result that named somebody who was erased. */
function isErased (result: unknown): boolean {
  return JSON.stringify(result) === '{"erased":true}'
}

async function audited<T> (ctx: OperationContext, db: Db, action: string, work: (writing: Writing) => Promise<T>): Promise<T> {
  const entries: AuditEntry[] = []
  const result = await work({ db, audit: (...more) => { for (const entry of more) entries.push({ ...entry, action, id: ctx.newId() }) } })
  await insertAudit(db, entries, { actor: ctx.actor, at: ctx.now, requestId: ctx.requestId })
  return result
}

/** The key of the mutation after that of `key` in the same document: a client cannot send one like it, for a header has no line feed. */
export function nextKey (key: string): string {
  const [header, place = '1'] = key.split('\n')
  return `${header}\n${Number(place) + 1}`
}

/** The key, if it is one. Refuses (INVALID) anything else. */
export function readKey (key: string): string {
  const [header = ''] = key.split('\n')
  if (/^[\x21-\x7e]+$/.test(header) && header.length <= LONGEST_KEY) return key
  throw new Refusal('INVALID', `An Idempotency-Key is 1 to ${LONGEST_KEY} printable ASCII characters without spaces.`, {
    fields: [{ path: 'Idempotency-Key', message: 'cannot be read.' }]
  })
}

/** What tells one request from another. */
export function requestHashOf (action: string, input: unknown): string {
  return createHash('sha256').update(action).update('\n').update(JSON.stringify(input)).digest('hex')
}
