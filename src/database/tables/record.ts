import { index, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, instant, keyText, ofWorkspace, workspaceId } from './columns.ts'

/** Who changed what: before and after of each field. Written in the transaction of the change, never updated. */
export const audit = app.table('audit', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  at: instant('at').notNull(),
  memberId: uuid('member_id'),
  tokenId: uuid('token_id'),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subjectType: text('subject_type').notNull(),
  subjectId: uuid('subject_id').notNull(),
  /** `{ field: { before, after } }`; either side is missing where there was none. */
  changes: jsonb('changes').$type<Record<string, { before?: unknown, after?: unknown }>>().notNull(),
  requestId: text('request_id').notNull()
}, table => [
  primaryKey({ name: 'audit_pkey', columns: [table.workspaceId, table.id] }),
  index('audit_subject_idx').on(table.workspaceId, table.subjectId, table.id),
  ofWorkspace()
])

/** A mutation that was asked for under a key: the same key and input gives the same answer for a day. */
export const idempotencyKey = app.table('idempotency_key', {
  workspaceId: workspaceId(),
  memberId: uuid('member_id').notNull(),
  key: keyText('key').notNull(),
  /** SHA-256 of the operation and its input. */
  requestHash: text('request_hash').notNull(),
  result: jsonb('result').notNull(),
  createdAt: createdAt(),
  expiresAt: instant('expires_at').notNull()
}, table => [
  primaryKey({ name: 'idempotency_key_pkey', columns: [table.workspaceId, table.memberId, table.key] }),
  index('idempotency_key_expires_idx').on(table.workspaceId, table.expiresAt),
  ofWorkspace()
])

/** What is to happen after a transaction; a poller moves it to the queue, so that nothing is lost between the two. */
export const outbox = app.table('outbox', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  topic: keyText('topic').notNull(),
  /** One waiting row for each (topic, key): what is already waiting need not wait twice. */
  key: keyText('key').notNull(),
  payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
  createdAt: createdAt()
}, table => [
  primaryKey({ name: 'outbox_pkey', columns: [table.workspaceId, table.id] }),
  unique('outbox_topic_key').on(table.workspaceId, table.topic, table.key),
  ofWorkspace()
])
