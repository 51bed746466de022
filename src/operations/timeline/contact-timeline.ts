import type { TimelineEntry, TimelineKind } from '../../domain/contacts/timeline-entry.ts'
import { countEntriesOf, haveEntriesBeyond, listEntriesOf } from '../../database/contacts/contact-timeline.ts'
import { ownedList, type OwnedList } from '../owned-list.ts'

/**
 * All that there is of each of some contacts, of these kinds, newest first. A cursor is a place among all kinds, so that a client may
 * change the kinds and go on from where it was.
 */
export function contactTimeline (kinds: readonly TimelineKind[]): OwnedList<TimelineEntry> {
  return ownedList({
    list: (db, contactIds, request) => listEntriesOf(db, kinds, contactIds, request),
    haveBeyond: (db, places, after) => haveEntriesBeyond(db, kinds, places, after),
    count: (db, contactIds) => countEntriesOf(db, kinds, contactIds)
  }, 'timeline', 'instant')
}
