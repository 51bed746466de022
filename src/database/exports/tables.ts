import type { RecordType, ValuesOfType } from '../../domain/exports/record-fields.ts'

/**
 * What becomes of each table when a workspace is taken elsewhere; a test holds it against the catalog. EXPORTED has what people entered
 * or were told. DERIVED follows from that. HERE ONLY belongs to this server: who may log in, secrets, what is under way, what happened here.
 */
export const TABLE_FATES: Readonly<Record<string, 'EXPORTED' | 'DERIVED' | 'HERE ONLY'>> = {
  ask: 'EXPORTED',
  ask_move: 'EXPORTED',
  contact: 'EXPORTED',
  contact_alias: 'EXPORTED',
  contact_tag: 'EXPORTED',
  duplicate_dismissal: 'EXPORTED',
  favor: 'EXPORTED',
  feed: 'EXPORTED',
  identity: 'EXPORTED',
  import_key: 'EXPORTED',
  inbox_identity: 'EXPORTED',
  inbox_person: 'EXPORTED',
  inbox_report: 'EXPORTED',
  interaction: 'EXPORTED',
  merge: 'EXPORTED',
  own_identity: 'EXPORTED',
  participant: 'EXPORTED',
  post: 'EXPORTED',
  report: 'EXPORTED',
  report_key: 'EXPORTED',
  scoring_model: 'EXPORTED',
  substance_override: 'EXPORTED',
  suggestion: 'EXPORTED',
  tag: 'EXPORTED',
  workspace_setting: 'EXPORTED',

  band_count: 'DERIVED',
  contact_search: 'DERIVED',
  contact_totals: 'DERIVED',
  duplicate_candidate: 'DERIVED',
  duplicate_key: 'DERIVED',
  duplicate_search: 'DERIVED',
  question: 'DERIVED',
  ranking: 'DERIVED',
  workspace_totals: 'DERIVED',

  audit: 'HERE ONLY',
  delivery: 'HERE ONLY',
  erasure: 'HERE ONLY',
  erasure_key: 'HERE ONLY',
  erasure_secret: 'HERE ONLY',
  idempotency_key: 'HERE ONLY',
  import: 'HERE ONLY',
  import_change: 'HERE ONLY',
  import_chunk: 'HERE ONLY',
  import_row: 'HERE ONLY',
  integration: 'HERE ONLY',
  integration_address: 'HERE ONLY',
  member: 'HERE ONLY',
  outbox: 'HERE ONLY',
  token: 'HERE ONLY',
  token_use: 'HERE ONLY',
  workspace: 'HERE ONLY'
}

/** Where the records of a type are. */
export interface RecordTable<T extends RecordType> {
  readonly table: string
  /** The columns of `x` that order them, with their types: a unique key, by an index. */
  readonly key: readonly (readonly [column: string, type: 'uuid' | 'text' | 'integer'])[]
  /** Fields that are no column of the table: how they are read, where $1 is the workspace. */
  readonly nested?: { readonly [F in keyof ValuesOfType<T>]?: string }
  readonly where?: string
  /** Which of them concern one contact, whose id is $2; where it is left out, those whose `contact_id` it is. */
  readonly about?: string
}

const BY_ID = [['id', 'uuid']] as const
const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`
const list = (item: string, order: string, from: string) => `(select coalesce(json_agg(${item} order by ${order}), '[]') from ${from})`
const ofTheirInteractions = (column: string) => `${column} in (select y.interaction_id from app.participant y where y.workspace_id = $1 and y.contact_id = $2::uuid)`
const finite = (column: string) => `nullif(x.${column}, '-infinity')`

export const RECORD_TABLES: { readonly [T in RecordType]: RecordTable<T> } = {
  settings: { table: 'workspace_setting', key: [['workspace_id', 'uuid']] },
  scoringModel: { table: 'scoring_model', key: [['version', 'integer']] },
  ownIdentity: { table: 'own_identity', key: [['kind', 'text'], ['normalized', 'text']] },
  tag: { table: 'tag', key: [['name_key', 'text']] },
  contact: {
    table: 'contact',
    key: BY_ID,
    about: 'x.id = $2::uuid',
    nested: {
      tags: list('g.name', 'g.name_key', 'app.contact_tag y join app.tag g on g.workspace_id = $1 and g.id = y.tag_id where y.workspace_id = $1 and y.contact_id = x.id'),
      identities: list(
        'json_build_object(\'kind\', i.kind, \'value\', i.value, \'normalized\', i.normalized, \'label\', i.label, \'isPrimary\', i.is_primary)', 'i.position, i.id',
        'app.identity i where i.workspace_id = $1 and i.contact_id = x.id')
    }
  },
  merge: {
    table: 'merge',
    key: BY_ID,
    nested: { otherIds: list('a.id', 'a.id', 'app.contact_alias a where a.workspace_id = $1 and a.merge_id = x.id') },
    // Of a contact that was deleted since nothing is to stay.
    where: 'exists (select 1 from app.contact c where c.workspace_id = $1 and c.id = x.contact_id)'
  },
  importKey: { table: 'import_key', key: BY_ID },
  distinct: { table: 'duplicate_dismissal', key: BY_ID },
  substanceOverride: { table: 'substance_override', key: [['contact_id', 'uuid']] },
  feed: { table: 'feed', key: BY_ID },
  post: { table: 'post', key: BY_ID },
  interaction: {
    table: 'interaction',
    key: BY_ID,
    about: ofTheirInteractions('x.id'),
    nested: { participants: list('y.contact_id', 'y.contact_id', 'app.participant y where y.workspace_id = $1 and y.interaction_id = x.id') }
  },
  ask: {
    table: 'ask',
    key: BY_ID,
    nested: {
      moves: list(
        `json_build_object('from', m.from_status, 'to', m.to_status, 'at', ${ms('m.at')}, 'note', m.note)`, 'm.at, m.id', 'app.ask_move m where m.workspace_id = $1 and m.ask_id = x.id')
    }
  },
  favor: { table: 'favor', key: BY_ID },
  suggestion: {
    table: 'suggestion',
    key: BY_ID,
    nested: { snoozedUntil: finite('snoozed_until') },
    where: '(x.snoozed_until <> \'-infinity\' or x.skipped_at is not null)'
  },
  report: {
    table: 'report',
    key: BY_ID,
    about: ofTheirInteractions('x.interaction_id'),
    nested: {
      names: list(
        'json_build_object(\'source\', k.source, \'externalId\', k.external_id)', 'k.source, k.external_id', 'app.report_key k where k.workspace_id = $1 and k.report_id = x.id')
    }
  },
  inboxPerson: {
    table: 'inbox_person',
    key: BY_ID,
    nested: {
      identities: list(
        'json_build_object(\'kind\', i.kind, \'value\', i.value, \'normalized\', i.normalized)', 'i.position, i.id', 'app.inbox_identity i where i.workspace_id = $1 and i.person_id = x.id'),
      reportIds: list('y.report_id', 'y.report_id', 'app.inbox_report y where y.workspace_id = $1 and y.person_id = x.id')
    }
  }
}
