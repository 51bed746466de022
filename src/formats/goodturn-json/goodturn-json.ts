import { FORMAT_VERSION, isRecordType, type WorkspaceRecord } from '../../domain/exports/record.ts'
import type { ImportRow } from '../../domain/imports/import-row.ts'
import type { ImportFormat, RowReader } from '../import-format.ts'
import { firstLines, lineCutter, type TextLine } from '../text-lines.ts'

/** In bytes: a report of a mail with five hundred people in it, and far more than any other line has. */
const LONGEST_LINE = 2 * 1024 * 1024
const FIRST = 'goodturn'
const LAST = 'end'

/**
 * Goodturn's own JSON (docs/export.md): one record a line, to be restored as it is. The first and the last line say what the file is and that
 * it is whole, and are no rows. A file of a later version is one fault, for nobody knows what it says.
 */
export const goodturnJson: ImportFormat = {
  name: 'goodturn-json',
  recognizes: head => parse(firstLines(head.subarray(0, LONGEST_LINE)).find(text => text.trim() !== '') ?? '')?.type === FIRST,
  open: openReader
}

function openReader (): RowReader {
  const cutter = lineCutter(LONGEST_LINE)
  let state: 'NOT BEGUN' | 'OPEN' | 'ENDED' | 'NOT READ' = 'NOT BEGUN'
  let records = 0
  let lastLine = 0

  function read ({ line, text, isCut }: TextLine): ImportRow[] {
    lastLine = line
    if (state === 'NOT READ' || (text.trim() === '' && !isCut)) return []
    if (state === 'ENDED') {
      state = 'NOT READ'
      return [{ line, fault: 'The file goes on behind its last record; what stands there is not read.' }]
    }
    const record = isCut ? null : parse(text)
    if (state === 'NOT BEGUN') return begin(line, record)
    if (record?.type === LAST) return end(line, record)
    records++
    if (isCut) return [{ line, fault: `The line is longer than ${LONGEST_LINE / 1024 / 1024} MB.` }]
    if (!record) return [{ line, fault: 'The line is no JSON object that says of what type it is.' }]
    if (!isRecordType(record.type)) return [{ line, skipped: `Nothing is known here of a “${record.type.slice(0, 50)}”: the file may be of a newer Goodturn.` }]
    return [{ line, record }]
  }

  function begin (line: number, record: WorkspaceRecord | null): ImportRow[] {
    if (record?.type !== FIRST) {
      state = 'NOT READ'
      return [{ line, fault: 'The file does not begin as Goodturn\'s own JSON does.' }]
    }
    if (record['version'] !== FORMAT_VERSION) {
      state = 'NOT READ'
      return [{ line, fault: `The file is of version ${shown(record['version'])}; version ${FORMAT_VERSION} is read here. A newer Goodturn may read it.` }]
    }
    state = 'OPEN'
    return []
  }

  function end (line: number, record: WorkspaceRecord): ImportRow[] {
    state = 'ENDED'
    return record['records'] === records ? [] : [{ line, fault: `The file says that it has ${shown(record['records'])} records, and has ${records}: some are missing, or were added.` }]
  }

  return {
    push: piece => cutter.push(piece).flatMap(read),
    end: () => {
      const rows = cutter.end().flatMap(read)
      if (state === 'NOT BEGUN') return [...rows, { line: 1, fault: 'The file is empty.' }]
      return state === 'OPEN' ? [...rows, { line: lastLine + 1, fault: 'The file was cut off: its last line, which counts its records, is missing. Export it again.' }] : rows
    }
  }
}

function shown (value: unknown): string {
  return typeof value === 'object' ? 'unknown' : String(value).slice(0, 20)
}

function parse (text: string): WorkspaceRecord | null {
  try {
    const record: unknown = JSON.parse(text)
    return typeof record === 'object' && record !== null && 'type' in record && typeof record.type === 'string' ? record as WorkspaceRecord : null
  } catch {
    return null
  }
}
