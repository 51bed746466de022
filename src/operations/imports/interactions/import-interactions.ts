import { analyzeTables } from '../../../database/statistics.ts'
import { inWorkspace } from '../../../database/tenancy.ts'
import type { OperationContext } from '../../context.ts'
import { refreshStandings } from '../../standings/refresh-standings.ts'
import { batchesOf, inLanes, type Batch } from './batches.ts'
import { readWindows, type ImportSource, type LeftOut, type Window } from './read-windows.ts'
import { recordBatch } from './record-batch.ts'

export interface ImportInput extends ImportSource {
  readonly onProgress: (progress: ImportProgress) => void
  /** Stops the import after the batches that are being written. */
  readonly signal: AbortSignal
}

/** The planner is told how the tables look after so many participants, and again whenever there are so many times as many. */
const FIRST_ANALYSIS = 1000
const ANALYSIS_GROWTH = 4

/** What has become of the lines so far. */
interface Tally extends LeftOut {
  /** Interactions that were made. */
  made: number
  /** Lines that an earlier line or import has made already. */
  known: number
  /** Contacts that were made. */
  newContacts: number
  /** Everybody who took part in what was made. */
  readonly contactIds: Set<string>
}

/** An import that is under way. */
interface Run {
  readonly ctx: OperationContext
  readonly importId: string
  readonly input: ImportInput
  readonly tally: Tally
  /** Addresses of contacts that are there by now. */
  readonly seen: Set<string>
  participants: number
  nextAnalysis: number
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
  const tally: Tally = { made: 0, known: 0, notYours: 0, refused: 0, newContacts: 0, contactIds: new Set() }
  const run: Run = { ctx, importId: ctx.newId(), input, tally, seen: new Set(), participants: 0, nextAnalysis: FIRST_ANALYSIS }
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
      await writeWindow(run, window.value)
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

async function writeWindow (run: Run, { rows, names, from, position }: Window): Promise<void> {
  const { tally, input: { signal, onProgress } } = run
  const tell = (share: number) => {
    const { made, known, notYours, refused } = tally
    onProgress({ made, known, notYours, refused, position: from + (position - from) * share })
  }
  let done = 0
  await inLanes(batchesOf(rows), run.seen, signal, async batch => {
    await writeBatch(run, batch, names)
    done += batch.rows.length
    tell(done / rows.length)
  })
  tell(1)
}

async function writeBatch (run: Run, { rows }: Batch, names: Window['names']): Promise<void> {
  const { ctx, tally, input: { clock } } = run
  const recorded = await recordBatch({ ...ctx, now: clock() }, run.importId, rows, names)
  tally.made += recorded.made
  tally.known += rows.length - recorded.made
  tally.newContacts += recorded.newContacts
  for (const id of recorded.contactIds) tally.contactIds.add(id)
  run.participants += recorded.participants
  if (run.participants < run.nextAnalysis) return
  run.nextAnalysis = run.participants * ANALYSIS_GROWTH
  await inWorkspace(ctx.database, ctx.actor.workspaceId, analyzeTables)
}
