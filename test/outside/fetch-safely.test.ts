import type { lookup, LookupAddress } from 'node:dns'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { OutsideError } from '../../src/domain/outside.ts'
import { safeFetch, type FetchOptions } from '../../src/outside/fetch-safely.ts'
import { webServer } from '../support/web-server.ts'

const MB = 1024 * 1024

/** Of an attempt: the status, or why there was none. */
async function outcome (url: string, options: Partial<FetchOptions> & { mostBytes?: number, headers?: Record<string, string> } = {}): Promise<string | number> {
  const { mostBytes = MB, headers = {}, ...rules } = options
  try {
    return (await safeFetch({ subnets: [], ports: [80, 443, 8443], http: true, ...rules })(url, { mostBytes, headers })).status
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    return error.fault
  }
}

/** Finds these addresses for any name. */
function finds (...addresses: string[]): typeof lookup {
  return ((_name: string, _options: object, done: (error: null, found: LookupAddress[]) => void) => {
    done(null, addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })))
  }) as unknown as typeof lookup
}

t.test('no spelling of a local address is read, and each would be there', async t => {
  const { port, asked } = await webServer(t, (_request, response) => { response.end('secret') })
  const ports = [port]
  const spellings = ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.0.0.1.', 'localhost', 'LOCALHOST', '0', '0.0.0.0', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '①②⑦.0.0.1', '127。0。0。1']
  for (const host of spellings) t.equal(await outcome(`http://${host}:${port}/`, { ports }), 'BLOCKED', host)
  for (const host of ['[::127.0.0.1]', '168.63.129.16', '169.254.169.254', '10.0.0.1', '[fd00:ec2::254]', '[64:ff9b::7f00:1]']) t.equal(await outcome(`http://${host}:${port}/`, { ports }), 'BLOCKED', host)
  // Not every system knows the name with its full stop.
  t.match(await outcome(`http://localhost.:${port}/`, { ports }), /^(?:BLOCKED|NOT_FOUND)$/)
  t.equal(asked.length, 0)
  const reached = await Promise.all(['127.0.0.1', '2130706433', '0x7f.1'].map(host => outcome(`http://${host}:${port}/`, { ports, subnets: ['127.0.0.0/8'] })))
  t.strictSame(reached, [200, 200, 200], 'an allowed subnet is read')
})

