import { createPrivateKey, verify } from 'node:crypto'
import t from 'tap'
import { makeActorKey, publicKeyOf, signedGet } from '../../../src/providers/activitypub/actor-key.ts'
import { activitypub } from '../../../src/providers/activitypub/adapter.ts'
import { signer } from '../../../src/providers/activitypub/signer.ts'
import { ADA, ADA_DOCUMENT, adaWith, fault, LIKE, NOW, signCavage, signRfc9421, US, webhook } from './support/fediverse.ts'

const HOUR_MS = 3_600_000
const OTHER_KEY = makeActorKey()
const WAYS = [['cavage', signCavage], ['RFC 9421', signRfc9421]] as const

t.test('a key is that of the actor: by its address, its owner, and the document it is in', async t => {
  const notTheirs = 'Its key is not that of its actor.'
  const { publicKey } = ADA_DOCUMENT
  t.equal(fault(signCavage(LIKE), { ...publicKey, type: 'CryptographicKey' }), null, 'a key by itself')
  t.equal(fault(signCavage(LIKE), { ...ADA_DOCUMENT, publicKey: [{ id: `${ADA}#old`, owner: ADA, publicKeyPem: 'x' }, publicKey] }), null, 'one of several')
  const endpoint = `${ADA}/main-key`
  t.equal(fault(signCavage(LIKE, { keyId: endpoint }), adaWith({ id: endpoint })), null, 'a key with an address of its own')
  for (const document of [adaWith({ id: `${ADA}#other` }), adaWith({ owner: 'https://social.example/users/eve' }), { ...ADA_DOCUMENT, id: 'https://social.example/users/eve' }, { ...publicKey, owner: 'https://social.example/users/eve' }, { ...ADA_DOCUMENT, publicKey: undefined }, {}, [], 'x', 1]) {
    t.equal(fault(signCavage(LIKE), document), notTheirs)
  }
  t.strictSame(signer.verify(signCavage(LIKE), undefined), { isGenuine: false, reason: notTheirs })
  t.equal(fault(signCavage({ ...LIKE, actor: 'https://social.example/users/eve' })), notTheirs, 'a neighbor speaks for herself')
})

t.test('a key on another server than the actor is not even looked for', async t => {
  const evil = 'https://evil.example/key'
  for (const [way, sign] of WAYS) {
    for (const keyId of [evil, 'https://social.example:8443/users/ada#main-key', 'http://social.example/users/ada#main-key', 'https://ada@social.example/users/ada', 'https://social.example.evil.example/', 'file:///etc/passwd', 'ada', '//social.example/users/ada']) {
      const sent = sign(LIKE, { keyId })
      t.equal(signer.keyId(sent), null, `${way} ${keyId}`)
      t.equal(fault(sent, { id: keyId, owner: ADA, publicKeyPem: ADA_DOCUMENT.publicKey.publicKeyPem }), 'Its key is on another server than its actor.')
    }
  }
})

t.test('nobody\'s server is asked on account of what is wrong anyway', async t => {
  t.equal(signer.keyId(webhook(LIKE)), null, 'unsigned')
  t.equal(signer.keyId(signCavage(LIKE, { signedAt: NOW - 13 * HOUR_MS })), null, 'too old')
  t.equal(signer.keyId(signCavage('not json')), null)
  t.equal(signer.keyId(signCavage({ type: 'Like' })), null)
  t.equal(fault(signCavage('not json')), 'The body is not JSON.')
  t.equal(signer.keyId({ ...signCavage(LIKE), body: Buffer.from('{}') }), null, 'another body')
  t.equal(activitypub.verify(signCavage(LIKE), ['secret']).isGenuine, false, 'no secret of ours makes it genuine')
})

t.test('who deletes their account takes their key along, and is believed', async t => {
  const farewell = { id: `${ADA}#delete`, type: 'Delete', actor: ADA, object: ADA }
  t.equal(fault(signCavage(farewell), null), null)
  t.equal(fault(signCavage({ ...farewell, object: { id: ADA, type: 'Tombstone' } }), null), null)
  t.equal(fault(signCavage({ ...farewell, object: `${ADA}/statuses/1` }), null), 'Its key is gone.')
  t.equal(fault(signCavage(LIKE), null), 'Its key is gone.')
  t.equal(fault({ ...signCavage(farewell), headers: {} }, null), 'It has no Signature, or one that cannot be read.')
  t.strictSame(activitypub.translate(webhook(farewell)), { ignored: 'An account was deleted; what passed between us has happened.' })
})

t.test('a webhook that is sent again has the same key, and nobody can take the key of another\'s', async t => {
  const key = (activity: unknown) => activitypub.deliveryKey(signCavage(activity))
  t.equal(key(LIKE), LIKE.id)
  t.equal(activitypub.deliveryKey(signRfc9421(LIKE, { signedAt: NOW + 1000 })), LIKE.id, 'signed anew')
  const eve = { ...LIKE, actor: 'https://evil.example/users/eve' }
  t.match(key(eve), /^sha256:[0-9a-f]{64}$/)
  t.not(key(eve), key({ ...eve, actor: 'https://evil.example/users/mallory' }))
  const { id, ...unnamed } = LIKE
  t.match(key(unnamed), /^sha256:[0-9a-f]{64}$/)
  t.equal(key(unnamed), key(unnamed))
  t.not(key(unnamed), key({ ...unnamed, object: ADA }))
  t.match(key({ ...LIKE, id: `${ADA}/${'a'.repeat(300)}` }), /^sha256:/)
  t.match(key('not json'), /^sha256:/)
})

t.test('an actor asks other servers in its own name', async t => {
  const { date = '', signature = '' } = signedGet('https://social.example/users/ada?page=1#main-key', { actor: US, privateKeyPem: OTHER_KEY, now: NOW })
  t.equal(date, 'Mon, 02 Mar 2026 12:00:00 GMT')
  const [start, told = ''] = signature.split(',signature=')
  t.equal(start, `keyId="${US}#main-key",algorithm="rsa-sha256",headers="(request-target) host date"`)
  const base = `(request-target): get /users/ada?page=1\nhost: social.example\ndate: ${date}`
  t.ok(verify('sha256', Buffer.from(base), publicKeyOf(OTHER_KEY), Buffer.from(told.slice(1, -1), 'base64')))
  const made = activitypub.makeSecret?.(Buffer.alloc(32)) ?? ''
  t.match(made, /^-----BEGIN PRIVATE KEY-----/)
  t.equal(createPrivateKey(made).asymmetricKeyDetails?.modulusLength, 2_048)
  t.equal(activitypub.secret, 'MADE')
})

t.test('a fault of our own is not that of a sender', async t => {
  t.throws(() => activitypub.deliveryKey({ ...webhook(LIKE), body: undefined as never }), TypeError)
})
