import { Refusal } from './refusal.ts'

/** How many items a page has where nobody says, and at most. */
export const DEFAULT_PAGE_SIZE = 20
export const MOST_PAGE_SIZE = 100

/** Which part of a list is wanted, as a client says it. */
export interface PageInput {
  readonly first?: number | null
  readonly after?: string | null
  readonly last?: number | null
  readonly before?: string | null
}

/** A place in an ordered list: the value that it is ordered by, and the id that breaks ties. */
export interface Place {
  readonly key: string | number
  readonly id: string
}

/** A place in the list of one of many who have such a list. */
export interface PlaceOf extends Place {
  readonly ownerId: string
}

/** Which part of a list is to be read. */
export interface PageRequest {
  readonly size: number
  /** Counted from the end of the list. */
  readonly fromEnd: boolean
  readonly after: Place | null
  readonly before: Place | null
}

/** A part of a list, in the list's order. */
export interface Page<Item> {
  readonly items: readonly { readonly item: Item, readonly place: Place }[]
  /** Whether there is more beyond the end that was read towards. */
  readonly hasMore: boolean
  readonly request: PageRequest
}

/** What a list is ordered by: text, a number, or an instant in epoch milliseconds (±Infinity for never). */
export type KeyKind = 'text' | 'number' | 'instant'

/** Reads a page's arguments. Refuses (INVALID) sizes outside 1 to 100, both ends at once, and cursors of another list. */
export function readPage (input: PageInput, list: string, keyKind: KeyKind): PageRequest {
  const { first = null, last = null } = input
  if (first !== null && last !== null) throw refusePage('first', 'and last cannot be given together.')
  const size = first ?? last ?? DEFAULT_PAGE_SIZE
  if (!Number.isInteger(size) || size < 1 || size > MOST_PAGE_SIZE) {
    throw refusePage(last === null ? 'first' : 'last', `is ${size}; a page has 1 to ${MOST_PAGE_SIZE} items.`)
  }
  const at = (path: 'after' | 'before') => readPlace(input[path], path, list, keyKind)
  return { size, fromEnd: last !== null, after: at('after'), before: at('before') }
}

/** A cursor: opaque to clients, good in one list (its order, its workspace) alone. */
export function toCursor (list: string, { key, id }: Place): string {
  return btoa(JSON.stringify([list, typeof key === 'number' && !Number.isFinite(key) ? String(key) : key, id]).replace(/[^ -~]/g, escapeUnit))
}

/** Rows read with one more than wanted, as a page; reads from the end come in the reverse order. */
export function toPage<Item> (request: PageRequest, rows: readonly { item: Item, place: Place }[]): Page<Item> {
  const items = rows.slice(0, request.size)
  return { items: request.fromEnd ? items.reverse() : items, hasMore: rows.length > request.size, request }
}

function readPlace (cursor: string | null | undefined, path: string, list: string, keyKind: KeyKind): Place | null {
  if (cursor === null || cursor === undefined) return null
  try {
    const [of, written, id] = JSON.parse(atob(cursor)) as [unknown, unknown, unknown]
    const key = written === 'Infinity' || written === '-Infinity' ? Number(written) : written
    if (of === list && isKey(key, keyKind) && typeof id === 'string' && UUID.test(id)) return { key, id }
  } catch {
    // Falls through to the refusal: what cannot be read is a cursor of nothing.
  }
  throw refusePage(path, 'is not a cursor of this list in this order; take one from its edges or pageInfo.')
}

// Anybody can write a cursor; one that the database could not read would be a failure in place of a refusal.
function isKey (key: unknown, kind: KeyKind): key is string | number {
  if (kind === 'text') return typeof key === 'string' && !key.includes('\0')
  if (typeof key !== 'number' || Number.isNaN(key)) return false
  return kind === 'number' || !Number.isFinite(key) || (key >= EARLIEST_MS && key <= LATEST_MS)
}

/** The instants that have a year of four digits. */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z')
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z')
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

function escapeUnit (unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function refusePage (path: string, message: string): Refusal {
  return new Refusal('INVALID', `${path} ${message}`, { fields: [{ path, message }] })
}
