import t from 'tap'
import { actorReader } from '../../src/outside/read-actor.ts'
import { fediverse, genuine, NOW, reason, refuse, send } from './support/fediverse.ts'

const MINUTE_MS = 60_000

t.test('an actor is asked for by a GET of its document, kept for an hour, and judged by', async t => {
  const { address, asked, read, clock } = await fediverse(t, (request, response) => { send(response, { id: 'ada', name: 'Ada', inbox: 'left out' }) })
  const seen: unknown[] = []
  const judge = (document: unknown) => { seen.push(document); return genuine() }
  t.strictSame(await read(`${address}/users/ada`, judge), { verdict: { isGenuine: true }, document: { id: 'ada', name: 'Ada' } })
  t.match(asked, [{ method: 'GET', url: '/users/ada', headers: { accept: /^application\/activity\+json, application\/ld\+json/, 'user-agent': 'Goodturn' } }])
  clock.at += 60 * MINUTE_MS - 1
  await read(`${address}/users/ada`, judge)
  t.equal(asked.length, 1)
  clock.at += 1
  await read(`${address}/users/ada`, judge)
  t.equal(asked.length, 2)
  t.strictSame(seen, Array(3).fill({ id: 'ada', name: 'Ada' }))
})

t.test('where a signature does not fit what is kept, the key may be a new one: it is read once more, and not again for a minute', async t => {
  let key = 'old'
  const { address, asked, read, clock } = await fediverse(t, (_request, response) => { key === '' ? response.writeHead(503).end() : send(response, { id: 'ada', publicKeyPem: undefined, name: key }) })
  const isBy = (name: string) => (document: unknown) => (document as { name: string }).name === name ? genuine() : refuse()
  const judge = (name: string) => read(`${address}/users/ada`, isBy(name))
  t.equal(reason(await judge('new')), 'No.', 'what was just read is the newest')
  t.equal(asked.length, 1)
  key = 'new'
  t.equal(reason(await judge('new')), 'No.')
  t.equal(asked.length, 1, 'a minute has to pass')
  clock.at += MINUTE_MS
  t.equal(reason(await judge('new')), null)
  t.equal(asked.length, 2)
  for (let n = 0; n < 10; n++) t.equal(reason(await judge('forged')), 'No.')
  t.equal(asked.length, 2)
  clock.at += MINUTE_MS
  key = ''
  t.equal(reason(await judge('forged')), 'Its key was not to be had: The server answered 503.')
  t.equal(asked.length, 3)
  t.equal(reason(await judge('new')), null, 'a server that is down takes nothing back')
  t.equal(reason(await judge('forged')), 'No.')
  t.equal(asked.length, 3)
})

t.test('a failure stands for a minute', async t => {
  const { address, asked, read, clock } = await fediverse(t, (_request, response) => { asked.length > 1 ? send(response, { id: 'ada' }) : response.writeHead(404).end() })
  for (let n = 0; n < 3; n++) t.equal(reason(await read(address, genuine)), 'Its key was not to be had: The server answered 404.')
  t.equal(asked.length, 1)
  clock.at += MINUTE_MS
  t.equal(reason(await read(address, genuine)), null)
  t.equal(asked.length, 2)
})

t.test('an actor that is gone for good is judged by nothing', async t => {
  const { address, asked, read } = await fediverse(t, (_request, response) => { response.writeHead(410).end() })
  const judge = (document: unknown) => document === null ? genuine() : refuse()
  t.strictSame(await read(address, judge), { verdict: { isGenuine: true }, document: null })
  t.equal(reason(await read(address, refuse)), 'No.')
  t.equal(asked.length, 1)
})

t.test('who is asked for by many is read once, and few are read at once', async t => {
  const waiting: (() => void)[] = []
  const open = () => { for (const answer of waiting.splice(0)) answer() }
  const { port, asked, read } = await fediverse(t, (_request, response) => { waiting.push(() => { send(response, { id: 'ada' }) }) })
  const until = async (count: number) => { while (asked.length < count) await new Promise(resolve => setImmediate(resolve)) }
  const busy = 'Too many keys are being read to read its key as well.'
  const at = (host: number, name: string) => read(`http://127.0.0.${host}:${port}/${name}`, genuine)

  const together = Array.from({ length: 20 }, () => at(1, 'ada'))
  const beside = at(1, 'grace')
  t.equal(reason(await at(1, 'linus')), busy, 'a third one of the same server')
  const others = [2, 2, 3, 3, 4, 4].map((host, n) => at(host, `u${n}`))
  t.equal(reason(await at(5, 'ninth')), busy)
  await until(8)
  open()
  for (const judged of await Promise.all([...together, beside, ...others])) t.equal(reason(judged), null)
  t.equal(asked.length, 8)

  const again = [at(1, 'linus'), at(5, 'ninth')]
  await until(10)
  open()
  for (const judged of await Promise.all(again)) t.equal(reason(judged), null, 'it is no verdict on anybody')
})

t.test('of a thousand documents, the one that was not asked for the longest makes room', async t => {
  const asked: string[] = []
  const read = actorReader({
    now: () => NOW,
    fetch: async url => { asked.push(url); return { status: 200, headers: { 'content-type': 'application/activity+json' }, body: Buffer.from('{"id":"x"}'), url, movedTo: null } }
  })
  const at = async (n: number) => { await read(`https://social.example/${n}`, genuine) }
  for (let n = 0; n < 1_000; n++) await at(n)
  await at(0)
  await at(1_000)
  t.equal(asked.length, 1_001)
  await at(0)
  t.equal(asked.length, 1_001)
  await at(1)
  t.equal(asked.length, 1_002)
})

t.test('a fault of our own is none of theirs', async t => {
  const read = actorReader({ now: () => NOW, fetch: async () => { throw new TypeError('x') } })
  await t.rejects(read('https://social.example/ada', genuine), { message: 'x' })
  await t.rejects(read('https://social.example/ada', genuine), { message: 'x' }, 'and is not kept')
})
