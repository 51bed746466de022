import { boolean, check, doublePrecision, foreignKey, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { NEGLECTED_WARMTH, VALUABLE_SUBSTANCE } from '../../domain/insights/neglected.ts'
import { LEDGER_STATES, type LedgerState } from '../../domain/quality/ledger.ts'
import type { Totals } from '../../domain/quality/totals/totals.ts'
import { IDENTITY_KINDS, type IdentityKind } from '../../domain/contacts/identity.ts'
import { app, createdAt, instant, keyText, ofWorkspace, oneOf, tsvector, workspaceId } from './columns.ts'
import { workspace } from './workspace.ts'

export const contact = app.table('contact', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  /** The name without case and accents: lists are ordered by it. */
  nameKey: keyText('name_key').notNull(),
  organization: text('organization'),
  organizationKey: keyText('organization_key'),
  title: text('title'),
  notes: text('notes'),
  /** Wanted days between touches, where a member set them. */
  targetDays: integer('target_days'),
  paused: boolean('paused').notNull(),
  version: integer('version').notNull(),
  createdAt: createdAt(),
  updatedAt: instant('updated_at').notNull()
}, table => [
  primaryKey({ name: 'contact_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'contact_workspace_fk', columns: [table.workspaceId], foreignColumns: [workspace.id] }),
  check('contact_target_days_check', sql`${table.targetDays} between 1 and 3650`),
  index('contact_name_idx').on(table.workspaceId, table.nameKey, table.id),
  index('contact_created_idx').on(table.workspaceId, table.createdAt, table.id),
  index('contact_organization_idx').on(table.workspaceId, table.organizationKey),
  index('contact_paused_idx').on(table.workspaceId, table.id).where(sql`paused`),
  index('contact_target_idx').on(table.workspaceId, table.id).where(sql`target_days is not null`),
  ofWorkspace()
])

export const identity = app.table('identity', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  kind: text('kind').$type<IdentityKind>().notNull(),
  /** As somebody typed it. */
  value: text('value').notNull(),
  normalized: keyText('normalized').notNull(),
  label: text('label'),
  isPrimary: boolean('is_primary').notNull(),
  position: integer('position').notNull()
}, table => [
  primaryKey({ name: 'identity_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'identity_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  check('identity_kind_check', oneOf('kind', IDENTITY_KINDS)),
  unique('identity_normalized_key').on(table.workspaceId, table.kind, table.normalized),
  index('identity_contact_idx').on(table.workspaceId, table.contactId),
  ofWorkspace()
])

export const tag = app.table('tag', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  nameKey: keyText('name_key').notNull(),
  /** Wanted days between touches for whoever has this tag and no days of their own. */
  targetDays: integer('target_days')
}, table => [
  primaryKey({ name: 'tag_pkey', columns: [table.workspaceId, table.id] }),
  check('tag_target_days_check', sql`${table.targetDays} between 1 and 3650`),
  unique('tag_name_key').on(table.workspaceId, table.nameKey),
  ofWorkspace()
])

export const contactTag = app.table('contact_tag', {
  workspaceId: workspaceId(),
  contactId: uuid('contact_id').notNull(),
  tagId: uuid('tag_id').notNull()
}, table => [
  primaryKey({ name: 'contact_tag_pkey', columns: [table.workspaceId, table.contactId, table.tagId] }),
  foreignKey({ name: 'contact_tag_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  foreignKey({ name: 'contact_tag_tag_fk', columns: [table.workspaceId, table.tagId], foreignColumns: [tag.workspaceId, tag.id] }).onDelete('cascade'),
  index('contact_tag_tag_idx').on(table.workspaceId, table.tagId, table.contactId),
  ofWorkspace()
])

/** The score state of a contact, O(1) in size, and what follows from it until the next touch. */
export const contactTotals = app.table('contact_totals', {
  workspaceId: workspaceId(),
  contactId: uuid('contact_id').notNull(),
  state: jsonb('state').$type<Totals>().notNull(),
  /** -infinity where there was none yet, so that an index can order by it. */
  lastInteractionAt: instant('last_interaction_at').notNull(),
  /** infinity where there is no cadence, or it rests. */
  dueAt: instant('due_at').notNull(),
  overdueAt: instant('overdue_at').notNull(),
  lapsedAt: instant('lapsed_at').notNull(),
  /** When warmth falls below FAIR if nothing happens; -infinity where it is below already. */
  warmUntil: instant('warm_until').notNull(),
  ledgerState: text('ledger_state').$type<LedgerState>().notNull().default('NO_HISTORY'),
  /** When WE_GIVE_MORE fades to BALANCED if nothing happens; infinity in every other state. */
  givesMoreUntil: instant('gives_more_until').notNull().default(sql`'infinity'`)
}, table => [
  primaryKey({ name: 'contact_totals_pkey', columns: [table.workspaceId, table.contactId] }),
  foreignKey({ name: 'contact_totals_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  index('contact_totals_last_interaction_idx').on(table.workspaceId, table.lastInteractionAt, table.contactId),
  index('contact_totals_due_idx').on(table.workspaceId, table.dueAt, table.contactId),
  check('contact_totals_ledger_state_check', oneOf('ledger_state', LEDGER_STATES)),
  index('contact_totals_ledger_idx').on(table.workspaceId, table.ledgerState, table.contactId),
  index('contact_totals_warm_until_idx').on(table.workspaceId, table.warmUntil),
  ofWorkspace()
])

/** Who publishes what is worth knowing, and is hardly talked to: an index and a question about it say it in the same words. */
export const NEGLECTED = `substance >= ${VALUABLE_SUBSTANCE} and warmth < ${NEGLECTED_WARMTH}`

/** The order of contacts by score, as of `asOf`. Narrow, because a refresh writes every row of it; -1 where there is no score. */
export const ranking = app.table('ranking', {
  workspaceId: workspaceId(),
  contactId: uuid('contact_id').notNull(),
  quality: doublePrecision('quality').notNull(),
  warmth: doublePrecision('warmth').notNull(),
  substance: doublePrecision('substance').notNull().default(-1),
  asOf: instant('as_of').notNull()
}, table => [
  primaryKey({ name: 'ranking_pkey', columns: [table.workspaceId, table.contactId] }),
  foreignKey({ name: 'ranking_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  index('ranking_quality_idx').on(table.workspaceId, table.quality, table.contactId),
  index('ranking_warmth_idx').on(table.workspaceId, table.warmth, table.contactId),
  index('ranking_as_of_idx').on(table.workspaceId, table.asOf),
  index('ranking_neglected_idx').on(table.workspaceId, table.substance, table.contactId).where(sql.raw(NEGLECTED)),
  ofWorkspace()
])

/** What a search reads: all words of a contact without case and accents. Only app.search_contacts may use its indexes. */
export const contactSearch = app.table('contact_search', {
  workspaceId: workspaceId(),
  contactId: uuid('contact_id').notNull(),
  words: keyText('words').notNull(),
  document: tsvector('document').notNull()
}, table => [
  primaryKey({ name: 'contact_search_pkey', columns: [table.workspaceId, table.contactId] }),
  foreignKey({ name: 'contact_search_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  index('contact_search_document_idx').using('gin', table.workspaceId, table.document),
  index('contact_search_words_idx').using('gin', table.workspaceId, sql`${table.words} gin_trgm_ops`),
  ofWorkspace()
])
