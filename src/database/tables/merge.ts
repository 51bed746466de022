import { foreignKey, index, integer, jsonb, primaryKey, uuid } from 'drizzle-orm/pg-core'
import type { Snapshot } from '../merges/snapshot.ts'
import { app, instant, ofWorkspace, workspaceId } from './columns.ts'
import { contact } from './contact.ts'

/** Contacts that were made one, by whom, and all that it takes to make them several again. */
export const merge = app.table('merge', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  at: instant('at').notNull(),
  memberId: uuid('member_id').notNull(),
  /** Into whom they were merged. */
  survivorId: uuid('survivor_id').notNull(),
  /** Who the survivor is by now: another one, where it was merged itself. It may be deleted, and then nothing can be undone. */
  contactId: uuid('contact_id').notNull(),
  /** The version of the survivor that the merge made: a later merge into it made a higher one. */
  version: integer('version').notNull(),
  /** Null where it is of no more use: undone, or the contact was deleted. */
  snapshot: jsonb('snapshot').$type<Snapshot>(),
  undoneAt: instant('undone_at')
}, table => [
  primaryKey({ name: 'merge_pkey', columns: [table.workspaceId, table.id] }),
  index('merge_contact_idx').on(table.workspaceId, table.contactId, table.at, table.id),
  index('merge_survivor_idx').on(table.workspaceId, table.survivorId),
  ofWorkspace()
])

/** The id that a contact had before it was merged, and who it is now. */
export const contactAlias = app.table('contact_alias', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  mergeId: uuid('merge_id').notNull()
}, table => [
  primaryKey({ name: 'contact_alias_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'contact_alias_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  foreignKey({ name: 'contact_alias_merge_fk', columns: [table.workspaceId, table.mergeId], foreignColumns: [merge.workspaceId, merge.id] }).onDelete('cascade'),
  index('contact_alias_contact_idx').on(table.workspaceId, table.contactId),
  index('contact_alias_merge_idx').on(table.workspaceId, table.mergeId),
  ofWorkspace()
])
