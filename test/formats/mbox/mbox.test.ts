import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import t from 'tap'
import { joined, toldBy } from '../../../src/domain/integrations/told.ts'
import { mbox } from '../../../src/formats/mbox/mbox.ts'
import { mime } from '../../../src/providers/email/mime.ts'
import { told, webhook } from '../../providers/support/mail-forms.ts'
import { cutAnywhere, eventsOf, rowsOf, summaryOf } from '../support/interaction-rows.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of buffers that somebody holds. */
function held (): number {
  collect()
  return process.memoryUsage().arrayBuffers
}

const ENVELOPE = 'From 1784@xxx Thu Feb 05 21:02:13 +0000 2026'
const mail = (id: string, body: string, ...headers: string[]) => [`Message-ID: <${id}>`, 'Date: Thu, 5 Feb 2026 22:00:00 +0100', 'From: Ada <ada@example.org>', 'To: grace@example.com', `Subject: Letter ${id}`, ...headers, '', body, ''].join('\n')
const box = (...mails: string[]) => mails.map(each => `${ENVELOPE}\n${each}\n`).join('')
const skipped = async (...headers: string[]) => summaryOf(await rowsOf(mbox, [box(mail('1', 'x', ...headers))])).skipped.join()

t.test('each mail of a mailbox is told, as it is told when it comes by a webhook', async t => {
  const rows = await rowsOf(mbox, [box(mail('1@x', 'Dear Grace,\n\n> From here\n>From there it works.'), mail('2@x', 'Yes.'))])
  t.strictSame(rows.map(({ line }) => line), [1, 13])
  const events = rows.flatMap(row => 'event' in row ? [row.event] : [])
  t.match(events[0], {
    source: 'email',
    externalId: '1@x',
    toldAt: Date.UTC(2026, 1, 5, 21),
    channel: 'EMAIL',
    status: 'HELD',
    subject: 'Letter 1@x',
    parties: [{ role: 'FROM', name: 'Ada', identities: [{ kind: 'EMAIL', value: 'ada@example.org' }] }, { role: 'TO', isUs: true }],
    text: 'Dear Grace,\n\nFrom there it works.'
  })
  const hooked = await told(mime, webhook(`Delivered-To: grace@example.com\n${mail('2@x', 'Yes.')}`, 'message/rfc822'))
  t.strictSame(toldBy(events[1] as typeof hooked), toldBy(hooked))
  t.strictSame(joined(toldBy(events[1] as typeof hooked), toldBy(hooked)), toldBy(hooked))
})

t.test('what we wrote is from us', async t => {
  const [sent] = await eventsOf(mbox, box(mail('1', 'x')), { me: ['Ada@Example.org', 'Ada'] })
  t.strictSame(sent?.parties?.map(({ role, isUs }) => [role, isUs]), [['FROM', true], ['TO', undefined]])
  const [alias] = await eventsOf(mbox, box(mail('1', 'x', 'Delivered-To: GRACE@example.com')), { me: [] })
  t.strictSame(alias?.parties?.map(({ role, isUs }) => [role, isUs]), [['FROM', undefined], ['TO', true]], 'and what lies in our mailbox is to us')
})

t.test('a line of a text that begins with From begins no mail, unless an empty line is before it and a year at its end', async t => {
  for (const line of ['From Ada with love', 'From here it is 2026', 'x\nFrom ada Thu Feb 05 2026', '\nFrom here on, nothing', '\nFrom ada@example.org Thu Feb 05 2026 and on']) {
    const rows = await rowsOf(mbox, [box(mail('1', `One.\n${line}\nTwo.`), mail('2', 'x'))])
    t.strictSame(rows.map(row => 'event' in row ? row.event.externalId : row), ['1', '2'], line)
    t.match('event' in (rows[0] as object) && rows[0], { event: { text: `One.\n${line}\nTwo.` } }, line)
  }
})

