import fc from 'fast-check'
import t from 'tap'
import { whatsappText } from '../../../src/formats/whatsapp/whatsapp-text.ts'
import { cutAnywhere, eventsOf, rowsOf, summaryOf } from '../support/interaction-rows.ts'

const ANDROID = `28.02.26, 09:15 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.
28.02.26, 09:15 - Ada Lovelace: Guten Morgen: hast du Zeit?
Ich wäre um 10 da.

28.02.26, 09:16 - Grace Hopper: <Medien ausgeschlossen>
28.02.26, 09:16 - Grace Hopper: Ja
28.02.26, 09:16 - Grace Hopper: Ja
28.02.26, 09:17 - Ada Lovelace: Diese Nachricht wurde gelöscht.
`
const when = async (...lines: string[]) => (await eventsOf(whatsappText, lines.join('\n'))).map(({ occurredAt }) => new Date(occurredAt ?? 0).toISOString().slice(0, 19))

t.test('a chat between two is their messages, each from one to the other', async t => {
  const rows = await rowsOf(whatsappText, [ANDROID])
  t.strictSame(summaryOf(rows), { events: 4, skipped: ['1: WhatsApp tells it, and no person.', '8: The message was deleted.'], faults: [] })
  const [hello, picture, yes, again] = rows.flatMap(row => 'event' in row ? [row.event] : [])
  const ada = { name: 'Ada Lovelace', identities: [{ kind: 'OTHER', value: 'whatsapp-name:Ada Lovelace' }] }
  const us = { name: null, identities: [], isUs: true }
  t.match(hello, {
    source: 'whatsapp_chat',
    externalId: /^sha256:[\da-f]{64}$/,
    toldAt: Date.UTC(2026, 1, 28, 8, 15),
    channel: 'DIRECT_MESSAGE',
    occurredAt: Date.UTC(2026, 1, 28, 8, 15),
    status: 'HELD',
    parties: [{ role: 'FROM', ...ada }, { role: 'TO', ...us }],
    text: 'Guten Morgen: hast du Zeit?\nIch wäre um 10 da.'
  })
  t.strictSame([picture?.text, yes?.parties], [null, [{ role: 'FROM', ...us }, { role: 'TO', ...ada }]])
  t.not(yes?.externalId, again?.externalId, 'the same word twice is two messages')
  t.strictSame((await eventsOf(whatsappText, ANDROID)).map(({ externalId }) => externalId), rows.flatMap(row => 'event' in row ? [row.event.externalId] : []), 'and the same in the next export')
})

t.test('dates are read as telephones in all the world write them', async t => {
  for (const [line, at] of [
    ['[28/02/2026, 09:15:07] Ada: x', '2026-02-28T08:15:07'], ['\u200e[28.02.26, 09:15:07] Ada: \u200ex', '2026-02-28T08:15:07'], ['28/02/2026, 09:15 - Ada: x', '2026-02-28T08:15:00'],
    ['2/28/26, 9:15\u202fPM - Ada: x', '2026-02-28T20:15:00'], ['2/28/26, 12:05 AM - Ada: x', '2026-02-27T23:05:00'], ['28/2/2026 9:15 p. m. - Ada: x', '2026-02-28T20:15:00'],
    ['[2026/02/28, 09:15:07] Ada: x', '2026-02-28T08:15:07'], ['2026-02-28 09:15 - Ada: x', '2026-02-28T08:15:00'], ['28.02.26 um 09:15 - Ada: x', '2026-02-28T08:15:00'], ['28-02-2026 09.15 - Ada: x', '2026-02-28T08:15:00']
  ] as const) t.strictSame(await when(line), [at], line)
})

t.test('which of two numbers is the day is decided by all of the dates', async t => {
  t.strictSame(await when('02/03/26, 09:15 - Ada: x', '13/03/26, 09:15 - Ada: y'), ['2026-03-02T08:15:00', '2026-03-13T08:15:00'])
  t.strictSame(await when('02/03/26, 09:15 - Ada: x', '02/13/26, 09:15 - Ada: y'), ['2026-02-03T08:15:00', '2026-02-13T08:15:00'])
  t.strictSame(await when('12/01/25, 09:15 - Ada: x', '01/02/26, 09:15 - Ada: y', '01/12/26, 09:15 - Ada: y'), ['2025-12-01T08:15:00', '2026-01-02T08:15:00', '2026-01-12T08:15:00'], 'a chat does not come from a day to come')
  t.strictSame(await when('01/12/25, 09:15 - Ada: x', '02/01/25, 09:15 - Ada: y', '03/01/25, 09:15 - Ada: z'), ['2025-01-12T08:15:00', '2025-02-01T08:15:00', '2025-03-01T08:15:00'], 'as the time of the chat runs forward')
  const ambiguous = /can be read with the day first as well/
  t.match(summaryOf(await rowsOf(whatsappText, ['02/03/26, 09:15 - Ada: x'])), { events: 1, skipped: [ambiguous] })
  t.strictSame([...await when('02/03/26, 09:15 - Ada: x'), ...await when('02/03/26, 9:15 AM - Ada: x')], ['2026-03-02T08:15:00', '2026-02-03T08:15:00'])
  t.strictSame(summaryOf(await rowsOf(whatsappText, ['03/03/26, 09:15 - Ada: x'])).skipped, [], 'one order as good as the other')
  t.strictSame(summaryOf(await rowsOf(whatsappText, ['31/02/26, 09:15 - Ada: x'])).faults, ['1: There is no such day.'])
})

