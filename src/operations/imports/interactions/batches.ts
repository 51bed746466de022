import type { OwnRow } from './own-rows.ts'

/** What one transaction takes: more rows than wanted where they are of one contact. */
const WANTED_ROWS = 1000
const MOST_ROWS = 1500
const MOST_PARTICIPANTS = 3000

/** While one batch waits for the database the next is made ready; more than two would only wait for each other. */
const LANES = 2

/** Rows that are written in one transaction, and whom they name. */
export interface Batch {
  readonly rows: readonly OwnRow[]
  readonly addresses: ReadonlySet<string>
}

/**
 * The rows in batches: by contact and time, after those that name several contacts. So a contact is scored once for all rows
 * that name it alone, and whatever the order of the file, late rows have its history read once and not with each batch.
 */
export function batchesOf (rows: readonly OwnRow[]): Batch[] {
  const sorted = [...rows].sort((a, b) => order(group(a), group(b)) || a.fields.occurredAt - b.fields.occurredAt)
  const batches: Batch[] = []
  for (let at = 0; at < sorted.length;) {
    const end = endOfBatch(sorted, at)
    const taken = sorted.slice(at, end)
    batches.push({ rows: taken, addresses: new Set(taken.flatMap(({ others }) => others.map(({ address }) => address))) })
    at = end
  }
  return batches
}

/**
 * Works on the batches in their order, several at a time unless both name somebody who is not in `seen`: two transactions that
 * make the same contact would wait for each other, and one of them would fail. Adds whom it comes to see.
 * Ends after those at work when `signal` aborts or one fails.
 */
export async function inLanes (batches: readonly Batch[], seen: Set<string>, signal: AbortSignal, work: (batch: Batch) => Promise<void>): Promise<void> {
  const atWork = new Map<Batch, Promise<void>>()
  let failure: { error: unknown } | undefined
  for (const batch of batches) {
    while (atWork.size === LANES || [...atWork.keys()].some(other => meet(batch, other, seen))) await Promise.race(atWork.values())
    if (signal.aborted || failure) break
    const done = () => {
      atWork.delete(batch)
      for (const address of batch.addresses) seen.add(address)
    }
    atWork.set(batch, work(batch).catch(error => { failure ??= { error } }).then(done))
  }
  await Promise.all(atWork.values())
  if (failure) throw failure.error
}

function endOfBatch (rows: readonly OwnRow[], start: number): number {
  let participants = 0
  for (let at = start; at < rows.length; at++) {
    const row = rows[at] as OwnRow
    const count = at - start
    participants += row.others.length
    const isWhole = row.others.length > 1 || group(row) !== group(rows[at - 1] ?? row)
    if (count > 0 && ((count >= WANTED_ROWS && isWhole) || count === MOST_ROWS || participants > MOST_PARTICIPANTS)) return at
  }
  return rows.length
}

function meet (a: Batch, b: Batch, seen: ReadonlySet<string>): boolean {
  for (const address of a.addresses) if (!seen.has(address) && b.addresses.has(address)) return true
  return false
}

/** The one contact that a row names; nothing where it names several. */
function group ({ others: [first, second] }: OwnRow): string {
  return first && !second ? first.address : ''
}

function order (a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
