import { roomLeft, type AgendaFilter } from '../../domain/agenda/agenda-filter.ts'
import { readPage, toCursor, type PageInput, type Place } from '../../domain/page.ts'
import type { KeptSuggestion } from '../../domain/agenda/suggestion.ts'
import { agendaDay, countOpen, listOpen } from '../../database/agenda/agenda.ts'
import { findSuggestions as findRows } from '../../database/agenda/suggestions.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'

export interface AgendaInput extends Pick<PageInput, 'first' | 'after'> {
  readonly filter?: AgendaFilter | null
}

export interface Agenda extends Listing<KeptSuggestion> {
  /** How many are open besides, and wait for another day. */
  readonly waiting: () => Promise<number>
}

/**
 * A page of what is worth doing today, best first: as many as the day has room for, less what was done in it already. The whole day
 * is read at once, since it is never longer than a page. Refuses INVALID pages and cursors.
 */
export async function listAgenda ({ reading, actor, now }: OperationContext, { filter, ...input }: AgendaInput): Promise<Agenda> {
  const list = listName(actor, 'agenda')
  const request = readPage(input, list, 'number')
  const shown = await reading.read(async db => {
    const room = roomLeft(await agendaDay(db, now))
    return room === 0 ? [] : await listOpen(db, filter ?? {}, now, room)
  })
  const rest = shown.map(item => ({ item, place: placeOf(item) })).filter(({ place }) => request.after === null || comesAfter(place, request.after))
  return {
    page: { items: rest.slice(0, request.size), hasMore: rest.length > request.size, request },
    cursorOf: place => toCursor(list, place),
    hasBeyond: async (place, after) => shown.some(each => after ? comesAfter(placeOf(each), place) : comesAfter(place, placeOf(each))),
    count: async () => shown.length,
    waiting: async () => Math.max(0, await reading.read(db => countOpen(db, filter ?? {}, now)) - shown.length)
  }
}

/** The suggestions with these ids, in their order; undefined for each that is not there. */
export async function findSuggestions ({ reading }: OperationContext, ids: readonly string[]): Promise<(KeptSuggestion | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(suggestion => [suggestion.id, suggestion]))
  return ids.map(id => found.get(id))
}

function placeOf ({ priority, id }: KeptSuggestion): Place {
  return { key: priority, id }
}

/** Best first; of two as good, the younger contact's. */
function comesAfter (place: Place, other: Place): boolean {
  return place.key === other.key ? place.id < other.id : place.key < other.key
}
