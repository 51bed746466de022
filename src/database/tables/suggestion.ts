import { boolean, check, date, doublePrecision, foreignKey, index, integer, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { QUALITY_BANDS, type QualityBand } from '../../domain/quality/score.ts'
import { SUGGESTION_KINDS, type SuggestionKind } from '../../domain/agenda/suggestion.ts'
import { app, createdAt, instant, ofWorkspace, oneOf, workspaceId } from './columns.ts'
import { contact } from './contact.ts'

/**
 * Something worth doing for a contact, now or from `activeAt` on; at most one of a kind for each. It is kept in step with all
 * that it follows from, and stays when it is done, so that a day knows what was done in it.
 */
export const suggestion = app.table('suggestion', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  kind: text('kind').$type<SuggestionKind>().notNull(),
  /** What it follows from: what a person said of it holds while this stays the same. */
  cause: text('cause').notNull().default(''),
  /** From when on it is worth doing; infinity where nothing asks for it at present. */
  activeAt: instant('active_at').notNull(),
  dueAt: instant('due_at'),
  priority: doublePrecision('priority').notNull(),
  /** Whether it was in the agenda when it was ranked last: these are in order of priority, the others in order of time. */
  isReady: boolean('is_ready').notNull(),
  /** -infinity where it was not put off. */
  snoozedUntil: instant('snoozed_until').notNull(),
  /** When it enters the agenda: active, and neither put off nor skipped. */
  opensAt: instant('opens_at').notNull().default(sql`'infinity'`),
  doneAt: instant('done_at'),
  skippedAt: instant('skipped_at'),
  skipReason: text('skip_reason'),
  asOf: instant('as_of').notNull()
}, table => [
  primaryKey({ name: 'suggestion_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'suggestion_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  check('suggestion_kind_check', oneOf('kind', SUGGESTION_KINDS)),
  unique('suggestion_contact_key').on(table.workspaceId, table.contactId, table.kind),
  index('suggestion_open_idx').on(table.workspaceId, table.kind, table.priority, table.id).where(sql`is_ready`),
  index('suggestion_opens_idx').on(table.workspaceId, table.opensAt, table.id).where(sql`not is_ready`),
  index('suggestion_done_idx').on(table.workspaceId, table.doneAt).where(sql`done_at is not null`),
  ofWorkspace()
])

/** What a workspace has set for itself; what is null goes by the default. */
export const workspaceSetting = app.table('workspace_setting', {
  workspaceId: workspaceId(),
  /** Most suggestions of a day. */
  dailySuggestions: integer('daily_suggestions'),
  /** Days that deliveries are kept. */
  deliveryDays: integer('delivery_days'),
  updatedAt: instant('updated_at').notNull()
}, table => [
  primaryKey({ name: 'workspace_setting_pkey', columns: [table.workspaceId] }),
  check('workspace_setting_daily_check', sql`${table.dailySuggestions} between 1 and 100`),
  check('workspace_setting_delivery_check', sql`${table.deliveryDays} between 1 and 365`),
  ofWorkspace()
])

/** The weights of the factors that a workspace has chosen, version by version; one of them is in use. */
export const scoringModel = app.table('scoring_model', {
  workspaceId: workspaceId(),
  version: integer('version').notNull(),
  warmth: doublePrecision('warmth').notNull(),
  reciprocity: doublePrecision('reciprocity').notNull(),
  responsiveness: doublePrecision('responsiveness').notNull(),
  substance: doublePrecision('substance').notNull(),
  note: text('note'),
  memberId: uuid('member_id'),
  isCurrent: boolean('is_current').notNull(),
  createdAt: createdAt()
}, table => [
  primaryKey({ name: 'scoring_model_pkey', columns: [table.workspaceId, table.version] }),
  uniqueIndex('scoring_model_current_key').on(table.workspaceId).where(sql`is_current`),
  ofWorkspace()
])

/** How many contacts stood in each band on a day (UTC): a refresh counts them, insights tell how it went. */
export const bandCount = app.table('band_count', {
  workspaceId: workspaceId(),
  day: date('day', { mode: 'string' }).notNull(),
  band: text('band').$type<QualityBand>().notNull(),
  contacts: integer('contacts').notNull()
}, table => [
  primaryKey({ name: 'band_count_pkey', columns: [table.workspaceId, table.day, table.band] }),
  check('band_count_band_check', oneOf('band', QUALITY_BANDS)),
  ofWorkspace()
])
