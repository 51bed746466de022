import type { FeedReading, ReadFeed } from '../domain/feeds/reading.ts'
import { OutsideError, type FetchOutside, type OutsideAnswer } from '../domain/outside.ts'
import { Refusal } from '../domain/refusal.ts'
import { MOST_FEED_BYTES, parseFeed } from '../formats/feeds/parse-feed.ts'

const ACCEPT = 'application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1'

/** Reads feeds by this way of reading addresses outside, asking only for what has changed. */
export function feedReader (fetch: FetchOutside): ReadFeed {
  return async (url, { etag, lastModified }, now, signal) => {
    const headers = { accept: ACCEPT, ...etag !== null && { 'if-none-match': etag }, ...lastModified !== null && { 'if-modified-since': lastModified } }
    try {
      return toReading(await fetch(url, { headers, mostBytes: MOST_FEED_BYTES, ...signal && { signal } }), now)
    } catch (error) {
      if (error instanceof OutsideError || error instanceof Refusal) return { outcome: 'FAILED', why: error.message, retryAfterMs: null }
      throw error
    }
  }
}

function toReading ({ status, headers, body, url, movedTo }: OutsideAnswer, now: number): FeedReading {
  switch (status) {
    case 200: return {
      outcome: 'CHANGED',
      content: parseFeed(body, { contentType: headers['content-type'] ?? null, address: url }),
      validators: { etag: headers['etag'] ?? null, lastModified: headers['last-modified'] ?? null },
      movedTo
    }
    case 304: return { outcome: 'UNCHANGED', movedTo }
    case 410: return { outcome: 'GONE' }
    default: return { outcome: 'FAILED', why: `The server answered ${status}.`, retryAfterMs: retryAfterMs(headers['retry-after'], now) }
  }
}

/** Retry-After in milliseconds from `now`; it tells seconds, or a date. */
export function retryAfterMs (header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
