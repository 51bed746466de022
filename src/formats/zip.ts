import { Readable } from 'node:stream'
import * as yauzl from 'yauzl'
import { Refusal } from '../domain/refusal.ts'
import { wellFormed } from '../domain/text.ts'
import type { ImportFormat } from './import-format.ts'

/** The bytes of an archive, wherever they are: its directory stands at its end. */
export interface ZipSource {
  readonly size: number
  /** That many bytes from there on; no more are asked for than there are. */
  readonly read: (position: number, length: number) => Promise<Buffer>
}

/** A file of an archive: in a format that is read, with its bytes, of which `pieces` may be asked more than once; or why it is not. */
export type ZipEntry =
  | { readonly name: string, readonly format: ImportFormat, readonly pieces: () => AsyncIterable<Buffer> }
  | { readonly name: string, readonly skipped: string }
  | { readonly name: string, readonly fault: string }

const MOST_ENTRIES = 1_000
/** In bytes, unpacked: of one file, and of all. */
const LARGEST_ENTRY = 500_000_000
const LARGEST_ARCHIVE = 2_000_000_000
/** Text packs to a tenth; a hundredth is what bombs are made of. */
const MOST_PACKED = 100
const HEAD = 65_536
const PIECE = 65_536
const LONGEST_NAME = 200
const [FILE_TYPE, SYMBOLIC_LINK] = [0o170000, 0o120000]

/**
 * The files of a zip archive, in its order. Refuses (INVALID) what is no archive, has more than 1,000 files, a name that leads out of it (`..`),
 * files that overlap, or more than 2 GB in all; so does reading a file that is not what the directory says.
 */
export async function * zipEntries (source: ZipSource, formats: readonly ImportFormat[]): AsyncGenerator<ZipEntry> {
  const zip = await refused(() => yauzl.fromRandomAccessReaderPromise(readerOf(source), source.size, { autoClose: false, strictFileNames: false }))
  if (zip.entryCount > MOST_ENTRIES) throw new Refusal('INVALID', `The archive has ${zip.entryCount} files; at most ${MOST_ENTRIES} are read.`)
  const entries = zip.eachEntry()
  let [packed, unpacked] = [0, 0]
  for (;;) {
    const { value: entry, done } = await refused(() => entries.next())
    if (done) return
    packed += entry.compressedSize
    unpacked += entry.uncompressedSize
    if (packed > source.size) throw new Refusal('INVALID', 'The files of the archive overlap.')
    if (unpacked > LARGEST_ARCHIVE) throw new Refusal('INVALID', `The archive has more than ${LARGEST_ARCHIVE} bytes, unpacked.`)
    if (!entry.fileName.endsWith('/')) yield await readEntry(zip, entry, formats)
  }
}

async function readEntry (zip: yauzl.ZipFile, entry: yauzl.Entry, formats: readonly ImportFormat[]): Promise<ZipEntry> {
  const name = wellFormed(entry.fileName.replace(/\p{Cc}/gu, ' ').slice(0, LONGEST_NAME))
  const fault = faultOf(entry)
  if (fault !== null) return { name, fault }
  const pieces = () => piecesOf(zip, entry)
  try {
    const head = await headOf(pieces())
    const format = formats.find(each => each.recognizes(head, name.slice(name.lastIndexOf('/') + 1)))
    return format ? { name, format, pieces } : { name, skipped: 'It is none of the files that are read.' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { name, fault: error.message }
  }
}

function faultOf (entry: yauzl.Entry): string | null {
  if (entry.isEncrypted()) return 'It has a password: unpack it, and send what is in it.'
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) return 'It is a link to another file.'
  if (!entry.canDecodeFileData()) return 'It is packed in a way that is not read.'
  if (entry.uncompressedSize > LARGEST_ENTRY) return `It has more than ${LARGEST_ENTRY} bytes, unpacked.`
  return entry.uncompressedSize > entry.compressedSize * MOST_PACKED ? `It is packed to less than a ${MOST_PACKED}th, which no text is.` : null
}

async function * piecesOf (zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Buffer> {
  const stream = await refused(() => zip.openReadStreamPromise(entry))
  const pieces = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { value, done } = await refused(() => pieces.next())
      if (done) return
      yield value as Buffer
    }
  } finally {
    stream.destroy()
  }
}

async function headOf (pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = []
  let length = 0
  for await (const piece of pieces) {
    found.push(piece)
    length += piece.length
    if (length >= HEAD) break
  }
  return Buffer.concat(found).subarray(0, HEAD)
}

/** What goes wrong in an archive is its fault, and whoever gave it is told so. */
async function refused<T> (read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw new Refusal('INVALID', `The archive cannot be read: ${(error as Error).message.slice(0, LONGEST_NAME)}`)
  }
}

function readerOf ({ read }: ZipSource): yauzl.RandomAccessReader {
  async function * range (start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; at += PIECE) yield await read(at, Math.min(PIECE, end - at))
  }
  const reader = Reflect.construct(yauzl.RandomAccessReader, []) as yauzl.RandomAccessReader
  return Object.assign(reader, { _readStreamForRange: (start: number, end: number) => Readable.from(range(start, end), { objectMode: false }) })
}
