import { assert, property, array, constantFrom, integer, record, option, shuffledSubarray } from 'fast-check'
import t from 'tap'
import type { NormalizedEvent } from '../../../src/domain/integrations/normalized-event.ts'
import { joined, toldBy, valueOf, valuesOf, type Told } from '../../../src/domain/integrations/told.ts'

const NAME = { source: 'cal_com', externalId: 'uid' }

const anyEvent = record({
  toldAt: integer({ min: 0, max: 3 }),
  sequence: integer({ min: 0, max: 2 }),
  status: option(constantFrom('PLANNED', 'HELD', 'CANCELLED', 'NO_SHOW'), { nil: undefined }),
  occurredAt: option(integer({ min: 0, max: 5 }), { nil: undefined }),
  subject: option(constantFrom(null, 'Lunch', 'Dinner'), { nil: undefined }),
  parties: option(constantFrom(
    [{ role: 'TO', name: 'Ada', identities: [] }], [{ name: 'Ada', identities: [], role: 'TO' }], [{ role: 'FROM', name: 'Grace', identities: [] }]), { nil: undefined })
}).map(event => ({ ...NAME, ...event }) as NormalizedEvent)

function fold (events: readonly NormalizedEvent[]): Told {
  return events.map(toldBy).reduce(joined, {})
}

t.test('it does not matter in which order things are told, nor how often', async t => {
  assert(property(array(anyEvent, { maxLength: 8 }).chain(events => record({
    events: shuffledSubarray(events, { minLength: events.length }), again: array(constantFrom(...events, ...events.length === 0 ? [{ ...NAME, toldAt: 0 }] : []), { maxLength: 4 })
  }).map(({ events: shuffled, again }) => ({ events, shuffled: [...shuffled, ...again] }))), ({ events, shuffled }) => {
    t.strictSame(fold(shuffled), fold([...events, ...shuffled.slice(events.length)]))
  }))
})

t.test('what is joined in groups is what is joined one by one', async t => {
  assert(property(array(anyEvent), array(anyEvent), array(anyEvent), (a, b, c) => {
    t.strictSame(joined(fold(a), joined(fold(b), fold(c))), joined(joined(fold(a), fold(b)), fold(c)))
    t.strictSame(joined(fold(a), fold(b)), joined(fold(b), fold(a)))
    t.strictSame(joined(fold(a), fold(a)), fold(a))
  }))
})

t.test('what is told last holds, field by field', async t => {
  const told = fold([
    { ...NAME, toldAt: 20, status: 'CANCELLED' },
    { ...NAME, toldAt: 10, status: 'PLANNED', subject: 'Lunch', occurredAt: 5 },
    { ...NAME, toldAt: 15, subject: null }
  ])
  t.strictSame([valueOf(told, 'status'), valueOf(told, 'subject'), valueOf(told, 'occurredAt'), valueOf(told, 'channel')], ['CANCELLED', null, 5, undefined])
})

t.test('of two things told at the same time the one further on in its life holds', async t => {
  const ended = { ...NAME, toldAt: 10, sequence: 2, status: 'HELD' as const }
  const booked = { ...NAME, toldAt: 10, status: 'PLANNED' as const }
  t.equal(valueOf(fold([ended, booked]), 'status'), 'HELD')
  t.equal(valueOf(fold([booked, ended]), 'status'), 'HELD')
})

t.test('the order in which a database keeps the fields of a value changes nothing', async t => {
  const parties = [{ role: 'TO' as const, name: 'Ada', identities: [{ kind: 'EMAIL' as const, value: 'ada@engines.example' }] }]
  const turned = [{ identities: [{ value: 'ada@engines.example', kind: 'EMAIL' as const }], name: 'Ada', role: 'TO' as const }]
  const other = [{ role: 'TO' as const, name: 'Grace', identities: [] }]
  const first = (fields: typeof parties): string | null | undefined => valueOf(fold([{ ...NAME, toldAt: 1, parties: fields }, { ...NAME, toldAt: 1, parties: other }]), 'parties')?.[0]?.name
  t.equal(first(parties), first(turned))
})

t.test('what was told does not say when', async t => {
  const event = { ...NAME, toldAt: 10, subject: 'Lunch' }
  t.strictSame(valuesOf(fold([event])), { subject: 'Lunch' })
  t.strictSame(valuesOf(fold([event, { ...event, toldAt: 20 }])), valuesOf(fold([event])))
})
