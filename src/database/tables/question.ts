import { boolean, foreignKey, index, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, instant, ofWorkspace, workspaceId } from './columns.ts'
import { contact } from './contact.ts'

/**
 * A question that we asked a contact, kept in step with its totals. Questions of all contacts together say how often this
 * workspace is answered; with their instants they say so as of any day.
 */
export const question = app.table('question', {
  workspaceId: workspaceId(),
  contactId: uuid('contact_id').notNull(),
  /** The interaction that asked. */
  interactionId: uuid('interaction_id').notNull(),
  openedAt: instant('opened_at').notNull(),
  /** From when on it counts: the instant of the answer, or the first at which it has waited for too long. */
  closedAt: instant('closed_at').notNull(),
  isAnswered: boolean('is_answered').notNull()
}, table => [
  primaryKey({ name: 'question_pkey', columns: [table.workspaceId, table.contactId, table.interactionId] }),
  foreignKey({ name: 'question_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  // All that a sum over the workspace reads, so that it never goes to the table.
  index('question_closed_idx').on(table.workspaceId, table.closedAt, table.openedAt, table.isAnswered),
  ofWorkspace()
])
