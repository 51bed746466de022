import t from 'tap'
import type { Test } from 'tap'
import { fastify } from 'fastify'
import { health } from '../../src/http/health.ts'

t.test('a server whose database answers is ready, and no cache keeps that', async t => {
  const { status, body, cache } = await ask(t, async () => {})
  t.strictSame({ status, body, cache }, { status: 200, body: { status: 'ready' }, cache: 'no-store' })
})

t.test('a database that is not migrated is named as the reason', async t => {
  for (const code of ['42P01', '3F000']) {
    const { status, body } = await ask(t, async () => { throw Object.assign(new Error('relation "app.workspace" does not exist'), { code }) })
    t.strictSame([status, body], [503, { status: 'not ready', reason: 'The database is not migrated: run goodturn migrate.' }])
  }
})

t.test('a database that fails is told of without what it said', async t => {
  const { status, body } = await ask(t, async () => { throw new Error('password authentication failed for user "goodturn_server"') })
  t.strictSame([status, body], [503, { status: 'not ready', reason: 'The database does not answer.' }])
})

t.test('a server is live whatever its database does', async t => {
  const { status, body } = await ask(t, async () => { throw new Error('gone') }, '/live')
  t.strictSame([status, body], [200, { status: 'live' }])
})

t.test('many questions at once ask the database once, and the next one asks it again', async t => {
  const app = fastify()
  t.teardown(() => app.close())
  const asked: (() => void)[] = []
  health(app, () => new Promise(resolve => { asked.push(resolve) }))
  const many = Array.from({ length: 20 }, () => app.inject('/ready'))
  await until(() => asked.length === 1)
  asked[0]?.()
  for (const { statusCode } of await Promise.all(many)) t.equal(statusCode, 200)
  t.equal(asked.length, 1)
  const next = app.inject('/ready')
  await until(() => asked.length === 2)
  asked[1]?.()
  t.equal((await next).statusCode, 200)
})

async function until (isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setImmediate(resolve))
}

async function ask (t: Test, check: () => Promise<void>, url = '/ready'): Promise<{ status: number, body: unknown, cache: unknown }> {
  const app = fastify()
  t.teardown(() => app.close())
  health(app, check)
  const { statusCode, headers, json } = await app.inject(url)
  return { status: statusCode, body: json(), cache: headers['cache-control'] }
}
