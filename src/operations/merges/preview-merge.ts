import type { Evidence } from '../../domain/contacts/evidence.ts'
import { qualityOf, type KnownContact } from '../../domain/contacts/standing.ts'
import type { Quality } from '../../domain/quality/assess.ts'
import { replay } from '../../domain/quality/totals/add-touch.ts'
import type { MergeInput } from '../../domain/merges/merge.ts'
import type { Merged } from '../../domain/merges/merge-fields.ts'
import { findContacts } from '../../database/contacts/contacts.ts'
import { MOST_POSTS } from '../../database/contacts/evidence.ts'
import { touchesOf } from '../../database/interactions/totals.ts'
import { participationOf } from '../../database/merges/participation.ts'
import type { OperationContext } from '../context.ts'
import { gatherMerge, type GatheredMerge } from './gather-merge.ts'

/** What a contact would be if others were merged into it. */
export interface MergePreview extends Pick<Merged, 'name' | 'organization' | 'title' | 'notes' | 'tags' | 'identities' | 'paused'> {
  readonly cadenceDays: number | null
  readonly substanceOverride: Evidence['override']
  readonly quality: Quality
  readonly interactions: number
  readonly favors: number
  readonly asks: number
}

/** What mergeContacts would do, without doing it. Refuses as it does. */
export function previewMerge ({ reading, now }: OperationContext, input: MergeInput): Promise<MergePreview> {
  return reading.read(async db => {
    const gathered = await gatherMerge(db, input, findContacts)
    const { contacts, merged } = gathered
    const ids = contacts.map(({ id }) => id)
    const touches = [...(await touchesOf(db, ids, Infinity)).values()].flat()
    const evidence = unitedEvidence(gathered)
    const tagDays = contacts.flatMap(contact => contact.tagDays ?? [])
    const contact: KnownContact = {
      ...contacts[0],
      ...merged,
      totals: replay([...new Map(touches.map(touch => [touch.id, touch])).values()]),
      evidence,
      tagDays: tagDays.length > 0 ? Math.min(...tagDays) : null
    }
    return {
      ...merged,
      cadenceDays: merged.targetDays,
      substanceOverride: evidence.override,
      quality: qualityOf(contact, now),
      interactions: new Set((await participationOf(db, ids)).map(each => each.interaction_id)).size,
      favors: evidence.favors.length,
      asks: evidence.asks.length
    }
  })
}

function unitedEvidence ({ contacts, merged, posts }: GatheredMerge): Evidence {
  const dropped = new Set(posts.dropped)
  const all = contacts.map(({ evidence }) => evidence)
  const newestFirst = all.flatMap(evidence => evidence.posts).filter(({ id }) => !dropped.has(id))
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  return {
    favors: all.flatMap(({ favors }) => favors),
    asks: all.flatMap(({ asks }) => asks),
    posts: newestFirst.slice(0, MOST_POSTS),
    override: contacts.find(({ id }) => id === merged.overrideOf)?.evidence.override ?? null
  }
}
