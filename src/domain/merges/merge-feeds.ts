import { FEED_NETWORK, MOST_FEEDS } from '../feeds/feed.ts'
import { Refusal } from '../refusal.ts'

/** What a merge has to know of a feed, and of a post that feeds may bring. */
interface FeedOf {
  readonly id: string
  readonly contactId: string
  readonly url: string
}

interface PostOf {
  readonly id: string
  readonly contactId: string
  readonly network: string
  readonly externalId: string
  readonly rating: number | null
}

/** The feeds that go because the survivor, or an earlier one of the others, follows the same. Refuses (CONFLICT) more than a contact can have. */
export function mergeFeeds (survivorId: string, feeds: readonly FeedOf[]): readonly string[] {
  const kept = new Map<string, string>()
  for (const { id, url } of survivorFirst(survivorId, feeds)) kept.set(url, kept.get(url) ?? id)
  if (kept.size > MOST_FEEDS) throw new Refusal('CONFLICT', `Together they would have ${kept.size} feeds; a contact can have ${MOST_FEEDS}. Unfollow one first.`)
  const ids = new Set(kept.values())
  return feeds.flatMap(({ id }) => ids.has(id) ? [] : [id])
}

/** What becomes of posts that came by feeds. */
export interface MergedPosts {
  /** Those that are another one's twin; a rated one stays. */
  readonly dropped: readonly string[]
  readonly renamed: readonly { readonly id: string, readonly externalId: string, readonly before: string }[]
}

/** A post of a feed is named after its contact too: the others' get the survivor's name, and what both feeds brought is one. */
export function mergePosts (survivorId: string, posts: readonly PostOf[]): MergedPosts {
  const kept = new Map<string, PostOf>()
  const dropped: string[] = []
  const named = survivorFirst(survivorId, posts).filter(({ network, contactId, externalId }) => network === FEED_NETWORK && externalId.startsWith(`${contactId}/`))
  for (const post of named) {
    const externalId = survivorId + post.externalId.slice(post.contactId.length)
    const twin = kept.get(externalId)
    const stays = twin === undefined || (twin.rating === null && post.rating !== null)
    if (stays) kept.set(externalId, post)
    if (twin) dropped.push(stays ? twin.id : post.id)
  }
  return {
    dropped,
    renamed: [...kept].flatMap(([externalId, post]) => post.externalId === externalId ? [] : [{ id: post.id, externalId, before: post.externalId }])
  }
}

function survivorFirst<Item extends { readonly contactId: string }> (survivorId: string, items: readonly Item[]): readonly Item[] {
  return [...items.filter(({ contactId }) => contactId === survivorId), ...items.filter(({ contactId }) => contactId !== survivorId)]
}
