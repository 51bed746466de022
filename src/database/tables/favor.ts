import { check, foreignKey, index, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { ASK_SIZES, ASK_STATUSES, type AskSize, type AskStatus, type AskWarning } from '../../domain/asks/ask.ts'
import { CHANNELS, type Channel } from '../../domain/interactions/interaction.ts'
import { FAVOR_DIRECTIONS, FAVOR_KINDS, type FavorDirection, type FavorKind } from '../../domain/favors/favor.ts'
import { app, createdAt, instant, ofWorkspace, oneOf, workspaceId } from './columns.ts'
import { contact } from './contact.ts'

/** A plain request. Its instants follow from its moves; they are here too because every score reads them. */
export const ask = app.table('ask', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  need: text('need').notNull(),
  offer: text('offer'),
  offerKind: text('offer_kind').$type<FavorKind>(),
  size: text('size').$type<AskSize>().notNull(),
  channel: text('channel').$type<Channel>(),
  status: text('status').$type<AskStatus>().notNull(),
  deadline: instant('deadline'),
  /** As told when the ask was created. */
  warnings: jsonb('warnings').$type<readonly AskWarning[]>().notNull(),
  version: integer('version').notNull(),
  createdAt: createdAt(),
  updatedAt: instant('updated_at').notNull()
}, table => [
  primaryKey({ name: 'ask_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'ask_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  check('ask_channel_check', oneOf('channel', CHANNELS)),
  check('ask_size_check', oneOf('size', ASK_SIZES)),
  check('ask_status_check', oneOf('status', ASK_STATUSES)),
  index('ask_contact_idx').on(table.workspaceId, table.contactId, table.createdAt, table.id),
  index('ask_created_idx').on(table.workspaceId, table.createdAt, table.id),
  ofWorkspace()
])

/** How an ask went along. Never updated. */
export const askMove = app.table('ask_move', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  askId: uuid('ask_id').notNull(),
  fromStatus: text('from_status').$type<AskStatus>().notNull(),
  toStatus: text('to_status').$type<AskStatus>().notNull(),
  at: instant('at').notNull(),
  note: text('note')
}, table => [
  primaryKey({ name: 'ask_move_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'ask_move_ask_fk', columns: [table.workspaceId, table.askId], foreignColumns: [ask.workspaceId, ask.id] }).onDelete('cascade'),
  check('ask_move_from_check', oneOf('from_status', ASK_STATUSES)),
  check('ask_move_to_check', oneOf('to_status', ASK_STATUSES)),
  index('ask_move_ask_idx').on(table.workspaceId, table.askId, table.at, table.id),
  index('ask_move_fulfilled_idx').on(table.workspaceId, table.at, table.askId).where(sql`to_status = 'FULFILLED'`),
  ofWorkspace()
])

/** Something given in kind. */
export const favor = app.table('favor', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  direction: text('direction').$type<FavorDirection>().notNull(),
  kind: text('kind').$type<FavorKind>().notNull(),
  worth: integer('worth').notNull(),
  effort: integer('effort').notNull(),
  occurredAt: instant('occurred_at').notNull(),
  note: text('note'),
  askId: uuid('ask_id'),
  version: integer('version').notNull(),
  createdAt: createdAt(),
  updatedAt: instant('updated_at').notNull()
}, table => [
  primaryKey({ name: 'favor_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'favor_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  // An ask is let go of in the transaction that deletes it.
  foreignKey({ name: 'favor_ask_fk', columns: [table.workspaceId, table.askId], foreignColumns: [ask.workspaceId, ask.id] }),
  check('favor_direction_check', oneOf('direction', FAVOR_DIRECTIONS)),
  check('favor_kind_check', oneOf('kind', FAVOR_KINDS)),
  check('favor_worth_check', sql`${table.worth} between 1 and 5`),
  check('favor_effort_check', sql`${table.effort} between 1 and 5`),
  index('favor_contact_idx').on(table.workspaceId, table.contactId, table.occurredAt, table.id),
  index('favor_occurred_idx').on(table.workspaceId, table.occurredAt, table.id),
  index('favor_ask_idx').on(table.workspaceId, table.askId),
  // All that is asked of them at large: who gave how much, and when.
  index('favor_received_idx').on(table.workspaceId, table.occurredAt, table.contactId, table.worth).where(sql`direction = 'RECEIVED'`),
  ofWorkspace()
])
