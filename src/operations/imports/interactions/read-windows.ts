import type { MessageLine } from '../../../domain/message.ts'
import { ownRow, type OwnRow } from './own-rows.ts'

/** How much of a file is held in memory before it is written. */
const MOST_LINES = 200_000
const MOST_PARTICIPANTS = 50_000

/** Some lines of a file, with how much of it has been read by then (in whatever unit the file is measured in). */
export interface Piece {
  readonly lines: readonly MessageLine[]
  readonly position: number
}

export interface ImportSource {
  /** The addresses that are ours, normalized. */
  readonly me: ReadonlySet<string>
  readonly pieces: AsyncIterable<Piece>
  /** Told of each line that is refused, in their order. */
  readonly onRefused: (line: number, reason: string) => void
  /** Epoch milliseconds: an import may take longer than one instant. */
  readonly clock: () => number
}

/** How many lines make no row. */
export interface LeftOut {
  notYours: number
  refused: number
}

/** Some of our own rows, and the part of the file they come from, measured as pieces are. */
export interface Window {
  readonly rows: readonly OwnRow[]
  /** What those addresses that come with a name are called. */
  readonly names: ReadonlyMap<string, string>
  readonly from: number
  readonly position: number
}

/** Our own rows of a file, many at a time; what is not ours or refused is counted. What comes before an error is given before it is thrown. */
export async function * readWindows ({ me, pieces, onRefused, clock }: ImportSource, leftOut: LeftOut): AsyncGenerator<Window> {
  let rows: OwnRow[] = []
  let names = new Map<string, string>()
  let size = { lines: 0, participants: 0 }
  let from = 0
  let position = 0
  let failure: unknown
  try {
    for await (const piece of pieces) {
      const now = clock()
      for (const line of piece.lines) {
        const row = ownRow(line, me, now)
        if (row === 'not-yours') leftOut.notYours++
        else if ('reason' in row) {
          leftOut.refused++
          onRefused(line.line, row.reason)
        } else {
          size.participants += row.others.length
          rows.push(row)
          for (const { address, name } of row.others) if (name !== null && !names.has(address)) names.set(address, name)
        }
      }
      size.lines += piece.lines.length
      position = piece.position
      if (size.participants >= MOST_PARTICIPANTS || size.lines >= MOST_LINES) {
        yield { rows, names, from, position }
        rows = []
        names = new Map()
        size = { lines: 0, participants: 0 }
        from = position
      }
    }
  } catch (error) {
    failure = error
  }
  yield { rows, names, from, position }
  if (failure) throw failure
}
