import t from 'tap'
import { existsSync, readFileSync } from 'node:fs'
import { whatsapp } from '../../src/providers/whatsapp/whatsapp.ts'
import { eventsOf } from './support/fold.ts'
import { arrived } from './support/senders.ts'

const FIXTURES = new URL('../../../shared/fixtures/whatsapp/', import.meta.url)
const skip = existsSync(FIXTURES) ? false : 'the recorded payloads are not here'
const recorded = (name: string) => Object.entries(JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as Record<string, unknown>)
  .map(([kind, payload]) => ({ kind, webhook: arrived(JSON.stringify(payload), {}) }))

/** What each recorded kind says; null where it is ignored. */
const TEXT: Readonly<Record<string, string | null | undefined>> = {
  text: 'Body Text',
  video: 'caption',
  document: 'caption',
  reaction: '😮',
  chosen_location: 'Facebook HQ, 1 Hacker Way, Menlo Park, CA 94025',
  contacts: 'Chandler Bing, Monica, Rachel Green',
  reply: 'replied text',
  forwarded: 'forwarded text',
  forwarded_many_times: 'text forwarded many times',
  referral: 'BODY'
}

t.test('every recorded message is read', { skip }, async t => {
  for (const { kind, webhook } of recorded('message.json')) {
    if (kind.startsWith('unsupported')) {
      t.match(whatsapp.translate(webhook), { ignored: /does not pass on/ }, kind)
      continue
    }
    const [event, ...others] = eventsOf(whatsapp.translate(webhook))
    t.equal(others.length, 0, kind)
    t.match(event, { externalId: /wamid\./, source: 'whatsapp', status: kind.startsWith('unreaction') ? 'CANCELLED' : 'HELD' }, kind)
    t.equal(event?.text, TEXT[kind] ?? null, kind)
    if (kind.startsWith('unreaction')) continue
    t.equal(event?.channel, kind === 'reaction' ? 'REACTION' : kind === 'voice' ? 'VOICE_MESSAGE' : 'DIRECT_MESSAGE', kind)
    t.match(event?.parties, [{ role: 'FROM', name: 'Test Name', identities: [{ kind: 'WHATSAPP', value: '972987654321' }, {}] }, { role: 'TO', isUs: true }], kind)
  }
})

t.test('every recorded receipt is ignored', { skip }, async t => {
  for (const { kind, webhook } of recorded('message_status.json')) t.match(whatsapp.translate(webhook), { ignored: /sent, delivered or read/ }, kind)
})
