import t from 'tap'
import { generateWorkspace } from '../../src/demo/generate.ts'
import { isOfficeTime } from '../../src/demo/generate/calendar.ts'
import { KINDS, type Kind } from '../../src/demo/made-up.ts'
import { CADENCE_SOURCES, DUE_STATES } from '../../src/domain/contacts/cadence.ts'
import { suggestionsOf } from '../../src/domain/agenda/suggestions-of.ts'
import { ASK_STATUSES } from '../../src/domain/asks/ask.ts'
import { readContact } from '../../src/domain/contacts/contact.ts'
import { FAVOR_KINDS } from '../../src/domain/favors/favor.ts'
import { IDENTITY_KINDS } from '../../src/domain/contacts/identity.ts'
import { CHANNELS, DIRECTIONS, INTERACTION_STATUSES, readInteraction } from '../../src/domain/interactions/interaction.ts'
import { isCrumb } from '../../src/domain/quality/totals/touch.ts'
import { LEDGER_STATES } from '../../src/domain/quality/ledger.ts'
import { POST_KINDS } from '../../src/domain/quality/substance.ts'
import { askReadiness, READINESS_VERDICTS } from '../../src/domain/asks/readiness.ts'
import { SUGGESTION_KINDS } from '../../src/domain/agenda/suggestion.ts'
import { QUALITY_BANDS } from '../../src/domain/quality/score.ts'
import { assessed, type Assessed } from './support/assessed.ts'

const DAY_MS = 24 * 60 * 60_000
const OFFICE_CHANNELS = ['EMAIL', 'VIDEO_CALL', 'PHONE_CALL', 'GROUP_CALL', 'IN_PERSON', 'LETTER', 'BULK']
// A Monday before work, a Saturday night, Christmas Eve, the 29th of February.
const MOMENTS = ['2026-11-23T06:45:00Z', '2026-07-18T23:10:00Z', '2026-12-24T23:50:00Z', '2028-02-29T12:00:00Z'].map(text => Date.parse(text))
const MADE_UP = [1, 2, 3, 4242].map((seed, index) => {
  const now = MOMENTS[index]!
  const workspace = generateWorkspace({ seed, now })
  return { seed, now, ...workspace, people: assessed(workspace, now) }
})

t.test('the same seed and the same moment make the same workspace, another seed another', async t => {
  const [now = 0] = MOMENTS
  const [once, again] = [7, 7].map(seed => JSON.stringify(generateWorkspace({ seed, now })))
  t.ok(once === again, 'to the letter')
  const [these, others] = [7, 8].map(seed => new Set(generateWorkspace({ seed, now }).contacts.map(({ input }) => input.name)))
  t.ok([...these!].filter(name => others!.has(name)).length < 60, 'most people are others')
})

t.test('there are 200 people of all kinds and a year of some thousand interactions', async t => {
  for (const { seed, now, contacts, interactions: all } of MADE_UP) {
    const interactions = all.filter(each => each.contacts.some(place => contacts[place]?.kind !== 'lost'))
    t.equal(contacts.length, 200)
    t.strictSame([...new Set(contacts.map(({ kind }) => kind))].sort(), [...KINDS].sort())
    t.equal(new Set(contacts.map(({ input }) => input.name)).size, 200, 'no two of one name')
    t.ok(interactions.length > 4000 && interactions.length < 6000, `seed ${seed}: ${interactions.length}`)
    t.ok(now - interactions[0]!.occurredAt > 355 * DAY_MS && now - interactions[0]!.occurredAt <= 370 * DAY_MS)
  }
})

