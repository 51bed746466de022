import { Refusal } from '../refusal.ts'
import { UNDO_DAYS, type ChangeKind, type Import, type ImportChange } from './import.ts'

const DAY_MS = 86_400_000

/** Until when an import can be undone, in epoch milliseconds; null where it cannot: it runs, was a dry run, or was undone already. */
export function undoableUntil ({ dryRun, status, finishedAt }: Pick<Import, 'dryRun' | 'status' | 'finishedAt'>): number | null {
  return dryRun || finishedAt === null || (status !== 'DONE' && status !== 'FAILED') ? null : finishedAt + UNDO_DAYS * DAY_MS
}

/** Refuses (CONFLICT) an import that cannot be undone: a dry run, one that runs or was undone, and one that ended too long ago. */
export function refuseUndo (imported: Pick<Import, 'dryRun' | 'status' | 'finishedAt' | 'undoAt'>, now: number): void {
  const { dryRun, status, undoAt } = imported
  if (dryRun) throw new Refusal('CONFLICT', 'It was a dry run: there is nothing to undo.')
  if (status === 'UNDONE') throw new Refusal('CONFLICT', 'This import was undone already.')
  if (status === 'RUNNING' && undoAt !== null) throw new Refusal('CONFLICT', 'This import is being undone.')
  const until = undoableUntil(imported)
  if (until === null) throw new Refusal('CONFLICT', 'This import is still running; undo it when it is done.')
  if (now > until) {
    const told = new Date(until).toISOString()
    throw new Refusal('CONFLICT', `An import can be undone for ${UNDO_DAYS} days; this one could be until ${told}.`, { extensions: { undoableUntil: told } })
  }
}

/** A change as it is kept. `at` is in epoch milliseconds. */
export interface KeptChange extends ImportChange {
  readonly id: string
  readonly at: number
}

/** All that an import has done to one thing. */
export interface Doing extends Pick<ImportChange, 'subjectType' | 'subjectId' | 'contactId' | 'version'> {
  readonly changeIds: readonly string[]
  /** CREATED where it was made by it, whatever was changed afterwards. */
  readonly kind: ChangeKind
  /** When it was changed last. */
  readonly at: number
  /** Of each field what it was before the first change, and what the last one has made it. */
  readonly changes: Readonly<Record<string, { readonly before?: unknown, readonly after?: unknown }>>
}

/** Changes, given in the order in which they were made, as what was done to each thing. */
export function doingsOf (changes: readonly KeptChange[]): Doing[] {
  const doings = new Map<string, Doing>()
  for (const change of changes) {
    const key = `${change.subjectType} ${change.subjectId}`
    const present = doings.get(key)
    doings.set(key, present ? together(present, change) : { ...change, changeIds: [change.id], changes: change.changes ?? {} })
  }
  return [...doings.values()]
}

function together (present: Doing, change: KeptChange): Doing {
  const fields = Object.entries(change.changes ?? {}).flatMap(([field, { before, after }]) => {
    const earlier = present.changes[field]
    // What was made by the import was nothing before it.
    if (present.kind === 'CREATED' && !earlier) return []
    return [[field, earlier ? { ...earlier, after } : { before, after }] as const]
  })
  return {
    ...present,
    changeIds: [...present.changeIds, change.id],
    kind: present.kind === 'CREATED' ? 'CREATED' : change.kind,
    version: change.version ?? present.version,
    at: change.at,
    changes: { ...present.changes, ...Object.fromEntries(fields) }
  }
}
