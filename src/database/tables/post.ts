import { boolean, check, foreignKey, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { POST_KINDS, type PostKind } from '../../domain/quality/substance.ts'
import { app, createdAt, instant, keyText, ofWorkspace, oneOf, workspaceId } from './columns.ts'
import { contact } from './contact.ts'

/** What a contact published, with what was measured of its text when it was recorded: scores read these and never the text. */
export const post = app.table('post', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  network: keyText('network').notNull(),
  externalId: keyText('external_id').notNull(),
  url: text('url'),
  kind: text('kind').$type<PostKind>().notNull(),
  publishedAt: instant('published_at').notNull(),
  title: text('title'),
  text: text('text'),
  likes: integer('likes'),
  replies: integer('replies'),
  shares: integer('shares'),
  /** Of the contact on this network, when the post was seen. */
  followers: integer('followers'),
  /** A member's own judgement, 1 to 5. */
  rating: integer('rating'),
  words: integer('words').notNull(),
  cites: boolean('cites').notNull(),
  isUncivil: boolean('is_uncivil').notNull(),
  /** Which lexicon judged, so that it can be judged again; null where none could: it is not in English. */
  lexicon: text('lexicon'),
  createdAt: createdAt(),
  updatedAt: instant('updated_at').notNull()
}, table => [
  primaryKey({ name: 'post_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'post_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  check('post_kind_check', oneOf('kind', POST_KINDS)),
  check('post_rating_check', sql`${table.rating} between 1 and 5`),
  unique('post_external_key').on(table.workspaceId, table.network, table.externalId),
  index('post_contact_idx').on(table.workspaceId, table.contactId, table.publishedAt, table.id),
  ofWorkspace()
])

/** A feed in which a contact publishes, and when to look at it next. */
export const feed = app.table('feed', {
  workspaceId: workspaceId(),
  id: uuid('id').notNull(),
  contactId: uuid('contact_id').notNull(),
  url: keyText('url').notNull(),
  title: text('title'),
  etag: text('etag'),
  lastModified: text('last_modified'),
  lastPolledAt: instant('last_polled_at'),
  lastPostAt: instant('last_post_at'),
  /** infinity where the feed is gone for good. */
  nextPollAt: instant('next_poll_at').notNull(),
  /** Polls in a row that failed, and what the last of them said. */
  failures: integer('failures').notNull(),
  lastError: text('last_error'),
  /** Polls in a row that were sent on for good, and whereto. */
  moves: integer('moves').notNull(),
  movedTo: text('moved_to'),
  createdAt: createdAt()
}, table => [
  primaryKey({ name: 'feed_pkey', columns: [table.workspaceId, table.id] }),
  foreignKey({ name: 'feed_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  unique('feed_url_key').on(table.workspaceId, table.contactId, table.url),
  index('feed_next_poll_idx').on(table.workspaceId, table.nextPollAt),
  ofWorkspace()
])

/** A member's own word on how much a contact's publishing is worth; it stands until it is taken back. */
export const substanceOverride = app.table('substance_override', {
  workspaceId: workspaceId(),
  contactId: uuid('contact_id').notNull(),
  score: integer('score').notNull(),
  reason: text('reason').notNull(),
  memberId: uuid('member_id').notNull(),
  at: instant('at').notNull()
}, table => [
  primaryKey({ name: 'substance_override_pkey', columns: [table.workspaceId, table.contactId] }),
  foreignKey({ name: 'substance_override_contact_fk', columns: [table.workspaceId, table.contactId], foreignColumns: [contact.workspaceId, contact.id] }).onDelete('cascade'),
  check('substance_override_score_check', sql`${table.score} between 0 and 100`),
  ofWorkspace()
])
