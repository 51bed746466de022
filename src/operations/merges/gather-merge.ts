import type { Identity } from '../../domain/contacts/contact.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { FEED_NETWORK } from '../../domain/feeds/feed.ts'
import { groupBy } from '../../domain/group-by.ts'
import { mergeFeeds, mergePosts, type MergedPosts } from '../../domain/merges/merge-feeds.ts'
import { mergeFields, type Merged } from '../../domain/merges/merge-fields.ts'
import { readMerge, type MergeInput } from '../../domain/merges/merge.ts'
import { Refusal } from '../../domain/refusal.ts'
import { identitiesOf } from '../../database/contacts/identities.ts'
import { namedPosts } from '../../database/merges/merged-rows.ts'
import { aliasesOf } from '../../database/merges/merges.ts'
import { feedsOf } from '../../database/posts/feeds.ts'
import type { Db } from '../../database/tenancy.ts'

/** Contacts that are to be one, and what becomes of what they have. */
export interface GatheredMerge {
  /** The survivor first. */
  readonly contacts: readonly [KnownContact, ...KnownContact[]]
  readonly otherIds: readonly string[]
  readonly identities: readonly Identity[]
  readonly merged: Merged
  readonly droppedFeeds: readonly string[]
  readonly posts: MergedPosts
}

/** What a merge comes to, before anything is done; `find` reads the contacts, or takes them too. Refuses as mergeContacts does. */
export async function gatherMerge (db: Db, input: MergeInput, find: (db: Db, ids: readonly string[]) => Promise<KnownContact[]>): Promise<GatheredMerge> {
  const named = Object.values(input.choices ?? {}).flatMap(id => id ?? [])
  const aliases = await aliasesOf(db, [input.survivorId, ...input.otherIds, ...named])
  const { ids, choices } = readMerge(input, id => aliases.get(id) ?? id)
  const found = new Map((await find(db, ids)).map(contact => [contact.id, contact]))
  const contacts = ids.flatMap(id => found.get(id) ?? [])
  const [survivor, ...others] = contacts
  if (!survivor || contacts.length < ids.length) {
    // Merged by somebody else while this waited for them.
    if ((await aliasesOf(db, ids)).size > 0) return gatherMerge(db, input, find)
    throw new Refusal('NOT_FOUND', 'There is no such contact.')
  }
  const held = groupBy(await identitiesOf(db, ids), ({ contactId }) => contactId)
  const identitiesOfOne = (id: string) => (held.get(id) ?? []).map(({ contactId, ...identity }) => identity)
  return {
    contacts: [survivor, ...others],
    otherIds: others.map(({ id }) => id),
    identities: identitiesOfOne(survivor.id),
    merged: mergeFields(contacts.map(contact => ({ ...contact, identities: identitiesOfOne(contact.id), override: contact.evidence.override })), choices),
    droppedFeeds: mergeFeeds(survivor.id, inOrder(ids, await feedsOf(db, ids))),
    posts: mergePosts(survivor.id, inOrder(ids, await namedPosts(db, ids, FEED_NETWORK)))
  }
}

function inOrder<Item extends { readonly contactId: string }> (ids: readonly string[], items: readonly Item[]): readonly Item[] {
  const byContact = groupBy(items, ({ contactId }) => contactId)
  return ids.flatMap(id => byContact.get(id) ?? [])
}
