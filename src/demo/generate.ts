import { DAY_MS } from '../domain/quality/totals/decay.ts'
import { asksOf, type Acquainted } from './generate/asks.ts'
import { favorsOf } from './generate/favors.ts'
import { appointments, gatherings, type Cast, type Gathering } from './generate/gatherings.ts'
import { makeUpIdentities } from './generate/identities.ts'
import { TIES } from './generate/kinds.ts'
import { makeUpPeople, type Person } from './generate/person.ts'
import { feedsOf, postsOf, wordsOn } from './generate/posts.ts'
import { filled } from './generate/phrases.ts'
import { seededRandom } from './generate/random.ts'
import { KINDS, type MadeUpAsk, type MadeUpContact, type MadeUpFavor, type MadeUpInteraction, type MadeUpWorkspace } from './made-up.ts'

/** The year begins with an import of the address book: whoever appears in its first weeks was in it. */
const YEAR_DAYS = 366
const IMPORTED_DAYS = 60
const TAG_CADENCES = [{ tag: 'client', targetDays: 45 }, { tag: 'conference', targetDays: 180 }]
/** Sources that know their records by an id of their own; the others are what a client logged by hand. */
const SOURCE_IDS: Readonly<Record<string, (number: number) => string>> = {
  mail: number => `<${number}@mail.example>`,
  calendar: number => `${number}@calendar.example`,
  social: number => `https://social.example/activities/${number}`
}

/**
 * Makes up 200 people and a year of what passed between them and us, up to `now` (epoch milliseconds) and a month beyond.
 * The same seed and the same `now` give the same workspace.
 */
export function generateWorkspace ({ seed, now }: { seed: number, now: number }): MadeUpWorkspace {
  const kinds = KINDS.flatMap(kind => Array.from({ length: TIES[kind].count }, () => kind))
  const people = makeUpPeople(seededRandom(seed, 'people'), seededRandom(seed, 'order').shuffled(kinds))
  const places = placesAmongKind(people)
  const interactions = numbered([
    ...people.flatMap((person, index) => {
      const scene = { random: seededRandom(seed, 'story', index), now, person, place: places[index]! }
      return TIES[person.kind].story(scene).map(episode => ({ ...episode, contacts: [index] }))
    }),
    ...groupEpisodes({ random: seededRandom(seed, 'gatherings'), now, people })
  ].filter(({ status, occurredAt }) => status === 'PLANNED' || status === 'CANCELLED' || occurredAt <= now))
  const firstAt = firstAppearances(interactions)
  const acquainted = people.map((person, index): Acquainted => ({
    random: seededRandom(seed, 'deeds', index), now, person, index, place: places[index]!, episodes: interactions.filter(({ contacts }) => contacts.length === 1 && contacts[0] === index)
  }))
  const asks = acquainted.flatMap(who => asksOf(who).map(ask => ({ ...ask, contact: who.index })))
  const favors = acquainted.flatMap(who => favorsOf(who).map(favor => ({ ...favor, contact: who.index, ask: askAnswered(asks, who.index, favor) })))
  const posts = acquainted.flatMap(who => postsOf(who).map(post => ({ ...post, contact: who.index })))
  return {
    contacts: people.map((person, index) => makeUpContact(seed, now, person, index, places[index]!, firstAt.get(index))),
    interactions,
    asks,
    favors,
    posts,
    feeds: acquainted.flatMap(who => feedsOf(who, posts.filter(({ contact }) => contact === who.index)).map(feed => ({ ...feed, contact: who.index }))),
    words: acquainted.flatMap(who => wordsOn(who).map(word => ({ ...word, contact: who.index }))),
    tagCadences: TAG_CADENCES
  }
}

/** The ask that a favor received on the day of its fulfilment answers. */
function askAnswered (asks: readonly MadeUpAsk[], contact: number, { direction, occurredAt }: Pick<MadeUpFavor, 'direction' | 'occurredAt'>): number | null {
  const place = asks.findIndex(ask => ask.contact === contact && ask.moves.some(({ to, at }) => to === 'FULFILLED' && at === occurredAt))
  return direction === 'RECEIVED' && place >= 0 ? place : null
}

function groupEpisodes (cast: Cast): Gathering[] {
  return [...gatherings(cast), ...appointments(cast)]
}

function makeUpContact (seed: number, now: number, person: Person, index: number, place: number, firstAt: number | undefined): MadeUpContact {
  const random = seededRandom(seed, 'contact', index)
  const tie = TIES[person.kind]
  const notes = random.chance(0.6) ? filled(random.pick(tie.notes), random.pick(person.topics)) : null
  return {
    kind: person.kind,
    input: {
      name: person.name,
      organization: person.organization?.name ?? null,
      title: person.title,
      notes,
      tags: [...tie.tags, ...random.chance(0.5) ? [person.field] : []],
      identities: makeUpIdentities(random, person, index),
      cadenceDays: tie.cadenceDays(place)
    },
    isPaused: tie.isPaused(place),
    addedAt: addedAt(now, place, firstAt)
  }
}

function addedAt (now: number, place: number, firstAt: number | undefined): number {
  const importedAt = now - YEAR_DAYS * DAY_MS
  const appearedAt = firstAt ?? now - (12 + 19 * place) * DAY_MS
  return appearedAt < importedAt + IMPORTED_DAYS * DAY_MS ? importedAt : appearedAt
}

/** In time order, with ids where the source has some. */
function numbered (gathered: readonly Gathering[]): MadeUpInteraction[] {
  return [...gathered].sort((a, b) => a.occurredAt - b.occurredAt)
    .map((each, index) => ({ ...each, externalId: SOURCE_IDS[each.source]?.(index + 1) ?? null }))
}

function firstAppearances (interactions: readonly MadeUpInteraction[]): Map<number, number> {
  const firstAt = new Map<number, number>()
  for (const { contacts, occurredAt } of interactions) {
    for (const contact of contacts) if (!firstAt.has(contact)) firstAt.set(contact, occurredAt)
  }
  return firstAt
}

function placesAmongKind (people: readonly Person[]): number[] {
  const seen = new Map<string, number>()
  return people.map(({ kind }) => {
    const place = seen.get(kind) ?? 0
    seen.set(kind, place + 1)
    return place
  })
}
