import type { FeedItem } from '../../domain/feeds/reading.ts'

/** More items of a feed are not looked at. */
export const MOST_ITEMS = 500
/** A feed is in the order of its publishing, nearly always; whatever comes after this many is old. */
export const MOST_LOOKED_AT = 2_000
/** In UTF-16 units. */
export const LONGEST_TEXT = 50_000
export const LONGEST_TITLE = 500
export const LONGEST_ID = 400

/** The newest items first, each once, and no more than a feed may have. */
export function newestFirst (items: readonly FeedItem[]): readonly FeedItem[] {
  const seen = new Map<string, FeedItem>()
  for (const item of items) if (!seen.has(item.id)) seen.set(item.id, item)
  return [...seen.values()].sort((a, b) => b.publishedAt - a.publishedAt).slice(0, MOST_ITEMS)
}

/** An address, also a relative one, as an absolute http address; null where it is none. */
export function absoluteUrl (address: string | null | undefined, base: string): string | null {
  if (!address || !URL.canParse(address.trim(), base)) return null
  const { href, protocol } = new URL(address.trim(), base)
  return protocol === 'http:' || protocol === 'https:' ? href : null
}

/** Text cut to a length, whole characters only; null where there is none. */
export function cut (text: string | null | undefined, most: number): string | null {
  const trimmed = (text ?? '').replaceAll('\u0000', '').trim().slice(0, most).replace(/[\ud800-\udbff]$/, '')
  return trimmed === '' ? null : trimmed
}
