import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { makeActorKey, publicKeyOf } from '../../../src/providers/activitypub/actor-key.ts'
import { activitypub } from '../../../src/providers/activitypub/adapter.ts'
import { readCavage } from '../../../src/providers/activitypub/cavage.ts'
import { isMadeWith } from '../../../src/providers/activitypub/http-signature.ts'
import { readRfc9421 } from '../../../src/providers/activitypub/rfc9421.ts'
import { signer } from '../../../src/providers/activitypub/signer.ts'
import { ADA, ADA_KEY_ID, adaWith, ED25519, ED25519_PEM, fault, LIKE, NOW, signCavage, signRfc9421, US, webhook, type Signing } from './support/fediverse.ts'

const HOUR_MS = 3_600_000
const OTHER_KEY = makeActorKey()
const SHARED = new URL('../../../../shared/fixtures/activitypub/', import.meta.url)
const WAYS = [['cavage', signCavage], ['RFC 9421', signRfc9421]] as const

t.test('requests that were really delivered are genuine, each by the key it names, and not with another word in them', { skip: existsSync(SHARED) ? false : 'the recorded requests are not here' }, async t => {
  interface Recorded { name: string, now: string, url: string, headers: Record<string, string>, body: string, key_document: string }
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, SHARED), 'utf8'))
  const requests = read('signed-requests.json') as Recorded[]
  t.equal(requests.length, 2)
  for (const { name, now, url, headers, body, key_document: file } of requests) {
    const sent = { url, headers, body: Buffer.from(body), receivedAt: Date.parse(now) }
    const found = readCavage(sent)
    if (typeof found === 'string') { t.equal(found, null, name); continue }
    const document = read(file) as { publicKeyPem: string, publicKey?: { publicKeyPem: string } }
    t.equal(isMadeWith((document.publicKey ?? document).publicKeyPem, found), true, name)
    t.equal(isMadeWith(publicKeyOf(OTHER_KEY), found), false)
    t.equal(readCavage({ ...sent, body: Buffer.from(`${body} `) }), 'Its digest is of another body.')
    t.equal(readCavage({ ...sent, receivedAt: sent.receivedAt + 13 * HOUR_MS }), 'It was signed too long ago, or lies in the future.')
  }
  const [real] = requests as [Recorded]
  const sent = { url: real.url, headers: real.headers, body: Buffer.from(real.body), receivedAt: Date.parse(real.now) }
  t.equal(fault(sent, read(real.key_document)), null, 'an activity, by its actor')
  t.equal(signer.keyId(sent), 'https://oeee.cafe/ap/users/3609fd4e-d51d-4db8-9f04-4189815864dd')
  t.strictSame(activitypub.translate(sent), { ignored: 'Accept is not something between people.' })
  t.equal(fault({ ...sent, url: real.url.replace('/inbox', '/outbox') }, read(real.key_document)), 'Its signature is of other words, or by another key.')
})

t.test('a signature in either way is by the key of the actor, and by no other', async t => {
  for (const [way, sign] of WAYS) {
    t.equal(fault(sign(LIKE)), null, way)
    t.equal(fault(sign(LIKE), adaWith({ publicKeyPem: publicKeyOf(OTHER_KEY) })), 'Its signature is of other words, or by another key.')
    t.equal(signer.keyId(sign(LIKE)), ADA, 'the key is looked for without its fragment')
    const key = generateKeyPairSync('rsa', { modulusLength: 1_024 })
    t.equal(fault(sign(LIKE, { key: key.privateKey }), adaWith({ publicKeyPem: key.publicKey.export({ type: 'pkcs1', format: 'pem' }) })), null, 'the older form of a PEM')
  }
})

