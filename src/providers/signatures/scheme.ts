import { createHash, timingSafeEqual } from 'node:crypto'
import type { Verdict, Webhook } from '../provider.ts'

/** What a webhook says of its signature. */
export interface Signed {
  /** Those that it offers; one that fits is enough. */
  readonly signatures: readonly string[]
  /** When it was signed, in epoch seconds or milliseconds, as it was written. */
  readonly timestamp?: string
  /** What they are of, each in pieces; several where the sender is known to write the same in more than one way. */
  readonly bases: readonly (readonly (string | Buffer)[])[]
}

/** Judges signatures by one secret: what is signed is gone through once, however many are offered. Null where the secret is none that this could judge by. */
export type Check = (secret: string) => ((base: readonly (string | Buffer)[]) => (signature: string) => boolean) | null

/** How a provider signs: what there is to be judged (or why there is nothing), how, and how far its time may be from ours. */
export interface Scheme {
  readonly signed: (webhook: Webhook) => Signed | string
  readonly check: Check
  /** Both ways; absent where the provider signs no time. */
  readonly windowMs?: number
}

/** Senders sign once, and with two secrets while one follows the other; each signature that is offered costs us time. */
const MOST_SIGNATURES = 20
const NOT_GENUINE = 'The signature is of other words, or by another secret.'

/** Whether one of the schemes finds a signature by one of the secrets. An empty secret verifies nothing. */
export function verifySignature (schemes: readonly Scheme[], webhook: Webhook, secrets: readonly string[]): Verdict {
  const reasons: string[] = []
  for (const scheme of schemes) {
    const reason = faultOf(scheme, webhook, secrets.filter(secret => secret !== ''))
    if (reason === null) return { isGenuine: true }
    reasons.push(reason)
  }
  return { isGenuine: false, reason: [...new Set(reasons)].join(' ') }
}

function faultOf ({ signed, check, windowMs }: Scheme, webhook: Webhook, secrets: readonly string[]): string | null {
  const found = signed(webhook)
  if (typeof found === 'string') return found
  if (windowMs !== undefined && !isWithin(found.timestamp ?? '', webhook.receivedAt, windowMs)) return `Its time is not within ${windowMs / 1_000} s of ours.`
  const fits = secrets.some(secret => {
    const isBy = check(secret)
    return isBy !== null && found.bases.some(base => found.signatures.slice(0, MOST_SIGNATURES).some(isBy(base)))
  })
  return fits ? null : NOT_GENUINE
}

/** Nothing but digits is a time: `123junk` is what a number is read from, and something else was signed. */
function isWithin (timestamp: string, receivedAt: number, windowMs: number): boolean {
  if (!/^\d{1,13}$/.test(timestamp)) return false
  // Ten digits are seconds until the year 2286, thirteen milliseconds since 2001.
  const at = timestamp.length > 11 ? Number(timestamp) : Number(timestamp) * 1_000
  return Math.abs(receivedAt - at) <= windowMs
}

/** Whether two texts are the same, in a time that does not tell where they differ, nor how long either is. */
export function isSame (one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other))
}

function digest (text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
