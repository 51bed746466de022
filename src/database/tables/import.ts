import { bigint, boolean, check, customType, foreignKey, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { CHANGE_KINDS, IMPORT_STATUSES, ROW_OUTCOMES, type ChangeKind, type ImportChoices, type ImportStatus, type RowOutcome } from '../../domain/imports/import.ts'
import { app, createdAt, instant, keyText, ofWorkspace, oneOf, workspaceId } from './columns.ts'
import { contact } from './contact.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** A file that somebody gave, and what became of it. */
export const imported = app.table('import', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  memberId: uuid('member_id').notNull(),
  tokenId: uuid('token_id'),
  /** The member's name, for the audit. */
  actor: text('actor').notNull(),
  fileName: text('file_name').notNull(),
  /** As recognized from the content. */
  format: text('format').notNull(),
  choices: jsonb('choices').$type<ImportChoices>().notNull(),
  dryRun: boolean('dry_run').notNull(),
  status: text('status').$type<ImportStatus>().notNull(),
  /** Why it failed, or what is to be said of it. */
  reason: text('reason'),
  /** The Idempotency-Key that the file was sent under: what was cut off goes on under it. */
  uploadKey: keyText('upload_key'),
  /** SHA-256 of what was asked for under that key. */
  requestHash: text('request_hash').notNull(),
  /** Bytes that have arrived. */
  size: bigint('size', { mode: 'number' }).notNull(),
  /** SHA-256 of the whole file in hex; null until it is whole. */
  fileHash: text('file_hash'),
  /** When the file was whole; its rows are read from then on. */
  uploadedAt: instant('uploaded_at'),
  /** Records that were read, and what became of them: the sum of the five after it. */
  read: integer('read').notNull().default(0),
  created: integer('created').notNull().default(0),
  updated: integer('updated').notNull().default(0),
  unchanged: integer('unchanged').notNull().default(0),
  skipped: integer('skipped').notNull().default(0),
  failed: integer('failed').notNull().default(0),
  contactsCreated: integer('contacts_created').notNull().default(0),
  interactionsCreated: integer('interactions_created').notNull().default(0),
  /** How much of the file has been read, in bytes of it. */
  position: bigint('position', { mode: 'number' }).notNull().default(0),
  finishedAt: instant('finished_at'),
  /** When its undoing was asked for, and when it was done. */
  undoAt: instant('undo_at'),
  undoneAt: instant('undone_at'),
  createdAt: createdAt()
}, table => [
  primaryKey({ name: 'import_pkey', columns: [table.workspaceId, table.id] }),
  check('import_status_check', oneOf('status', IMPORT_STATUSES)),
  uniqueIndex('import_upload_key').on(table.workspaceId, table.memberId, table.uploadKey).where(sql`upload_key is not null`),
  index('import_created_idx').on(table.workspaceId, table.createdAt, table.id),
  index('import_running_idx').on(table.workspaceId, table.id).where(sql`status = 'RUNNING'`),
  ofWorkspace()
])

/** The file, in pieces of the same size but for the last; gone once it is read. */
export const importChunk = app.table('import_chunk', {
  workspaceId: workspaceId(),
  importId: uuid('import_id').notNull(),
  /** From 0. */
  position: integer('position').notNull(),
  bytes: bytes('bytes').notNull()
}, table => [
  primaryKey({ name: 'import_chunk_pkey', columns: [table.workspaceId, table.importId, table.position] }),
  foreignKey({ name: 'import_chunk_import_fk', columns: [table.workspaceId, table.importId], foreignColumns: [imported.workspaceId, imported.id] }).onDelete('cascade'),
  ofWorkspace()
])

/** What became of each record of a file. */
export const importRow = app.table('import_row', {
  workspaceId: workspaceId(),
  importId: uuid('import_id').notNull(),
  /** From 1, in the order of the file. */
  row: integer('row').notNull(),
  /** The line on which it begins. */
  line: integer('line').notNull(),
  /** Which file of an archive. */
  file: text('file'),
  outcome: text('outcome').$type<RowOutcome>().notNull(),
  reason: text('reason'),
  /** `contact` or `interaction`, and its id: what the record became, or was already. */
  subjectType: text('subject_type'),
  subjectId: uuid('subject_id')
}, table => [
  primaryKey({ name: 'import_row_pkey', columns: [table.workspaceId, table.importId, table.row] }),
  foreignKey({ name: 'import_row_import_fk', columns: [table.workspaceId, table.importId], foreignColumns: [imported.workspaceId, imported.id] }).onDelete('cascade'),
  check('import_row_outcome_check', oneOf('outcome', ROW_OUTCOMES)),
  index('import_row_outcome_idx').on(table.workspaceId, table.importId, table.outcome, table.row),
  ofWorkspace()
])

/** What an import made or changed: it is undone by these. */
export const importChange = app.table('import_change', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  importId: uuid('import_id').notNull(),
  kind: text('kind').$type<ChangeKind>().notNull(),
  /** `contact`, `interaction`, …, and its id as it was then. */
  subjectType: text('subject_type').notNull(),
  subjectId: uuid('subject_id').notNull(),
  /** Of a contact: who it is by now, where it was merged since. */
  contactId: uuid('contact_id'),
  /** The version of the contact that this made. */
  version: integer('version'),
  /** Of what was changed: before and after of each field. */
  changes: jsonb('changes').$type<Record<string, { before?: unknown, after?: unknown }>>(),
  at: instant('at').notNull(),
  /** Why the undoing of the import left it in place; null where it did not. */
  leftReason: text('left_reason')
}, table => [
  primaryKey({ name: 'import_change_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'import_change_import_fk', columns: [table.workspaceId, table.importId], foreignColumns: [imported.workspaceId, imported.id] }).onDelete('cascade'),
  foreignKey({ name: 'import_change_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  check('import_change_kind_check', oneOf('kind', CHANGE_KINDS)),
  index('import_change_import_idx').on(table.workspaceId, table.importId, table.id),
  // Only what asks for contacts is answered from here: whether a change is its import's first is looked up in the next one, whatever the planner expects.
  index('import_change_contact_idx').on(table.workspaceId, table.contactId, table.at, table.id).where(sql`subject_type = 'contact'`),
  index('import_change_first_idx').on(table.workspaceId, table.contactId, table.importId, table.at, table.id).where(sql`contact_id is not null`),
  index('import_change_subject_idx').on(table.workspaceId, table.subjectId),
  index('import_change_left_idx').on(table.workspaceId, table.importId, table.id).where(sql`left_reason is not null`),
  ofWorkspace()
])

/** Whom a record of a file became, where it has no identity to be known by again: the next file of that kind finds them here. */
export const importKey = app.table('import_key', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  format: keyText('format').notNull(),
  externalKey: keyText('external_key').notNull(),
  contactId: uuid('contact_id').notNull()
}, table => [
  primaryKey({ name: 'import_key_pkey', columns: [table.workspaceId, table.id] }),
  uniqueIndex('import_key_key').on(table.workspaceId, table.format, table.externalKey),
  foreignKey({ name: 'import_key_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  index('import_key_contact_idx').on(table.workspaceId, table.contactId),
  ofWorkspace()
])
