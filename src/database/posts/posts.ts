import type { Post } from '../../domain/posts/post.ts'
import type { Timeline } from '../timeline.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset, texts, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A row of the columns of POSTS, as PostgreSQL gives it. */
export interface PostRow extends Omit<Post, 'contactId' | 'externalId' | 'publishedAt' | 'isUncivil'> {
  readonly contact_id: string
  readonly external_id: string
  readonly published_at: string
  readonly is_uncivil: boolean
}

/** Posts by when they were published. */
export const POSTS: Timeline<Post, object, PostRow> = {
  table: 'app.post',
  at: 'published_at',
  columns: ({ sql }) => sql`
    x.id, x.contact_id, x.network, x.external_id, x.url, x.kind, x.published_at, x.title, x.text, x.likes, x.replies, x.shares, x.followers, x.rating,
    x.words, x.cites, x.is_uncivil, x.lexicon`,
  fitting: ({ sql }) => sql``,
  toItem: toPost,
  atOf: ({ publishedAt }) => publishedAt
}

function toPost ({ contact_id: contactId, external_id: externalId, published_at: publishedAt, is_uncivil: isUncivil, ...row }: PostRow): Post {
  return { ...row, contactId, externalId, publishedAt: parseInstant(publishedAt), isUncivil }
}

/** The posts with these ids that the workspace has, in no order. */
export async function findPosts (db: Db, ids: Iterable<string>): Promise<Post[]> {
  const rows = await db.sql<PostRow[]>`
    select ${POSTS.columns(db)} from app.post x where x.workspace_id = ${db.workspaceId} and x.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toPost)
}

/** Takes the post for this transaction; undefined where there is none. */
export async function lockPost (db: Db, id: string): Promise<Post | undefined> {
  const [row] = await db.sql<PostRow[]>`
    select ${POSTS.columns(db)} from app.post x where x.workspace_id = ${db.workspaceId} and x.id = ${id} for update`
  return row && toPost(row)
}

/** Takes the posts that these (network, externalId) have made, for this transaction. */
export async function lockPostsByKeys (db: Db, keys: readonly Pick<Post, 'network' | 'externalId'>[]): Promise<Post[]> {
  if (keys.length === 0) return []
  const rows = await db.sql<PostRow[]>`
    select ${POSTS.columns(db)}
    from unnest(${texts(keys.map(({ network }) => network))}::text[], ${texts(keys.map(({ externalId }) => externalId))}::text[]) as r(network, external_id)
    join app.post x on x.workspace_id = ${db.workspaceId} and x.network = r.network and x.external_id = r.external_id
    order by x.id for update of x`
  return rows.map(toPost)
}

/** Adds posts that are new. One that another transaction has made meanwhile makes the database ask for this one again. */
export async function insertPosts (db: Db, posts: readonly Post[], now: number): Promise<void> {
  if (posts.length === 0) return
  const at = formatInstant(now)
  await db.sql`
    insert into app.post (workspace_id, created_at, updated_at, id, contact_id, network, external_id, url, kind, published_at, title, text,
      likes, replies, shares, followers, rating, words, cites, is_uncivil, lexicon)
    select ${db.workspaceId}::uuid, ${at}::timestamptz, ${at}::timestamptz, r.* from ${recordsOf(db, posts)}
    returning id`
}

/** Saves posts that were taken. */
export async function updatePosts (db: Db, posts: readonly Post[], now: number): Promise<void> {
  if (posts.length === 0) return
  await db.sql`
    update app.post x set url = r.url, kind = r.kind, published_at = r.published_at, title = r.title, text = r.text, likes = r.likes, replies = r.replies,
      shares = r.shares, followers = r.followers, rating = r.rating, words = r.words, cites = r.cites, is_uncivil = r.is_uncivil, lexicon = r.lexicon,
      updated_at = ${formatInstant(now)}
    from ${recordsOf(db, posts)}
    where x.workspace_id = ${db.workspaceId} and x.id = r.id`
}

export async function deletePost (db: Db, id: string): Promise<void> {
  await db.sql`delete from app.post where workspace_id = ${db.workspaceId} and id = ${id}`
}

/** Deletes all posts of a contact, and tells their ids. */
export async function deletePostsOf (db: Db, contactId: string): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    delete from app.post where workspace_id = ${db.workspaceId} and contact_id = ${contactId} returning id`
  return rows.map(({ id }) => id)
}

/** Posts as a table `r`, in the order of the columns that insertPosts names. */
function recordsOf ({ sql }: Db, posts: readonly Post[]) {
  const records = posts.map(({ contactId, externalId, publishedAt, isUncivil, ...post }) => ({
    ...post, contact_id: contactId, external_id: externalId, published_at: formatInstant(publishedAt), is_uncivil: isUncivil
  }))
  return sql`jsonb_to_recordset(${recordset(records)}::jsonb) as r(
    id uuid, contact_id uuid, network text, external_id text, url text, kind text, published_at timestamptz, title text, text text,
    likes integer, replies integer, shares integer, followers integer, rating integer, words integer, cites boolean, is_uncivil boolean, lexicon text)`
}
