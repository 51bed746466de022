import { boolean, check, foreignKey, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { CHANNELS, DIRECTIONS, INTERACTION_STATUSES, type Channel, type Direction, type InteractionStatus } from '../../domain/interactions/interaction.ts'
import { app, createdAt, instant, keyText, ofWorkspace, oneOf, workspaceId } from './columns.ts'
import { contact } from './contact.ts'

export const interaction = app.table('interaction', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  channel: text('channel').$type<Channel>().notNull(),
  direction: text('direction').$type<Direction>().notNull(),
  status: text('status').$type<InteractionStatus>().notNull(),
  occurredAt: instant('occurred_at').notNull(),
  durationMinutes: integer('duration_minutes'),
  subject: text('subject'),
  summary: text('summary'),
  /** Who told us: `api`, `import:<name>`, an integration. With `externalId` it makes an interaction once. */
  source: keyText('source').notNull(),
  externalId: keyText('external_id'),
  carriesAsk: boolean('carries_ask').notNull().default(false),
  createdAt: createdAt(),
  updatedAt: instant('updated_at').notNull()
}, table => [
  primaryKey({ name: 'interaction_pkey', columns: [table.workspaceId, table.id] }),
  check('interaction_channel_check', oneOf('channel', CHANNELS)),
  check('interaction_direction_check', oneOf('direction', DIRECTIONS)),
  check('interaction_status_check', oneOf('status', INTERACTION_STATUSES)),
  unique('interaction_external_key').on(table.workspaceId, table.source, table.externalId),
  index('interaction_occurred_idx').on(table.workspaceId, table.occurredAt, table.id),
  ofWorkspace()
])

/** Who took part. `occurredAt` is the interaction's, here too so that one index answers a contact's newest. */
export const participant = app.table('participant', {
  workspaceId: workspaceId(),
  interactionId: uuid('interaction_id').notNull(),
  contactId: uuid('contact_id').notNull(),
  occurredAt: instant('occurred_at').notNull()
}, table => [
  primaryKey({ name: 'participant_pkey', columns: [table.workspaceId, table.interactionId, table.contactId] }),
  foreignKey({ name: 'participant_interaction_fk', columns: [table.workspaceId, table.interactionId], foreignColumns: [interaction.workspaceId, interaction.id] }).onDelete('cascade'),
  foreignKey({ name: 'participant_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  index('participant_contact_idx').on(table.workspaceId, table.contactId, table.occurredAt, table.interactionId),
  ofWorkspace()
])
