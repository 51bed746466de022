import type { FeedContent } from '../../domain/feeds/reading.ts'
import { invalid } from '../../domain/refusal.ts'
import { parseJsonFeed } from './json-feed.ts'
import { parseXmlFeed } from './xml-feed.ts'

/** A larger feed is not read. */
export const MOST_FEED_BYTES = 5 * 1024 * 1024

/**
 * Reads RSS, Atom or JSON Feed, told by what it is and not by what it is called. `address` is where it comes from: its relative
 * addresses are read from there. Refuses (INVALID) what is no feed, with why.
 */
export function parseFeed (body: Uint8Array, { contentType, address }: { readonly contentType: string | null, readonly address: string }): FeedContent {
  if (body.length > MOST_FEED_BYTES) throw invalid({ path: 'feed', message: `has more than ${MOST_FEED_BYTES / 1024 / 1024} MB.` })
  const [type = ''] = (contentType ?? '').toLowerCase().split(';')
  if (/^(?:image|audio|video|font)\/(?!svg)|^application\/(?:pdf|zip|gzip|javascript|wasm)/.test(type.trim())) {
    throw invalid({ path: 'feed', message: `is served as ${type.trim().slice(0, 100)}, and no feed is.` })
  }
  const text = decode(body, contentType).trimStart()
  if (text.startsWith('{')) return parseJsonFeed(text, address)
  if (text.startsWith('<')) return parseXmlFeed(text, address)
  throw invalid({ path: 'feed', message: text === '' ? 'is empty.' : 'is neither RSS nor Atom nor JSON Feed.' })
}

/** The text of bytes in the encoding that a mark at their beginning, the server, or the document itself names; UTF-8 where nobody does. */
function decode (body: Uint8Array, contentType: string | null): string {
  const [, declared] = /^[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(Buffer.from(body.subarray(0, 250)).toString('latin1').trimStart()) ?? []
  const [, served] = /\bcharset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '') ?? []
  const marked = markOf(body)
  for (const encoding of [marked, served, declared]) {
    try {
      if (encoding) return new TextDecoder(encoding).decode(body)
    } catch {
      // An encoding that nobody knows: the next one may do.
    }
  }
  return new TextDecoder().decode(body)
}

function markOf ([first, second]: Uint8Array): string | null {
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : null
}
