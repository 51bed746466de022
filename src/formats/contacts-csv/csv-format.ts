import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import { csvCutter, type CsvCutter, type CsvRecord } from '../csv.ts'
import type { ImportFormat } from '../import-format.ts'
import { firstLines, lineCutter } from '../text-lines.ts'
import { asWritten } from './formula.ts'

/** A cell that says something, by its heading and its place in the line. */
export interface Cell {
  readonly heading: string
  readonly value: string
  readonly column: number
}

/** What tells one program's CSV from another's, and how its lines are read. Headings come without space around them. */
export interface CsvDialect {
  readonly name: string
  readonly isHeader: (headings: readonly string[], options?: ImportOptions) => boolean
  /** How the records below these headings are read; those without any cell do not come. */
  readonly reader: (headings: readonly string[], options: ImportOptions) => (cells: readonly Cell[], line: number) => ImportRow
  /** What a file has to have, to end the sentence `There is no line that names …`. */
  readonly needs: string
}

/** What stands before the header: LinkedIn's notes, a `sep=;`, a title. */
const MOST_LINES_BEFORE = 50
/** In bytes: more than the characters of the longest record, in any encoding. */
const LONGEST_LINE = 300_000

/** A dialect as a format: the header is found wherever it stands in the first lines, and settles the delimiter. */
export function csvFormat (dialect: CsvDialect): ImportFormat {
  return {
    name: dialect.name,
    recognizes: head => headingsOfLines(head).some(headings => dialect.isHeader(headings)),
    open: options => {
      const lines = lineCutter(LONGEST_LINE)
      let body: { readonly cutter: CsvCutter, readonly read: (record: CsvRecord) => ImportRow } | undefined
      let isUnknown = false
      const fault = (): ImportRow => ({ line: 1, fault: `There is no line that names ${dialect.needs}.` })

      const push = (texts: readonly { line: number, text: string }[]): ImportRow[] => {
        const header = body ? 0 : texts.findIndex(({ line, text }) => line <= MOST_LINES_BEFORE && dialect.isHeader(headingsOf(text), options)) + 1
        const at = texts[header - 1]
        if (at) {
          const cutter = csvCutter({ mostLines: Infinity })
          cutter.push(`${at.text}\n`)
          body = { cutter, read: recordReader(dialect, headingsOf(at.text), at.line - 1, options) }
        }
        if (!body) {
          const isPast = texts.some(({ line }) => line === MOST_LINES_BEFORE)
          isUnknown ||= isPast
          return isPast ? [fault()] : []
        }
        const { cutter, read } = body
        return cutter.push(texts.slice(header).map(({ text }) => `${text}\n`).join('')).map(read)
      }
      return {
        push: piece => isUnknown ? [] : push(lines.push(piece)),
        end: () => {
          if (isUnknown) return []
          const rows = push(lines.end())
          if (body) return [...rows, ...body.cutter.end().map(body.read)]
          return isUnknown ? rows : [fault()]
        }
      }
    }
  }
}

/** The cells of each of the lines among which the header stands, in a file that begins so. */
export function headingsOfLines (head: Buffer): string[][] {
  return firstLines(head).slice(0, MOST_LINES_BEFORE).map(headingsOf)
}

/** The lines of an address, with commas between them. */
export function onOneLine (text: string): string {
  return text.split('\n').map(line => line.trim()).filter(line => line !== '').join(', ')
}

function headingsOf (line: string): string[] {
  const [record] = csvCutter().push(`${line}\n`)
  return record && 'cells' in record ? record.cells.map(cell => asWritten(cell).trim()) : []
}

function recordReader (dialect: CsvDialect, headings: readonly string[], linesBefore: number, options: ImportOptions): (record: CsvRecord) => ImportRow {
  const read = dialect.reader(headings, options)
  return record => {
    const line = record.line + linesBefore
    if ('fault' in record) return { line, fault: `It ${record.fault}` }
    const cells = record.cells.map((cell, column) => ({ heading: headings[column] ?? '', value: asWritten(cell).trim(), column })).filter(({ value }) => value !== '')
    if (cells.some(({ column }) => column >= headings.length)) {
      return { line, fault: `It has ${record.cells.length} cells, but the header names ${headings.length} columns; quote what has a delimiter in it.` }
    }
    return cells.length === 0 ? { line, skipped: 'It is empty.' } : read(cells, line)
  }
}
