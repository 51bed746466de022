import type { Import } from '../../../domain/imports/import.ts'
import type { ImportOptions, ImportRow } from '../../../domain/imports/import-row.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { goodturnJson } from '../../../formats/goodturn-json/goodturn-json.ts'
import type { ImportFormat } from '../../../formats/import-format.ts'
import { ARCHIVE_FORMATS, formatNamed } from '../../../formats/recognize.ts'
import { zipEntries, type ZipEntry } from '../../../formats/zip.ts'
import { unzipped, type StoredFile } from './stored-file.ts'

/** Some rows of a file, in its order. */
export interface Piece {
  readonly rows: readonly ImportRow[]
  readonly format: string
  /** Which file of an archive. */
  readonly file: string | null
}

/** A file that could not be read to its end. What came before it is good. */
export class BrokenFile extends Error {
  readonly reason: string
  /** What nobody foresaw; undefined where it is the file's fault. */
  readonly fault: unknown

  constructor (reason: string, fault?: unknown) {
    super(reason)
    this.reason = reason
    this.fault = fault
  }
}

/** What is said of what is no fault of the file. */
export const FAULT = 'An error in Goodturn keeps it from being read to its end.'

export interface ReadOptions extends ImportOptions {
  readonly onFault: (error: unknown) => void
}

const GZIP = Buffer.from([0x1f, 0x8b])
/** Of an archive these are read first: whom they name is known then where mails and meetings name them. */
const ADDRESS_BOOKS = ['vcard', 'google-csv', 'outlook-csv', 'linkedin-connections', 'csv']

/** Who gave an archive need be no admin. */
const ALONE = 'An export of Goodturn is read by itself alone: unpack it, and give it as it is.'

/** The rows of a file. Throws BrokenFile where it ends before its end; what the database refuses goes through. */
export async function * readFile (file: StoredFile, { format }: Pick<Import, 'format'>, options: ReadOptions): AsyncGenerator<Piece> {
  if (format === 'zip') return yield * readArchive(file, options)
  const found = formatNamed(format)
  if (!found) throw new BrokenFile(`Files of the format ${format} are not read any more.`)
  const isGzipped = (await file.read(0, GZIP.length)).equals(GZIP)
  yield * readRows(isGzipped ? unzipped(file) : file.pieces(), found, null, options)
}

async function * readRows (pieces: AsyncIterable<Buffer>, { name: format, open }: ImportFormat, file: string | null, options: ImportOptions): AsyncGenerator<Piece> {
  const reader = open(options)
  try {
    for await (const piece of pieces) yield { rows: await readBy(() => reader.push(piece)), format, file }
  } catch (error) {
    throw error instanceof Refusal ? new BrokenFile(error.message) : error
  }
  yield { rows: await readBy(() => reader.end()), format, file }
}

/** No reader throws anything but refusals; one that does is at fault itself. */
async function readBy<T> (read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw error instanceof Refusal ? new BrokenFile(error.message) : new BrokenFile(FAULT, error)
  }
}

/** A file of an archive that cannot be read does not keep the others from it. */
async function * readArchive (file: StoredFile, options: ReadOptions): AsyncGenerator<Piece> {
  // The archive's reader takes what the database refuses for a fault of the archive.
  let outage: { error: unknown } | undefined
  const source = {
    size: file.size,
    read: (position: number, length: number) => file.read(position, length).catch(error => {
      outage = { error }
      throw error
    })
  }
  for (const entry of inOrder(await entriesOf())) {
    if ('format' in entry && entry.format !== goodturnJson) yield * readEntry(entry)
    else yield { rows: [{ line: 1, ...'skipped' in entry ? { skipped: entry.skipped } : { fault: 'fault' in entry ? entry.fault : ALONE } }], format: 'zip', file: entry.name }
  }

  async function entriesOf (): Promise<ZipEntry[]> {
    const entries: ZipEntry[] = []
    try {
      for await (const entry of zipEntries(source, ARCHIVE_FORMATS)) entries.push(entry)
    } catch (error) {
      throw outage ? outage.error : error instanceof Refusal ? new BrokenFile(error.message) : error
    }
    if (outage) throw outage.error
    return entries
  }

  async function * readEntry ({ name, format, pieces }: Extract<ZipEntry, { format: ImportFormat }>): AsyncGenerator<Piece> {
    try {
      yield * readRows(pieces(), format, name, options)
    } catch (error) {
      if (outage) throw outage.error
      if (!(error instanceof BrokenFile)) throw error
      if (error.fault !== undefined) options.onFault(error.fault)
      yield { rows: [{ line: 1, fault: error.reason }], format: format.name, file: name }
    }
  }
}

function inOrder (entries: readonly ZipEntry[]): ZipEntry[] {
  const rank = (entry: ZipEntry): number => {
    const place = 'format' in entry ? ADDRESS_BOOKS.indexOf(entry.format.name) : -1
    return place < 0 ? ADDRESS_BOOKS.length : place
  }
  return [...entries].sort((a, b) => rank(a) - rank(b))
}