t.test('every value that a client can ask for has somebody or something to show it', async t => {
  for (const { seed, contacts, interactions, people } of MADE_UP) {
    const shown = <T>(values: Iterable<T>) => [...new Set(values)].sort()
    const message = `seed ${seed}`
    t.strictSame(shown(people.map(({ quality }) => quality.band)), [...QUALITY_BANDS].sort(), message)
    t.strictSame(shown(people.map(({ cadence }) => cadence.state)), [...DUE_STATES].sort(), message)
    t.strictSame(shown(people.map(({ cadence }) => cadence.source)), [...CADENCE_SOURCES].sort(), message)
    t.strictSame(shown(interactions.map(({ channel }) => channel)), [...CHANNELS].sort(), message)
    t.strictSame(shown(interactions.map(({ direction }) => direction)), [...DIRECTIONS].sort(), message)
    t.strictSame(shown(interactions.map(({ status }) => status)), [...INTERACTION_STATUSES].sort(), message)
    t.strictSame(shown(contacts.flatMap(({ input }) => input.identities?.map(({ kind }) => kind) ?? [])), [...IDENTITY_KINDS].sort(), message)
    for (const field of ['organization', 'title', 'notes', 'cadenceDays'] as const) {
      t.ok(contacts.some(({ input }) => input[field] === null) && contacts.some(({ input }) => input[field] !== null), `${field} is there, and is missing`)
    }
    t.ok(interactions.some(each => each.contacts.length >= 4), 'many took part in some')
    t.ok(interactions.some(({ carriesAsk }) => carriesAsk), 'the message of an ask')
  }
})

t.test('each of the four principles has somebody to show it', async t => {
  for (const { seed, now, asks, favors, posts, feeds, words, people } of MADE_UP) {
    const shown = <T>(values: Iterable<T>) => [...new Set(values)].sort()
    const message = `seed ${seed}`
    const suggested = people.flatMap(({ known }, place) => suggestionsOf({ ...known, id: `contact-${place}` }, now))
    t.strictSame(shown(suggested.filter(({ activeAt }) => activeAt <= now).map(({ kind }) => kind)), [...SUGGESTION_KINDS].sort(), message)
    t.strictSame(shown(people.map(({ quality }) => quality.evidence.ledger.state)), [...LEDGER_STATES].sort(), message)
    t.strictSame(shown(favors.map(({ kind }) => kind)), FAVOR_KINDS.filter(kind => kind !== 'OTHER').sort(), message)
    t.strictSame(shown(asks.map(({ moves }) => moves.at(-1)?.to ?? 'DRAFT')), [...ASK_STATUSES].sort(), message)
    t.strictSame(shown(people.map(({ known }) => askReadiness(known, 'MEDIUM', now).verdict)), [...READINESS_VERDICTS].sort(), message)
    t.ok(asks.every(({ channel }) => channel !== null) && asks.some(({ deadline }) => deadline !== null && deadline < now), message)
    t.strictSame(shown(posts.map(({ kind }) => kind)), [...POST_KINDS].sort(), message)
    t.ok(posts.some(({ rating }) => rating !== null), message)
    t.strictSame(shown(feeds.map(({ last }) => last)), ['CHANGED', 'FAILED', 'GONE'], message)
    t.ok(feeds.every(({ contact }) => posts.some(post => post.contact === contact && post.network === 'feed')), message)
    t.equal(words.length, 1, message)
  }
})

t.test('a large audience with regular rants, and fine writing that stopped, come out low; a solid small blogger does not', async t => {
  for (const { people } of MADE_UP) {
    const substance = (kind: Kind) => people.filter(each => each.kind === kind).map(({ quality }) => quality.substance.score)
    t.ok(substance('loud').slice(0, 3).every(score => score !== null && score < 45), `${substance('loud')}`)
    t.ok(substance('newsletter')[3]! < 45, `${substance('newsletter')}`)
    t.ok(substance('mentor').every(score => score !== null && score > 55), `${substance('mentor')}`)
  }
})

t.test('all of it would be taken from anybody, and no two people share an address', async t => {
  for (const { now, contacts, interactions } of MADE_UP) {
    const identities = contacts.flatMap(({ input }) => readContact(input, { isNew: true, defaultCountry: 'GB' }).identities ?? [])
    t.equal(new Set(identities.map(({ kind, normalized }) => `${kind} ${normalized}`)).size, identities.length)
    const sources = interactions.map(each => {
      readInteraction(each, now, each.contacts.length)
      return each.externalId === null ? null : `${each.source} ${each.externalId}`
    }).filter(id => id !== null)
    t.equal(new Set(sources).size, sources.length)
  }
})