t.test('spam, what was thrown away and drafts are not told', async t => {
  t.equal(await skipped('X-Gmail-Labels: Important,Spam'), '1: It is spam.')
  t.equal(await skipped('X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe,Ge=C3=B6ffnet?='), '1: It is a draft.')
  t.equal(await skipped('X-Gmail-Labels: "Trash",Inbox'), '1: It was thrown away.')
  t.equal(await skipped('X-Mozilla-Status: 0009'), '1: It was thrown away.')
  for (const header of ['X-Gmail-Labels: Inbox,Draft plans', 'X-Mozilla-Status: 0001']) t.equal(await skipped(header), '', header)
})

t.test('a mail without a date is of when it came; where nobody says, it is not told', async t => {
  const undated = 'From: ada@example.org\nSubject: x\n\nx\n'
  const at = async (envelope: string, text: string) => (await eventsOf(mbox, `${envelope}\n${text}`))[0]?.occurredAt
  t.equal(await at(ENVELOPE, `Received: by mx.example.com; Wed, 4 Feb 2026 10:00:00 +0000\n${undated}`), Date.UTC(2026, 1, 4, 10))
  t.equal(await at(ENVELOPE, undated), Date.UTC(2026, 1, 5, 21, 2, 13))
  t.equal(await at('From ada@example.org Thu Feb  5 21:02:13 2026', undated), Date.UTC(2026, 1, 5, 21, 2, 13))
  t.strictSame(summaryOf(await rowsOf(mbox, [`From - 2026\n${undated}`])).skipped, ['1: The mail does not say when it was sent.'])
})

t.test('what is no mail costs itself and no other', async t => {
  const text = `Notes\n\n${box('no headers\n', mail('2', 'x'), 'To: grace@example.com\n\nx\n')}`
  t.strictSame(summaryOf(await rowsOf(mbox, [text])), {
    events: 1,
    skipped: ['15: The mail names no sender.'],
    faults: [
      '1: No mail begins here: a line such as “From ada@example.org Sun Dec 25 21:33:37 2011” was expected.', '3: It is no mail: it does not begin with headers such as From and Date.'
    ]
  })
  t.strictSame(await rowsOf(mbox, ['']), [])
  t.strictSame(summaryOf(await rowsOf(mbox, [`${ENVELOPE}\n\n${box(mail('2', 'x'))}`])), { events: 1, skipped: [], faults: ['1: It is no mail: it does not begin with headers such as From and Date.'] })
})

t.test('of a mail with a film attached no more is held than is looked at', async t => {
  const film = Buffer.alloc(1_000_000, 'QUJD\n')
  const head = Buffer.from(`${ENVELOPE}\n${mail('1', '', 'Content-Type: multipart/mixed; boundary=b')}--b\n\nThe film.\n--b\nContent-Type: video/mp4\n\n`)
  const reader = mbox.open({ me: [], timeZone: 'UTC', defaultCountry: 'DE', now: Date.UTC(2026, 2, 1) })
  const before = held()
  reader.push(head)
  for (let at = 0; at < 60; at++) reader.push(film)
  t.ok(held() - before < 45_000_000, 'of 60 MB')
  const rows = [...await reader.push(Buffer.from(`\n--b--\n\n${box(mail('2', 'Short.'))}`)), ...await reader.end()]
  t.strictSame(rows.flatMap(row => 'event' in row ? [[row.event.externalId, row.event.text]] : []), [['1', 'The film.'], ['2', 'Short.']])
})

t.test('wherever the bytes are cut, the mails are the same', async t => {
  const files = [box(mail('1', 'One.\n\nFrom here'), '\n', mail('2', '>From x\n>>From y'), mail('3', '')), `x\n\n${box(mail('1', 'x'))}`, box('', '', mail('2', 'x'))]
  const written = files.flatMap(text => [text, text.replaceAll('\n', '\r\n')]).map(text => Buffer.from(text))
  const expected = new Map(await Promise.all(written.map(async file => [file, await rowsOf(mbox, [file])] as const)))
  await fc.assert(fc.asyncProperty(fc.constantFrom(...written).chain(file => cutAnywhere(file).map(pieces => ({ file, pieces }))), async ({ file, pieces }) => {
    t.strictSame(await rowsOf(mbox, pieces), expected.get(file))
  }), { numRuns: 60 })
})