t.test('a changed byte is found wherever it is', async t => {
  for (const [way, sign] of WAYS) {
    const sent = sign(LIKE)
    const changed = { ...sent, body: Buffer.from(sent.body.toString().replace('Like', 'Lake')) }
    t.equal(fault(changed), 'Its digest is of another body.', way)
    t.equal(fault({ ...sent, url: US.replace('02q', '02r') }), 'Its signature is of other words, or by another key.', 'sent to another address')
    t.equal(fault({ ...sent, url: US.replace('goodturn', 'badturn') }), 'Its signature is of other words, or by another key.', 'sent to another host')
    t.equal(fault({ ...sent, url: `${US}?a=1` }), 'Its signature is of other words, or by another key.', 'with a query that nobody signed')
    t.equal(fault({ ...sent, headers: { ...sent.headers, host: 'badturn.example' } }), null, 'what the request says of its host counts for nothing')
    const [name, prefix] = way === 'cavage' ? ['digest', 'SHA-256='] as const : ['content-digest', 'sha-256=:'] as const
    const right = sign({ ...LIKE, type: 'Lake' }).headers[name] ?? ''
    t.match(fault({ ...changed, headers: { ...sent.headers, [name]: right } }), /^Its signature/, 'a digest that was made to fit')
    t.equal(fault({ ...sent, headers: { ...sent.headers, [name]: `${prefix}AAAA` } }), 'Its digest is of another body.')
    t.equal(fault({ ...sent, headers: { ...sent.headers, [name]: right.replace(/256/, '512') } }), 'Its digest is of another body.')
  }
  const sent = signCavage(LIKE)
  t.equal(fault({ ...sent, headers: { ...sent.headers, date: new Date(NOW - 1000).toUTCString() } }), 'Its signature is of other words, or by another key.')
})

t.test('a digest is named in any case, a parameter comes once, and a key that others can sign with is nobody\'s', async t => {
  const digest = signCavage(LIKE).headers['digest'] ?? ''
  for (const name of ['sha-256', 'SHA-256', 'Sha-256']) t.equal(fault(signCavage(LIKE, { headers: { digest: digest.replace('SHA-256', name) } })), null, name)
  t.equal(fault(signCavage(LIKE, { headers: { digest: `SHA-512=AAAA,${digest}` } })), null, 'one of several')
  for (const more of [`,keyId="${ADA_KEY_ID}"`, ',headers="date"', ',algorithm="hs2019",algorithm="rsa-sha256"']) {
    t.equal(fault(signCavage(LIKE, { more })), 'It has no Signature, or one that cannot be read.', more)
  }
  t.equal(fault(signCavage(LIKE, { key: createPrivateKey(OTHER_KEY) }), adaWith({ publicKeyPem: OTHER_KEY })), 'Its signature is of other words, or by another key.')
})

t.test('all that matters has to be signed', async t => {
  const without = (names: string[], missing: string) => names.filter(name => name !== missing)
  const cavage = ['(request-target)', 'host', 'date', 'digest']
  for (const missing of cavage) t.match(fault(signCavage(LIKE, { names: without(cavage, missing) })), /^It signs less than/, missing)
  t.match(fault(signCavage(LIKE, { names: [] })), /^It signs less than/)
  const rfc9421 = ['@method', '@target-uri', 'content-digest']
  for (const missing of rfc9421) t.match(fault(signRfc9421(LIKE, { names: without(rfc9421, missing) })), /^It signs less than/, missing)
  t.match(fault(signRfc9421(LIKE, { names: [] })), /^It signs less than/)
  t.match(fault(signRfc9421(LIKE, { names: [...rfc9421, '@method'] })), /something twice/)
  for (const [way, sign] of WAYS) {
    const names = way === 'cavage' ? [...cavage, 'x-lost'] : [...rfc9421, 'x-lost']
    t.equal(fault(sign(LIKE, { names })), 'It signs a header that it does not have.', way)
    t.equal(fault(sign(LIKE, { names, headers: { 'x-lost': 'found' } })), null)
    const sent = sign(LIKE, { names, headers: { 'x-lost': 'é' } })
    t.equal(fault({ ...sent, headers: { ...sent.headers, 'x-lost': Buffer.from('é').toString('latin1') } }), null, 'the bytes of a header, as a server has them')
  }
  const all = [...rfc9421, '@authority', '@path', '@query', '@scheme', '@request-target', 'host']
  t.equal(fault(signRfc9421(LIKE, { names: all })), null, 'all that RFC 9421 derives from a request')
})

