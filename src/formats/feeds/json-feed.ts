import type { FeedContent, FeedItem } from '../../domain/feeds/reading.ts'
import { invalid } from '../../domain/refusal.ts'
import { absoluteUrl, cut, LONGEST_ID, LONGEST_TEXT, LONGEST_TITLE, MOST_LOOKED_AT, newestFirst } from './limits.ts'
import { htmlToText } from './html-text.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads a JSON Feed (https://www.jsonfeed.org/version/1.1/). Refuses (INVALID) what is none. */
export function parseJsonFeed (text: string, address: string): FeedContent {
  const feed = parsed(text)
  if (typeof feed['version'] !== 'string' || !feed['version'].startsWith('https://jsonfeed.org/version/')) throw invalid({ path: 'feed', message: 'is JSON, but no JSON Feed.' })
  const looked = (Array.isArray(feed['items']) ? feed['items'] : []).slice(0, MOST_LOOKED_AT)
  const items = looked.flatMap(item => isFields(item) ? readItem(item, address) ?? [] : [])
  return { title: cut(string(feed['title']), LONGEST_TITLE), items: newestFirst(items), unreadable: looked.length - items.length, restMs: null }
}

function readItem (item: Fields, address: string): FeedItem | null {
  const url = absoluteUrl(string(item['url']) ?? string(item['external_url']), address)
  // Version 1 has numbers here.
  const id = cut(typeof item['id'] === 'number' ? String(item['id']) : string(item['id']) ?? url, LONGEST_ID)
  const publishedAt = Date.parse(string(item['date_published']) ?? string(item['date_modified']) ?? '')
  if (id === null || Number.isNaN(publishedAt)) return null
  const html = string(item['content_html'])
  const text = string(item['content_text']) ?? (html === null ? string(item['summary']) : htmlToText(html.slice(0, 4 * LONGEST_TEXT)))
  return { id, url, title: cut(string(item['title']), LONGEST_TITLE), text: cut(text, LONGEST_TEXT), publishedAt, isReply: false, replies: null }
}

function parsed (text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    if (isFields(value)) return value
  } catch {
    // Falls through to the refusal.
  }
  throw invalid({ path: 'feed', message: 'is broken JSON.' })
}

function isFields (value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function string (value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
