import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import t from 'tap'
import { generic } from '../../src/providers/generic.ts'
import { Unreadable } from '../../src/providers/provider.ts'
import { arrived, NOW } from './support/senders.ts'

const told = (...events: object[]) => read({ events })
const read = (body: unknown) => generic.translate(arrived(JSON.stringify(body), {}))
const fault = (body: unknown, message: string) => [() => read(body), new Unreadable(message), message] as const
const NOTE = { source: 'generic', toldAt: NOW }

t.test('an event of our own format is read whole', async t => {
  t.strictSame(read({
    source: 'crm',
    external_id: 'call-7',
    kind: 'call',
    occurred_at: '2026-02-27T10:00:00+01:00',
    ended_at: 1772183400,
    direction: 'in',
    status: 'held',
    parties: [
      {
        role: 'from',
        name: ' Ada ',
        emails: ['ada@example.org'],
        phones: ['+49 30 901820'],
        handles: [{ network: 'GitHub', id: 'ada', url: 'https://github.com/ada' }, { network: 'twitter', url: 'https://x.com/ada' }]
      },
      { role: 'TO', name: 'Grace', is_us: true }, { role: 'cc', emails: ['bot@example.org'], is_bot: true }
    ],
    subject: 'The review',
    text: ' She asked\0 for one. ',
    url: 'https://crm.example/calls/7',
    thread_key: 't',
    updated_at: '2026-02-28T00:00:00Z',
    sequence: 3,
    somethingElse: {}
  }), {
    events: [{
      source: 'crm',
      externalId: 'call-7',
      toldAt: Date.UTC(2026, 1, 28),
      sequence: 3,
      channel: 'PHONE_CALL',
      status: 'HELD',
      occurredAt: Date.UTC(2026, 1, 27, 9),
      endedAt: Date.UTC(2026, 1, 27, 9, 10),
      parties: [
        {
          role: 'FROM',
          name: 'Ada',
          identities: [{ kind: 'EMAIL', value: 'ada@example.org' }, { kind: 'GITHUB', value: 'ada' }, { kind: 'X', value: 'https://x.com/ada' }, { kind: 'PHONE', value: '+49 30 901820' }]
        },
        { role: 'TO', name: 'Grace', identities: [], isUs: true },
        { role: 'CC', name: null, identities: [{ kind: 'EMAIL', value: 'bot@example.org' }], isBot: true }
      ],
      subject: 'The review',
      text: 'She asked for one.',
      url: 'https://crm.example/calls/7'
    }]
  })
})

t.test('what is left out is not told, and what is null is taken back', async t => {
  t.strictSame(read({ external_id: 'a' }), { events: [{ ...NOTE, externalId: 'a' }] })
  t.strictSame(read({ external_id: 12, subject: null, text: '', url: null, ended_at: null, kind: null, parties: null, status: null, occurred_at: null, updated_at: null, told_at: '2026-02-28T00:00:00Z' }),
    { events: [{ source: 'generic', externalId: '12', toldAt: Date.UTC(2026, 1, 28), subject: null, text: null, url: null, endedAt: null }] })
})

t.test('every kind has its channel, and every status its own; a channel says more than a kind', async t => {
  const channels = new Map(Object.entries({ email: 'EMAIL', meeting: 'VIDEO_CALL', call: 'PHONE_CALL', message: 'DIRECT_MESSAGE', comment: 'COMMENT', review: 'COMMENT' }))
  for (const [kind, channel] of Object.entries({ mention: 'MENTION', reaction: 'REACTION', share: 'RESHARE', follow: 'FOLLOW', support: 'OTHER', note: 'OTHER' })) channels.set(kind, channel)
  t.strictSame(told(...[...channels.keys()].map(kind => ({ external_id: 'a', kind }))), { events: [...channels.values()].map(channel => ({ ...NOTE, externalId: 'a', channel })) })
  const statuses = { planned: 'PLANNED', held: 'HELD', cancelled: 'CANCELLED', no_show: 'NO_SHOW', missed: 'NO_SHOW', Done: 'HELD' }
  t.strictSame(told(...Object.keys(statuses).map(status => ({ external_id: 'a', status }))), { events: Object.values(statuses).map(status => ({ ...NOTE, externalId: 'a', status })) })
  t.match(read({ external_id: 'a', kind: 'meeting', channel: 'in_person' }), { events: [{ channel: 'IN_PERSON' }] })
  t.match(read({ external_id: 'a', kind: 'meal' }), { events: [{ channel: 'MEAL' }] }, 'either takes the words of both')
  t.match(read({ external_id: 'a', channel: 'call' }), { events: [{ channel: 'PHONE_CALL' }] })
})

