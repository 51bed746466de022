import { existsSync } from 'node:fs'
import fc from 'fast-check'
import type { ImportOptions, ImportRow } from '../../../src/domain/imports/import-row.ts'
import type { NormalizedEvent } from '../../../src/domain/integrations/normalized-event.ts'
import type { ImportFormat } from '../../../src/formats/import-format.ts'

/** Grace imports, in Berlin, on 1 March 2026. */
export const OPTIONS: ImportOptions = { me: ['grace@example.com', 'Grace Hopper'], timeZone: 'Europe/Berlin', defaultCountry: 'DE', now: Date.UTC(2026, 2, 1, 12) }

/** The rows of a file that comes in these pieces. */
export async function rowsOf (format: ImportFormat, pieces: readonly (Buffer | string)[], options: Partial<ImportOptions> = {}): Promise<ImportRow[]> {
  const reader = format.open({ ...OPTIONS, ...options })
  const rows: ImportRow[] = []
  for (const piece of pieces) rows.push(...await reader.push(Buffer.from(piece)))
  return [...rows, ...await reader.end()]
}

/** The events among the rows of a file. */
export async function eventsOf (format: ImportFormat, file: Buffer | string, options: Partial<ImportOptions> = {}): Promise<NormalizedEvent[]> {
  return (await rowsOf(format, [file], options)).flatMap(row => 'event' in row ? [row.event] : [])
}

/** What rows say of themselves: how many tell something, and why the others do not. */
export function summaryOf (rows: readonly ImportRow[]): { readonly events: number, readonly skipped: string[], readonly faults: string[] } {
  return {
    events: rows.filter(row => 'event' in row).length,
    skipped: rows.flatMap(row => 'skipped' in row ? [`${row.line}: ${row.skipped}`] : []),
    faults: rows.flatMap(row => 'fault' in row ? [`${row.line}: ${row.fault}`] : [])
  }
}

/** A file cut into pieces, anywhere: also one byte at a time. */
export function cutAnywhere (file: Buffer): fc.Arbitrary<Buffer[]> {
  const places = fc.oneof(
    fc.array(fc.integer({ min: 0, max: file.length }), { maxLength: 12 }),
    fc.constantFrom(1, 2, 3, 7, 64).map(size => Array.from({ length: Math.ceil(file.length / size) }, (_, at) => at * size))
  )
  return places.map(chosen => {
    const ends = [...chosen.sort((a, b) => a - b), file.length]
    return ends.map((end, at) => file.subarray(ends[at - 1] ?? 0, end))
  })
}

/** A folder of recorded files, where it is here. */
export function recorded (folder: string): { readonly url: URL, readonly skip: string | false } {
  const url = new URL(`../../../../shared/fixtures/${folder}/`, import.meta.url)
  return { url, skip: existsSync(url) ? false : `the recorded files of ${folder} are not here` }
}