t.test('a name is what its addresses are: one bad one spoils it', async t => {
  const { port, asked } = await webServer(t, (_request, response) => { response.end('secret') })
  for (const addresses of [['127.0.0.1'], ['10.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['127.0.0.1', '93.184.216.34'], ['::ffff:127.0.0.1'], ['2606:4700::1111', 'fe80::1']]) {
    t.equal(await outcome(`http://internal.example:${port}/`, { ports: [port], lookup: finds(...addresses) }), 'BLOCKED', addresses.join())
  }
  t.equal(asked.length, 0)
  t.equal(await outcome(`http://internal.example:${port}/`, { ports: [port], subnets: ['127.0.0.0/8'], lookup: finds('127.0.0.1') }), 200, 'it is the address that was judged which is connected to')
  t.equal(asked[0]?.headers.host, `internal.example:${port}`)
  t.equal(await outcome(`http://nowhere.example:${port}/`, { ports: [port], lookup: finds() }), 'NOT_FOUND')
})

t.test('a name is looked up once for each connection, so that it cannot change its mind', async t => {
  const { port } = await webServer(t, (_request, response) => { response.end() })
  const answers = ['127.0.0.1', '10.0.0.1']
  let looks = 0
  const changing = ((...given: Parameters<ReturnType<typeof finds>>) => finds(answers[looks++] ?? '')(...given)) as typeof lookup
  t.equal(await outcome(`http://changing.example:${port}/`, { ports: [port], subnets: ['127.0.0.0/8'], lookup: changing }), 200)
  t.equal(looks, 1)
})

t.test('only https is read unless http is allowed, only at usual ports, and never with a password', async t => {
  for (const url of ['http://example.org/', 'ftp://example.org/', 'file:///etc/passwd', 'data:text/plain,x', 'javascript:1', 'https://example.org:22/', 'https://example.org:6379/', 'https://user@example.org/', 'https://user:pw@example.org/', 'not an address', '']) {
    t.equal(await outcome(url, { http: false }), 'BAD_ADDRESS', url)
  }
  t.equal(await outcome('https://internal.example/', { http: false, lookup: finds('10.0.0.1') }), 'BLOCKED', 'the rest is looked up')
  t.equal(await outcome('https://internal.example:8443/', { http: false, lookup: finds('10.0.0.1') }), 'BLOCKED')
})

async function redirecting (t: Test) {
  return webServer(t, (request, response) => {
    const [, status, to] = /^\/(\d+)\/(.+)$/.exec(request.url ?? '') ?? []
    if (!status) response.end('here')
    else response.writeHead(Number(status), { location: decodeURIComponent(to ?? '') }).end('not read')
  })
}

t.test('a redirect is judged as an address of its own', async t => {
  const { address, port, asked } = await redirecting(t)
  const rules = { ports: [port], subnets: ['127.0.0.1/32'] }
  for (const [to, fault] of [
    [`http://127.0.0.2:${port}/`, 'BLOCKED'], [`http://localhost:${port}/`, 'BLOCKED'], [`http://[::1]:${port}/`, 'BLOCKED'], ['http://169.254.169.254:80/latest/meta-data', 'BAD_ADDRESS'], ['http://127.0.0.1:22/', 'BAD_ADDRESS'],
    ['file:///etc/passwd', 'BAD_ADDRESS'], [`http://user:pw@127.0.0.1:${port}/`, 'BAD_ADDRESS'], ['http://', 'BAD_ADDRESS']
  ] as const) {
    asked.length = 0
    const lookup = finds('10.0.0.1')
    t.equal(await outcome(`${address}/302/${encodeURIComponent(to)}`, { ...rules, lookup }), fault, to)
    t.equal(asked.length, 1)
  }
})

t.test('three redirects are followed, and it is told whereto an address moved for good', async t => {
  const { address, port } = await redirecting(t)
  const read = safeFetch({ subnets: ['127.0.0.0/8'], ports: [port], http: true })
  const to = (status: number, next: string) => `/${status}/${encodeURIComponent(next)}`
  const moved = async (path: string) => {
    const { body, url, movedTo } = await read(`${address}${path}`, { mostBytes: MB })
    return [Buffer.from(body).toString(), url.slice(address.length), movedTo && movedTo.slice(address.length)]
  }
  t.strictSame(await moved('/end'), ['here', '/end', null])
  t.strictSame(await moved(to(301, '/end')), ['here', '/end', '/end'])
  t.strictSame(await moved(to(308, to(301, '/end'))), ['here', '/end', '/end'])
  t.strictSame(await moved(to(302, '/end')), ['here', '/end', null])
  t.strictSame(await moved(to(301, to(302, '/end'))), ['here', '/end', to(302, '/end')], 'as far as it is for good')
  t.strictSame(await moved(to(302, to(301, '/end'))), ['here', '/end', null])
  t.strictSame(await moved(to(307, to(303, to(302, '/end')))), ['here', '/end', null])
  t.equal(await outcome(`${address}${to(302, to(302, to(302, to(302, '/end'))))}`, { subnets: ['127.0.0.0/8'], ports: [port] }), 'TOO_MANY_REDIRECTS')
})

t.test('a body is read to its limit, and what is in it counts, not what was sent', async t => {
  const text = 'a'.repeat(2 * MB)
  const { address, port } = await webServer(t, (request, response) => {
    switch (request.url) {
      case '/plain': response.end(text); break
      case '/gzip': response.setHeader('content-encoding', 'gzip').end(gzipSync(text)); break
      case '/deflate': response.setHeader('content-encoding', 'deflate').end(deflateSync(text)); break
      case '/br': response.setHeader('content-encoding', 'br').end(brotliCompressSync(text)); break
      case '/twice': response.setHeader('content-encoding', 'gzip, gzip').end(gzipSync(gzipSync(text))); break
      case '/unknown': response.setHeader('content-encoding', 'zstd').end('x'); break
      case '/broken': response.setHeader('content-encoding', 'gzip').end('not gzip'); break
      case '/endless': setInterval(() => response.write(text), 1).unref(); break
    }
  })
  const rules = { subnets: ['127.0.0.0/8'], ports: [port], http: true }
  for (const path of ['/plain', '/gzip', '/deflate', '/br']) {
    t.equal((await safeFetch(rules)(`${address}${path}`, { mostBytes: 2 * MB })).body.length, 2 * MB, path)
    t.equal(await outcome(`${address}${path}`, { ...rules, mostBytes: 2 * MB - 1 }), 'TOO_LARGE', path)
  }
  t.equal(await outcome(`${address}/endless`, rules), 'TOO_LARGE')
  for (const path of ['/twice', '/unknown', '/broken']) t.equal(await outcome(`${address}${path}`, rules), 'BROKEN', path)
})

t.test('who says nothing, too little at a time, or too much of itself, is not waited for', async t => {
  const { address, port } = await webServer(t, (request, response) => {
    switch (request.url) {
      case '/silent': break
      case '/stops': response.write('a'); break
      case '/drips': response.write('a'); setInterval(() => response.write('a'), 20).unref(); break
      case '/headers': response.setHeader('x-much', 'a'.repeat(20_000)).end(); break
    }
  })
  const rules = { subnets: ['127.0.0.0/8'], ports: [port], http: true }
  t.equal(await outcome(`${address}/silent`, { ...rules, limits: { headersMs: 100 } }), 'TIMED_OUT')
  t.equal(await outcome(`${address}/stops`, { ...rules, limits: { bodyMs: 100 } }), 'TIMED_OUT')
  t.equal(await outcome(`${address}/drips`, { ...rules, limits: { totalMs: 300 } }), 'TIMED_OUT')
  t.equal(await outcome(`${address}/headers`, rules), 'TOO_LARGE')
})

t.test('nothing is told of what went wrong but its kind', async t => {
  const closed = createServer()
  await new Promise<void>(resolve => { closed.listen(0, '127.0.0.1', () => { resolve() }) })
  const { port } = closed.address() as AddressInfo
  await new Promise(resolve => closed.close(resolve))
  const rules = { subnets: ['127.0.0.0/8'], ports: [port], http: true }
  const error = await safeFetch(rules)(`http://127.0.0.1:${port}/`, { mostBytes: MB }).then(() => null, (error: unknown) => error)
  t.match(error, { name: 'OutsideError', fault: 'UNREACHABLE', message: 'The server could not be reached.' })
  t.notOk(JSON.stringify(Object.values(error as object)).includes(String(port)))
  t.equal(await outcome(`https://127.0.0.1:${port}/`, rules), 'UNREACHABLE')
  const gibberish = createServer(socket => { socket.on('error', () => {}).once('data', () => socket.end('not http at all\r\n\r\n')) })
  await new Promise<void>(resolve => { gibberish.listen(0, '127.0.0.1', () => { resolve() }) })
  t.teardown(() => { gibberish.close() })
  const other = (gibberish.address() as AddressInfo).port
  t.equal(await outcome(`http://127.0.0.1:${other}/`, { ...rules, ports: [other] }), 'BROKEN')
})

t.test('a request says who asks, and what it is given; it asks no proxy and keeps no connection', async t => {
  const { address, port, asked } = await webServer(t, (_request, response) => { response.setHeader('X-Two', ['a', 'b']).setHeader('ETag', '"1"').end() })
  const before = { ...process.env }
  Object.assign(process.env, { http_proxy: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' })
  t.teardown(() => { for (const name of ['http_proxy', 'HTTP_PROXY']) if (before[name] === undefined) delete process.env[name] })
  const read = safeFetch({ subnets: ['127.0.0.0/8'], ports: [port], http: true })
  const { headers, status } = await read(`${address}/feed?x=1`, { mostBytes: MB, headers: { 'if-none-match': '"1"' } })
  t.equal(status, 200)
  t.match(headers, { etag: '"1"', 'x-two': 'a' })
  t.match(asked[0], { method: 'GET', url: '/feed?x=1', headers: { 'if-none-match': '"1"', 'user-agent': 'Goodturn feed reader', host: `127.0.0.1:${port}` } })
  t.equal(asked[0]?.headers.cookie, undefined)
  t.equal(asked[0]?.headers.authorization, undefined)
})

t.test('who stops reading is heard', async t => {
  const { address, port } = await webServer(t, () => {})
  const stop = new AbortController()
  const reading = safeFetch({ subnets: ['127.0.0.0/8'], ports: [port], http: true })(address, { mostBytes: MB, signal: stop.signal })
  setTimeout(() => { stop.abort() }, 50)
  await t.rejects(reading, { message: 'The server took too long.' })
})