t.test('the direction says who is us', async t => {
  const [ada, grace] = [{ role: 'to', emails: ['ada@example.org'] }, { role: 'from', emails: ['grace@example.org'] }]
  const parties = (direction: string | undefined, ...parties: object[]) => {
    const { events } = read({ external_id: 'a', direction, parties }) as unknown as { events: { parties: { role: string, isUs?: boolean }[] }[] }
    return events[0]?.parties.map(({ role, isUs }) => [role, isUs === true])
  }
  t.strictSame(parties('out', grace, ada), [['FROM', true], ['TO', false]])
  t.strictSame(parties('out', ada), [['FROM', true], ['TO', false]], 'it came from us, whom nobody named')
  t.strictSame(parties('in', grace, ada), [['FROM', false], ['TO', false]])
  t.strictSame(parties(undefined, grace, ada), [['FROM', false], ['TO', false]])
  t.strictSame(parties('in', { role: 'attendee', name: 'Ada' }), [['ATTENDEE', false]])
  t.throws(...fault({ external_id: 'a', direction: 'in', parties: [ada] }, 'parties: has nobody with the role from, although the direction is in.'))
})

t.test('a message is known by its Message-ID, however it is written', async t => {
  t.match(told({ source: 'email', external_id: '<a@b.example>' }, { source: 'email', external_id: 'a@b.example' }, { source: 'crm', external_id: '<a>' }),
    { events: [{ externalId: 'a@b.example' }, { externalId: 'a@b.example' }, { externalId: '<a>' }] })
})

