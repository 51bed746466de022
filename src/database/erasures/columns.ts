/** What stands in a column that somebody may be named in, and what is done where they are. */
export type Fate =
  /** Words: what names them is replaced. */
  | 'WORDS'
  /** JSON with words in it: what names them is replaced. */
  | 'JSON'
  /** Before and after of fields (Changes): all that was said of a row that names them goes. */
  | 'CHANGES'
  /** A provider's name for something, unique in its table: another name takes its place. */
  | 'NAME'

interface ScrubbedTable {
  /** The columns that tell a row from others. */
  readonly key: readonly string[]
  readonly columns: Readonly<Record<string, Fate>>
}

/**
 * Where somebody may be named who was erased, beside rows that are theirs and go, and those that have a rule of their own: contact, tag,
 * the addresses of feeds, delivery, idempotency_key. A test holds this against the catalog.
 */
export const SCRUBBED = {
  ask: { key: ['id'], columns: { need: 'WORDS', offer: 'WORDS', warnings: 'JSON' } },
  ask_move: { key: ['id'], columns: { note: 'WORDS' } },
  audit: { key: ['id'], columns: { changes: 'CHANGES' } },
  duplicate_candidate: { key: ['id'], columns: { reasons: 'JSON' } },
  favor: { key: ['id'], columns: { note: 'WORDS' } },
  feed: { key: ['id'], columns: { title: 'WORDS', last_error: 'WORDS' } },
  identity: { key: ['id'], columns: { label: 'WORDS' } },
  import: { key: ['id'], columns: { file_name: 'WORDS', reason: 'WORDS', choices: 'JSON', upload_key: 'NAME' } },
  import_change: { key: ['id'], columns: { changes: 'CHANGES', left_reason: 'WORDS' } },
  import_key: { key: ['id'], columns: { external_key: 'NAME' } },
  import_row: { key: ['import_id', 'row'], columns: { file: 'WORDS', reason: 'WORDS' } },
  inbox_person: { key: ['id'], columns: { name: 'WORDS' } },
  integration: { key: ['id'], columns: { name: 'WORDS' } },
  interaction: { key: ['id'], columns: { subject: 'WORDS', summary: 'WORDS', source: 'WORDS', external_id: 'NAME' } },
  merge: { key: ['id'], columns: { snapshot: 'JSON' } },
  own_identity: { key: ['id'], columns: { label: 'WORDS' } },
  post: { key: ['id'], columns: { title: 'WORDS', text: 'WORDS', url: 'WORDS', external_id: 'NAME' } },
  report: { key: ['id'], columns: { told: 'JSON', written: 'JSON' } },
  report_key: { key: ['source', 'external_id'], columns: { external_id: 'NAME' } },
  scoring_model: { key: ['version'], columns: { note: 'WORDS' } },
  substance_override: { key: ['contact_id'], columns: { reason: 'WORDS' } },
  suggestion: { key: ['id'], columns: { skip_reason: 'WORDS', cause: 'WORDS' } }
} as const satisfies Readonly<Record<string, ScrubbedTable>>

export type ScrubbedName = keyof typeof SCRUBBED
