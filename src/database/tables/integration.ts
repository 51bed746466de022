import { boolean, check, customType, foreignKey, index, integer, jsonb, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { IDENTITY_KINDS, type IdentityKind } from '../../domain/contacts/identity.ts'
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../domain/integrations/delivery.ts'
import { NEW_CONTACT_POLICIES, PROVIDERS, type NewContactPolicy, type Provider } from '../../domain/integrations/integration.ts'
import { app, createdAt, instant, keyText, ofWorkspace, oneOf, workspaceId } from './columns.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** An inbound source. Its secrets are sealed: they can be read with the server's key only. */
export const integration = app.table('integration', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  provider: text('provider').$type<Provider>().notNull(),
  newContacts: text('new_contacts').$type<NewContactPolicy>().notNull(),
  keepText: boolean('keep_text').notNull(),
  paused: boolean('paused').notNull(),
  secret: text('secret').notNull(),
  /** Accepted too until `previousUntil`, while the provider is told of the new one. */
  previousSecret: text('previous_secret'),
  previousUntil: instant('previous_until'),
  /** Grows with each change, so that whoever remembers an older state finds out. */
  version: integer('version').notNull(),
  /** Deliveries that were received up to `talliedUntil`, whether they are there still or not. */
  tallied: integer('tallied').notNull().default(0),
  talliedUntil: instant('tallied_until').notNull().default(sql`'-infinity'`),
  /** Deliveries that nobody had signed: nothing else is kept of them. */
  rejected: integer('rejected').notNull().default(0),
  lastRejectedAt: instant('last_rejected_at'),
  createdAt: createdAt()
}, table => [
  primaryKey({ name: 'integration_pkey', columns: [table.workspaceId, table.id] }),
  check('integration_provider_check', oneOf('provider', PROVIDERS)),
  check('integration_new_contacts_check', oneOf('new_contacts', NEW_CONTACT_POLICIES)),
  ofWorkspace()
])

/** Whose an address is: it is asked for before a workspace is known, so that this table, like that of tokens, belongs to all of them. */
export const integrationAddress = app.table('integration_address', {
  /** The integration's. */
  id: uuid('id').notNull().primaryKey(),
  workspaceId: workspaceId()
}, () => [ofWorkspace()])

/** Who we are: what is from one of these went out, and what is for them came in. */
export const ownIdentity = app.table('own_identity', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  kind: text('kind').$type<IdentityKind>().notNull(),
  value: text('value').notNull(),
  normalized: keyText('normalized').notNull(),
  label: text('label'),
  createdAt: createdAt()
}, table => [
  primaryKey({ name: 'own_identity_pkey', columns: [table.workspaceId, table.id] }),
  check('own_identity_kind_check', oneOf('kind', IDENTITY_KINDS)),
  unique('own_identity_key').on(table.workspaceId, table.kind, table.normalized),
  ofWorkspace()
])

/** One received webhook, as it came but for its attachments. */
export const delivery = app.table('delivery', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  integrationId: uuid('integration_id').notNull(),
  deliveryKey: keyText('delivery_key').notNull(),
  receivedAt: instant('received_at').notNull(),
  status: text('status').$type<DeliveryStatus>().notNull(),
  reason: text('reason'),
  attempts: integer('attempts').notNull().default(0),
  /** When it is to be read, while it is RECEIVED. */
  nextAttemptAt: instant('next_attempt_at').notNull(),
  processedAt: instant('processed_at'),
  /** The query that the address was called with, and the headers that its translator reads. */
  query: text('query').notNull(),
  headers: jsonb('headers').$type<Record<string, string>>().notNull(),
  body: bytes('body').notNull(),
  interactionIds: uuid('interaction_ids').array().notNull().default(sql`'{}'::uuid[]`)
}, table => [
  primaryKey({ name: 'delivery_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'delivery_integration_fk', columns: [table.workspaceId, table.integrationId], foreignColumns: [integration.workspaceId, integration.id] }).onDelete('cascade'),
  check('delivery_status_check', oneOf('status', DELIVERY_STATUSES)),
  unique('delivery_key').on(table.workspaceId, table.integrationId, table.deliveryKey),
  index('delivery_received_idx').on(table.workspaceId, table.receivedAt, table.id),
  index('delivery_integration_idx').on(table.workspaceId, table.integrationId, table.status, table.receivedAt, table.id),
  index('delivery_status_idx').on(table.workspaceId, table.status, table.receivedAt, table.id),
  index('delivery_waiting_idx').on(table.workspaceId, table.nextAttemptAt, table.id).where(sql`status = 'RECEIVED'`),
  ofWorkspace()
])
