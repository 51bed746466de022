import { readRecord, type ReadRecord, type WorkspaceRecord } from '../../domain/exports/record.ts'
import { RECORD_TYPES, type RecordType } from '../../domain/exports/record-fields.ts'
import type { ImportChange, RowResult } from '../../domain/imports/import.ts'
import { takeTurn } from '../../database/integrations/reports.ts'
import { applyTouches, type ContactTouch } from '../interactions/apply-touches.ts'
import { attempt } from '../rows.ts'
import { rescore } from '../standings/rescore.ts'
import type { Writing } from '../transact.ts'
import { restoreAsks, restoreDistinct, restoreFavors, restoreFeeds, restoreImportKeys, restoreMerges, restoreOverrides, restorePosts } from './restore/restore-belongings.ts'
import { restoreContacts } from './restore/restore-contacts.ts'
import { restoreInteractions } from './restore/restore-interactions.ts'
import { restoreSuggestions } from './restore/restore-suggestions.ts'
import { restoreInbox, restoreReports } from './restore/restore-told.ts'
import { restoreModels, restoreOwnIdentities, restoreSettings, restoreTags } from './restore/restore-workspace.ts'
import type { Item, RestoreContext, Restoring, Step } from './restore/restoring.ts'

const STEPS: { readonly [T in RecordType]: Step<T> } = {
  settings: restoreSettings,
  scoringModel: restoreModels,
  ownIdentity: restoreOwnIdentities,
  tag: restoreTags,
  contact: restoreContacts,
  merge: restoreMerges,
  importKey: restoreImportKeys,
  distinct: restoreDistinct,
  substanceOverride: restoreOverrides,
  feed: restoreFeeds,
  post: restorePosts,
  interaction: restoreInteractions,
  ask: restoreAsks,
  favor: restoreFavors,
  suggestion: restoreSuggestions,
  report: restoreReports,
  inboxPerson: restoreInbox
}

/**
 * Writes a batch of records of an export into the workspace, in a number of statements that does not grow with it, and tells what became of
 * each in its place. What is here under the same id or name stays as it is; contacts are joined by their identities, and what belongs to
 * them follows. A record that cannot be is FAILED, and stops no other. Scores are brought up to date; the agenda is left to the refresh
 * that has to follow.
 */
export async function restoreRecords (
  ctx: RestoreContext, writing: Writing, rows: readonly { readonly line: number, readonly record: WorkspaceRecord }[]
): Promise<{ results: RowResult[], changes: ImportChange[] }> {
  const results: (RowResult | undefined)[] = rows.map(() => undefined)
  const changes: ImportChange[] = []
  const [affected, touches] = [new Set<string>(), [] as ContactTouch[]]
  const restoring: Restoring = {
    ctx,
    writing,
    affected,
    touches,
    settle: ({ place }, { outcome, reason = null, subject = null }) => { results[place] = { outcome, reason, subject } },
    note: (...more) => { changes.push(...more) }
  }
  const read = readAll(rows, ctx.now, restoring)
  if (read.has('report') || read.has('inboxPerson')) await takeTurn(writing.db)
  for (const type of RECORD_TYPES) {
    const items = read.get(type)
    if (items) await (STEPS[type] as Step<RecordType>)(restoring, items)
  }
  await applyTouches(writing.db, touches, ctx, UNTOLD)
  const touched = new Set(touches.map(({ contactId }) => contactId))
  await rescore(writing.db, [...affected].filter(id => !touched.has(id)), ctx, UNTOLD)
  return {
    changes,
    results: results.map((result, place) => {
      if (!result) throw new Error(`Nothing became of the record on line ${rows[place]?.line}.`)
      return result
    })
  }
}

/** Nobody has done anything today by bringing in what was done. */
const UNTOLD = { hasActed: false, leavesAgenda: true }

/** The records of each type that can be read, each once; the others are settled. */
function readAll (rows: readonly { readonly record: WorkspaceRecord }[], now: number, { settle }: Restoring): Map<RecordType, Item<RecordType>[]> {
  const read = new Map<RecordType, Item<RecordType>[]>()
  const seen = new Set<string>()
  rows.forEach(({ record }, place) => {
    const found = attempt((): ReadRecord => readRecord(record, now))
    if ('error' in found) return settle({ place }, { outcome: 'FAILED', reason: found.error.message })
    const { type, values } = found.value
    const key = 'id' in values ? `${type} ${values.id}` : null
    if (key !== null && seen.has(key)) return settle({ place }, { outcome: 'UNCHANGED', reason: 'The file has it before.' })
    if (key !== null) seen.add(key)
    const items = read.get(type)
    if (items) items.push({ place, values })
    else read.set(type, [{ place, values }])
  })
  return read
}
