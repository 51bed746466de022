import type { ImportedContact, ImportOptions, ImportRow } from '../../../../src/domain/imports/import-row.ts'
import type { ImportFormat } from '../../../../src/formats/import-format.ts'

export const OPTIONS: ImportOptions = { me: [], timeZone: 'UTC', defaultCountry: 'US', now: Date.UTC(2026, 6, 1) }

/** The rows of a file that comes in these pieces. */
export async function readRows (format: ImportFormat, pieces: string | Buffer | readonly Buffer[], options: Partial<ImportOptions> = {}): Promise<ImportRow[]> {
  const { push, end } = format.open({ ...OPTIONS, ...options })
  const rows: ImportRow[] = []
  for (const piece of Array.isArray(pieces) ? pieces : [Buffer.from(pieces as string)]) rows.push(...await push(piece))
  return [...rows, ...await end()]
}

/** The people of a file. Throws where anything in it is not one. */
export async function readPeople (format: ImportFormat, file: string | Buffer, options: Partial<ImportOptions> = {}): Promise<ImportedContact[]> {
  return (await readRows(format, file, options)).map(row => {
    if (!('contact' in row)) throw new Error(JSON.stringify(row))
    return row.contact
  })
}

/** The bytes in pieces that end at these places, modulo their length. */
export function cutAt (bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map(place => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}
