import type { FetchOutside } from '../domain/outside.ts'
import { readActorDocument, type ActorReading, type Authorize } from './actor-document.ts'

const KEPT_MS = 3_600_000
/** So long a failure stands, and a document is not asked for again however many signatures do not fit it. */
const RESTED_MS = 60_000
const MOST_KEPT = 1_000
/** A sender gives up after some ten seconds. */
const MOST_MS = 8_000
const MOST_AT_ONCE = 8
const MOST_AT_ONCE_OF_HOST = 2

/** What can be judged by a document; its verdict. */
type Judge<V> = (document: unknown) => V
type Verdict = { readonly isGenuine: true } | { readonly isGenuine: false, readonly reason: string }

export interface Judged {
  readonly verdict: Verdict
  /** What it was judged by; null where that is gone for good, or was not found. */
  readonly document: unknown
}

interface Known {
  readonly reading: ActorReading
  readonly readAt: number
  /** When it was asked for last, even in vain. */
  readonly askedAt: number
}

/**
 * Has `judge` judge by the document at an address: an actor's, or null where it is gone for good (410). A document is kept for an hour,
 * and read once more where nothing genuine comes of a kept one, since a key may have been replaced; what cannot be read is not
 * genuine. Few are read at once, and fewer of one host: what is beyond that is not genuine either, until it is sent again.
 */
export type JudgeByActor = (address: string, judge: Judge<Verdict>, authorize?: Authorize) => Promise<Judged>

/** `now` in epoch milliseconds. */
export function actorReader ({ fetch, now }: { readonly fetch: FetchOutside, readonly now: () => number }): JudgeByActor {
  const known = new Map<string, Known>()
  const reading = new Map<string, Promise<ActorReading | null>>()
  const busy = new Map<string, number>()

  return async (address, judge, authorize) => {
    const kept = find(address)
    const judged = judgedBy(kept?.reading ?? await read(address, authorize), judge)
    if (judged.verdict.isGenuine || !kept || now() - kept.askedAt < RESTED_MS) return judged
    return judgedBy(await read(address, authorize), judge)
  }

  function find (address: string): Known | undefined {
    const found = known.get(address)
    if (!found) return undefined
    known.delete(address)
    if (now() - found.readAt >= (found.reading.outcome === 'FAILED' ? RESTED_MS : KEPT_MS)) return undefined
    // The first of a Map is then the one that was not asked for the longest.
    known.set(address, found)
    return found
  }

  /** Null where too many are read already. Who comes meanwhile waits for the same answer. */
  async function read (address: string, authorize: Authorize | undefined): Promise<ActorReading | null> {
    const present = reading.get(address)
    if (present) return await present
    const host = URL.canParse(address) ? new URL(address).host : ''
    if (reading.size >= MOST_AT_ONCE || (busy.get(host) ?? 0) >= MOST_AT_ONCE_OF_HOST) return null
    busy.set(host, (busy.get(host) ?? 0) + 1)
    const asked = readActorDocument(fetch, address, AbortSignal.timeout(MOST_MS), authorize).then(found => {
      keep(address, found)
      return found
    }).finally(() => {
      reading.delete(address)
      const left = (busy.get(host) ?? 1) - 1
      if (left === 0) busy.delete(host)
      else busy.set(host, left)
    })
    reading.set(address, asked)
    return await asked
  }

  /** A server that does not answer right now takes nothing back of what it said. */
  function keep (address: string, found: ActorReading): void {
    const present = find(address)
    const last = found.outcome === 'FAILED' && present?.reading.outcome === 'FOUND' ? present : { reading: found, readAt: now() }
    known.delete(address)
    known.set(address, { ...last, askedAt: now() })
    const [oldest] = known.keys()
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
  }
}

function judgedBy (reading: ActorReading | null, judge: Judge<Verdict>): Judged {
  switch (reading?.outcome) {
    case 'FOUND': return { verdict: judge(reading.document), document: reading.document }
    case 'GONE': return { verdict: judge(null), document: null }
    case 'FAILED': return notGenuine(`Its key was not to be had: ${reading.why}`)
    default: return notGenuine('Too many keys are being read to read its key as well.')
  }
}

function notGenuine (reason: string): Judged {
  return { verdict: { isGenuine: false, reason }, document: null }
}
