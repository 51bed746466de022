import { doublePrecision, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Role, Scope } from '../../domain/actor.ts'
import { app, createdAt, instant, ofWorkspace, workspaceId } from './columns.ts'

// Global tables: few rows, few writes; a cluster keeps a copy of them on every node.
// What changes with each request (token_use) lives in a tenant table instead.

export const workspace = app.table('workspace', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  /** ISO 3166 code that a phone number without a country code is read with. */
  defaultCountry: text('default_country').notNull(),
  createdAt: createdAt()
}, table => [
  unique('workspace_slug_key').on(table.slug),
  ofWorkspace('id')
])

export const member = app.table('member', {
  id: uuid('id').primaryKey(),
  workspaceId: workspaceId(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  /** Who says who this is, and the name it gives them; both null for a member who only has tokens. */
  issuer: text('issuer'),
  subject: text('subject'),
  createdAt: createdAt()
}, table => [
  unique('member_issuer_subject_key').on(table.workspaceId, table.issuer, table.subject),
  ofWorkspace()
])

export const token = app.table('token', {
  id: uuid('id').primaryKey(),
  workspaceId: workspaceId(),
  memberId: uuid('member_id').notNull().references(() => member.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  /** The first characters, so that a person can tell which token this is. */
  prefix: text('prefix').notNull(),
  /** SHA-256 in hex. The token itself is 256 random bits, so that no slow hash is needed. */
  hash: text('hash').notNull(),
  scopes: text('scopes').array().$type<Scope[]>().notNull(),
  createdAt: createdAt(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at')
}, table => [
  unique('token_hash_key').on(table.hash),
  ofWorkspace()
])

export const tokenUse = app.table('token_use', {
  workspaceId: workspaceId(),
  tokenId: uuid('token_id').notNull(),
  lastUsedAt: instant('last_used_at').notNull()
}, table => [
  primaryKey({ name: 'token_use_pkey', columns: [table.workspaceId, table.tokenId] }),
  ofWorkspace()
])

/** What the workspace knows of itself as of `refreshedAt`: a job keeps it, scores read it. */
export const workspaceTotals = app.table('workspace_totals', {
  workspaceId: workspaceId(),
  refreshedAt: instant('refreshed_at').notNull(),
  /** Questions asked and answered over all contacts, decayed to `refreshedAt` (scoring: the prior of responsiveness). */
  asked: doublePrecision('asked').notNull(),
  answered: doublePrecision('answered').notNull()
}, table => [
  primaryKey({ name: 'workspace_totals_pkey', columns: [table.workspaceId] }),
  ofWorkspace()
])
