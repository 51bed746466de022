import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { IDENTITY_KINDS, type IdentityKind } from '../../domain/contacts/identity.ts'
import type { Written } from '../../domain/integrations/follow-report.ts'
import type { Told } from '../../domain/integrations/told.ts'
import { INBOX_STATES, type InboxState } from '../../domain/integrations/inbox.ts'
import { app, createdAt, instant, keyText, ofWorkspace, oneOf, workspaceId } from './columns.ts'

/** All that integrations have told of one thing, whatever the order they told it in; the interaction follows from it. */
export const report = app.table('report', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  told: jsonb('told').$type<Told>().notNull(),
  /** Stays when the interaction is deleted, so that it does not come back. */
  interactionId: uuid('interaction_id'),
  /** What the interaction was last made to be: where it is something else, a member has changed it, and that holds. */
  written: jsonb('written').$type<Written>(),
  /** When a planned meeting is taken to have been held, where its provider never says so; null where it is not. */
  settlesAt: instant('settles_at'),
  /** By whose policy people are made contacts: the integration that told last. */
  integrationId: uuid('integration_id'),
  /** When something new was told of it last, or by somebody else. */
  updatedAt: instant('updated_at').notNull()
}, table => [
  primaryKey({ name: 'report_pkey', columns: [table.workspaceId, table.id] }),
  index('report_settles_idx').on(table.workspaceId, table.settlesAt, table.id).where(sql`settles_at is not null`),
  index('report_interaction_idx').on(table.workspaceId, table.interactionId),
  ofWorkspace()
])

/** The names of what is reported: several, where a meeting was moved. */
export const reportKey = app.table('report_key', {
  workspaceId: workspaceId(),
  source: keyText('source').notNull(),
  externalId: keyText('external_id').notNull(),
  reportId: uuid('report_id').notNull()
}, table => [
  primaryKey({ name: 'report_key_pkey', columns: [table.workspaceId, table.source, table.externalId] }),
  foreignKey({ name: 'report_key_report_fk', columns: [table.workspaceId, table.reportId], foreignColumns: [report.workspaceId, report.id] }).onDelete('cascade'),
  index('report_key_report_idx').on(table.workspaceId, table.reportId),
  ofWorkspace()
])

/** Somebody whom nobody knew when they were reported, until a member confirms or dismisses them. */
export const inboxPerson = app.table('inbox_person', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  state: text('state').$type<InboxState>().notNull(),
  integrationId: uuid('integration_id'),
  firstSeenAt: instant('first_seen_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  /** How many reports name them. */
  reports: integer('reports').notNull(),
  createdAt: createdAt()
}, table => [
  primaryKey({ name: 'inbox_person_pkey', columns: [table.workspaceId, table.id] }),
  check('inbox_person_state_check', oneOf('state', INBOX_STATES)),
  index('inbox_person_seen_idx').on(table.workspaceId, table.state, table.lastSeenAt, table.id),
  ofWorkspace()
])

export const inboxIdentity = app.table('inbox_identity', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  personId: uuid('person_id').notNull(),
  kind: text('kind').$type<IdentityKind>().notNull(),
  value: text('value').notNull(),
  normalized: keyText('normalized').notNull(),
  position: integer('position').notNull()
}, table => [
  primaryKey({ name: 'inbox_identity_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'inbox_identity_person_fk', columns: [table.workspaceId, table.personId], foreignColumns: [inboxPerson.workspaceId, inboxPerson.id] }).onDelete('cascade'),
  check('inbox_identity_kind_check', oneOf('kind', IDENTITY_KINDS)),
  unique('inbox_identity_key').on(table.workspaceId, table.kind, table.normalized),
  index('inbox_identity_person_idx').on(table.workspaceId, table.personId, table.position),
  ofWorkspace()
])

/** The reports that become interactions of somebody once they are confirmed. */
export const inboxReport = app.table('inbox_report', {
  workspaceId: workspaceId(),
  personId: uuid('person_id').notNull(),
  reportId: uuid('report_id').notNull()
}, table => [
  primaryKey({ name: 'inbox_report_pkey', columns: [table.workspaceId, table.personId, table.reportId] }),
  foreignKey({ name: 'inbox_report_person_fk', columns: [table.workspaceId, table.personId], foreignColumns: [inboxPerson.workspaceId, inboxPerson.id] }).onDelete('cascade'),
  foreignKey({ name: 'inbox_report_report_fk', columns: [table.workspaceId, table.reportId], foreignColumns: [report.workspaceId, report.id] }).onDelete('cascade'),
  index('inbox_report_report_idx').on(table.workspaceId, table.reportId),
  ofWorkspace()
])
