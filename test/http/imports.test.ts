import { createHash } from 'node:crypto'
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { CHUNK_BYTES, readChunk } from '../../src/database/imports/chunks.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { NOTHING_READ } from '../../src/domain/imports/import.ts'
import { uuidOf } from '../../src/domain/type-id.ts'
import { dropUnfinishedUploads } from '../../src/operations/imports/receive/drop-unfinished-uploads.ts'
import { NOW, testApp } from '../support/app.ts'

const IDLE_MS = 1000
const MOST_BYTES = 4 * CHUNK_BYTES
const CARD = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\nEND:VCARD\r\n'
/** Two pieces and a bit. */
const CARDS = Buffer.from(CARD.repeat(Math.ceil(2.3 * CHUNK_BYTES / CARD.length)))

const server = await testApp(t, { maxImportBytes: MOST_BYTES, logLevel: 'info', patience: { bodyMs: 150, idleMs: IDLE_MS, mostAtOnce: 6 } })
await server.app.listen({ port: 0, host: '127.0.0.1' })
const { port } = server.app.server.address() as AddressInfo

interface Sent { readonly token?: string | null, readonly headers?: Record<string, string>, readonly method?: 'POST' | 'HEAD' | 'GET' }

async function send (query: string, body?: string | Buffer | Readable, { token = server.token, headers = {}, method = 'POST' }: Sent = {}) {
  const { statusCode: status, headers: got, body: text } = await server.app.inject({
    method, url: `/imports${query}`, headers: { ...token && { authorization: `Bearer ${token}` }, ...headers }, ...body !== undefined && { payload: body }
  })
  return { status, headers: got, body: text === '' ? null : JSON.parse(text) }
}

/** A request whose body is sent by hand. */
function begin (headers: Record<string, string | number>, path = '/imports'): { readonly request: ClientRequest, readonly answer: Promise<number> } {
  const request = httpRequest({ port, path, method: 'POST', headers: { authorization: `Bearer ${server.token}`, ...headers } })
  const answer = once(request, 'response').then(([response]: IncomingMessage[]) => { response?.resume(); return response?.statusCode ?? 0 }, () => 0)
  request.on('error', () => {})
  return { request, answer }
}

/** What is kept of a file, with what is known of it. */
async function kept (id: string) {
  const uuid = uuidOf('import', id) ?? id
  return await inWorkspace(server.database, server.workspaceId, async db => {
    const [row] = await db.sql`
      select format, status, size::int, file_hash as hash, uploaded_at is not null as "isWhole",
        (select count(*)::int from app.outbox o where o.topic = 'imports.run' and o.key = x.id::text) as wishes,
        (select count(*)::int from app.audit a where a.subject_type = 'import' and a.subject_id = x.id) as audits
      from app.import x where x.id = ${uuid}`
    const chunks: Buffer[] = []
    for (let chunk = await readChunk(db, uuid, 0); chunk; chunk = await readChunk(db, uuid, chunks.length)) chunks.push(chunk)
    return { ...row, bytes: Buffer.concat(chunks), lengths: chunks.map(({ length }) => length) }
  })
}

async function count (): Promise<number> {
  return await inWorkspace(server.database, server.workspaceId, async ({ sql }) => (await sql<{ n: number }[]>`select count(*)::int as n from app.import`)[0]?.n ?? -1)
}

