import { bigint, doublePrecision, foreignKey, index, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { app, instant, keyText, ofWorkspace, workspaceId } from './columns.ts'
import { contact } from './contact.ts'

/** What a contact is looked for by, among those who may be the same person. */
export const duplicateKey = app.table('duplicate_key', {
  workspaceId: workspaceId(),
  contactId: uuid('contact_id').notNull(),
  key: keyText('key').notNull()
}, table => [
  primaryKey({ name: 'duplicate_key_pkey', columns: [table.workspaceId, table.contactId, table.key] }),
  foreignKey({ name: 'duplicate_key_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  index('duplicate_key_key_idx').on(table.workspaceId, table.key, table.contactId),
  ofWorkspace()
])

/** Two contacts that may be one person. The lower id comes first. */
export const duplicateCandidate = app.table('duplicate_candidate', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  otherId: uuid('other_id').notNull(),
  score: doublePrecision('score').notNull(),
  reasons: jsonb('reasons').$type<readonly string[]>().notNull(),
  foundAt: instant('found_at').notNull()
}, table => [
  primaryKey({ name: 'duplicate_candidate_pkey', columns: [table.workspaceId, table.id] }),
  unique('duplicate_candidate_key').on(table.workspaceId, table.contactId, table.otherId),
  foreignKey({ name: 'duplicate_candidate_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  foreignKey({ name: 'duplicate_candidate_other_fk', columns: [table.workspaceId, table.otherId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  index('duplicate_candidate_score_idx').on(table.workspaceId, table.score, table.id),
  index('duplicate_candidate_other_idx').on(table.workspaceId, table.otherId),
  ofWorkspace()
])

/** That a member said that two contacts are two people: a row from each to the other. The other may be the old id of one that was merged. */
export const duplicateDismissal = app.table('duplicate_dismissal', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  otherId: uuid('other_id').notNull(),
  memberId: uuid('member_id').notNull(),
  actor: text('actor').notNull(),
  at: instant('at').notNull()
}, table => [
  primaryKey({ name: 'duplicate_dismissal_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'duplicate_dismissal_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  index('duplicate_dismissal_contact_idx').on(table.workspaceId, table.contactId, table.otherId),
  ofWorkspace()
])

/** A contact whose doubles are to be looked for: it was written, in the same transaction, or somebody was who has to do with it. */
export const duplicateSearch = app.table('duplicate_search', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  /** No foreign key: whoever writes a row would take the contact, while others take contacts in order. */
  contactId: uuid('contact_id').notNull(),
  /** Near whom it is compared, once its keys are up to date; null before. */
  place: bigint('place', { mode: 'number' })
}, table => [
  primaryKey({ name: 'duplicate_search_pkey', columns: [table.workspaceId, table.id] }),
  index('duplicate_search_contact_idx').on(table.workspaceId, table.contactId),
  index('duplicate_search_place_idx').on(table.workspaceId, table.place, table.contactId),
  ofWorkspace()
])
