import t from 'tap'
import { changeInteraction, INTERACTION_STATUSES, isTouch, readInteraction, type Interaction } from '../../../src/domain/interactions/interaction.ts'
import { Refusal } from '../../../src/domain/refusal.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const MINUTE = 60_000
const LUNCH = { channel: 'MEAL', direction: 'MUTUAL', occurredAt: NOW - MINUTE } as const
const KNOWN: Interaction = { id: 'i', ...LUNCH, status: 'HELD', durationMinutes: 45, subject: 'Engines', summary: null, source: 'api', externalId: null, carriesAsk: false }

t.test('an interaction that says no more was held, and told by the API', async t => {
  t.strictSame(readInteraction(LUNCH, NOW, 1), { ...LUNCH, status: 'HELD', durationMinutes: null, subject: null, summary: null, source: 'api', externalId: null, carriesAsk: false })
})

t.test('what is said of an interaction is kept cleaned', async t => {
  t.strictSame(readInteraction({ ...LUNCH, status: 'PLANNED', durationMinutes: 0, subject: ' Engines ', summary: ' ', source: ' import:mail ', externalId: ' 1 ' }, NOW, 100), {
    ...LUNCH, status: 'PLANNED', durationMinutes: 0, subject: 'Engines', summary: null, source: 'import:mail', externalId: '1', carriesAsk: false
  })
})

t.test('what was held has happened, give or take five minutes; anything else may lie ahead', async t => {
  t.strictSame(faults(() => readInteraction({ ...LUNCH, occurredAt: NOW + 5 * MINUTE }, NOW, 1)), [])
  t.strictSame(faults(() => readInteraction({ ...LUNCH, occurredAt: NOW + 5 * MINUTE + 1 }, NOW, 1)), ['occurredAt'])
  for (const status of ['PLANNED', 'CANCELLED', 'NO_SHOW'] as const) t.strictSame(faults(() => readInteraction({ ...LUNCH, status, occurredAt: NOW + 1e9 }, NOW, 1)), [], status)
})

t.test('nothing happened before 1900, and nothing is planned for after 2199', async t => {
  const at = (text: string) => faults(() => readInteraction({ ...LUNCH, status: 'PLANNED', occurredAt: Date.parse(text) }, NOW, 1))
  t.strictSame(at('1900-01-01T00:00:00Z'), [])
  t.strictSame(at('1899-12-31T23:59:59.999Z'), ['occurredAt'])
  t.strictSame(at('2199-12-31T23:59:59.999Z'), [])
  t.strictSame(at('2200-01-01T00:00:00Z'), ['occurredAt'])
})

t.test('an instant that is none is refused', async t => {
  t.strictSame(faults(() => readInteraction({ ...LUNCH, occurredAt: NaN }, NOW, 1)), ['occurredAt'])
})

t.test('all that is wrong is told at once', async t => {
  t.strictSame(faults(() => readInteraction({
    ...LUNCH, durationMinutes: -1, subject: 'a'.repeat(501), summary: 'a'.repeat(20_001), source: 'a'.repeat(101), externalId: 'a'.repeat(501), occurredAt: 0 - 1e13
  }, NOW, 0)), ['durationMinutes', 'subject', 'summary', 'source', 'externalId', 'participants', 'occurredAt'])
  t.strictSame(faults(() => readInteraction({ ...LUNCH, durationMinutes: 100_001 }, NOW, 101)), ['durationMinutes', 'participants'])
})

t.test('a change says what is to be different; what it leaves out stays, and null empties what may be empty', async t => {
  t.strictSame(changeInteraction(KNOWN, {}, NOW), KNOWN)
  t.strictSame(changeInteraction(KNOWN, { channel: null, direction: null, status: null, occurredAt: null }, NOW), KNOWN)
  t.strictSame(changeInteraction(KNOWN, { subject: null, durationMinutes: null, summary: ' Went well ' }, NOW), { ...KNOWN, subject: null, durationMinutes: null, summary: 'Went well' })
  t.strictSame(changeInteraction(KNOWN, { channel: 'EMAIL', direction: 'INBOUND', status: 'PLANNED', occurredAt: NOW + 1e9 }, NOW), {
    ...KNOWN, channel: 'EMAIL', direction: 'INBOUND', status: 'PLANNED', occurredAt: NOW + 1e9
  })
})

t.test('a change is held to the same rules', async t => {
  const planned = { ...KNOWN, status: 'PLANNED' as const, occurredAt: NOW + 1e9 }
  t.strictSame(faults(() => changeInteraction(planned, { status: 'HELD' }, NOW)), ['occurredAt'])
  t.strictSame(faults(() => changeInteraction(KNOWN, { durationMinutes: -1, subject: 'a'.repeat(501), occurredAt: 0 - 1e13 }, NOW)), ['durationMinutes', 'subject', 'occurredAt'])
})

t.test('only what was held counts', async t => {
  t.strictSame(INTERACTION_STATUSES.filter(status => isTouch({ status })), ['HELD'])
})

function faults (work: () => unknown): string[] {
  try {
    work()
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.fields.map(({ path }) => path)
  }
}

t.test('only what we send can carry an ask', async t => {
  t.equal(readInteraction({ ...LUNCH, direction: 'OUTBOUND', channel: 'EMAIL', carriesAsk: true }, NOW, 1).carriesAsk, true)
  const refused = { code: 'INVALID', fields: [{ path: 'carriesAsk', message: 'is true, but the interaction is MUTUAL; only an OUTBOUND one asks.' }] } as object as Error
  t.throws(() => readInteraction({ ...LUNCH, carriesAsk: true }, NOW, 1), refused)
  t.throws(() => changeInteraction(KNOWN, { carriesAsk: true }, NOW), refused)
})
