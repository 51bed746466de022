import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import t from 'tap'
import { keyIdOf, makeActorKey, publicKeyOf, signedGet } from '../../src/providers/activitypub/actor-key.ts'
import { fediverse, genuine, NOW, reason, send } from './support/fediverse.ts'

t.test('no address in a private network is asked, by itself or by where it leads', async t => {
  const { port, asked, read } = await fediverse(t, (_request, response) => { send(response, { id: 'secret' }) }, { subnets: [] })
  const blocked = 'Its key was not to be had: The address leads to a network that is not read.'
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '10.0.0.1', '169.254.169.254']) t.equal(reason(await read(`http://${host}:${port}/users/ada`, genuine)), blocked, host)
  t.equal(asked.length, 0)
  const open = await fediverse(t, (_request, response, address) => { response.writeHead(302, { location: address.replace('127.0.0.1', '127.0.0.2') }).end() }, { subnets: ['127.0.0.1/32'] })
  t.equal(reason(await open.read(open.address, genuine)), blocked)
  t.equal(open.asked.length, 1)
  for (const address of ['file:///etc/passwd', 'not an address', '', `http://user:pw@127.0.0.1:${port}/`]) t.match(reason(await open.read(address, genuine)), /is not one that is read/)
})

t.test('only the server that was asked is believed, in the type of an actor, and in a few words', async t => {
  const { address, port, read } = await fediverse(t, (request, response) => {
    switch (request.url) {
      case '/moved': response.writeHead(302, { location: '/here' }).end(); break
      case '/away': response.writeHead(302, { location: `http://localhost:${port}/here` }).end(); break
      case '/away/gone': response.writeHead(302, { location: `http://localhost:${port}/gone` }).end(); break
      case '/gone': response.writeHead(410).end(); break
      case '/round': response.writeHead(302, { location: '/round' }).end(); break
      case '/upload': send(response, { id: 'ada' }, 'application/json'); break
      case '/nearly': send(response, { id: 'ada' }, 'application/activity+jsonp'); break
      case '/linked': send(response, { id: 'ada' }, 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'); break
      case '/typeless': response.end('{}'); break
      case '/list': send(response, ['ada']); break
      case '/text': send(response, 'ada'); break
      case '/name': send(response, { id: 'ada', name: 'a'.repeat(30_000) }); break
      case '/deep': send(response, `{"id":"ada","name":${'['.repeat(300_000)}${']'.repeat(300_000)}}`); break
      case '/large': send(response, ' '.repeat(1_100_000)); break
      default: send(response, { id: 'ada' })
    }
  }, { subnets: ['127.0.0.0/8', '::1/128'] })
  const found = async (path: string) => reason(await read(address + path, genuine))?.replace('Its key was not to be had: ', '') ?? null
  t.equal(await found('/moved'), null)
  t.equal(await found('/linked'), null)
  t.equal(await found('/away'), 'The address leads to another server.')
  t.equal(await found('/away/gone'), 'The address leads to another server.')
  t.equal(await found('/round'), 'The address leads on and on.')
  for (const path of ['/upload', '/nearly', '/typeless']) t.equal(await found(path), 'The answer is not of the type of an actor.')
  for (const path of ['/list', '/text', '/name', '/deep']) t.equal(await found(path), 'The answer is no actor, or too large a one.')
  t.equal(await found('/large'), 'The answer is too large.')
})

t.test('a key by itself is that of an owner who says so', async t => {
  const { address, read } = await fediverse(t, (request, response, address) => {
    const key = (name: string, owner = `${address}/${name}`) => ({ id: `${address}/${name}/key`, owner, publicKeyPem: `key of ${name}` })
    switch (request.url) {
      case '/ada/key': send(response, key('ada')); break
      case '/ada': send(response, { id: `${address}/ada`, preferredUsername: 'ada', publicKey: key('ada').id }); break
      case '/grace/key': send(response, key('grace')); break
      case '/grace': send(response, { id: `${address}/grace`, publicKey: [null, { id: `${address}/old` }, key('grace')] }); break
      case '/eve/key': send(response, key('eve', `${address}/ada`)); break
      case '/linus/key': send(response, key('linus', 'https://other.example/linus')); break
      case '/lost/key': send(response, key('lost')); break
      case '/nobody/key': send(response, { id: 'x', publicKeyPem: 'x' }); break
      default: response.writeHead(404).end()
    }
  })
  t.strictSame((await read(`${address}/ada/key`, genuine)).document, {
    id: `${address}/ada`, preferredUsername: 'ada', publicKey: { id: `${address}/ada/key`, owner: `${address}/ada`, publicKeyPem: 'key of ada' }
  })
  t.match((await read(`${address}/grace/key`, genuine)).document, { id: `${address}/grace`, publicKey: { publicKeyPem: 'key of grace' } })
  const why = async (path: string) => reason(await read(address + path, genuine))?.replace('Its key was not to be had: ', '')
  t.equal(await why('/eve/key'), 'The owner of the key does not name it.')
  for (const path of ['/linus/key', '/nobody/key']) t.equal(await why(path), 'The key is of somebody on another server.')
  t.equal(await why('/lost/key'), 'The server answered 404.')
})

t.test('a server that answers no strangers is shown who asks', async t => {
  const us = 'https://goodturn.example/webhooks/integration_01h455vb4pex5vsknk084sn02q'
  const privateKeyPem = makeActorKey()
  const { address, port, asked, read } = await fediverse(t, (request, response) => {
    const { signature = '', date = '' } = request.headers as Record<string, string>
    const told = /signature="([^"]+)"$/.exec(signature)?.[1]
    const base = `(request-target): get ${request.url}\nhost: 127.0.0.1:${port}\ndate: ${date}`
    if (told && verify('sha256', Buffer.from(base), createPublicKey(publicKeyOf(privateKeyPem)), Buffer.from(told, 'base64'))) send(response, { id: 'ada' })
    else response.writeHead(401).end()
  })
  t.equal(reason(await read(`${address}/shut`, genuine)), 'Its key was not to be had: The server answered 401.')
  const authorize = (at: string) => signedGet(at, { actor: us, privateKeyPem, now: NOW })
  t.equal(reason(await read(`${address}/users/ada?page=1`, genuine, authorize)), null)
  t.strictSame(asked.map(({ url, headers }) => [url, headers['date'], /keyId="([^"]+)"/.exec(String(headers['signature']))?.[1]]), [
    ['/shut', undefined, undefined], ['/users/ada?page=1', undefined, undefined], ['/users/ada?page=1', 'Mon, 02 Mar 2026 12:00:00 GMT', keyIdOf(us)]
  ], 'first as anybody')
  const stranger = (at: string) => signedGet(at, { actor: us, privateKeyPem: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), now: NOW })
  t.equal(reason(await read(`${address}/users/grace`, genuine, stranger)), 'Its key was not to be had: The server answered 401.')
})
