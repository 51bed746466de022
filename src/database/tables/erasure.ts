import { foreignKey, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { app, createdAt, instant, keyText, ofWorkspace, workspaceId } from './columns.ts'

/** That somebody was erased; who it was, nobody can tell from it. */
export const erasure = app.table('erasure', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  at: instant('at').notNull(),
  memberId: uuid('member_id').notNull(),
  actor: text('actor').notNull(),
  /** How often a file, a webhook or a member would have brought them back. */
  blocked: integer('blocked').notNull().default(0),
  lastBlockedAt: instant('last_blocked_at'),
  /** Since when they may come back, where an owner said so. */
  liftedAt: instant('lifted_at'),
  liftedBy: uuid('lifted_by')
}, table => [
  primaryKey({ name: 'erasure_pkey', columns: [table.workspaceId, table.id] }),
  index('erasure_at_idx').on(table.workspaceId, table.at, table.id),
  ofWorkspace()
])

/** A keyed hash of each identity that who was erased had; gone once that is lifted. */
export const erasureKey = app.table('erasure_key', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  erasureId: uuid('erasure_id').notNull(),
  /** HMAC-SHA-256 in base64url. */
  hash: keyText('hash').notNull()
}, table => [
  primaryKey({ name: 'erasure_key_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'erasure_key_erasure_fk', columns: [table.workspaceId, table.erasureId], foreignColumns: [erasure.workspaceId, erasure.id] }).onDelete('cascade'),
  unique('erasure_key_hash').on(table.workspaceId, table.hash),
  index('erasure_key_erasure_idx').on(table.workspaceId, table.erasureId),
  ofWorkspace()
])

/** What identities are hashed with: sealed, so that nobody who has the database alone can try addresses. */
export const erasureSecret = app.table('erasure_secret', {
  workspaceId: workspaceId(),
  secret: text('secret').notNull(),
  createdAt: createdAt()
}, table => [
  primaryKey({ name: 'erasure_secret_pkey', columns: [table.workspaceId] }),
  ofWorkspace()
])
