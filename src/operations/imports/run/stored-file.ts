import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Refusal } from '../../../domain/refusal.ts'
import { CHUNK_BYTES, readChunk } from '../../../database/imports/chunks.ts'
import { inWorkspace } from '../../../database/tenancy.ts'
import type { OperationContext } from '../../context.ts'

/** The bytes of a file that was given, of which no more than one chunk is held. */
export interface StoredFile {
  readonly size: number
  /** All of it in its order, in pieces of any size. */
  readonly pieces: () => AsyncGenerator<Buffer>
  /** That many bytes from there on; fewer where the file ends. */
  readonly read: (position: number, length: number) => Promise<Buffer>
  /** How much of it has been read so far, in bytes; what is read twice counts twice. */
  readonly bytesRead: () => number
}

const PIECE = 65_536
/** What gzip makes of text is a tenth of it; a hundredth is what bombs are made of, unless it is short. */
const MOST_PACKED = 100
const ALWAYS_UNPACKED = 16 * 1024 * 1024
/** Chosen, in bytes: a mailbox of ten years, and no file of empty lines that is read for hours. */
const LARGEST_UNPACKED = 20_000_000_000

/** Opens a file; nothing is read before it is asked for. */
export function openStored ({ database }: Pick<OperationContext, 'database'>, workspaceId: string, importId: string, size: number): StoredFile {
  let held: { readonly position: number, readonly bytes: Buffer } | undefined
  let bytesRead = 0

  async function chunk (position: number): Promise<Buffer> {
    if (held?.position !== position) {
      const bytes = await inWorkspace(database, workspaceId, db => readChunk(db, importId, position))
      if (!bytes) throw new Error(`Chunk ${position} of import ${importId} is missing.`)
      held = { position, bytes }
    }
    return held.bytes
  }

  async function read (position: number, length: number): Promise<Buffer> {
    const parts: Buffer[] = []
    const end = Math.min(position + length, size)
    for (let at = position; at < end;) {
      const start = at % CHUNK_BYTES
      const part = (await chunk(Math.floor(at / CHUNK_BYTES))).subarray(start, start + end - at)
      if (part.length === 0) throw new Error(`Import ${importId} is shorter than ${size} bytes.`)
      parts.push(part)
      at += part.length
      bytesRead += part.length
    }
    return parts.length === 1 ? parts[0] as Buffer : Buffer.concat(parts)
  }

  async function * pieces (): AsyncGenerator<Buffer> {
    for (let at = 0; at < size; at += PIECE) yield await read(at, PIECE)
  }

  return { size, pieces, read, bytesRead: () => bytesRead }
}

/** What a gzip becomes. Refuses (INVALID) what is broken, and what becomes far more than text does. */
export async function * unzipped ({ size, pieces }: StoredFile): AsyncGenerator<Buffer> {
  const gunzip = pipeline(Readable.from(pieces()), createGunzip({ chunkSize: PIECE }), () => {})
  let length = 0
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > size * MOST_PACKED + ALWAYS_UNPACKED) throw new Refusal('INVALID', `The file is packed to less than a ${MOST_PACKED}th, which no text is.`)
      if (length > LARGEST_UNPACKED) throw new Refusal('INVALID', `The file has more than ${LARGEST_UNPACKED} bytes, unpacked.`)
      yield piece
    }
  } catch (error) {
    if (!isBroken(error)) throw error
    throw new Refusal('INVALID', 'The file is cut off or broken: it cannot be unzipped to its end.')
  }
}

function isBroken (error: unknown): boolean {
  return error instanceof Error && /^Z_/.test((error as { code?: string }).code ?? '')
}