t.test('a signature is good for twelve hours, by a clock that may be one hour ahead', async t => {
  const late = 'It was signed too long ago, or lies in the future.'
  for (const [way, sign] of WAYS) {
    for (const [after, expected] of [[-12 * HOUR_MS, null], [-12 * HOUR_MS - 1000, late], [HOUR_MS, null], [HOUR_MS + 1000, late]] as const) {
      t.equal(fault(sign(LIKE, { signedAt: NOW + after })), expected, `${way} ${after}`)
    }
    const at = (ms: number) => String((NOW + ms) / 1000)
    const expires = (value: string, signing: Signing = {}) => sign(LIKE, { signedAt: NOW - 5 * HOUR_MS, more: way === 'cavage' ? `,expires=${value}` : `;expires=${value}`, ...signing })
    t.equal(fault(expires(at(-HOUR_MS))), null)
    t.equal(fault(expires(at(-HOUR_MS - 1000))), 'Its signature has expired.')
    t.equal(fault(expires('"soon"')), 'Its signature has expired.')
  }
  const names = ['(request-target)', '(created)', 'host', 'digest']
  const created = (seconds: number | string, algorithm = 'hs2019') => ({ names, more: `,algorithm="${algorithm}",created=${seconds}` })
  t.equal(fault(signCavage(LIKE, created(NOW / 1000))), null)
  t.equal(fault(signCavage(LIKE, { ...created(NOW / 1000), headers: { date: 'never' } })), null, 'a time that nobody signed is not looked at')
  t.equal(fault(signCavage(LIKE, { ...created(NOW / 1000 - 50_000), signedAt: NOW - 50_000_000 })), late)
  t.equal(fault(signCavage(LIKE, { ...created(NOW / 1000), names: [...names, 'date'], headers: { date: 'never' } })), late, 'of two times both count')
  for (const none of ['"today"', '1e9', '-1', '""']) t.equal(fault(signCavage(LIKE, created(none))), late, none)
})

t.test('the algorithm is one that the key can have', async t => {
  for (const algorithm of ['hs2019', 'rsa-sha256', 'RSA-SHA256']) t.equal(fault(signCavage(LIKE, { more: `,algorithm="${algorithm}"` })), null, algorithm)
  t.equal(fault(signCavage(LIKE, { more: '' })), null, 'none is named')
  for (const algorithm of ['hmac-sha256', 'rsa-sha1', 'none', '']) t.equal(fault(signCavage(LIKE, { more: `,algorithm="${algorithm}"` })), 'It is signed by an algorithm that is not known here.', algorithm)
  t.equal(fault(signRfc9421(LIKE, { more: ';alg="rsa-v1_5-sha256"' })), null)
  for (const algorithm of ['hmac-sha256', 'rsa-pss-sha512', '']) t.equal(fault(signRfc9421(LIKE, { more: `;alg="${algorithm}"` })), 'It is signed by an algorithm that is not known here.', algorithm)
  const ed25519 = adaWith({ publicKeyPem: ED25519_PEM })
  const other = 'Its signature is of other words, or by another key.'
  for (const more of ['', ';alg="ed25519"']) t.equal(fault(signRfc9421(LIKE, { key: ED25519.privateKey, more }), ed25519), null)
  t.equal(fault(signRfc9421(LIKE, { key: ED25519.privateKey, more: ';alg="rsa-v1_5-sha256"' }), ed25519), other)
  t.equal(fault(signRfc9421(LIKE, { more: ';alg="ed25519"' })), other)
  t.equal(fault(signRfc9421(LIKE), ed25519), other)
  t.equal(fault(signCavage(LIKE), ed25519), other)
})

