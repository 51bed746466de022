import t from 'tap'
import type { NormalizedEvent, Party } from '../../../src/domain/integrations/normalized-event.ts'
import { readReport, SETTLES_AFTER_MS, type ReportReading } from '../../../src/domain/integrations/read-report.ts'
import { joined, toldBy } from '../../../src/domain/integrations/told.ts'

const NOW = Date.UTC(2026, 5, 1, 12)
const MINUTE = 60_000
const OURS = new Set(['EMAIL grace@navy.example'])

function mail (role: Party['role'], address: string, more: Partial<Party> = {}): Party {
  return { role, name: null, identities: [{ kind: 'EMAIL', value: address }], ...more }
}

const us = (role: Party['role']): Party => mail(role, 'Grace@Navy.example', { name: 'Grace' })
const ada = (role: Party['role']): Party => mail(role, 'ada@engines.example', { name: 'Ada' })

function read (...told: Partial<NormalizedEvent>[]): ReportReading {
  const events = told.map(each => toldBy({ source: 'email', externalId: 'm', toldAt: NOW - MINUTE, ...each }))
  return readReport(events.reduce(joined, {}), { ours: OURS, defaultCountry: 'DE', now: NOW })
}

function recorded (...told: Partial<NormalizedEvent>[]) {
  const reading = read({ channel: 'EMAIL', occurredAt: NOW - MINUTE, toldAt: 0 }, ...told)
  if (reading.outcome !== 'RECORD') throw new Error(reading.reason)
  return { ...reading.fields, with: reading.counterparts.map(({ name, identities }) => name ?? identities[0]?.normalized), settlesAt: reading.settlesAt }
}

t.test('what others send is inbound, and is of the sender alone', async t => {
  const { direction, with: counterparts, summary } = recorded({ parties: [ada('FROM'), us('TO'), mail('CC', 'charles@engines.example')] })
  t.strictSame([direction, counterparts, summary], ['INBOUND', ['Ada'], 'From Ada'])
})

t.test('what we send is outbound, and is of those whom we wrote to', async t => {
  const to = recorded({ parties: [us('FROM'), ada('TO'), mail('TO', 'charles@engines.example'), mail('CC', 'luigi@engines.example')] })
  t.strictSame([to.direction, to.with, to.summary], ['OUTBOUND', ['Ada', 'charles@engines.example'], 'To Ada and charles@engines.example'])
  t.strictSame(recorded({ parties: [us('FROM'), mail('CC', 'luigi@engines.example')] }).with, ['luigi@engines.example'], 'where nobody is addressed, of those who see it')
})

t.test('a meeting is mutual, with everybody but us', async t => {
  const parties = [us('ATTENDEE'), ada('ATTENDEE'), mail('ATTENDEE', 'charles@engines.example')]
  const meeting = recorded({ channel: 'VIDEO_CALL', parties })
  t.strictSame([meeting.direction, meeting.channel, meeting.with], ['MUTUAL', 'VIDEO_CALL', ['Ada', 'charles@engines.example']])
  const five = recorded({ channel: 'VIDEO_CALL', parties: [...parties, mail('ATTENDEE', 'luigi@engines.example'), mail('ATTENDEE', 'mary@engines.example')] })
  t.strictSame([five.channel, five.summary], ['GROUP_CALL', 'With Ada, charles@engines.example, luigi@engines.example and 1 more'])
  t.equal(recorded({ channel: 'IN_PERSON', parties: [...parties, mail('ATTENDEE', 'a@b.example'), mail('ATTENDEE', 'b@b.example')] }).channel, 'IN_PERSON')
})

t.test('a provider may say who is us', async t => {
  t.equal(recorded({ parties: [mail('FROM', 'bookings@navy.example', { isUs: true }), ada('TO')] }).direction, 'OUTBOUND')
})

t.test('a letter to many is no letter to each of them', async t => {
  const many = Array.from({ length: 11 }, (_, index) => mail('TO', `${index}@engines.example`))
  t.equal(recorded({ parties: [us('FROM'), ...many] }).channel, 'BULK')
  t.equal(recorded({ parties: [us('FROM'), ...many.slice(1)] }).channel, 'EMAIL')
  t.match(read({ channel: 'EVENT', occurredAt: NOW, parties: Array.from({ length: 101 }, (_, index) => mail('ATTENDEE', `${index}@engines.example`)) }), { outcome: 'IGNORE', reason: /more than 100 people/ })
})

t.test('programs and addresses that nobody reads are no company', async t => {
  const told = { channel: 'EMAIL', occurredAt: NOW - MINUTE } as const
  t.match(read({ ...told, parties: [mail('FROM', 'no-reply@engines.example'), us('TO')] }), { outcome: 'IGNORE', reason: /from a program/ })
  t.match(read({ ...told, parties: [mail('FROM', 'build@engines.example', { isBot: true }), us('TO')] }), { outcome: 'IGNORE', reason: /from a program/ })
  t.match(read({ ...told, automated: 'It went to a mailing list.', parties: [ada('FROM'), us('TO')] }), { outcome: 'IGNORE', reason: 'It went to a mailing list.' })
})

