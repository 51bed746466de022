import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import t from 'tap'
import type { Webhook } from '../../src/providers/provider.ts'
import { hmac } from '../../src/providers/signatures/checks.ts'
import { verifySignature } from '../../src/providers/signatures/scheme.ts'
import { signedBy, type SCHEMES } from '../../src/providers/signatures.ts'
import { ADDRESS, arrived, NOW, SENDERS } from './support/senders.ts'

const WHSEC = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const mac = (key: string | Buffer, text: string, encoding: 'hex' | 'base64', hash = 'sha256') => createHmac(hash, key).update(text).digest(encoding)
const isGenuine = (provider: keyof typeof SCHEMES, webhook: Webhook, ...secrets: string[]) => signedBy(provider)(webhook, secrets).isGenuine

const standard = (changes: Record<string, string>, body = '{}') => arrived(body, {
  'webhook-id': 'msg_1', 'webhook-timestamp': String(NOW / 1_000), 'webhook-signature': v1('msg_1', body), ...changes
})
const v1 = (id: string, body: string, time: string | number = NOW / 1_000) => `v1,${mac(Buffer.from(WHSEC.slice(6), 'base64'), `${id}.${time}.${body}`, 'base64')}`

t.test('of the signatures of Standard Webhooks one is enough, and those of unknown versions are passed over', async t => {
  const good = v1('msg_1', '{}')
  for (const list of [`v2,abc ${good}`, `v1,abc ${good} v1a,zzz`, `${good} v1,`]) t.ok(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-signature': list }), WHSEC), list)
  for (const list of ['v1,', 'v1', ',', good.slice(0, 12), good.slice(3), good.replace('v1', 'v2'), good.replace('v1', 'v1a'), `${good}, `, `${'v1,abc '.repeat(20)}${good}`]) {
    t.not(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-signature': list }), WHSEC), true, list)
  }
  t.ok(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-signature': v1('msg_1', '') }, ''), WHSEC), 'an empty body')
})

t.test('what is signed is gone through once, however many signatures are offered', async t => {
  let readings = 0
  const base = Object.assign([Buffer.from('{}')], { * [Symbol.iterator] () { readings++; yield Buffer.from('{}') } })
  const scheme = { signed: () => ({ signatures: Array<string>(20).fill('x'), bases: [base] }), check: hmac('sha256', 'hex') }
  t.not(verifySignature([scheme], arrived('{}', {}), ['one', 'other']).isGenuine, true)
  t.equal(readings, 2, 'once by each secret')
})

t.test('the older names of the headers are read, but never a mixture', async t => {
  const { 'webhook-id': id = '', 'webhook-timestamp': time = '', 'webhook-signature': signature = '' } = standard({}).headers
  t.ok(isGenuine('STANDARD_WEBHOOKS', arrived('{}', { 'svix-id': id, 'svix-timestamp': time, 'svix-signature': signature }), WHSEC))
  t.not(isGenuine('STANDARD_WEBHOOKS', arrived('{}', { 'webhook-id': id, 'svix-timestamp': time, 'svix-signature': signature }), WHSEC), true)
  t.not(isGenuine('STANDARD_WEBHOOKS', arrived('{}', { 'webhook-signature': signature, 'svix-id': id, 'svix-timestamp': time }), WHSEC), true)
})

t.test('a time is nothing but digits', async t => {
  for (const time of [`${NOW / 1_000}junk`, ` ${NOW / 1_000}`, `${NOW / 1_000}.0`, '1e9', '-1', '']) {
    t.not(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-timestamp': time, 'webhook-signature': v1('msg_1', '{}', time) }), WHSEC), true, time)
  }
  t.ok(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-timestamp': String(NOW), 'webhook-signature': v1('msg_1', '{}', NOW) }), WHSEC), 'milliseconds')
})

t.test('an old time cannot move into the id, nor the beginning of a body become the time', async t => {
  const old = v1('msg_1', `${NOW / 1_000}.{}`, 1_000_000_000)
  t.not(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-id': 'msg_1.1000000000', 'webhook-signature': old }), WHSEC), true)
})

t.test('a public key is known to everybody: it signs nothing as a secret, and is no password', async t => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const whpk = `whpk_${publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')}`
  const time = NOW / 1_000
  const v1a = `v1a,${sign(null, Buffer.from(`msg_1.${time}.{}`), privateKey).toString('base64')}`
  t.ok(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-signature': `v1,abc ${v1a}` }), whpk))
  t.not(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-signature': v1a }, '{"a":1}'), whpk), true)
  for (const key of [whpk, Buffer.from(whpk.slice(5), 'base64'), Buffer.from(whpk, 'base64')]) {
    t.not(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-signature': `v1,${mac(key, `msg_1.${time}.{}`, 'base64')}` }), whpk), true)
  }
  const { secret } = SENDERS.SENDGRID
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const other = p384.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  for (const known of [secret, secret.replace(/=+$/, ''), whpk, other]) {
    for (const provider of ['SENDGRID', 'GENERIC', 'POSTMARK'] as const) t.not(isGenuine(provider, arrived('{}', { authorization: `Bearer ${known}` }), known), true)
  }
  const headers = { 'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(`${time}{}`), p384.privateKey).toString('base64'), 'x-twilio-email-event-webhook-timestamp': String(time) }
  t.not(isGenuine('SENDGRID', arrived('{}', headers), other), true, 'and SendGrid has keys on P-256 only')
})

t.test('a secret that is no key, or could be guessed, signs nothing', async t => {
  for (const secret of ['whsec_', 'whsec_AA==', 'AAAA', 'whsec_not base64 at all!!!', 'whsec_', 'whpk_', 'whpk_AAAA']) {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const signature = `v1,${mac(key, `msg_1.${NOW / 1_000}.{}`, 'base64')}`
    t.not(isGenuine('STANDARD_WEBHOOKS', standard({ 'webhook-signature': signature }), secret), true, secret)
  }
  t.not(isGenuine('GITHUB', arrived('{}', { 'x-hub-signature-256': `sha256=${mac('', '{}', 'hex')}` }), ''), true, 'an empty secret')
})

t.test('Cal.com without a secret is refused, whatever the secret here', async t => {
  for (const secret of ['no-secret-provided', 'x']) t.not(isGenuine('CAL_COM', arrived('{}', { 'x-cal-signature-256': 'no-secret-provided' }), secret), true)
})

t.test('a password comes with any name, or as a bearer, and SendGrid may have one in place of a key', async t => {
  const secret = 'a:password-of_ours'
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  for (const provider of ['GENERIC', 'POSTMARK', 'MIME', 'SENDGRID'] as const) {
    for (const authorization of [`Bearer ${secret}`, `bearer  ${secret}`, basic(`ada:${secret}`), basic(`:${secret}`)]) {
      t.ok(isGenuine(provider, arrived('{}', { authorization }), secret), `${provider} ${authorization}`)
    }
    for (const authorization of [secret, `Token ${secret}`, `Basic ${secret}`, basic(secret), basic(`${secret}:`), `Bearer ${secret} x`, 'Bearer', 'Basic']) {
      t.not(isGenuine(provider, arrived('{}', { authorization }), secret), true, `${provider} ${authorization}`)
    }
  }
})

t.test('Mailgun signs the token wherever it stands: in a form, in one of several parts, in JSON', async t => {
  const [time, token] = [String(NOW / 1_000), 'a'.repeat(50)]
  const signature = mac('key', time + token, 'hex')
  const parts = Object.entries({ timestamp: time, token, signature }).map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  t.ok(isGenuine('MAILGUN', arrived(`${parts.join('')}--b--\r\n`, { 'content-type': 'multipart/form-data; boundary=b' }), 'key'))
  t.ok(isGenuine('MAILGUN', arrived(JSON.stringify({ signature: { timestamp: time, token, signature } }), {}), 'key'))
  t.not(isGenuine('MAILGUN', arrived(JSON.stringify({ timestamp: time, token, signature }), {}), 'key'), true)
  t.not(isGenuine('MAILGUN', arrived('{', {}), 'key'), true)
  t.not(isGenuine('MAILGUN', arrived(`timestamp=${time}&token=${token}b&signature=${signature}`, FORM), 'key'), true)
})

t.test('Twilio signs the address with its port or without, and with an apostrophe or its escape', async t => {
  const signed = (url: string, fields = 'BodyHi') => ({ ...FORM, 'x-twilio-signature': mac('token', url + fields, 'base64', 'sha1') })
  const pairs = [[ADDRESS, ADDRESS], [ADDRESS.replace('.example', '.example:443'), ADDRESS], [ADDRESS, ADDRESS.replace('.example', '.example:8443')],
    [`${ADDRESS}?a='b'`, `${ADDRESS}?a=%27b%27`], [`${ADDRESS}?a=%27b%27`, `${ADDRESS}?a='b'`]] as const
  for (const [theirs, ours] of pairs) t.ok(isGenuine('TWILIO', arrived('Body=Hi', signed(theirs), ours), 'token'), theirs)
  for (const theirs of [ADDRESS.replace('https', 'http'), `${ADDRESS}/`, `${ADDRESS}?a=b`, ADDRESS.replace('goodturn', 'evil')]) {
    t.not(isGenuine('TWILIO', arrived('Body=Hi', signed(theirs)), 'token'), true, theirs)
  }
  t.ok(isGenuine('TWILIO', arrived('b=2&B=3&a=1&a=1&a=0&=', signed(ADDRESS, 'B3a0a1b2')), 'token'), 'sorted by name, capitals first, each once')
  t.not(isGenuine('TWILIO', arrived('a=1&'.repeat(1_001), signed(ADDRESS, 'a1')), 'token'), true, 'and of more fields than anybody sends none')
})

t.test('an address that is none signs nothing but itself', async t => {
  const headers = { ...FORM, 'x-twilio-signature': mac('token', 'nowhereBodyHi', 'base64', 'sha1') }
  t.ok(isGenuine('TWILIO', arrived('Body=Hi', headers, 'nowhere'), 'token'))
  t.not(isGenuine('TWILIO', arrived('Body=Hi', headers), 'token'), true)
  const plainHttp = { ...FORM, 'x-twilio-signature': mac('token', 'http://goodturn.example:80/hookBodyHi', 'base64', 'sha1') }
  t.ok(isGenuine('TWILIO', arrived('Body=Hi', plainHttp, 'http://goodturn.example/hook'), 'token'))
})

t.test('a body of which Twilio signed no word is refused', async t => {
  for (const [body, fields] of [['', ''], ['{"Body":"Hi"}', ''], ['{"Body":"Hi"}', '{"Body":"Hi"}']] as const) {
    const headers = { 'x-twilio-signature': mac('token', ADDRESS + fields, 'base64', 'sha1') }
    for (const contentType of ['application/json', 'text/plain', 'multipart/form-data; boundary=b', '']) {
      t.not(isGenuine('TWILIO', arrived(body, { ...headers, 'content-type': contentType }), 'token'), true, `${contentType}: ${body}`)
    }
  }
})