t.test('what is wrong is told with its place, and without what was written there', async t => {
  const ok = { external_id: 'a' }
  t.throws(...fault([], 'The body: is not an object.'))
  t.throws(...fault(null, 'The body: is not an object.'))
  t.throws(...fault({}, 'external_id: is missing, is no text, or has more than 500 characters.'))
  t.throws(...fault({ external_id: 'x'.repeat(501) }, 'external_id: is missing, is no text, or has more than 500 characters.'))
  t.throws(...fault({ events: {} }, 'events: is not a list.'))
  t.throws(...fault({ events: Array(101).fill(ok) }, 'events: has more than 100.'))
  t.throws(...fault({ ...ok, direction: 'sideways' }, 'direction: is none of in, out.'))
  t.throws(...fault({ ...ok, status: ['held'] }, 'status: is none of planned, held, done, cancelled, no_show, missed.'))
  t.throws(...fault({ ...ok, kind: 'constructor' }, 'kind: is none of email, meeting, call, message, comment, review, mention, reaction, share, follow, support, note, ' +
    'in_person, meal, event, video_call, phone_call, voice_message, letter, direct_message, sms, group_call, reply, reshare, bulk, other.'))
  t.throws(...fault({ ...ok, occurred_at: 'tomorrow' }, 'occurred_at: is no instant: ISO 8601 with an offset, or epoch seconds or milliseconds.'))
  t.throws(...fault({ ...ok, subject: {} }, 'subject: is not a text.'))
  for (const url of ['javascript:alert(1)', 'nothing', 'https://', `https://a.example/${'x'.repeat(2_000)}`]) t.throws(...fault({ ...ok, url }, 'url: is no web address.'))
  t.throws(...fault({ ...ok, parties: 'Ada' }, 'parties: is not a list of at most 100.'))
  t.throws(...fault({ ...ok, parties: Array(101).fill({ role: 'to', name: 'Ada' }) }, 'parties: is not a list of at most 100.'))
  t.throws(...fault({ ...ok, parties: [{ role: 'to', name: 'Ada' }, { role: 'boss', name: 'Ada' }] }, 'parties.1.role: is none of from, to, cc, attendee.'))
  t.throws(...fault({ ...ok, parties: [{ role: 'to' }] }, 'parties.0: has neither a name, nor emails, phones or handles.'))
  t.throws(...fault({ ...ok, parties: [{ role: 'to', emails: 'a@b.example', name: 'Ada' }] }, 'parties.0.emails: is not a list of at most 20.'))
  t.throws(...fault({ ...ok, parties: [{ role: 'to', phones: ['+49', 'x'.repeat(501)] }] }, 'parties.0.phones.1: is empty, is no text, or has more than 500 characters.'))
  t.throws(...fault({ events: [ok, { ...ok, parties: [{ role: 'to', name: 'Ada', handles: [{ network: 'myspace', id: 'ada' }, { network: 'x' }] }] }] },
    'events.1.parties.0.handles.0.network: is none of linkedin, github, x, twitter, mastodon, bluesky, slack, whatsapp, telegram, website, other. ' +
    'events.1.parties.0.handles.1: is empty, is no text, or has more than 500 characters.'))
  t.throws(...fault({ events: Array(7).fill({}) }, [0, 1, 2, 3, 4].map(at => `events.${at}.external_id: is missing, is no text, or has more than 500 characters.`).join(' ') + ' And 2 more.'))
  t.equal((read({ events: Array(100).fill(ok) }) as { events: object[] }).events.length, 100)
})

t.test('no events are nothing', async t => {
  t.strictSame(read({ events: [] }), { ignored: 'There are no events in it.' })
})

t.test('a delivery is known by its Idempotency-Key, its webhook-id, or its words', async t => {
  const key = (headers: Record<string, string>) => generic.deliveryKey(arrived('{}', headers))
  t.equal(key({ 'idempotency-key': 'k', 'webhook-id': 'w' }), 'k')
  t.equal(key({ 'webhook-id': 'w' }), 'w')
  t.equal(key({ 'idempotency-key': '' }), createHash('sha256').update('{}').digest('hex'))
  t.equal(key({ 'idempotency-key': 'x'.repeat(201) }), createHash('sha256').update('x'.repeat(201)).digest('hex'))
})

t.test('the secret that is made is a bearer, a password and a key', async t => {
  const secret = generic.makeSecret?.(Buffer.alloc(32, 7)) ?? ''
  t.equal(secret, `whsec_${'07'.repeat(32)}`)
  t.ok(generic.verify(arrived('{}', { authorization: `Basic ${Buffer.from(`zapier:${secret}`).toString('base64')}` }), [secret]).isGenuine)
  t.equal(encodeURIComponent(secret), secret)
})

t.test('whatever is sent, it is read, ignored or unreadable', async t => {
  const value = fc.letrec(tie => ({
    any: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.array(tie('any'), { maxLength: 3 }), fc.constantFrom('in', 'from', '2026-03-01T12:00:00Z', 'email', null, {})),
    event: fc.dictionary(fc.constantFrom('external_id', 'kind', 'status', 'parties', 'role', 'emails', 'handles', 'network', 'id', 'url', 'subject', 'events', 'direction', 'updated_at'), fc.oneof(tie('any'), tie('event')))
  }))
  fc.assert(fc.property(value.event, body => {
    try {
      read(body)
    } catch (error) {
      return error instanceof Unreadable
    }
    return true
  }))
  t.pass('nothing else was thrown')
})
