import type { MadeUpContact, MadeUpInteraction, MadeUpWorkspace } from '../../../src/demo/made-up.ts'
import type { Cadence } from '../../../src/domain/contacts/cadence.ts'
import { FAVOR_WORTH } from '../../../src/domain/favors/favor.ts'
import type { Evidence } from '../../../src/domain/contacts/evidence.ts'
import { readPost } from '../../../src/domain/posts/post.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import type { Quality } from '../../../src/domain/quality/assess.ts'
import { askedAnswered } from '../../../src/domain/quality/totals/question.ts'
import type { Totals } from '../../../src/domain/quality/totals/totals.ts'
import { contactCadence, qualityOf, type Scored } from '../../../src/domain/contacts/standing.ts'

/** A made-up contact as the domain sees it, with its own interactions. */
export interface Assessed extends MadeUpContact {
  readonly own: readonly MadeUpInteraction[]
  readonly totals: Totals
  readonly quality: Quality
  readonly cadence: Cadence
  readonly known: Scored & { readonly evidence: Evidence }
}

/** What the scores say of everybody in a made-up workspace at `now`. */
export function assessed (workspace: MadeUpWorkspace, now: number): Assessed[] {
  const { contacts, interactions } = workspace
  const owned = contacts.map((contact, place) => {
    const own = interactions.filter(each => each.contacts.includes(place))
    const touches = own.filter(({ status }) => status === 'HELD')
      .map(({ occurredAt: at, channel, direction, carriesAsk = false }, index) => ({ id: String(index).padStart(6, '0'), at, channel, direction, carriesAsk }))
    return { ...contact, own, totals: replay(touches) }
  })
  const all = owned.map(({ totals }) => askedAnswered(totals, now))
  const questions = { asked: sum(all.map(({ asked }) => asked)), answered: sum(all.map(({ answered }) => answered)), at: now }
  return owned.map((contact, place) => {
    const known = {
      totals: contact.totals,
      targetDays: contact.input.cadenceDays ?? null,
      tagDays: tagDaysOf(workspace, contact),
      paused: contact.isPaused,
      createdAt: contact.addedAt,
      workspace: questions,
      evidence: evidenceOf(workspace, place, now)
    }
    return { ...contact, known, quality: qualityOf(known, now), cadence: contactCadence(known, now) }
  })
}

function tagDaysOf ({ tagCadences }: MadeUpWorkspace, { input }: MadeUpContact): number | null {
  const days = tagCadences.filter(({ tag }) => input.tags?.includes(tag)).map(({ targetDays }) => targetDays)
  return days.length === 0 ? null : Math.min(...days)
}

function evidenceOf ({ asks, favors, posts, words }: MadeUpWorkspace, place: number, now: number): Evidence {
  const ofContact = ({ contact }: { readonly contact: number }) => contact === place
  return {
    favors: favors.filter(ofContact).map((favor, index) => ({
      id: `favor-${index}`, at: favor.occurredAt, direction: favor.direction, kind: favor.kind, worth: FAVOR_WORTH[favor.kind].worth
    })),
    asks: asks.filter(ofContact).map(({ size, createdAt, deadline, moves }, index) => ({ id: `ask-${index}`, size, createdAt, deadline, moves })),
    posts: posts.filter(ofContact).map((post, index) => {
      const { publishedAt: at, kind, words, cites, replies, rating, isUncivil, followers } = readPost(post, now)
      return { id: `post-${index}`, at, kind, words, cites, replies: replies ?? 0, rating, isUncivil, followers }
    }),
    override: words.find(ofContact) ?? null
  }
}

function sum (numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
