import { createReadStream, type Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { TextDecoder } from 'node:util'
import { createGunzip } from 'node:zlib'
import { Refusal } from '../domain/refusal.ts'

/** A file that is read from its beginning to its end, unzipped where it is zipped. */
export interface ImportFile {
  readonly text: AsyncIterable<string>
  /** How many bytes of the file itself have been read. */
  readonly position: () => number
  /** Null where nobody knows, as of a pipe. */
  readonly size: number | null
}

const STDIN = '-'
const GZIP = Buffer.from([0x1f, 0x8b])
const CHUNK_BYTES = 64 * 1024

/**
 * Opens a file, or stdin for `-`; reading it ends, with an error, when `signal` aborts.
 * Refuses a file that is not there (NOT_FOUND), and (INVALID) a directory, and what cannot be read twice where it has to be.
 */
export async function openImportFile (path: string, signal: AbortSignal, isReadTwice = false): Promise<ImportFile> {
  const found = await findFile(path)
  if (isReadTwice && !found?.isFile()) throw new Refusal('INVALID', `To find out who you are the file is read twice, which ${path} cannot be: name your addresses with --me.`)
  const bytes = bytesOf(path, 0, signal)
  let position = 0
  const chunks = (async function * () {
    for await (const chunk of bytes) {
      position += chunk.length
      yield chunk
    }
  })()
  return { text: decoded(unzipped(chunks)), position: () => position, size: found?.isFile() ? found.size : null }
}

/** What the system knows of a file; null for stdin. Refuses one that is not there (NOT_FOUND), and a directory (INVALID). */
export async function findFile (path: string): Promise<Stats | null> {
  const found = path === STDIN ? null : await stat(path).catch(() => { throw new Refusal('NOT_FOUND', `There is no file ${path}.`) })
  if (found?.isDirectory()) throw new Refusal('INVALID', `${path} is a directory, not a file.`)
  return found
}

/** The bytes of a file, or of stdin, from there on; they end, with an error, when `signal` aborts. */
export function bytesOf (path: string, from: number, signal: AbortSignal): AsyncIterable<Buffer> {
  const stream = path === STDIN ? process.stdin : createReadStream(path, { start: from, highWaterMark: CHUNK_BYTES })
  signal.addEventListener('abort', () => stream.destroy(), { once: true })
  return stream as AsyncIterable<Buffer>
}

/** The bytes as they are, or unzipped: a name says nothing about what is in a file. */
async function * unzipped (chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0)
  while (head.length < GZIP.length) {
    const { value, done } = await chunks.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  const whole = (async function * () {
    yield head
    yield * chunks
  })()
  if (!head.subarray(0, GZIP.length).equals(GZIP)) yield * whole
  // An error is thrown to whoever reads.
  else yield * pipeline(Readable.from(whole), createGunzip({ chunkSize: CHUNK_BYTES }), () => {}) as AsyncIterable<Buffer>
}

/** Text in UTF-8, or in UTF-16 where a byte order mark says so. */
async function * decoded (chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8')
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder?.decode() ?? ''
}
