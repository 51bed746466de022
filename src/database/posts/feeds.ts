import type { Feed } from '../../domain/feeds/feed.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A row of feedColumns, as PostgreSQL gives it. */
interface FeedRow {
  readonly id: string
  readonly contact_id: string
  readonly url: string
  readonly title: string | null
  readonly etag: string | null
  readonly last_modified: string | null
  readonly last_polled_at: string | null
  readonly last_post_at: string | null
  readonly next_poll_at: string
  readonly failures: number
  readonly last_error: string | null
  readonly moves: number
  readonly moved_to: string | null
  readonly created_at: string
}

function feedColumns ({ sql }: Db) {
  return sql`
    f.id, f.contact_id, f.url, f.title, f.etag, f.last_modified, f.last_polled_at, f.last_post_at, f.next_poll_at, f.failures, f.last_error, f.moves, f.moved_to,
    f.created_at`
}

function toFeed (row: FeedRow): Feed {
  return {
    id: row.id,
    contactId: row.contact_id,
    url: row.url,
    title: row.title,
    etag: row.etag,
    lastModified: row.last_modified,
    lastPolledAt: row.last_polled_at === null ? null : parseInstant(row.last_polled_at),
    lastPostAt: row.last_post_at === null ? null : parseInstant(row.last_post_at),
    nextPollAt: parseInstant(row.next_poll_at),
    failures: row.failures,
    lastError: row.last_error,
    moves: row.moves,
    movedTo: row.moved_to,
    createdAt: parseInstant(row.created_at)
  }
}

/** The feeds with these ids that the workspace has, in no order. */
export async function findFeeds (db: Db, ids: Iterable<string>): Promise<Feed[]> {
  const rows = await db.sql<FeedRow[]>`
    select ${feedColumns(db)} from app.feed f where f.workspace_id = ${db.workspaceId} and f.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toFeed)
}

/** The feeds of these contacts, oldest first. */
export async function feedsOf (db: Db, contactIds: Iterable<string>): Promise<Feed[]> {
  const rows = await db.sql<FeedRow[]>`
    select ${feedColumns(db)} from app.feed f
    where f.workspace_id = ${db.workspaceId} and f.contact_id = any(${uuids(contactIds)}::uuid[]) order by f.created_at, f.id`
  return rows.map(toFeed)
}

/** Takes the feed for this transaction; undefined where there is none. */
export async function lockFeed (db: Db, id: string): Promise<Feed | undefined> {
  const [row] = await db.sql<FeedRow[]>`
    select ${feedColumns(db)} from app.feed f where f.workspace_id = ${db.workspaceId} and f.id = ${id} for update`
  return row && toFeed(row)
}

/** The feeds that are due, the longest due first. */
export async function dueFeedIds (db: Db, now: number, most: number): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    select f.id from app.feed f where f.workspace_id = ${db.workspaceId} and f.next_poll_at <= ${formatInstant(now)}
    order by f.next_poll_at limit ${most}`
  return rows.map(({ id }) => id)
}

export async function insertFeed (db: Db, feed: Feed): Promise<void> {
  await db.sql`
    insert into app.feed (workspace_id, id, contact_id, url, next_poll_at, failures, moves, created_at)
    values (${db.workspaceId}, ${feed.id}, ${feed.contactId}, ${feed.url}, ${formatInstant(feed.nextPollAt)}, 0, 0, ${formatInstant(feed.createdAt)})`
}

/** Saves a feed that lockFeed has taken. */
export async function updateFeed (db: Db, feed: Feed): Promise<void> {
  const instant = (at: number | null) => at === null ? null : formatInstant(at)
  await db.sql`
    update app.feed set url = ${feed.url}, title = ${feed.title}, etag = ${feed.etag}, last_modified = ${feed.lastModified},
      last_polled_at = ${instant(feed.lastPolledAt)}, last_post_at = ${instant(feed.lastPostAt)}, next_poll_at = ${formatInstant(feed.nextPollAt)},
      failures = ${feed.failures}, last_error = ${feed.lastError}, moves = ${feed.moves}, moved_to = ${feed.movedTo}
    where workspace_id = ${db.workspaceId} and id = ${feed.id}`
}

export async function deleteFeed (db: Db, id: string): Promise<void> {
  await db.sql`delete from app.feed where workspace_id = ${db.workspaceId} and id = ${id}`
}
