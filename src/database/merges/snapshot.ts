import type { MergeOfFields } from '../../domain/merges/unmerge-fields.ts'

/** A row as PostgreSQL writes it in JSON, by column. */
export type Row = Readonly<Record<string, unknown>>

/** A row that was given another contact. Keys are column names. */
export interface Moved {
  readonly id: string
  readonly contact_id: string
}

/** What becomes of the rows of each table that names a contact in a merge; a test holds it against the catalog. */
export const CONTACT_TABLES = {
  ask: 'MOVED',
  contact_alias: 'MOVED',
  duplicate_dismissal: 'MOVED',
  favor: 'MOVED',
  feed: 'MOVED',
  identity: 'MOVED',
  import_change: 'MOVED',
  import_key: 'MOVED',
  merge: 'MOVED',
  post: 'MOVED',
  contact_tag: 'UNITED',
  participant: 'UNITED',
  substance_override: 'CHOSEN',
  suggestion: 'CHOSEN',
  contact_search: 'MADE ANEW',
  contact_totals: 'MADE ANEW',
  duplicate_candidate: 'MADE ANEW',
  duplicate_key: 'MADE ANEW',
  duplicate_search: 'MADE ANEW',
  question: 'MADE ANEW',
  ranking: 'MADE ANEW'
} as const

type TablesThatAre<Fate> = { [T in keyof typeof CONTACT_TABLES]: typeof CONTACT_TABLES[T] extends Fate ? T : never }[keyof typeof CONTACT_TABLES]
export type MovedTable = TablesThatAre<'MOVED'>
export const MOVED_TABLES = Object.entries(CONTACT_TABLES).flatMap(([table, fate]) => fate === 'MOVED' ? [table as MovedTable] : [])

/** All that it takes to undo a merge exactly. Rows are kept whole only where the merge takes them away or writes over them. */
export interface Snapshot {
  readonly otherIds: readonly string[]
  readonly fields: MergeOfFields
  /** The others themselves, and what all of them had that the merge takes away or changes. */
  readonly contact: readonly Row[]
  readonly identity: readonly Row[]
  readonly contact_tag: readonly Row[]
  readonly substance_override: readonly Row[]
  readonly suggestion: readonly Row[]
  /** Twins of what the survivor has. */
  readonly feed: readonly Row[]
  readonly post: readonly Row[]
  /** What the survivor had once it was done: what is like this yet, nobody has changed since. */
  readonly left: { readonly substance_override: readonly Row[], readonly suggestion: readonly Row[] }
  /** Whose it was before; a table is missing that there was not yet. */
  readonly moved: { readonly [T in MovedTable]?: readonly Moved[] }
  /** What posts were named before. */
  readonly renamed: readonly { readonly id: string, readonly externalId: string }[]
  readonly participant: readonly { readonly interaction_id: string, readonly contact_id: string }[]
  /** The interactions among them in which the survivor took part itself. */
  readonly shared: readonly string[]
  /** Whom reports named, before and after. */
  readonly reports: readonly ReportNames[]
}

export interface ReportNames {
  readonly id: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}
