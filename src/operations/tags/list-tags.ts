import { readPage, toCursor, type PageInput } from '../../domain/page.ts'
import type { Tag } from '../../domain/contacts/tag.ts'
import { countTagged, countTags, hasTagsBeyond, listTags } from '../../database/contacts/tag-list.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'

/** A page of the workspace's tags, in alphabetical order. Refuses INVALID pages and cursors. */
export async function listAllTags ({ reading, actor }: OperationContext, input: PageInput): Promise<Listing<Tag>> {
  const list = listName(actor, 'tags')
  const request = readPage(input, list, 'text')
  return {
    page: await reading.read(db => listTags(db, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasTagsBeyond(db, place, after)),
    count: () => reading.read(countTags)
  }
}

/** How many contacts have each of these tags. */
export async function countTaggedContacts ({ reading }: OperationContext, tagIds: readonly string[]): Promise<number[]> {
  const counts = await reading.read(db => countTagged(db, tagIds))
  return tagIds.map(id => counts.get(id) ?? 0)
}
