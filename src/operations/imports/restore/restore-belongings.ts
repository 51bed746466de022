import type { RecordType, ValuesOfType } from '../../../domain/exports/record-fields.ts'
import { FEED_NETWORK } from '../../../domain/feeds/feed.ts'
import { LONGEST } from '../../../domain/posts/post.ts'
import { contactsOfAsks, findWhoIs, insertAliases } from '../../../database/exports/places.ts'
import { insertParts, insertRecords, type NewRecord } from '../../../database/exports/write-records.ts'
import { formatInstant } from '../../../database/instant.ts'
import { contactOf, created, NOT_HERE, type Item, type Restoring, type Step } from './restoring.ts'

type Belonging = { [T in RecordType]: ValuesOfType<T> extends { readonly contactId: string } ? T : never }[RecordType]

/** A record as it is to be written, whose contact is here. */
interface Owned<T extends Belonging> extends NewRecord<T> {
  readonly item: Item<T>
  readonly reason?: string
}

/** Merges that were, so that old ids go on standing for whom they stood for. They cannot be undone: what the others had is with the survivor. */
export const restoreMerges: Step<'merge'> = async (restoring, items) => {
  const owned = await owners(restoring, items)
  const added = await insertOwned(restoring, 'merge', owned)
  await insertAliases(restoring.writing.db, owned.filter(({ values }) => added.has(values.id)).flatMap(({ values: { id, contactId, otherIds } }) =>
    otherIds.filter(otherId => otherId !== contactId).map(otherId => ({ id: otherId, contactId, mergeId: id }))))
}

export const restoreImportKeys: Step<'importKey'> = async (restoring, items) => {
  await insertOwned(restoring, 'importKey', await owners(restoring, items))
}

export const restoreDistinct: Step<'distinct'> = async (restoring, items) => {
  const whoIs = await findWhoIs(restoring.writing.db, items.map(({ values }) => values.otherId))
  const owned = (await owners(restoring, items)).map(each => ({ ...each, values: { ...each.values, otherId: whoIs.get(each.values.otherId) ?? each.values.otherId } }))
  const [two, one] = [owned.filter(({ values }) => values.otherId !== values.contactId), owned.filter(({ values }) => values.otherId === values.contactId)]
  for (const { item } of one) restoring.settle(item, { outcome: 'SKIPPED', reason: 'The two contacts are one here.' })
  await insertOwned(restoring, 'distinct', two)
}

export const restoreOverrides: Step<'substanceOverride'> = async (restoring, items) => {
  await insertOwned(restoring, 'substanceOverride', await owners(restoring, items), ({ contactId }) => contactId)
}

/** They are read anew, as if somebody had just followed them. */
export const restoreFeeds: Step<'feed'> = async (restoring, items) => {
  const more = { next_poll_at: formatInstant(restoring.ctx.now), failures: 0, moves: 0 }
  await insertOwned(restoring, 'feed', (await owners(restoring, items)).map(each => ({ ...each, more })))
}

export const restorePosts: Step<'post'> = async (restoring, items) => {
  await insertOwned(restoring, 'post', (await owners(restoring, items)).map(each => ({ ...each, values: renamed(each.values, each.item.values.contactId) })))
}

export const restoreAsks: Step<'ask'> = async (restoring, items) => {
  const { ctx: { newId }, writing: { db } } = restoring
  const owned = await owners(restoring, items)
  const added = await insertOwned(restoring, 'ask', owned)
  await insertParts(db, 'ask_move', owned.filter(({ values }) => added.has(values.id)).flatMap(({ values: { id, moves } }) => {
    // Moves of one instant are told in the order of their ids.
    const ids = moves.map(newId).sort()
    return moves.map(({ from, to, at, note }, index) => ({ id: ids[index], ask_id: id, from_status: from, to_status: to, at: formatInstant(at), note }))
  }))
}

export const restoreFavors: Step<'favor'> = async (restoring, items) => {
  const owned = await owners(restoring, items)
  const contacts = await contactsOfAsks(restoring.writing.db, owned.flatMap(({ values }) => values.askId ?? []))
  await insertOwned(restoring, 'favor', owned.map(each => {
    const { askId, contactId } = each.values
    if (askId === null || contacts.get(askId) === contactId) return each
    return { ...each, values: { ...each.values, askId: null }, reason: 'The ask that it is for is not here; the favor is taken without it.' }
  }))
}

/** Those whose contact is here, by whom that is here; the others are settled. */
async function owners<T extends Belonging> ({ writing: { db }, settle }: Restoring, items: readonly Item<T>[]): Promise<Owned<T>[]> {
  const whoIs = await findWhoIs(db, new Set(items.map(({ values }) => values.contactId)))
  return items.flatMap(item => {
    const contactId = whoIs.get(item.values.contactId)
    if (contactId !== undefined) return [{ item, values: { ...item.values, contactId } }]
    settle(item, { outcome: 'SKIPPED', reason: NOT_HERE })
    return []
  })
}

async function insertOwned<T extends Belonging> (
  { writing: { db }, settle, note, affected }: Restoring, type: T, owned: readonly Owned<T>[], keyOf: (values: ValuesOfType<T>) => string = values => (values as { id: string }).id
): Promise<Set<string>> {
  const added = await insertRecords(db, type, owned)
  const settled = new Set<string>()
  for (const { item, values, reason = null } of owned) {
    const key = keyOf(values)
    // Two contacts of the file may be one here.
    const isNew = added.has(key) && !settled.has(key)
    settled.add(key)
    settle(item, { outcome: isNew ? 'CREATED' : 'UNCHANGED', reason: isNew ? reason : null, subject: contactOf(values.contactId) })
    if (!isNew) continue
    affected.add(values.contactId)
    note(created(type, key))
  }
  return added
}

/** What a feed brought is named by its contact, so that the feed does not bring it again. */
function renamed (values: ValuesOfType<'post'>, before: string): ValuesOfType<'post'> {
  const { network, externalId, contactId } = values
  if (network !== FEED_NETWORK || !externalId.startsWith(`${before}/`)) return values
  return { ...values, externalId: `${contactId}${externalId.slice(before.length)}`.slice(0, LONGEST.externalId) }
}
