import { createHmac } from 'node:crypto'
import t from 'tap'
import { mailgun } from '../../src/providers/email/mailgun.ts'
import { LETTER, MAILGUN_LETTER, multipart, told, urlEncoded, webhook } from './support/mail-forms.ts'
import { NOW } from './support/senders.ts'

const KEY = 'key-of-ada-and-nobody-else'
const TOKEN = 'c'.repeat(50)

function signed (at: number, key = KEY): Record<string, string> {
  const timestamp = String(at / 1_000)
  return { timestamp, token: TOKEN, signature: createHmac('sha256', key).update(timestamp + TOKEN).digest('hex') }
}

t.test('the token is signed with the key and a time of the last day, in a form of either kind and in JSON', async t => {
  const json = (at: number, key?: string) => webhook(JSON.stringify({ ...MAILGUN_LETTER, signature: signed(at, key) }), 'application/json')
  const ways = [(at: number, key?: string) => urlEncoded({ ...MAILGUN_LETTER, ...signed(at, key) }), (at: number, key?: string) => multipart({ ...MAILGUN_LETTER, ...signed(at, key) }), json]
  for (const way of ways) {
    t.strictSame(mailgun.verify(way(NOW), [KEY]), { isGenuine: true })
    t.equal(mailgun.verify(way(NOW, 'key-of-eve'), [KEY]).isGenuine, false)
    for (const days of [-1.01, 1.01]) t.equal(mailgun.verify(way(NOW + days * 86_400_000), [KEY]).isGenuine, false, `${days} days`)
    const changed = way(NOW)
    t.equal(mailgun.verify({ ...changed, body: Buffer.from(changed.body.toString('latin1').replace('cccc', 'dccc'), 'latin1') }, [KEY]).isGenuine, false)
    t.equal(mailgun.deliveryKey(way(NOW)), TOKEN, 'since nothing else is signed, the token is what a delivery is, and it is taken once')
  }
  t.equal(mailgun.verify(urlEncoded(MAILGUN_LETTER), [KEY]).isGenuine, false)
  t.match(mailgun.deliveryKey(urlEncoded(MAILGUN_LETTER)), /^[\da-f]{64}$/)
  t.equal(mailgun.faultOfSecret?.('has a space'), 'has a space or a line break in it.')
})

t.test('a captured signature with other words has the same name, and so is the same delivery', async t => {
  const stolen = urlEncoded({ ...signed(NOW), subject: 'Other words' })
  t.strictSame(mailgun.verify(stolen, [KEY]), { isGenuine: true })
  t.equal(mailgun.deliveryKey(stolen), mailgun.deliveryKey(urlEncoded({ ...MAILGUN_LETTER, ...signed(NOW) })))
})

t.test('no digit can move from the token to the time, which would make another token of it', async t => {
  const at = NOW / 1_000
  for (const token of [`123${'c'.repeat(47)}`, `0${'c'.repeat(49)}`]) {
    const signature = createHmac('sha256', KEY).update(`${at}${token}`).digest('hex')
    t.strictSame(mailgun.verify(urlEncoded({ timestamp: String(at), token, signature }), [KEY]), { isGenuine: true })
    for (let moved = -3; moved <= 3; moved++) {
      const signed = `${at}${token}`
      const way = urlEncoded({ timestamp: signed.slice(0, 10 + moved), token: signed.slice(10 + moved), signature })
      t.equal(mailgun.verify(way, [KEY]).isGenuine, moved === 0, `${moved}`)
    }
  }
})

t.test('where the list of headers is missing, the fields that have their names are read', async t => {
  const { 'message-headers': _headers, ...rest } = MAILGUN_LETTER
  const event = await told(mailgun, urlEncoded({
    ...rest, From: 'Ada König <ada@example.org>', To: '"Hopper, Grace" <grace@example.com>', Cc: 'linus@example.net', Subject: 'Grüße', Date: 'Sat, 28 Feb 2026 10:30:00 +0100', 'Message-Id': '<letter.1@example.org>'
  }))
  t.strictSame(event, LETTER)
})

t.test('the mailbox that it came to is ours, and what a program wrote is told as that', async t => {
  const event = await told(mailgun, urlEncoded({
    recipient: 'Grace@example.com', 'message-headers': JSON.stringify([['From', 'ada@example.org'], ['To', 'grace@example.com'], ['Auto-Submitted', 'auto-replied']]), 'body-html': '<p>Away.</p>'
  }))
  t.strictSame(event.parties?.[1], { role: 'TO', name: null, identities: [{ kind: 'EMAIL', value: 'grace@example.com' }], isUs: true })
  t.equal(event.automated, 'A program answered for somebody (Auto-Submitted: auto-replied).')
  t.equal(event.text, 'Away.')
})

t.test('what is no mail cannot be read', async t => {
  const message = 'The form has neither message-headers nor a raw mail as its field body-mime.'
  for (const came of [urlEncoded({}), urlEncoded({ 'message-headers': 'no JSON' }), urlEncoded({ 'message-headers': '[1,[[],{}],null]' }), urlEncoded({ 'body-mime': 'no mail' }), multipart({}), webhook('[]', 'application/json'), webhook('{"message-headers":5}', 'application/json')]) {
    await t.rejects(async () => mailgun.translate(came), { name: 'Unreadable', message }, came.body.toString().slice(0, 60))
  }
  t.strictSame(await mailgun.translate(urlEncoded({ 'message-headers': '[["Subject"],["To",{}]]' })), { ignored: 'The mail names no sender.' })
  for (const came of [webhook('{', 'application/json'), webhook('', 'text/plain'), webhook('x', 'multipart/form-data')]) {
    await t.rejects(async () => mailgun.translate(came), { name: 'Unreadable' })
  }
})