/** Waits until so much of a file has been kept under a key. */
async function untilKept (key: string, bytes: number): Promise<void> {
  for (;;) {
    const { headers } = await send('', undefined, { method: 'HEAD', headers: { 'idempotency-key': key } })
    if (headers['upload-offset'] === String(bytes)) return
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

t.test('a file is kept as it came, is to be read in the background, and can be asked for', async t => {
  const { status, headers, body } = await send('?fileName=people.vcf&dryRun=true', CARDS, { headers: { 'content-type': 'no such; type' } })
  t.equal(status, 202)
  t.equal(headers['location'], `/imports/${body.id}`)
  const { bytes, ...rest } = await kept(body.id)
  t.ok(bytes.equals(CARDS))
  t.strictSame(rest, { format: 'vcard', status: 'RUNNING', size: CARDS.length, hash: sha256(CARDS), isWhole: true, wishes: 1, audits: 1, lengths: [CHUNK_BYTES, CHUNK_BYTES, CARDS.length - 2 * CHUNK_BYTES] })
  const { position, ...counts } = NOTHING_READ
  t.strictSame((await send(`/${body.id}`, undefined, { method: 'GET' })).body, {
    id: body.id,
    fileName: 'people.vcf',
    format: 'vcard',
    size: CARDS.length,
    dryRun: true,
    status: 'RUNNING',
    reason: null,
    ...counts,
    createdAt: new Date(NOW).toISOString(),
    finishedAt: null
  })
  const other = await server.newWorkspace('others')
  for (const [id, token] of [[body.id, other.token], ['import_x', server.token]]) t.match(await send(`/${id}`, undefined, { method: 'GET', token }), { status: 404, body: { errors: [{ extensions: { code: 'NOT_FOUND' } }] } })
})

t.test('a file whose length is that of whole pieces has no empty one at its end', async t => {
  const file = CARDS.subarray(0, 2 * CHUNK_BYTES)
  const { bytes, lengths } = await kept((await send('', Readable.from([file.subarray(0, 70_000), file.subarray(70_000)]))).body.id)
  t.strictSame([bytes.equals(file), lengths], [true, [CHUNK_BYTES, CHUNK_BYTES]])
})

t.test('what cannot be taken is refused, with what would be, and nothing is kept of it', async t => {
  const before = await count()
  const viewer = await server.tokenOf('VIEWER')
  const reader = await server.tokenOf('MEMBER', ['read'])
  const mail = 'From ada@example.org Sun Dec 25 21:33:37 2011\nFrom: ada@example.org\n\nHi\n'
  const refused: [Awaited<ReturnType<typeof send>>, number, RegExp][] = [
    [await send('', CARD, { token: null }), 401, /token is needed/],
    [await send('', CARD, { token: viewer }), 403, /may read, but not change/],
    [await send('', CARD, { token: reader }), 403, /may read, but not change/],
    [await send('', 'x'), 400, /none of the files that are read: vCards/],
    [await send('', ''), 400, /The file is empty/],
    [await send('?columns={"Wer":"name"}', 'Name,Email\n'), 400, /names all of these columns: Wer/],
    [await send('?dryrun=true&timeZone=Mars', CARD), 400, /dryrun is no parameter.*timeZone is “Mars”/],
    [await send('', mail), 400, /Which e-mail addresses are yours\?.*Send “me” along/],
    [await send('', CARD, { headers: { 'idempotency-key': 'a b' } }), 400, /Idempotency-Key is 1 to 200/],
    [await send('', CARD, { headers: { 'upload-offset': '7' } }), 400, /goes on under the Idempotency-Key/],
    [await send('', CARD, { headers: { 'upload-offset': '-1', 'idempotency-key': 'k' } }), 400, /how many bytes have arrived/],
    [await send('', CARD, { headers: { 'upload-offset': '7', 'idempotency-key': 'k' } }), 409, /Nothing has arrived/],
    [await send('', CARD, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }), 415, /send the file itself as the body/],
    [await send('', CARD, { headers: { 'content-encoding': 'gzip' } }), 415, /as it is, without content-encoding/],
    [await send('', Buffer.concat([CARDS, CARDS])), 413, /4194304 bytes at most/],
    [await send('', Readable.from([CARDS, CARDS])), 413, /4194304 bytes at most/]
  ]
  for (const [{ status, body }, expected, message] of refused) t.match([status, body.errors[0].message], [expected, message], String(message))
  t.match(refused[6]?.[0].body.errors[0].extensions, { code: 'INVALID', fields: [{ path: 'dryrun' }, { path: 'timeZone' }] })
  t.equal((await send('', undefined, { method: 'HEAD' })).status, 404)
  t.equal(await count(), before)
  t.equal((await send(`?me=${encodeURIComponent('ada@example.org')}`, mail)).status, 202)
})

t.test('a file is taken once under a key, which is good for no other', async t => {
  const before = await count()
  const under = { headers: { 'idempotency-key': 'once' } }
  const first = await send('?fileName=a', CARD, under)
  t.strictSame((await send('?fileName=a', CARD, under)).body, first.body)
  t.match(await send('?fileName=b', CARD, under), { status: 400, body: { errors: [{ extensions: { fields: [{ path: 'Idempotency-Key' }] } }] } })
  t.match((await send('', undefined, { ...under, method: 'HEAD' })).headers, { 'upload-offset': String(CARD.length), location: `/imports/${first.body.id}` })
  t.equal(await count(), before + 1)
})

t.test('a file that was cut off goes on where it ended, and is whole then', async t => {
  const key = { 'idempotency-key': 'cut' }
  const { request } = begin({ ...key, 'content-length': CARDS.length })
  request.write(CARDS.subarray(0, CARDS.length - 10))
  await untilKept('cut', 2 * CHUNK_BYTES)
  request.destroy()
  for (const offset of ['1048576', '0', String(CARDS.length)]) {
    t.match(await send('', CARDS, { headers: { ...key, 'upload-offset': offset } }), { status: 409, body: { errors: [{ extensions: { code: 'CONFLICT', uploadOffset: 2 * CHUNK_BYTES } }] } })
  }
  t.match(await send('', '', { headers: { ...key, 'upload-offset': String(2 * CHUNK_BYTES) } }), { status: 400, body: { errors: [{ message: 'No bytes came.' }] } })
  const rest = CARDS.subarray(2 * CHUNK_BYTES)
  const { status, body } = await send('', rest, { headers: { ...key, 'upload-offset': String(2 * CHUNK_BYTES) } })
  t.equal(status, 202)
  const { bytes, ...known } = await kept(body.id)
  t.ok(bytes.equals(CARDS))
  t.match(known, { hash: sha256(CARDS), size: CARDS.length, isWhole: true, wishes: 1, audits: 1 })
})

t.test('a file that was cut off can begin anew as well; without a key, or too long after all, nothing of it stays', async t => {
  const before = await count()
  const key = { 'idempotency-key': 'anew' }
  const cut = begin({ ...key, 'transfer-encoding': 'chunked' })
  cut.request.write(CARDS)
  await untilKept('anew', 2 * CHUNK_BYTES)
  cut.request.destroy()
  const other = Buffer.from(CARD.replace('Ada', 'Grace'))
  const { bytes, hash } = await kept((await send('', other, { headers: key })).body.id) as Awaited<ReturnType<typeof kept>> & { hash: string }
  t.strictSame([bytes.equals(other), hash, await count()], [true, sha256(other), before + 1])

  const keyless = begin({ 'transfer-encoding': 'chunked' })
  keyless.request.write(CARDS)
  while (await count() === before + 1) await new Promise(resolve => setImmediate(resolve))
  keyless.request.destroy()
  while (await count() > before + 1) await new Promise(resolve => setImmediate(resolve))

  const large = begin({ 'idempotency-key': 'large', 'transfer-encoding': 'chunked' })
  large.request.write(CARDS)
  await untilKept('large', 2 * CHUNK_BYTES)
  large.request.end(CARDS)
  t.strictSame([await large.answer, await count()], [413, before + 1])
})

t.test('of two that send under one key at the same time one is refused, and what is kept is of one of them', async t => {
  const files = ['Ada', 'Eve'].map(name => Buffer.from(CARDS.toString('latin1').replaceAll('Ada', name), 'latin1'))
  const [slow, fast] = [begin({ 'idempotency-key': 'both', 'content-length': CARDS.length }), files[1] as Buffer]
  slow.request.write(files[0]?.subarray(0, CARDS.length - 10))
  await untilKept('both', 2 * CHUNK_BYTES)
  const { body } = await send('', fast, { headers: { 'idempotency-key': 'both' } })
  slow.request.end(files[0]?.subarray(CARDS.length - 10))
  t.equal(await slow.answer, 409)
  t.ok((await kept(body.id)).bytes.equals(fast))
  const answers = await Promise.all([0, 1].map(() => send('', CARD, { headers: { 'idempotency-key': 'twins' } })))
  t.strictSame(answers.map(({ status, body }) => [status, body.id]), [0, 1].map(() => [202, answers[0]?.body.id]))
})

t.test('a file may take its time as long as it goes on arriving; any other body may not', async t => {
  const steady = begin({ 'content-length': CARD.length })
  for (let from = 0; from < CARD.length; from += 10) {
    steady.request.write(CARD.slice(from, from + 10))
    await new Promise(resolve => setTimeout(resolve, 60))
  }
  steady.request.end()
  const idle = begin({ 'content-length': CARD.length })
  idle.request.write(CARD.slice(0, 10))
  const other = begin({ 'content-length': 1000, 'content-type': 'application/json' }, '/graphql')
  other.request.write('{')
  t.strictSame(await Promise.all([steady.answer, idle.answer, other.answer]), [202, 408, 408])
  // The server would wait for what it does not want any more.
  idle.request.destroy()
})

t.test('more files of a workspace than there is room for are asked to wait, and those of others are not', async t => {
  const keys = ['first', 'second', 'third']
  const waiting = keys.map(key => begin({ 'idempotency-key': key, 'content-length': CARDS.length }))
  for (const { request } of waiting) request.write(CARDS.subarray(0, CARDS.length - 10))
  for (const key of keys) await untilKept(key, 2 * CHUNK_BYTES)
  t.match(await send('', CARD), { status: 503, headers: { 'retry-after': '10' }, body: { errors: [{ extensions: { code: 'RATE_LIMITED' } }] } })
  const { token } = await server.newWorkspace('elsewhere')
  t.equal((await send('', CARD, { token })).status, 202)
  for (const { request } of waiting) request.end(CARDS.subarray(CARDS.length - 10))
  t.strictSame(await Promise.all(waiting.map(({ answer }) => answer)), [202, 202, 202])
  t.equal((await send('', CARD)).status, 202)
})

t.test('whoever leaves much unread takes no more room, until it is read', async t => {
  const { token, workspaceId } = await server.newWorkspace('hoarders')
  const file = { token, headers: { 'idempotency-key': 'again' } }
  for (const key of ['again', 'b', 'c']) t.equal((await send('', Buffer.alloc(MOST_BYTES, CARD), { token, headers: { 'idempotency-key': key } })).status, 202)
  t.equal((await send('', Buffer.alloc(MOST_BYTES - 10, CARD), { token })).status, 202)
  const refused = await send('', CARD, { token })
  t.match(refused, { status: 429, headers: { 'retry-after': '10' }, body: { errors: [{ message: /wait to be read/, extensions: { code: 'RATE_LIMITED' } }] } })
  t.equal((await send('', CARD, file)).status, 202, 'what is here already is told')
  const { token: other } = await server.newWorkspace('frugal')
  t.equal((await send('', CARD, { token: other })).status, 202)
  await inWorkspace(server.database, workspaceId, async ({ sql }) => { await sql`update app.import set status = 'DONE', finished_at = created_at` })
  t.equal((await send('', CARD, { token })).status, 202)
  await inWorkspace(server.database, workspaceId, async ({ sql }) => {
    await sql`
      insert into app.import (workspace_id, id, member_id, actor, file_name, format, choices, dry_run, status, request_hash, size, created_at)
      select x.workspace_id, gen_random_uuid(), x.member_id, x.actor, x.file_name, x.format, x.choices, x.dry_run, 'RUNNING', '', 0, x.created_at
      from (select * from app.import limit 1) x, generate_series(1, 99)`
  })
  t.equal((await send('', CARD, { token })).status, 429, 'nor does whoever leaves many')
  await inWorkspace(server.database, workspaceId, async ({ sql }) => { await sql`update app.import set status = 'DONE', finished_at = created_at` })
})

t.test('an export of Goodturn is taken of admins alone', async t => {
  const file = '{"type":"goodturn","version":1}\n'
  for (const token of [await server.tokenOf('MEMBER'), await server.tokenOf('ADMIN', ['write'])]) {
    for (const body of [file, gzipSync(file)]) t.match(await send('', body, { token }), { status: 403, body: { errors: [{ message: /needs the scope admin/, extensions: { code: 'FORBIDDEN' } }] } })
    t.equal((await send('', CARD, { token })).status, 202)
  }
  t.equal((await send('', file, { token: await server.tokenOf('ADMIN') })).status, 202)
})

t.test('a file that never becomes whole is dropped after a day', async t => {
  const { request } = begin({ 'idempotency-key': 'never', 'transfer-encoding': 'chunked' })
  request.write(CARDS)
  await untilKept('never', 2 * CHUNK_BYTES)
  request.destroy()
  const before = await count()
  const day = 86_400_000
  t.strictSame([await dropUnfinishedUploads({ database: server.database, now: NOW + day }), await dropUnfinishedUploads({ database: server.database, now: NOW + day + 1 })], [0, 1])
  t.equal(await count(), before - 1)
})

t.test('the log has neither the token nor who we are', async t => {
  const log = server.logs.join('')
  t.match(log, '/imports')
  for (const secret of [server.token, 'ada@example.org', 'ada%40', 'fileName']) t.notOk(log.includes(secret), secret)
})