t.test('who is us is said by whoever imports; a number is a telephone', async t => {
  const chat = '28.02.26, 09:15 - \u202a+49\u00a0170\u00a01234567\u202c: a\n28.02.26, 09:16 - +1 202-555-0101: b'
  const told = await eventsOf(whatsappText, chat, { me: ['+12025550101'] })
  t.strictSame(told.map(({ parties }) => parties?.map(({ role, name, isUs, identities: [first] }) => [role, name, isUs, first?.kind, first?.value])), [
    [['FROM', null, undefined, 'PHONE', '+491701234567'], ['TO', null, true, undefined, undefined]], [['FROM', null, true, undefined, undefined], ['TO', null, undefined, 'PHONE', '+491701234567']]
  ])
  t.strictSame(summaryOf(await rowsOf(whatsappText, [chat], { me: [] })), {
    events: 0, skipped: ['1: Nobody can tell from whom to whom it was.', '2: Nobody can tell from whom to whom it was.'], faults: ['1: Nobody in this chat is known to be you. Say which name is yours: +49\u00a0170\u00a01234567, +1 202-555-0101.']
  })
  t.match(await eventsOf(whatsappText, '28.02.26, 09:15 - (((((((((: a'), [{ parties: [{ identities: [{ kind: 'OTHER', value: 'whatsapp-name:(((((((((' }] }, {}] }], 'which is no number')
  t.strictSame(summaryOf(await rowsOf(whatsappText, ['28.02.26, 09:15 - grace hopper: a'])).skipped, ['1: Nobody else has written in this chat.'])
  t.equal((await eventsOf(whatsappText, '28.02.26, 09:15 - You: a\n28.02.26, 09:15 - Ada: a'))[0]?.parties?.[0]?.isUs, true)
})

t.test('in a group, words are for all who are there', async t => {
  const group = '28.02.26, 09:14 - Ada changed the subject to “Plan: B”\n28.02.26, 09:15 - Ada: a\n28.02.26, 09:16 - ~ Linus: b\n28.02.26, 09:17 - Grace Hopper: c'
  const told = await eventsOf(whatsappText, group)
  t.strictSame(told.map(({ channel, parties }) => [channel, parties?.map(({ role, name, isUs }) => [role, name ?? isUs])]), [
    ['COMMENT', [['FROM', 'Ada'], ['TO', true]]], ['COMMENT', [['FROM', 'Linus'], ['TO', true]]], ['COMMENT', [['FROM', true], ['TO', 'Ada'], ['TO', 'Linus']]]
  ])
})

t.test('pictures have no words but those under them, and what was edited is what it became', async t => {
  const texts = async (...words: string[]) => (await eventsOf(whatsappText, words.map(each => `28.02.26, 09:15 - Ada: ${each}`).join('\n'))).map(({ text }) => text)
  t.strictSame(await texts('image omitted', 'IMG-1.jpg (file attached)\nOur house', '<attached: 0001.jpg>', 'Well <This message was edited>', 'null', 'an image omitted'), [null, 'Our house', null, 'Well', null, 'an image omitted'])
})

t.test('a chat is known by its first line', async t => {
  t.ok(whatsappText.recognizes(Buffer.from(`\ufeff${ANDROID}`), 'x'))
  for (const text of ['', 'Notes\n28.02.26, 09:15 - Ada: x', '28.02.26, 09:15 - nobody said', '[28.02.26, 09:15 - Ada: x', '28.02.26, 25:15 - Ada: x']) t.notOk(whatsappText.recognizes(Buffer.from(text), '_chat.txt'), text)
  t.match(summaryOf(await rowsOf(whatsappText, [`Notes\n${ANDROID}`])), { events: 4, faults: [/^1: No message begins here/] })
})

t.test('wherever the bytes are cut, and however long the chat, the messages are the same', async t => {
  const long = Array.from({ length: 2_500 }, (_, at) => `${1 + at % 9}/${1 + at % 12}/26, 09:15 - ${at % 2 ? 'Ada' : 'Grace Hopper'}: Message ${at} – 🎉`).join('\r\n')
  for (const file of [ANDROID, ANDROID.replaceAll('\n', '\r\n'), long].map(text => Buffer.from(text))) {
    const expected = await rowsOf(whatsappText, [file])
    await fc.assert(fc.asyncProperty(cutAnywhere(file), async pieces => t.strictSame(await rowsOf(whatsappText, pieces), expected)), { numRuns: file.length > 10_000 ? 3 : 30 })
  }
  t.equal(summaryOf(await rowsOf(whatsappText, [long])).events, 2_500)
})
