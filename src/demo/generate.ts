import { DAY_MS } from '../domain/quality/decay.ts'
import { appointments, gatherings, type Cast, type Gathering } from './generate/gatherings.ts'
import { makeUpIdentities } from './generate/identities.ts'
import { TIES } from './generate/kinds.ts'
import { makeUpPeople, type Person } from './generate/person.ts'
import { filled } from './generate/phrases.ts'
import { seededRandom } from './generate/random.ts'
import { KINDS, type MadeUpContact, type MadeUpInteraction, type MadeUpWorkspace } from './made-up.ts'

/** The year begins with an import of the address book: whoever appears in its first weeks was in it. */
const YEAR_DAYS = 366
const IMPORTED_DAYS = 60
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
  return {
    contacts: people.map((person, index) => makeUpContact(seed, now, person, index, places[index]!, firstAt.get(index))),
    interactions
  }
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
