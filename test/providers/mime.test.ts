import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { mime } from '../../src/providers/email/mime.ts'
import { kept, LETTER, RAW_LETTER, told, webhook } from './support/mail-forms.ts'
import { NOW } from './support/senders.ts'

const RECORDED = new URL('../../../shared/fixtures/eml/', import.meta.url)
const raw = (...lines: string[]) => webhook(lines.join('\r\n'), 'message/rfc822')

t.test('a mail comes with the secret as a bearer token or as a password, and with no other', async t => {
  const secret = mime.makeSecret?.(Buffer.alloc(32, 7)) ?? ''
  const sent = (authorization: string) => mime.verify(webhook(RAW_LETTER, 'message/rfc822', { authorization }), [secret]).isGenuine
  t.equal(sent(`Bearer ${secret}`), true)
  t.equal(sent(`Basic ${Buffer.from(`mail:${secret}`).toString('base64')}`), true)
  for (const other of ['', 'Bearer', 'Bearer x', `Basic ${secret}`, `Basic ${Buffer.from(secret).toString('base64')}`, `Bearer ${secret}x`]) t.equal(sent(other), false, other)
})

t.test('a mail is told whatever its sender calls it', async t => {
  for (const type of ['message/rfc822', 'text/plain', 'application/octet-stream', '']) t.strictSame(await told(mime, webhook(RAW_LETTER, type)), LETTER, type)
})

t.test('a delivery is its bytes: the copy by a list and the direct one are two, which tell of one mail', async t => {
  const byList = webhook(`List-Id: <dev.example.org>\r\n${RAW_LETTER}`, 'message/rfc822')
  t.not(mime.deliveryKey(byList), mime.deliveryKey(webhook(RAW_LETTER, 'message/rfc822')))
  t.strictSame(await told(mime, byList), { ...LETTER, automated: 'It went to a mailing list (List-Id).' })
})

t.test('the mailbox that the last server delivered it to is ours, and no other that is named so', async t => {
  const event = await told(mime, raw('Delivered-To: Grace@example.com', 'X-Original-To: crm@example.com', 'Delivered-To: linus@example.net', 'From: ada@example.org', 'To: grace@example.com, linus@example.net', 'Cc: crm@example.com, ada@example.org', '', 'x'))
  t.strictSame(event.parties?.map(({ role, identities, isUs }) => [role, identities[0]?.value, isUs]), [
    ['FROM', 'ada@example.org', undefined], ['TO', 'grace@example.com', true], ['TO', 'linus@example.net', undefined], ['CC', 'crm@example.com', true]
  ])
})

t.test('what a calendar answered is automatic; an invitation is not', async t => {
  const of = (method: string) => told(mime, raw('From: ada@example.org', 'Content-Type: multipart/alternative; boundary=b', '', '--b', '', 'Ada has answered.', '--b', `Content-Type: text/calendar; method=${method}`, '', 'BEGIN:VCALENDAR', '--b--'))
  t.equal((await of('REPLY')).automated, 'A calendar answered an invitation (text/calendar, REPLY).')
  t.equal((await of('REQUEST')).automated, null)
  t.equal((await of('CANCEL')).automated, null)
})

t.test('a Date that is missing or still to come is the time of arrival', async t => {
  for (const date of ['Date: ', 'Date: Fri, 1 Jan 2100 00:00:00 +0000', 'X: y']) t.equal((await told(mime, raw('From: ada@example.org', date, '', 'x'))).occurredAt, NOW, date)
})

t.test('what is no mail cannot be read, and nothing of it is quoted', async t => {
  for (const body of ['', 'My dear Grace', '{"a":1}', '\0'.repeat(1_000)]) {
    await t.rejects(async () => mime.translate(webhook(body, 'message/rfc822')), { name: 'Unreadable', message: 'The body is no mail: it does not begin with headers such as From and Date.' })
  }
})

t.test('recorded mails are read, and shed', { skip: existsSync(RECORDED) ? false : 'recorded mails are not here' }, async t => {
  t.strictSame(readdirSync(RECORDED).sort(), ['base64encodedroot.eml', 'decoderended.eml', 'mixed.eml'])
  const of = (name: string) => webhook(readFileSync(new URL(name, RECORDED)), 'message/rfc822')
  const picture = of('base64encodedroot.eml')
  const { subject, text, parties } = await told(mime, picture)
  t.strictSame([subject, text, parties?.length], [null, null, 1])
  t.notMatch((await kept(mime, picture)).body.toString(), /iVBORw0K/)
  const forwarded = await told(mime, of('decoderended.eml'))
  t.strictSame([forwarded.subject, forwarded.occurredAt], ['Fwd: fotos', Date.UTC(2004, 8, 9, 8, 15, 52)])
  t.match(forwarded.text, /^Note: forwarded message attached\.[^]*Check it out\.$/)
  t.strictSame(await mime.translate(of('mixed.eml')), { ignored: 'The mail names no sender.' })
})