t.test('what is no public key verifies nothing', async t => {
  const small = generateKeyPairSync('rsa', { modulusLength: 768 })
  t.match(fault(signCavage(LIKE, { key: small.privateKey }), adaWith({ publicKeyPem: small.publicKey.export({ type: 'spki', format: 'pem' }) })), /by another key/)
  const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ type: 'spki', format: 'pem' })
  for (const pem of [OTHER_KEY, ec, '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'secret', 'a'.repeat(20_000)]) t.match(fault(signCavage(LIKE), adaWith({ publicKeyPem: pem })), /by another key/)
  for (const publicKeyPem of [undefined, null, ['a'], {}, '']) t.equal(fault(signCavage(LIKE), adaWith({ publicKeyPem })), 'Its key is not that of its actor.')
})

t.test('a signature that lacks a part of itself is none', async t => {
  for (const [way, sign, faults] of [
    ['cavage', signCavage, { date: /too long ago/, digest: /another body/, signature: /^It has no Signature/ }],
    ['RFC 9421', signRfc9421, { 'content-digest': /another body/, signature: /lacks its keyid/ }]
  ] as const) {
    const sent = sign(LIKE)
    for (const [name, expected] of Object.entries(faults)) {
      const { [name]: _left, ...headers } = sent.headers
      t.match(fault({ ...sent, headers }), expected, `${way} without ${name}`)
    }
  }
  const { headers } = signCavage(LIKE)
  const lack = (part: RegExp) => fault(webhook(LIKE, { ...headers, signature: headers['signature']?.replace(part, '') ?? '' }))
  t.match(lack(/keyId="[^"]*",/), /lacks its keyId/)
  t.match(lack(/,signature=.*/), /lacks its keyId, or itself/)
  t.match(lack(/headers="[^"]*",/), /^It signs less than/)
  t.match(readRfc9421(webhook(LIKE)), /not that of one signature/)
})

t.test('hostile headers are refused, at once', async t => {
  const input = `sig1=("@method" "@target-uri" "content-digest");created=1;keyid="${ADA_KEY_ID}"`
  const long = (part: string, start = '', end = '') => start + part.repeat(100_000 / part.length) + end
  const hostile = [
    '', ' ', ',', '=', '""', 'keyId', 'keyId=', 'keyId="', 'keyId="a" signature="b"', 'keyId="a",keyId="b"', '__proto__="a",constructor="b"', 'sig1', 'sig1=', 'sig1=(', 'sig1=()', 'sig1=("', 'sig1=("@method"', 'sig1=("@method")x',
    `${input}, sig2=("@method");created=1`, input.replace('"@method"', '"@query-param";name="a"'), input.replace('created=1', 'created=1;created=1'), input.replace('" "', '"  "'), input.replace('" "', '""'), input.replace('("', '(" '), 'sig1=("@method") ;',
    long('a'), long(' '), long('"'), long('('), long('='), long(';'), long('"a" ', 'sig1=('), long(';a', 'sig1=("@method")'), long('; ', 'sig1=("@method")'), long(' ', 'sig1=("@method")', 'x'), long('a=" '), long('a,'), long('\\"'), long(' ', 'a=b', 'x'), long('a=b '),
    long('a', 'keyId="', '",headers="(request-target) host date digest",signature="AAAA"'), long('x ', 'keyId="a",signature="AAAA",headers="')
  ]
  const began = performance.now()
  for (const value of hostile) {
    for (const headers of [{ signature: value }, { 'signature-input': value, signature: 'sig1=:AAAA:' }, { 'signature-input': value, signature: value }, { 'signature-input': input, signature: value }]) {
      t.equal(signer.keyId(webhook(LIKE, headers as Record<string, string>)), null)
      t.not(fault(webhook(LIKE, headers as Record<string, string>)), null)
    }
    const { headers } = signCavage(LIKE)
    t.not(fault(webhook(LIKE, { ...headers, digest: value, date: value })), null)
  }
  t.ok(performance.now() - began < 5_000)
})
