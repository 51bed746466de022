import { parseFeed as parseXml } from '@rowanmanning/feed-parser'
import type { FeedContent, FeedItem } from '../../domain/feeds/reading.ts'
import { invalid } from '../../domain/refusal.ts'
import { absoluteUrl, cut, LONGEST_ID, LONGEST_TEXT, LONGEST_TITLE, MOST_LOOKED_AT, newestFirst } from './limits.ts'
import { htmlToText } from './html-text.ts'

type XmlFeed = ReturnType<typeof parseXml>
type XmlItem = XmlFeed['items'][number]
type Element = XmlItem['element']

const HOUR_MS = 60 * 60 * 1000
const PERIOD_HOURS: Readonly<Record<string, number>> = { hourly: 1, daily: 24, weekly: 7 * 24, monthly: 30 * 24, yearly: 365 * 24 }
/** A feed that asks for longer is asked all the same: its owner may have meant minutes. */
const MOST_REST_MS = 7 * 24 * HOUR_MS

/** Reads RSS 0.9 to 2.0 and Atom. Refuses (INVALID) broken XML, what is no feed, and a document that declares entities. */
export function parseXmlFeed (text: string, address: string): FeedContent {
  // No feed needs them, and a few hundred bytes of them can make gigabytes.
  if (/<!ENTITY/i.test(text)) throw invalid({ path: 'feed', message: 'declares XML entities, which no feed needs.' })
  try {
    const feed = parseXml(text)
    const looked = feed.items.slice(0, MOST_LOOKED_AT)
    const items = looked.flatMap(item => readItem(item, address) ?? [])
    return { title: cut(titleText(feed.title), LONGEST_TITLE), items: newestFirst(items), unreadable: looked.length - items.length, restMs: restOf(feed.element) }
  } catch {
    // Broken, or elements within elements without end.
    throw invalid({ path: 'feed', message: /<html[\s>]/i.test(text.slice(0, 2000)) ? 'is a web page, and no feed.' : 'is neither RSS nor Atom, or broken.' })
  }
}

function readItem (item: XmlItem, address: string): FeedItem | null {
  const { element } = item
  const url = absoluteUrl(linkOf(element), address)
  const id = cut(item.id ?? url, LONGEST_ID)
  const publishedAt = (item.published ?? item.updated)?.getTime() ?? NaN
  if (id === null || Number.isNaN(publishedAt)) return null
  // slash:comments and thr:total tell how many; RSS has its own element for an address, by the same name as the first.
  const counts = ['comments', 'total'].flatMap(name => element.findElementsWithName(name)).map(countOf)
  return {
    id,
    url,
    title: cut(titleText(item.title), LONGEST_TITLE),
    text: cut(textOf(item), LONGEST_TEXT),
    publishedAt,
    isReply: element.findElementWithName('in-reply-to') !== null,
    replies: counts.find(count => count !== null) ?? null
  }
}

/** The item's own way to its address looks through the whole feed for each item. */
function linkOf (element: Element): string | null {
  const links = element.findElementsWithName('link')
  const alternate = links.find(link => link.getAttribute('rel') === 'alternate') ?? links.find(link => link.getAttribute('rel') === null)
  const guid = element.findElementWithName('guid')
  const permanent = guid && guid.getAttribute('ispermalink') !== 'false' ? guid.textContentNormalized : null
  return alternate?.getAttribute('href') || alternate?.textContentNormalized || permanent
}

/** What the item says, as markup once decoded: the parser's own texts are decoded twice, and lose what a text says of markup. */
function textOf ({ content, element }: XmlItem): string {
  const whole = ['encoded', 'content'].flatMap(name => element.findElementsWithName(name)).find(found => found.textContent.trim() !== '')
  if (whole?.getAttribute('type') === 'xhtml') return htmlToText((content ?? '').slice(0, 4 * LONGEST_TEXT))
  const short = element.findElementWithName('description') ?? element.findElementWithName('summary')
  const text = (whole ?? short)?.textContent ?? ''
  return (whole ?? short)?.getAttribute('type') === 'text' ? text : htmlToText(text.slice(0, 4 * LONGEST_TEXT))
}

/** A title is text, but some put markup into it; "Vec<T>" is none. */
function titleText (title: string | null): string | null {
  if (title === null) return null
  const text = title.slice(0, 4 * LONGEST_TITLE)
  return (/<\/?(?:a|abbr|b|br|cite|code|em|i|p|q|small|span|strong|sub|sup|u)\b[^>]*>/i.test(text) ? htmlToText(text) : text).replace(/\s+/g, ' ')
}

function countOf (element: Element | null): number | null {
  const text = element?.textContent.trim() ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

function restOf (channel: Element): number | null {
  const minutes = countOf(channel.findElementWithName('ttl'))
  const hours = PERIOD_HOURS[channel.findElementWithName('updateperiod')?.textContent.trim().toLowerCase() ?? '']
  const often = Math.max(1, countOf(channel.findElementWithName('updatefrequency')) ?? 1)
  const asked = Math.max(minutes === null ? 0 : minutes * 60_000, hours === undefined ? 0 : hours * HOUR_MS / often)
  return asked === 0 ? null : Math.min(MOST_REST_MS, asked)
}
