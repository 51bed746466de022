import { createHash, type Hash } from 'node:crypto'
import type { UploadRequest } from '../../../domain/imports/read-choices.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { isRetryable } from '../../../database/errors.ts'
import { CHUNK_BYTES, readChunk, saveChunk, sendChunk } from '../../../database/imports/chunks.ts'
import { insertImport } from '../../../database/imports/imports.ts'
import { completeUpload, deleteUpload, findUpload } from '../../../database/imports/uploads.ts'
import { insertOutbox } from '../../../database/outbox.ts'
import { inWorkspace, type Db } from '../../../database/tenancy.ts'
import type { OperationContext } from '../../context.ts'
import { assertSameRequest, transact } from '../../transact.ts'
import { inChunks } from './cut-bytes.ts'

export const IMPORT_FILE = 'importFile'
/** The topic by which a file that is whole is read. */
const RUN = 'imports.run'

/** A file that is to be kept, and how much of it has arrived. */
export interface Arriving {
  readonly id: string
  readonly key: string | null
  readonly request: UploadRequest
  readonly requestHash: string
  readonly format: string
  readonly arrived: number
  readonly mostBytes: number
  /** Epoch milliseconds. */
  readonly clock: () => number
}

/** The file has more bytes than are taken; nothing of it is kept. */
export class TooLarge extends Refusal {
  constructor (mostBytes: number) {
    super('INVALID', `A file here has ${mostBytes} bytes at most.`)
  }
}

/**
 * Writes what comes in pieces, each in a short transaction, and with the last of them that the file is whole; gives the import's id, which is
 * another's where the same file became whole under the same key meanwhile.
 */
export async function storeUpload (ctx: OperationContext, arriving: Arriving, bytes: AsyncIterable<Buffer>): Promise<string> {
  const { id, arrived, mostBytes } = arriving
  // Of what has arrived before nobody here has seen the bytes.
  const hash = arrived === 0 ? createHash('sha256') : null
  let size = arrived
  try {
    for await (const chunk of inChunks(bytes, CHUNK_BYTES)) {
      if (size + chunk.bytes.length > mostBytes) await refuseTooLarge(ctx, mostBytes, id)
      hash?.update(chunk.bytes)
      if (chunk.isLast) return await complete(ctx, arriving, size, chunk.bytes, hash ?? await hashOfStored(ctx, id, chunk.bytes))
      const owner = await keep(ctx, arriving, size, chunk.bytes)
      if (owner !== id) return owner
      size += chunk.bytes.length
    }
    throw new Error('The pieces of a file have no last one.')
  } catch (error) {
    // Without a key nobody can go on with it.
    if (arriving.key === null && size > 0) await drop(ctx, id).catch(() => {})
    throw error
  }
}

/** Refuses a file that is too large, of which nothing is kept. */
export async function refuseTooLarge (ctx: OperationContext, mostBytes: number, id: string | undefined): Promise<never> {
  if (id !== undefined) await drop(ctx, id)
  throw new TooLarge(mostBytes)
}

async function keep (ctx: OperationContext, arriving: Arriving, size: number, bytes: Buffer): Promise<string> {
  const { database, actor: { workspaceId } } = ctx
  if (size > 0) {
    if (!await sendChunk(database, workspaceId, arriving.id, size, bytes)) throw meanwhile()
    return arriving.id
  }
  try {
    return await inWorkspace(database, workspaceId, async db => {
      const id = await begin(ctx, db, arriving)
      if (id === arriving.id && !await saveChunk(db, id, 0, bytes)) throw meanwhile()
      return id
    })
  } catch (error) {
    throw isRetryable(error) ? meanwhile() : error
  }
}

/** Makes the import, in place of what had arrived under the same key; gives its id, or that of the one that is whole already. */
async function begin ({ actor: { memberId, tokenId, name } }: OperationContext, db: Db, { id, key, request, requestHash, format, clock }: Arriving): Promise<string> {
  const known = key === null ? undefined : await findUpload(db, memberId, key)
  if (known) {
    assertSameRequest(known.requestHash, requestHash)
    if (known.uploadedAt !== null) return known.id
    await deleteUpload(db, known.id)
  }
  const { fileName, dryRun, choices } = request
  await insertImport(db, { id, memberId, tokenId, actor: name, fileName, format, choices, dryRun, uploadKey: key, requestHash, size: 0, status: 'RUNNING', createdAt: clock() })
  return id
}

async function complete (ctx: OperationContext, arriving: Arriving, before: number, last: Buffer, hash: Hash): Promise<string> {
  if (last.length === 0) throw new Refusal('INVALID', 'No bytes came.')
  const { id, format, clock, request: { fileName, dryRun } } = arriving
  const [now, size, fileHash] = [clock(), before + last.length, hash.digest('hex')]
  // The import is found by its key again, for longer than an answer is kept.
  return await transact({ ...ctx, now, idempotencyKey: null }, IMPORT_FILE, null, async ({ db, audit }) => {
    const owner = before === 0 ? await begin(ctx, db, arriving) : id
    if (owner !== id) return owner
    if (!await saveChunk(db, id, before, last) || !await completeUpload(db, id, { size, fileHash, uploadedAt: now })) throw meanwhile()
    await insertOutbox(db, { id: ctx.newId(), topic: RUN, key: id, payload: {} }, now)
    audit({ subjectType: 'import', subjectId: id, changes: { file: { after: fileName }, format: { after: format }, bytes: { after: size }, ...dryRun && { dryRun: { after: true } } } })
    return id
  })
}

async function hashOfStored ({ database, actor: { workspaceId } }: OperationContext, id: string, last: Buffer): Promise<Hash> {
  const hash = createHash('sha256')
  for (let position = 0; ; position++) {
    const bytes = await inWorkspace(database, workspaceId, db => readChunk(db, id, position))
    if (!bytes) return hash.update(last)
    hash.update(bytes)
  }
}

async function drop ({ database, actor: { workspaceId } }: OperationContext, id: string): Promise<void> {
  await inWorkspace(database, workspaceId, db => deleteUpload(db, id))
}

function meanwhile (): Refusal {
  return new Refusal('CONFLICT', 'The same file is being sent by another request, which is ahead of this one.')
}
