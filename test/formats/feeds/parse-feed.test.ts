import t from 'tap'
import { parseFeed } from '../../../src/formats/feeds/parse-feed.ts'
import { Refusal } from '../../../src/domain/refusal.ts'

const ADDRESS = 'https://blog.example/feeds/all'

function parse (text: string | Uint8Array, contentType: string | null = null) {
  return parseFeed(typeof text === 'string' ? Buffer.from(text) : text, { contentType, address: ADDRESS })
}

function refusal (text: string | Uint8Array, contentType: string | null = null): string {
  try {
    parse(text, contentType)
    return 'none'
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

const RSS = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Ada &amp; engines</title><link>https://blog.example/</link><ttl>90</ttl>
<item><title>Vec&lt;T&gt; explained</title><link>/posts/2</link><guid isPermaLink="false">post-2</guid><pubDate>Mon, 02 Feb 2026 09:00:00 +0100</pubDate>
  <comments>https://blog.example/posts/2#comments</comments><slash:comments>12</slash:comments><media:content url="https://blog.example/2.png"/>
  <description>short</description><content:encoded><![CDATA[<p>Escape <code>&lt;script&gt;</code> &amp; be done.</p><script>track()</script>]]></content:encoded></item>
<item><title>First</title><guid>https://blog.example/posts/1</guid><pubDate>Sun, 01 Feb 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;Hello &amp;amp; &lt;b&gt;welcome&lt;/b&gt;&lt;/p&gt;</description></item>
<item><title>No date</title><guid>x</guid></item><item><pubDate>Sun, 01 Feb 2026 08:00:00 GMT</pubDate></item>
</channel></rss>`

t.test('RSS is read: newest first, without markup, with addresses that lead somewhere', async t => {
  t.strictSame(parse(RSS, 'application/rss+xml'), {
    title: 'Ada & engines',
    unreadable: 2,
    restMs: 90 * 60_000,
    items: [
      { id: 'post-2', url: 'https://blog.example/posts/2', title: 'Vec<T> explained', text: 'Escape `<script>` & be done.', publishedAt: Date.parse('2026-02-02T08:00:00Z'), isReply: false, replies: 12 },
      { id: 'https://blog.example/posts/1', url: 'https://blog.example/posts/1', title: 'First', text: 'Hello & welcome', publishedAt: Date.parse('2026-02-01T08:00:00Z'), isReply: false, replies: null }
    ]
  })
})

t.test('Atom is read, XHTML and replies too', async t => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title type="html">Notes of &lt;b&gt;Grace&lt;/b&gt;</title>
    <entry><id>tag:grace.example,2026:1</id><title>On compilers</title><link rel="self" href="/self"/><link rel="alternate" href="https://grace.example/1"/><updated>2026-02-03T00:00:00Z</updated><published>2026-02-01T00:00:00Z</published>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They <em>work</em>.</p></div></content></entry>
    <entry><id>tag:grace.example,2026:2</id><title>Re: bugs</title><updated>2026-02-02T00:00:00Z</updated><thr:in-reply-to ref="x"/><thr:total>3</thr:total><summary type="text">a &lt; b</summary></entry></feed>`
  t.strictSame(parse(atom), {
    title: 'Notes of Grace',
    unreadable: 0,
    restMs: null,
    items: [
      { id: 'tag:grace.example,2026:2', url: null, title: 'Re: bugs', text: 'a < b', publishedAt: Date.parse('2026-02-02T00:00:00Z'), isReply: true, replies: 3 },
      { id: 'tag:grace.example,2026:1', url: 'https://grace.example/1', title: 'On compilers', text: 'They work.', publishedAt: Date.parse('2026-02-01T00:00:00Z'), isReply: false, replies: null }
    ]
  })
})

t.test('a microblog in RSS has posts without titles', async t => {
  const rss = `<rss version="2.0"><channel><title>Bob</title><item><guid isPermaLink="true">https://social.example/@bob/1</guid><link>https://social.example/@bob/1</link>
    <pubDate>Sun, 01 Feb 2026 08:00:00 +0000</pubDate><description>&lt;p&gt;&lt;span class="h-card"&gt;&lt;a href="https://social.example/@ada" class="u-url mention"&gt;@&lt;span&gt;ada&lt;/span&gt;&lt;/a&gt;&lt;/span&gt; I disagree, and here is why.&lt;/p&gt;</description></item></channel></rss>`
  t.match(parse(rss).items, [{ title: null, text: '@ada I disagree, and here is why.', url: 'https://social.example/@bob/1' }])
})

t.test('JSON Feed is read, of both versions', async t => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Linus',
    items: [
      { id: 1, url: '/1', content_html: '<p>Talk is cheap. <a href="https://code.example">Show me</a></p>', date_published: '2026-02-01T00:00:00Z' },
      { id: 'b', external_url: 'https://elsewhere.example', title: 'Links', content_text: 'a <b> c', date_modified: '2026-02-02T00:00:00+02:00' },
      { url: 'https://blog.example/3', summary: 'Short', date_published: '2026-01-01T00:00:00Z' },
      { id: 'no date' }, null, 'x', { date_published: '2026-01-01T00:00:00Z' }
    ]
  }
  t.strictSame(parse(JSON.stringify(feed)), {
    title: 'Linus',
    unreadable: 4,
    restMs: null,
    items: [
      { id: 'b', url: 'https://elsewhere.example/', title: 'Links', text: 'a <b> c', publishedAt: Date.parse('2026-02-01T22:00:00Z'), isReply: false, replies: null },
      { id: '1', url: 'https://blog.example/1', title: null, text: 'Talk is cheap. Show me (https://code.example)', publishedAt: Date.parse('2026-02-01T00:00:00Z'), isReply: false, replies: null },
      { id: 'https://blog.example/3', url: 'https://blog.example/3', title: null, text: 'Short', publishedAt: Date.parse('2026-01-01T00:00:00Z'), isReply: false, replies: null }
    ]
  })
  t.strictSame(parse('{"version": "https://jsonfeed.org/version/1"}').items, [])
})

