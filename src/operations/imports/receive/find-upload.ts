import type { Import } from '../../../domain/imports/import.ts'
import { findUpload as findRow, freeUploadKey } from '../../../database/imports/uploads.ts'
import { inWorkspace } from '../../../database/tenancy.ts'
import type { OperationContext } from '../../context.ts'
import { assertMayWrite, readKey } from '../../transact.ts'

/** What the member has sent under this request's Idempotency-Key, whole or not; undefined where nothing is kept. Refuses (FORBIDDEN) whoever may not write. */
export async function findUpload (ctx: OperationContext): Promise<Import | undefined> {
  assertMayWrite(ctx.actor)
  if (ctx.idempotencyKey === null) return undefined
  const key = readKey(ctx.idempotencyKey)
  return await inWorkspace(ctx.database, ctx.actor.workspaceId, db => findRow(db, ctx.actor.memberId, key))
}

/** Makes this request's Idempotency-Key good for another file where the import under it is over. */
export async function freeUpload ({ database, actor: { workspaceId, memberId }, idempotencyKey }: OperationContext): Promise<void> {
  if (idempotencyKey !== null) await inWorkspace(database, workspaceId, db => freeUploadKey(db, memberId, idempotencyKey))
}
