import t from 'tap'
import { cleanEvent } from '../../../src/domain/integrations/clean-event.ts'
import type { NormalizedEvent } from '../../../src/domain/integrations/normalized-event.ts'

const NOW = Date.UTC(2026, 5, 1)
const event: NormalizedEvent = {
  source: 'email',
  externalId: 'm@engines.example',
  toldAt: NOW - 5000,
  channel: 'EMAIL',
  status: 'HELD',
  occurredAt: NOW - 6000,
  parties: [{ role: 'FROM', name: 'Ada', identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }] }],
  subject: 'Engines',
  text: 'Come and see.',
  url: null,
  automated: null
}

t.test('an event is kept as it is told, but for its text', async t => {
  const { text, ...rest } = event
  t.strictSame(cleanEvent(event, { keepText: false, receivedAt: NOW }), { ...rest, aliases: [], sequence: 0 })
  t.equal(cleanEvent(event, { keepText: true, receivedAt: NOW }).text, text)
})

t.test('what is not told stays untold', async t => {
  t.strictSame(cleanEvent({ source: 'zoom', externalId: 'u', toldAt: NOW }, { keepText: true, receivedAt: NOW }),
    { source: 'zoom', externalId: 'u', aliases: [], toldAt: NOW, sequence: 0 })
})

t.test('nothing is told later than it arrived, whatever the clock of its provider says', async t => {
  t.equal(cleanEvent({ ...event, toldAt: NOW + 1 }, { keepText: false, receivedAt: NOW }).toldAt, NOW)
  t.equal(cleanEvent({ ...event, toldAt: NaN }, { keepText: false, receivedAt: NOW }).toldAt, NOW)
})

t.test('an instant that nobody can mean is not told', async t => {
  const cleaned = cleanEvent({ ...event, occurredAt: -1e15, endedAt: Infinity }, { keepText: false, receivedAt: NOW })
  t.strictSame([cleaned.occurredAt, cleaned.endedAt], [undefined, undefined])
  t.equal(cleanEvent({ ...event, endedAt: null }, { keepText: false, receivedAt: NOW }).endedAt, null)
  t.equal(cleanEvent({ ...event, endedAt: NOW }, { keepText: false, receivedAt: NOW }).endedAt, NOW)
})

t.test('everything has a limit, and can be kept by a database', async t => {
  const long = 'x'.repeat(30_000)
  const cleaned = cleanEvent({
    source: long,
    externalId: long,
    aliases: [...Array.from({ length: 50 }, (_, index) => `${index}`), ''],
    toldAt: NOW,
    subject: 'a\u0000b\ud800',
    text: long,
    url: long,
    automated: long,
    parties: Array.from({ length: 600 }, () => ({ role: 'TO' as const, name: ' ', isUs: true, isBot: true, identities: Array.from({ length: 20 }, () => ({ kind: 'OTHER' as const, value: long })) }))
  }, { keepText: true, receivedAt: NOW })
  t.strictSame([cleaned.source, cleaned.externalId, cleaned.text, cleaned.url, cleaned.automated].map(text => text?.length), [50, 500, 20_000, 2000, 300])
  t.strictSame([cleaned.aliases?.length, cleaned.parties?.length, cleaned.parties?.[0]?.identities.length, cleaned.parties?.[0]?.identities[0]?.value.length], [20, 500, 10, 500])
  t.strictSame([cleaned.parties?.[0]?.name, cleaned.parties?.[0]?.isUs, cleaned.parties?.[0]?.isBot, cleaned.subject], [null, true, true, 'ab\ufffd'])
})