t.test('what is no feed is refused, and told why', async t => {
  for (const [body, why, contentType] of [
    ['', 'feed: is empty.'],
    ['hello', 'feed: is neither RSS nor Atom nor JSON Feed.'],
    ['<!doctype html><html><body>Hi</body></html>', 'feed: is a web page, and no feed.'],
    ['<opml version="2.0"><body/></opml>', 'feed: is neither RSS nor Atom, or broken.'],
    ['<rss version="2.0"></rss>', 'feed: is neither RSS nor Atom, or broken.'],
    ['<rss><channel><item', 'feed: is neither RSS nor Atom, or broken.'],
    ['{"version": "1"}', 'feed: is JSON, but no JSON Feed.'],
    ['{"version": ', 'feed: is broken JSON.'],
    ['[]', 'feed: is neither RSS nor Atom nor JSON Feed.'],
    [RSS, 'feed: is served as image/png, and no feed is.', 'image/png'],
    [RSS, 'feed: is served as application/pdf, and no feed is.', 'application/pdf; x=y'],
    [' '.repeat(5 * 1024 * 1024 + 1), 'feed: has more than 5 MB.']
  ] as const) t.equal(refusal(body, contentType), why)
})

t.test('a document that would grow without end is refused before it is read', async t => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">${[...'bcdefgh'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefgh'[at]};`.repeat(10)}">`).join('')}]><rss><channel><title>&h;</title></channel></rss>`
  t.equal(refusal(bomb), 'feed: declares XML entities, which no feed needs.')
  const deep = `<rss><channel><title>${'<a>'.repeat(100_000)}x${'</a>'.repeat(100_000)}</title></channel></rss>`
  const began = performance.now()
  t.match(refusal(deep), /feed: is neither|none/)
  const titles = `<rss><channel><title>${'&lt;a '.repeat(200_000)}</title></channel></rss>`
  t.equal(refusal(titles), 'none')
  t.ok(performance.now() - began < 5_000)
})

t.test('of a long feed the newest 500 items are read, and of an item no more than is kept', async t => {
  const items = Array.from({ length: 1_500 }, (_, n) => `<item><guid>${n}</guid><pubDate>${new Date(Date.UTC(2026, 0, 1) - n * 60_000).toUTCString()}</pubDate><title>${'t'.repeat(600)}</title></item>`)
  const { items: read } = parse(`<rss><channel>${items.join('')}</channel></rss>`)
  t.equal(read.length, 500)
  t.equal(read[0]?.id, '0')
  t.equal(read[0]?.title?.length, 500)
  const long = parse(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: 'a'.repeat(500), content_text: 'é'.repeat(60_000), date_published: '2026-01-01T00:00:00Z' }] }))
  t.strictSame([long.items[0]?.id.length, long.items[0]?.text?.length], [400, 50_000])
})

t.test('an item that comes twice is one', async t => {
  const item = '<item><guid>1</guid><pubDate>Sun, 01 Feb 2026 08:00:00 GMT</pubDate></item>'
  t.equal(parse(`<rss><channel>${item}${item}</channel></rss>`).items.length, 1)
})

t.test('the encoding is that of a mark, of the server, of the document, or UTF-8', async t => {
  const title = (body: Uint8Array, contentType: string | null = null) => parse(body, contentType).title
  const xml = (encoding: string) => `<?xml version="1.0"${encoding}?><rss><channel><title>Zoë</title></channel></rss>`
  t.equal(title(Buffer.from(xml(''), 'utf8')), 'Zoë')
  t.equal(title(Buffer.from(`\ufeff${xml('')}`, 'utf8')), 'Zoë')
  t.equal(title(Buffer.from(`\ufeff${xml(' encoding="utf-16"')}`, 'utf16le')), 'Zoë')
  t.equal(title(Buffer.from(xml(' encoding="iso-8859-1"'), 'latin1')), 'Zoë')
  t.equal(title(Buffer.from(xml(''), 'latin1'), 'text/xml; charset="ISO-8859-1"'), 'Zoë')
  t.equal(title(Buffer.from(xml(' encoding="no-such"'), 'utf8'), 'text/xml; charset=nothing'), 'Zoë')
})

t.test('a feed may ask to be left alone for a while, for a week at the most', async t => {
  const rest = (inner: string) => parse(`<rss><channel>${inner}</channel></rss>`).restMs
  const HOUR = 3_600_000
  t.equal(rest('<ttl>60</ttl>'), HOUR)
  t.equal(rest('<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>'), 6 * HOUR)
  t.equal(rest('<sy:updatePeriod>yearly</sy:updatePeriod>'), 7 * 24 * HOUR)
  t.equal(rest('<sy:updatePeriod>now and then</sy:updatePeriod><ttl>soon</ttl>'), null)
})