t.test('a reaction to somebody else, or a reply to them, is between others', async t => {
  const told = { channel: 'REACTION', occurredAt: NOW - MINUTE } as const
  const charles = mail('TO', 'charles@engines.example')
  t.match(read({ ...told, parties: [ada('FROM'), charles] }), { outcome: 'IGNORE', reason: 'It is between others.' })
  t.match(read({ ...told, parties: [ada('FROM'), charles, us('TO')] }), { outcome: 'RECORD' })
  t.match(read({ ...told, parties: [us('FROM'), charles] }), { outcome: 'RECORD' })
  t.match(read({ ...told, parties: [ada('FROM')] }), { outcome: 'RECORD' })
  t.match(read({ ...told, channel: 'COMMENT', parties: [ada('FROM'), charles] }), { outcome: 'RECORD' }, 'a comment is on a work, whoever began it')
  const unknown = { role: 'TO' as const, name: null, identities: [{ kind: 'GITHUB' as const, value: 'charles' }] }
  t.match(read({ ...told, parties: [ada('FROM'), unknown] }), { outcome: 'RECORD' }, 'who we are on GitHub is not known')
})

t.test('where nobody else is in it there is nobody to keep it for', async t => {
  const told = { channel: 'EMAIL', occurredAt: NOW - MINUTE } as const
  t.match(read({ ...told, parties: [us('FROM'), us('TO')] }), { outcome: 'IGNORE', reason: /Nobody but us/ })
  t.match(read({ ...told, parties: [us('TO')] }), { outcome: 'IGNORE', reason: /Nobody who sent it/ })
  t.match(read({ ...told, parties: [us('ATTENDEE')] }), { outcome: 'IGNORE', reason: /Nobody but us/ })
})

t.test('what is not told yet is waited for', async t => {
  t.match(read({ status: 'CANCELLED' }), { outcome: 'WAIT', reason: /what happened/ })
  t.match(read({ channel: 'EMAIL' }), { outcome: 'WAIT', reason: /when it is/ })
  t.match(read({ channel: 'EMAIL', occurredAt: NOW }), { outcome: 'WAIT', reason: /who took part/ })
})

t.test('a meeting that was booked and not called off has been held an hour after its end', async t => {
  const meeting = (end: number, status: NormalizedEvent['status'] = 'PLANNED') =>
    recorded({ toldAt: NOW - 30 * MINUTE, channel: 'VIDEO_CALL', status, occurredAt: end - 30 * MINUTE, endedAt: end, parties: [us('ATTENDEE'), ada('ATTENDEE')] })
  t.match(meeting(NOW + MINUTE), { status: 'PLANNED', durationMinutes: 30, settlesAt: NOW + MINUTE + SETTLES_AFTER_MS })
  t.match(meeting(NOW - SETTLES_AFTER_MS), { status: 'HELD', settlesAt: null })
  t.match(meeting(NOW - SETTLES_AFTER_MS, 'CANCELLED'), { status: 'CANCELLED', settlesAt: null })
  t.equal(recorded({ toldAt: NOW, channel: 'VIDEO_CALL', status: 'PLANNED', occurredAt: NOW, parties: [us('ATTENDEE'), ada('ATTENDEE')] }).settlesAt, NOW + SETTLES_AFTER_MS)
})

t.test('what is held lies in the past, also where it began before its time', async t => {
  const early = recorded({ toldAt: NOW, occurredAt: NOW + 10 * MINUTE, status: 'HELD', parties: [ada('FROM')] })
  t.strictSame([early.status, early.occurredAt], ['HELD', NOW])
  t.match(read({ channel: 'EMAIL', occurredAt: NOW + 10 * MINUTE, parties: [ada('FROM')] }), { fields: { status: 'PLANNED' } })
  t.match(read({ channel: 'EMAIL', occurredAt: NOW, parties: [ada('FROM')] }), { fields: { status: 'HELD' } })
})

t.test('a length that cannot be is none', async t => {
  const lasting = (ms: number | null): number | null => recorded({ endedAt: ms === null ? null : NOW - MINUTE + ms, parties: [ada('FROM')] }).durationMinutes
  t.strictSame([lasting(45 * MINUTE), lasting(0), lasting(-MINUTE), lasting(null), lasting(200_000 * MINUTE)], [45, null, null, null, null])
})

t.test('the text is the summary where it is kept, and the address of what it is about stays with it', async t => {
  const told = { subject: ' Engines ', url: 'https://engines.example/1', parties: [ada('FROM')] }
  t.match(recorded(told), { subject: 'Engines', summary: 'From Ada\nhttps://engines.example/1' })
  t.match(recorded({ ...told, text: 'Come and see.', subject: null }), { subject: null, summary: 'Come and see.\nhttps://engines.example/1' })
})
