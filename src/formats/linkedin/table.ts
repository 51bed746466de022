import type { ImportRow } from '../../domain/imports/import-row.ts'
import { csvCutter, type CsvRecord } from '../csv.ts'
import type { RowReader } from '../import-format.ts'
import { firstLines, lineCutter } from '../text-lines.ts'

/** A record of a table, by the headings of its columns: trimmed; empty where there is no such column. */
export type Cells = (heading: string) => string

/** Notes can stand before the headings. */
const MOST_BEFORE_HEADINGS = 10
/** In bytes. */
const LONGEST_LINE = 100_000
/** People write letters into one cell. */
const MOST_LINES = 2_000

/** Reads a CSV file of LinkedIn record by record: below the line that has all of these headings, in any order, and whatever columns beside. */
export function tableReader (headings: readonly string[], read: (cells: Cells, line: number) => ImportRow): RowReader {
  const lines = lineCutter(LONGEST_LINE)
  const csv = csvCutter({ mostLines: MOST_LINES })
  let places: ReadonlyMap<string, number> | null = null
  let before = 0

  function rowsOf (record: CsvRecord): ImportRow[] {
    const { line } = record
    if (places) return 'fault' in record ? [{ line, fault: `It ${record.fault}` }] : [read(cellsOf(record.cells, places), line)]
    places = 'cells' in record ? placesOf(record.cells, headings) : null
    return ++before === MOST_BEFORE_HEADINGS && !places ? [missing()] : []
  }
  const missing = (): ImportRow => ({ line: 1, fault: `None of its first lines has the headings ${headings.join(', ')}.` })

  return {
    push: piece => csv.push(lines.push(piece).map(({ text }) => `${text}\n`).join('')).flatMap(rowsOf),
    end: () => {
      const rows = [...csv.push(lines.end().map(({ text }) => text).join('')), ...csv.end()].flatMap(rowsOf)
      return places || before >= MOST_BEFORE_HEADINGS ? rows : [...rows, missing()]
    }
  }
}

/** Whether a file that begins so is a table with these headings. */
export function hasHeadings (head: Buffer, headings: readonly string[]): boolean {
  const records = csvCutter().push(firstLines(head).slice(0, 2 * MOST_BEFORE_HEADINGS).map(line => `${line}\n`).join(''))
  return records.slice(0, MOST_BEFORE_HEADINGS).some(record => 'cells' in record && placesOf(record.cells, headings) !== null)
}

function placesOf (cells: readonly string[], headings: readonly string[]): ReadonlyMap<string, number> | null {
  const places = new Map(cells.map((cell, place) => [cell.trim().toLowerCase(), place]))
  return headings.every(heading => places.has(heading.toLowerCase())) ? places : null
}

function cellsOf (cells: readonly string[], places: ReadonlyMap<string, number>): Cells {
  return heading => (cells[places.get(heading.toLowerCase()) ?? -1] ?? '').trim()
}
