import { lookup as resolve, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, request, type Dispatcher } from 'undici'
import { OutsideError, type FetchOutside, type OutsideAnswer } from '../domain/outside.ts'
import { mayConnect, readSubnets } from './address-rules.ts'
import { faultOf } from './faults.ts'
import { readBody } from './read-body.ts'

const MOST_REDIRECTS = 3
const REDIRECTS = [301, 302, 303, 307, 308]
const PERMANENT = [301, 308]
const LIMITS = { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, totalMs: 20_000, headerBytes: 16_384 }
const USER_AGENT = 'Goodturn feed reader'

export interface FetchRules {
  /** Subnets that are read though they are not of the public internet, such as 127.0.0.0/8. */
  readonly subnets: readonly string[]
  readonly ports: readonly number[]
  /** Whether plain http is read. */
  readonly http: boolean
}

export interface FetchOptions extends FetchRules {
  /** How names are looked up; the system's way where it is left out. */
  readonly lookup?: typeof resolve
  readonly limits?: Partial<typeof LIMITS>
}

/**
 * Makes the only way in which this server reads addresses that somebody gave it. Each address is judged as it is connected to, so
 * that a name cannot lead elsewhere after it was judged; every redirect is judged anew; time and size are limited; connections
 * are not kept, no proxy is asked, and nothing that a server says of an error goes on.
 */
export function safeFetch ({ subnets, ports, http, lookup = resolve, limits: given }: FetchOptions): FetchOutside {
  const allowed = readSubnets(subnets)
  const limits = { ...LIMITS, ...given }
  const connector = buildConnector({ timeout: limits.connectMs, maxCachedSessions: 0, lookup: checkedLookup })

  /** A name with one bad address among its addresses is bad: which of them is used, nobody knows. */
  function checkedLookup (...[hostname, options, done]: Parameters<LookupFunction>): void {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = (found ?? []) as LookupAddress[]
      const [first] = addresses
      if (error || !first) return done(error ?? new OutsideError('NOT_FOUND'), '', 0)
      if (!addresses.every(({ address }) => mayConnect(address, allowed))) return done(new OutsideError('BLOCKED'), '', 0)
      return options.all ? done(null, addresses) : done(null, first.address, first.family)
    })
  }

  // An address in place of a name is never looked up.
  const connect: buildConnector.connector = (options, done) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && !mayConnect(host, allowed)) done(new OutsideError('BLOCKED'), null)
    else connector(options, done)
  }

  function readAddress (text: string, base?: string): URL {
    if (!URL.canParse(text, base)) throw new OutsideError('BAD_ADDRESS')
    const url = new URL(text, base)
    const isKnown = url.protocol === 'https:' || (http && url.protocol === 'http:')
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    if (!isKnown || url.username !== '' || url.password !== '' || !ports.includes(port)) throw new OutsideError('BAD_ADDRESS')
    return url
  }

  return async (address, { headers = {}, mostBytes, signal }) => {
    const agent = new Agent({
      connect,
      connections: 1,
      pipelining: 0,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
      maxHeaderSize: limits.headerBytes
    })
    const stop = AbortSignal.any([AbortSignal.timeout(limits.totalMs), ...signal ? [signal] : []])
    try {
      return await follow(readAddress(address), url => request(url, {
        dispatcher: agent, signal: stop, headers: { 'user-agent': USER_AGENT, 'accept-encoding': 'gzip, deflate, br', ...headers }
      }))
    } catch (error) {
      throw new OutsideError(faultOf(error))
    } finally {
      await agent.destroy().catch(() => {})
    }

    async function follow (start: URL, ask: (url: URL) => Promise<Dispatcher.ResponseData>): Promise<OutsideAnswer> {
      let url = start
      let movedTo: string | null = null
      let isForGood = true
      for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
        const answer = await ask(url)
        const told = firstOf(answer.headers)
        if (!REDIRECTS.includes(answer.statusCode) || told['location'] === undefined) {
          const body = answer.statusCode === 200 ? await readBody(answer.body, told['content-encoding'], mostBytes) : new Uint8Array()
          return { status: answer.statusCode, headers: told, body, url: url.href, movedTo }
        }
        // What else a redirect says is not read.
        answer.body.on('error', () => {}).destroy()
        url = readAddress(told['location'], url.href)
        isForGood &&= PERMANENT.includes(answer.statusCode)
        if (isForGood) movedTo = url.href
      }
      throw new OutsideError('TOO_MANY_REDIRECTS')
    }
  }
}

function firstOf (headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value
    return first === undefined ? [] : [[name.toLowerCase(), first]]
  }))
}
