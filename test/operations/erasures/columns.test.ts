import t from 'tap'
import postgres from 'postgres'
import { SCRUBBED } from '../../../src/database/erasures/columns.ts'
import { testDatabase } from '../../support/postgres.ts'

/** Columns with a rule of their own: see docs/erasing.md. */
const OWN_RULE = [
  'contact.name', 'contact.name_key', 'contact.organization', 'contact.organization_key', 'contact.title', 'contact.notes',
  'contact_search.words', 'contact_search.document', 'delivery.body', 'delivery.headers', 'delivery.query', 'delivery.reason', 'delivery.delivery_key',
  'feed.url', 'feed.moved_to', 'idempotency_key.key', 'idempotency_key.result', 'import_chunk.bytes', 'tag.name', 'tag.name_key'
]

/** What never names a contact, or only the contact that it belongs to, with whom it goes. */
const NOBODY_ELSE = [
  'ask.offer_kind', 'ask.size', 'ask.channel', 'ask.status', 'ask_move.from_status', 'ask_move.to_status', 'audit.action', 'audit.actor', 'audit.request_id',
  'audit.subject_type', 'band_count.band', 'contact_totals.ledger_state', 'contact_totals.state', 'delivery.status', 'duplicate_dismissal.actor', 'duplicate_key.key',
  'erasure.actor', 'erasure_key.hash', 'erasure_secret.secret', 'favor.direction', 'favor.kind', 'feed.etag', 'feed.last_modified',
  'idempotency_key.request_hash', 'identity.kind', 'identity.normalized', 'identity.value', 'import.actor', 'import.file_hash', 'import.format', 'import.request_hash',
  'import.status', 'import_change.kind', 'import_change.subject_type', 'import_key.format', 'import_row.outcome', 'import_row.subject_type',
  'inbox_identity.kind', 'inbox_identity.normalized', 'inbox_identity.value', 'inbox_person.state', 'integration.new_contacts', 'integration.previous_secret',
  'integration.provider', 'integration.secret', 'interaction.channel', 'interaction.direction', 'interaction.status', 'member.issuer', 'member.name', 'member.role',
  'member.subject', 'outbox.key', 'outbox.payload', 'outbox.topic', 'own_identity.kind', 'own_identity.normalized', 'own_identity.value', 'post.kind', 'post.lexicon', 'post.network',
  'report_key.source', 'suggestion.kind', 'token.hash', 'token.name', 'token.prefix', 'token.scopes', 'workspace.default_country', 'workspace.name', 'workspace.slug',
  'workspace.time_zone'
]

t.test('an erasure says what becomes of every column with words in it', async t => {
  const { adminUrl } = await testDatabase(t)
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => sql.end({ timeout: 5 }))
  const columns = await sql<{ name: string }[]>`
    select c.table_name || '.' || c.column_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'app' and t.table_type = 'BASE TABLE' and c.udt_name in ('text', '_text', 'varchar', 'jsonb', 'json', 'bytea', 'tsvector')`
  const scrubbed = Object.entries(SCRUBBED).flatMap(([table, rule]) => Object.keys(rule.columns).map(column => `${table}.${column}`))
  t.strictSame(columns.map(({ name }) => name).sort(), [...scrubbed, ...OWN_RULE, ...NOBODY_ELSE].sort())
})