t.test('addresses and numbers are nobody’s', async t => {
  const fiction = /^\+(442079460\d{3}|447700900\d{3}|1(212|312|646|773)55501\d\d|33199000\d{3}|33639980\d{3}|493023125\d{3}|498999998\d{3})$/
  for (const { contacts } of MADE_UP) {
    for (const { kind, normalized } of contacts.flatMap(({ input }) => readContact(input, { isNew: true, defaultCountry: 'GB' }).identities ?? [])) {
      if (kind === 'EMAIL') t.match(normalized, /@([a-z-]+\.example|example\.(org|com|net))$/)
      if (kind === 'PHONE' || kind === 'WHATSAPP') t.match(normalized, fiction)
      if (kind === 'LINKEDIN' || kind === 'GITHUB' || kind === 'TELEGRAM') t.match(normalized, /example/)
      if (kind === 'WEBSITE' || kind === 'BLUESKY' || kind === 'MASTODON') t.match(normalized, /\.example$/)
    }
  }
})

t.test('people work on weekdays, and what is over does not lie ahead', async t => {
  for (const { now, contacts, interactions } of MADE_UP) {
    t.strictSame(interactions.filter(({ channel, occurredAt }) => OFFICE_CHANNELS.includes(channel) && !isOfficeTime(occurredAt)), [])
    t.strictSame(interactions.filter(({ status, occurredAt }) => (status === 'HELD' || status === 'NO_SHOW') && occurredAt > now), [])
    t.strictSame(interactions.filter(({ status, occurredAt }) => status === 'PLANNED' && occurredAt <= now), [])
    t.strictSame(contacts.filter(({ addedAt }) => addedAt > now), [])
    t.ok(interactions.some(({ channel, occurredAt }) => channel === 'SMS' && !isOfficeTime(occurredAt)), 'friends write in the evening too')
  }
})

t.test('mails are answered within hours or days', async t => {
  for (const { people } of MADE_UP) {
    const waits = people.filter(({ kind }) => kind === 'client' || kind === 'colleague').flatMap(({ own }) => {
      const mails = own.filter(({ channel }) => channel === 'EMAIL')
      return mails.flatMap((mail, index) => {
        if (!mail.subject?.startsWith('Re: ')) return []
        const before = mails.slice(0, index).findLast(({ subject, direction }) => mail.subject?.endsWith(subject ?? '') && direction !== mail.direction)
        return before ? [mail.occurredAt - before.occurredAt] : []
      })
    }).sort((a, b) => a - b)
    t.ok(waits.length > 300, 'many are answers')
    t.ok(waits[0]! > 0 && waits[waits.length >> 1]! < 1.5 * DAY_MS, 'half of them by the next day')
    t.ok(waits[Math.floor(0.95 * waits.length)]! < 7 * DAY_MS, 'nearly all within a week')
  }
})

t.test('each kind of tie is what it is called', async t => {
  for (const { now, people } of MADE_UP) {
    const of = (kind: Kind) => people.filter(each => each.kind === kind)
    const every = (kind: Kind, holds: (person: Assessed) => boolean) => t.strictSame(of(kind).filter(person => !holds(person)).map(({ input }) => input.name), [], kind)
    const crumbs = ({ own }: Assessed) => own.filter(({ channel }) => isCrumb(channel)).length
    every('colleague', ({ quality }) => quality.band === 'EXCELLENT')
    every('friend', ({ quality, totals }) => quality.warmth.score! > 40 && totals.inbound > 5 && totals.outbound > 5)
    every('dormant', ({ totals, quality }) => now - totals.lastTouchAt! > 120 * DAY_MS && totals.touches > 15 && quality.warmth.score! < 35)
    every('unanswered', ({ totals }) => totals.inbound > 3 * totals.outbound)
    every('chased', ({ totals, quality }) => totals.outbound > 3 * totals.inbound && quality.band === 'LOW')
    every('owing', ({ totals, own }) => totals.lastTouchDirection === 'INBOUND' && own.at(-1)!.subject!.startsWith('How did it go'))
    every('loud', person => crumbs(person) > 30 && crumbs(person) > 5 * person.totals.touches)
    every('newsletter', ({ own }) => own.filter(({ channel }) => channel === 'BULK').length > 8)
    every('newcomer', ({ totals }) => now - totals.firstTouchAt! < 25 * DAY_MS)
    every('acquaintance', ({ own }) => own.filter(({ channel, status }) => channel === 'EVENT' && status === 'HELD').length === 1)
    every('silent', ({ own }) => own.length === 0)
    t.strictSame(of('mentor').map(({ cadence }) => cadence.state), ['ON_TRACK', 'ON_TRACK', 'ON_TRACK', 'DUE', 'DUE', 'OVERDUE', 'OVERDUE', 'LAPSED'])
  }
})
