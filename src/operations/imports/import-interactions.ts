import type { MessageLine } from '../../domain/message.ts'
import type { OperationContext } from '../context.ts'
import { refreshStandings } from '../standings/refresh-standings.ts'
import { batchesOf, inLanes } from './batches.ts'
import { ownRow, type OwnRow } from './own-rows.ts'
import { recordBatch } from './record-batch.ts'

/** Some lines of a file, with how much of it has been read by then (in whatever unit the file is measured in). */
export interface Piece {
  readonly lines: readonly MessageLine[]
  readonly position: number
}

export interface ImportInput {
  /** The addresses that are ours, normalized. */
  readonly me: ReadonlySet<string>
  readonly pieces: AsyncIterable<Piece>
  /** Told of each line that is refused, in their order. */
  readonly onRefused: (line: number, reason: string) => void
  readonly onProgress: (progress: ImportProgress) => void
  /** Stops the import after the batch that is being written. */
  readonly signal: AbortSignal
  /** Epoch milliseconds: an import may take longer than one instant. */
  readonly clock: () => number
}

/** How much of a file is held in memory before it is written. */
const MOST_WINDOW = { lines: 100_000, participants: 20_000 }

/** What has become of the lines so far. */
export interface Tally {
  /** Interactions that were made. */
  made: number
  /** Lines that an earlier line or import has made already. */
  known: number
  notYours: number
  refused: number
  /** Contacts that were made. */
  newContacts: number
  /** Everybody who took part in what was made. */
  readonly contactIds: Set<string>
}

export interface ImportProgress extends Readonly<Pick<Tally, 'made' | 'known' | 'notYours' | 'refused'>> {
  readonly position: number
}

export interface ImportResult extends Readonly<Omit<Tally, 'contactIds'>> {
  readonly contacts: number
  /** What made reading end before the end; what came before it is imported. */
  readonly failure: unknown
}

/**
 * Imports messages in batches, each a transaction of its own, while the next ones are read; memory does not grow with the file.
 * What is imported already is left as it is, so that an import that was cut off is completed by running it again.
 */
export async function importInteractions (ctx: OperationContext, input: ImportInput): Promise<ImportResult> {
  const importId = ctx.newId()
  const tally: Tally = { made: 0, known: 0, notYours: 0, refused: 0, newContacts: 0, contactIds: new Set() }
  const windows = readWindows(input, tally)
  let failure: unknown = null
  let next = windows.next()
  try {
    for (;;) {
      const window = await next.catch(error => { failure = error })
      if (!window?.value || input.signal.aborted) break
      next = windows.next()
      // Looked at when its turn comes.
      next.catch(() => {})
      await writeWindow(ctx, importId, input, tally, window.value)
    }
  } finally {
    // Not awaited: what is read may be waiting for more to come.
    windows.return(undefined).catch(() => {})
  }
  // An import that was cut off before this finds all of its rows known when it is run again.
  if (tally.made + tally.known > 0 && !input.signal.aborted) await refreshStandings(ctx.database, ctx.actor.workspaceId, input.clock())
  const { contactIds, ...counts } = tally
  return { ...counts, contacts: contactIds.size, failure: input.signal.aborted ? null : failure }
}

interface Window {
  readonly rows: readonly OwnRow[]
  readonly from: number
  readonly position: number
}

/**
 * Our own rows of the file, many at a time and by contact: a contact whose rows lie together is scored once for all of them,
 * and a file with the newest line first does not have every contact replayed with every batch.
 */
async function * readWindows ({ me, pieces, onRefused, clock }: ImportInput, tally: Tally): AsyncGenerator<Window> {
  let rows: OwnRow[] = []
  let size = { lines: 0, participants: 0 }
  let from = 0
  let position = 0
  let failure: unknown
  try {
    for await (const piece of pieces) {
      const now = clock()
      for (const line of piece.lines) {
        const row = ownRow(line, me, now)
        if (row === 'not-yours') tally.notYours++
        else if ('reason' in row) {
          tally.refused++
          onRefused(line.line, row.reason)
        } else {
          size.participants += row.others.length
          rows.push(row)
        }
      }
      size.lines += piece.lines.length
      position = piece.position
      if (size.participants >= MOST_WINDOW.participants || size.lines >= MOST_WINDOW.lines) {
        yield { rows, from, position }
        rows = []
        size = { lines: 0, participants: 0 }
        from = position
      }
    }
  } catch (error) {
    failure = error
  }
  yield { rows, from, position }
  if (failure) throw failure
}

async function writeWindow (ctx: OperationContext, importId: string, { signal, onProgress, clock }: ImportInput, tally: Tally, { rows, from, position }: Window): Promise<void> {
  const tell = (share: number) => {
    const { made, known, notYours, refused } = tally
    onProgress({ made, known, notYours, refused, position: from + (position - from) * share })
  }
  let done = 0
  await inLanes(batchesOf(rows), signal, async ({ rows: batch }) => {
    const recorded = await recordBatch({ ...ctx, now: clock() }, importId, batch)
    tally.made += recorded.made
    tally.known += batch.length - recorded.made
    tally.newContacts += recorded.newContacts
    for (const id of recorded.contactIds) tally.contactIds.add(id)
    done += batch.length
    tell(done / rows.length)
  })
  tell(1)
}
