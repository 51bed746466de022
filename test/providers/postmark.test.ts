import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { postmark } from '../../src/providers/email/postmark.ts'
import type { Webhook } from '../../src/providers/provider.ts'
import { surviveAnything } from './support/any-json.ts'
import { kept, LETTER, POSTMARK_LETTER, told, webhook } from './support/mail-forms.ts'
import { NOW, SENDERS } from './support/senders.ts'

const RECORDED = new URL('../../../shared/fixtures/postmark/inbound.json', import.meta.url)
const of = (changes: object, headers?: Record<string, string>) => webhook(JSON.stringify({ ...POSTMARK_LETTER, ...changes }), 'application/json', headers)

t.test('a mail comes with the secret as the password of its address, and with no other', async t => {
  const secret = postmark.makeSecret?.(Buffer.alloc(32, 7)) ?? ''
  t.match(secret, /^[\w-]{43}$/)
  const basic = (password: string) => of({}, { authorization: `Basic ${Buffer.from(`postmark:${password}`).toString('base64')}` })
  t.strictSame(postmark.verify(basic(secret), [secret]), { isGenuine: true })
  t.strictSame(postmark.verify(SENDERS.POSTMARK.sends('{}'), [SENDERS.POSTMARK.secret]), { isGenuine: true })
  for (const other of [basic(`${secret}x`), basic(''), of({})]) t.equal(postmark.verify(other, [secret]).isGenuine, false)
})

t.test('a delivery is known by the MessageID of Postmark, or by its body', async t => {
  t.equal(postmark.deliveryKey(of({})), '22c74902-a0c1-4511-804f-341342852c90')
  t.match(postmark.deliveryKey(webhook('no JSON', 'application/json')), /^[\da-f]{64}$/)
  t.match(postmark.deliveryKey(of({ MessageID: 'x'.repeat(5_000) })), /^[\da-f]{64}$/)
})

t.test('the mailbox that it came to is ours', async t => {
  const event = await told(postmark, of({ CcFull: [{ Email: 'A1B2@inbound.example.net', Name: 'CRM' }] }))
  t.strictSame(event.parties?.[2], { role: 'CC', name: 'CRM', identities: [{ kind: 'EMAIL', value: 'A1B2@inbound.example.net' }], isUs: true })
})

t.test('what has no stripped reply is stripped here, and HTML stands for text that is missing', async t => {
  t.equal((await told(postmark, of({ StrippedTextReply: '' }))).text, 'It works, grüße!')
  t.equal((await told(postmark, of({ StrippedTextReply: '', TextBody: '', HtmlBody: '<p>It &amp; that</p>' }))).text, 'It & that')
})

t.test('who is not taken apart is read from the header', async t => {
  const { FromFull: _from, ToFull: _to, CcFull: _cc, ...rest } = POSTMARK_LETTER
  const event = await told(postmark, webhook(JSON.stringify({ ...rest, From: 'Ada König <ada@example.org>', To: '"Hopper, Grace" <grace@example.com>', Cc: 'linus@example.net' }), 'application/json'))
  t.strictSame(event, LETTER)
})

t.test('a Date that is missing, or still to come, is the time of arrival', async t => {
  for (const Date of ['', 'soon', 'Sat, 28 Feb 2032 10:30:00 +0100', 5]) {
    const { occurredAt, toldAt } = await told(postmark, of({ Date }))
    t.strictSame([occurredAt, toldAt], [NOW, NOW], String(Date))
  }
})

t.test('a mail that a program wrote says why it is none', async t => {
  const automated = async (changes: object) => (await told(postmark, of(changes))).automated
  t.equal(await automated({ Headers: [{ Name: 'List-Id', Value: '<dev.example.org>' }] }), 'It went to a mailing list (List-Id).')
  t.equal(await automated({ FromFull: { Email: 'no-reply@example.org' } }), 'It comes from an address that reads no answers.')
  t.equal(await automated({ Attachments: [{ ContentType: 'text/calendar; charset=utf-8; method=REPLY' }] }), 'A calendar answered an invitation (text/calendar, REPLY).')
  t.equal(await automated({ Attachments: [{ ContentType: 'text/calendar; method=REQUEST' }] }), null)
})

t.test('of a text of 10 MB what is looked at is kept', async t => {
  const came = webhook(JSON.stringify({ MessageID: '1', From: 'ada@example.org', TextBody: 'word '.repeat(2_000_000), HtmlBody: '😀'.repeat(2_000_000) }), 'application/json')
  const kept = await postmark.shed!(came)
  t.ok(kept.length < 2_600_000, `${kept.length} bytes`)
  t.strictSame(await postmark.translate({ ...came, body: kept }), await postmark.translate(came))
})

t.test('JSON of any shape is told, ignored, or cannot be read, and its attachments are shed', async t => {
  for (const body of ['', '1', 'null', '[]', '{}', '{"MessageID":{}}', '['.repeat(1_000)]) {
    await t.rejects(async () => postmark.translate(webhook(body, 'application/json')), { name: 'Unreadable' }, body.slice(0, 20))
  }
  surviveAnything(postmark, [POSTMARK_LETTER])
  const toldOrNot = async (came: Webhook) => await told(postmark, came).catch((error: Error) => error.message)
  await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.keys(POSTMARK_LETTER)), fc.jsonValue(), async (name, value) => {
    const came = of({ [name]: value, Attachments: [value, { Content: 'SECRET', Name: value }] })
    const shed = await kept(postmark, came)
    return !shed.body.includes('SECRET') && isDeepStrictEqual(await toldOrNot(shed), await toldOrNot(came))
  }), { numRuns: 200 })
})

t.test('the mail that Postmark sends to try an address is read', { skip: existsSync(RECORDED) ? false : 'recorded payloads are not here' }, async t => {
  t.strictSame(await told(postmark, webhook(readFileSync(RECORDED), 'application/json')), {
    source: 'email',
    externalId: 'sha256:f792d2929cbba2e0c1a03055ffba77988d2cbb3979b790ec419324e3c906ea83',
    toldAt: Date.UTC(2023, 4, 5, 21, 44, 33),
    channel: 'EMAIL',
    occurredAt: Date.UTC(2023, 4, 5, 21, 44, 33),
    status: 'HELD',
    parties: [
      { role: 'FROM', name: 'Postmarkapp Support', identities: [{ kind: 'EMAIL', value: 'support@postmarkapp.com' }] },
      { role: 'TO', name: 'Firstname Lastname', identities: [{ kind: 'EMAIL', value: 'mailbox+SampleHash@inbound.postmarkapp.com' }], isUs: true },
      { role: 'CC', name: 'First Cc', identities: [{ kind: 'EMAIL', value: 'firstcc@postmarkapp.com' }] },
      { role: 'CC', name: null, identities: [{ kind: 'EMAIL', value: 'secondCc@postmarkapp.com' }] }
    ],
    subject: 'Test subject',
    text: 'This is the reply text',
    automated: null
  })
})
