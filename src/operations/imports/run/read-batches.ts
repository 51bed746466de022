import type { NumberedRow } from './number-rows.ts'
import { goodturnJson } from '../../../formats/goodturn-json/goodturn-json.ts'
import { BrokenFile, type Piece } from './read-file.ts'

/** Rows that are written in one transaction, and how much of the file has been read by then. */
export interface Batch {
  readonly rows: readonly NumberedRow[]
  readonly position: number
}

/** More at a time are hardly faster, and others wait for them longer. */
const MOST_ROWS = 500
/** Characters of the texts in a batch, which is held several times while it is written. */
const MOST_TEXT = 2_000_000
/** Chosen: no address book and no mailbox has more, and each leaves a row behind; a workspace that is taken elsewhere may. */
const MOST_IN_FILE = { own: 10_000_000, other: 1_000_000 }

/**
 * The rows after the first `read` in batches. It depends on the file alone where a batch ends that begins at some row. What came before
 * an error is given before it is thrown; so does a file with more than a million records end, or ten of our own.
 */
export async function * readBatches (pieces: AsyncIterable<Piece>, number: (piece: Piece) => NumberedRow[], read: number, position: () => number, mostInFile = MOST_IN_FILE): AsyncGenerator<Batch> {
  let rows: NumberedRow[] = []
  let text = 0
  let failure: { error: unknown } | undefined
  try {
    for await (const piece of pieces) {
      for (const row of number(piece)) {
        if (row.row <= read) continue
        const most = row.format === goodturnJson.name ? mostInFile.own : mostInFile.other
        if (row.row > most) throw new BrokenFile(`The file has more than ${most} records; what comes after them is not read. Give it in parts.`)
        rows.push(row)
        text += textOf(row)
        if (rows.length < MOST_ROWS && text < MOST_TEXT) continue
        yield { rows, position: position() }
        rows = []
        text = 0
      }
    }
  } catch (error) {
    failure = { error }
  }
  if (rows.length > 0) yield { rows, position: position() }
  if (failure) throw failure.error
}

function textOf ({ what }: NumberedRow): number {
  if ('person' in what) return what.person.notes?.length ?? 0
  if ('record' in what) return lengthOf(what.record)
  return 'event' in what ? what.event.text?.length ?? 0 : 0
}

/** Characters of the texts in a value, and one for each thing in it, however deep it is. */
function lengthOf (value: unknown): number {
  let length = 0
  for (const open = [value]; open.length > 0;) {
    const next = open.pop()
    length += typeof next === 'string' ? next.length : 1
    if (typeof next === 'object' && next !== null) for (const each of Object.values(next)) open.push(each)
  }
  return length
}
