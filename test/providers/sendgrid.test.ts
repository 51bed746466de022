import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { sendgrid } from '../../src/providers/email/sendgrid.ts'
import { LETTER, multipart, RAW_LETTER, SENDGRID_LETTER, told, webhook } from './support/mail-forms.ts'
import { NOW, SENDERS } from './support/senders.ts'

const RECORDED = new URL('../../../shared/fixtures/sendgrid/inbound-parse.default_data.multipart.txt', import.meta.url)
const of = (changes: Readonly<Record<string, string | Buffer>>) => multipart({ ...SENDGRID_LETTER, ...changes })

t.test('a mail is signed by the key of a security policy within five minutes, or comes with a password', async t => {
  const { secret, otherSecret, sends } = SENDERS.SENDGRID
  const body = of({}).body.toString()
  t.strictSame(sendgrid.verify(sends(body), [secret]), { isGenuine: true })
  t.equal(sendgrid.verify(sends(body), [otherSecret]).isGenuine, false)
  t.equal(sendgrid.verify({ ...sends(body), body: Buffer.from(body.replace('works', 'worse')) }, [secret]).isGenuine, false)
  for (const at of [NOW - 301_000, NOW + 301_000]) t.equal(sendgrid.verify(sends(body, secret, at), [secret]).isGenuine, false)
  const made = sendgrid.makeSecret?.(Buffer.alloc(32, 7)) ?? ''
  const basic = multipart(SENDGRID_LETTER, { authorization: `Basic ${Buffer.from(`sendgrid:${made}`).toString('base64')}` })
  t.strictSame(sendgrid.verify(basic, [made]), { isGenuine: true })
  t.equal(sendgrid.verify(basic, [secret]).isGenuine, false)
})

t.test('a public key of any curve that they use, and a password, can be entered', async t => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  t.equal(sendgrid.faultOfSecret?.(publicKey.export({ format: 'der', type: 'spki' }).toString('base64')), null)
  t.equal(sendgrid.faultOfSecret?.('short'), 'is not 8 to 256 characters long.')
})

t.test('a delivery is known by the headers of its copy of the mail, whatever stands between the parts', async t => {
  const key = sendgrid.deliveryKey(of({}))
  t.equal(sendgrid.deliveryKey(of({ dkim: '{@example.org : pass}' })), key)
  t.not(sendgrid.deliveryKey(of({ headers: `List-Id: <dev.example.org>\r\n${SENDGRID_LETTER['headers']}` })), key, 'the copy that came by a list')
  t.equal(sendgrid.deliveryKey(multipart({ email: RAW_LETTER })), sendgrid.deliveryKey(multipart({ email: RAW_LETTER.replace('works', 'worse') })))
  t.match(sendgrid.deliveryKey(webhook('x', 'text/plain')), /^[\da-f]{64}$/)
})

t.test('each field is read in its own charset', async t => {
  const charsets = '{"subject":"ISO-2022-JP","text":"windows-1252","from":"koi8-r"}'
  const headers = 'Message-ID: <letter.1@example.org>\r\nDate: Sat, 28 Feb 2026 10:30:00 +0100\r\n'
  const event = await told(sendgrid, of({
    headers, charsets, subject: Buffer.from('\x1b$B$3$s\x1b(B', 'latin1'), text: Buffer.from('\x93Gr\xfc\xdfe\x94', 'latin1'), from: Buffer.from('\xe1\xc4\xc1 <ada@example.org>', 'latin1'), cc: 'linus@example.net'
  }))
  t.equal(event.subject, 'こん')
  t.equal(event.text, '“Grüße”')
  t.strictSame(event.parties, [
    { role: 'FROM', name: 'Ада', identities: [{ kind: 'EMAIL', value: 'ada@example.org' }] },
    ...(LETTER.parties ?? []).slice(1)
  ])
})

t.test('the mailbox that it came to is ours; a bounce and a calendar are told as what they are', async t => {
  const event = await told(sendgrid, of({ envelope: '{"to":["linus@example.net"],"from":""}' }))
  t.equal(event.parties?.[2]?.isUs, true)
  t.equal(event.automated, 'It is a bounce or an automatic answer (Return-Path: <>).')
  const calendar = of({ 'attachment-info': '{"attachment1":{"type":"text/calendar; method=REPLY"}}' })
  t.equal((await told(sendgrid, calendar)).automated, 'A calendar answered an invitation (text/calendar, REPLY).')
})

t.test('JSON in a field that is none is passed over', async t => {
  for (const value of ['', 'no JSON', '5', 'null', '[1]', '{"to":5,"text":[],"attachment1":null}', '{"to":[5,null,{}]}']) {
    t.strictSame(await told(sendgrid, of({ envelope: value, charsets: value, 'attachment-info': value })), LETTER, value)
  }
})

t.test('what is no mail cannot be read', async t => {
  const none: Record<string, string>[] = [{}, { headers: '' }, { headers: 'no headers' }, { email: 'no mail' }, { email: '', text: 'x' }]
  for (const fields of none) {
    await t.rejects(async () => sendgrid.translate(multipart(fields)), { name: 'Unreadable', message: 'The form has neither headers nor a raw mail as its field email.' }, JSON.stringify(fields))
  }
  await t.rejects(async () => sendgrid.translate(webhook('x', 'text/plain')), { name: 'Unreadable' })
})

t.test('a recorded mail is read', { skip: existsSync(RECORDED) ? false : 'recorded payloads are not here' }, async t => {
  // It was recorded with the line ends of Unix, which no sender uses.
  const body = readFileSync(RECORDED, 'latin1').replaceAll('\n', '\r\n')
  const event = await told(sendgrid, webhook(Buffer.from(body, 'latin1'), 'multipart/form-data; boundary=xYzZY'))
  t.match(event.externalId, /^sha256:[\da-f]{64}$/)
  t.strictSame({ ...event, externalId: '' }, {
    source: 'email',
    externalId: '',
    toldAt: Date.UTC(2016, 7, 11, 1, 10, 13),
    channel: 'EMAIL',
    occurredAt: Date.UTC(2016, 7, 11, 1, 10, 13),
    status: 'HELD',
    parties: [
      { role: 'FROM', name: 'Example User', identities: [{ kind: 'EMAIL', value: 'test@example.com' }] },
      { role: 'TO', name: null, identities: [{ kind: 'EMAIL', value: 'inbound@inbound.example.com' }], isUs: true }
    ],
    subject: 'Inbound Parse Test Data',
    text: 'Hello Twilio SendGrid!',
    automated: null
  })
})
