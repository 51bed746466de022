import fc from 'fast-check'
import t from 'tap'
import { itemCutter } from '../../../src/formats/mastodon/array-items.ts'
import { mastodonOutbox } from '../../../src/formats/mastodon/outbox.ts'
import { cutAnywhere, eventsOf, rowsOf, summaryOf } from '../support/interaction-rows.ts'

const US = 'https://social.example/users/grace'
const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public'
const ADA = { type: 'Mention', href: 'https://other.example/users/ada', name: '@ada@other.example' }
const outbox = (...items: unknown[]) => JSON.stringify({ '@context': ['https://www.w3.org/ns/activitystreams', { orderedItems: ['no'] }], id: 'outbox.json', type: 'OrderedCollection', totalItems: items.length, orderedItems: items, after: [1] })
const note = (object: object, activity: object = {}) => ({
  id: `${US}/statuses/1/activity`,
  type: 'Create',
  actor: US,
  published: '2026-02-03T04:05:06Z',
  object: { id: `${US}/statuses/1`, type: 'Note', to: [PUBLIC], cc: [`${US}/followers`], inReplyTo: null, content: '<p><span class="h-card"><a href="x">@ada</a></span> Grüße &amp; “]}” 🎉</p>', url: 'https://social.example/@grace/1', tag: [ADA], ...object },
  ...activity
})
const boost = (object: unknown) => ({ id: `${US}/statuses/2/activity`, type: 'Announce', actor: US, published: '2026-02-04T04:05:06Z', object })
const channels = async (...items: unknown[]) => (await eventsOf(mastodonOutbox, outbox(...items))).map(({ channel, parties }) => [channel, ...(parties ?? []).slice(1).map(({ identities: [first] }) => first?.value)])

t.test('a post that mentions somebody is told as ours to them', async t => {
  t.strictSame(await rowsOf(mastodonOutbox, [outbox(note({ summary: 'Cheers' }))]), [{
    line: 1,
    event: {
      source: 'activitypub',
      toldAt: Date.UTC(2026, 1, 3, 4, 5, 6),
      occurredAt: Date.UTC(2026, 1, 3, 4, 5, 6),
      status: 'HELD',
      externalId: `${US}/statuses/1`,
      channel: 'MENTION',
      parties: [
        { role: 'FROM', name: null, identities: [{ kind: 'MASTODON', value: '@grace@social.example' }, { kind: 'WEBSITE', value: US }], isUs: true },
        { role: 'TO', name: null, identities: [{ kind: 'MASTODON', value: '@ada@other.example' }, { kind: 'WEBSITE', value: 'https://other.example/users/ada' }] }
      ],
      subject: 'Cheers',
      text: '@ada Grüße & “]}” 🎉',
      url: 'https://social.example/@grace/1'
    }
  }])
})

t.test('an answer is a reply to whom it answers, and what is for them alone a message', async t => {
  t.strictSame(await channels(note({ inReplyTo: 'https://third.example/@linus/7' })), [['REPLY', '@ada@other.example', '@linus@third.example']])
  t.strictSame(await channels(note({ inReplyTo: `${US}/statuses/0` })), [['MENTION', '@ada@other.example']], 'going on with our own')
  t.strictSame(await channels(note({ to: [ADA.href], cc: [] })), [['DIRECT_MESSAGE', '@ada@other.example']])
  t.strictSame(await channels(note({ tag: [ADA, ADA, { type: 'Hashtag', href: 'https://social.example/tags/x' }, { ...ADA, href: US, name: '@grace' }, 7] })), [['MENTION', '@ada@other.example']], 'each once, and not us')
  t.strictSame(await channels(note({ tag: [{ type: 'Mention', href: 'https://social.example/users/ken', name: '@ken' }] })), [['MENTION', '@ken@social.example']])
})

t.test('sharing a post is towards its author', async t => {
  t.strictSame(await channels(boost('https://other.example/users/ada/statuses/9'), boost({ id: 'https://other.example/@ada/9' })), [['RESHARE', '@ada@other.example'], ['RESHARE', '@ada@other.example']])
  t.match(await eventsOf(mastodonOutbox, outbox({ ...boost('https://other.example/users/ada/statuses/9'), id: undefined })), [{ externalId: `announce ${US} https://other.example/users/ada/statuses/9` }])
  t.match(await eventsOf(mastodonOutbox, outbox(boost('https://other.example/users/ada/statuses/9'))), [{ externalId: `${US}/statuses/2/activity`, subject: 'Shared https://other.example/users/ada/statuses/9', url: 'https://other.example/users/ada/statuses/9' }])
})

t.test('what is for nobody in particular is not told, and what cannot be read costs itself', async t => {
  const rows = await rowsOf(mastodonOutbox, [outbox(
    note({ tag: [] }), boost(`${US}/statuses/1`), boost('https://other.example/notes/9'), { type: 'Delete' }, 'https://social.example/1', note({ id: 'x' }), note({}, { published: 'then' }), note({}, { object: null }), note({})
  )])
  t.strictSame(summaryOf(rows), {
    events: 1,
    skipped: [
      '1: It is for everybody, and nobody in particular.', '2: We shared a post of our own.', '3: Its address does not tell whose post was shared.', '4: It is neither a post nor the sharing of one.',
      '5: It is only the address of an activity.'
    ],
    faults: ['6: The post has no address.', '7: It does not tell by whom it was, or when.', '8: The post has no address.']
  })
  t.strictSame(summaryOf(await rowsOf(mastodonOutbox, [`{"orderedItems":[{"a":nonsense},${JSON.stringify(note({}))},{"type":`])), { events: 1, skipped: [], faults: ['1: It is not JSON.', '1: The file ends in the middle of its orderedItems.'] })
  for (const text of ['', '[]', '{"a":{"orderedItems":[1]},"orderedItems":7}', '{"x":"orderedItems","y":[1]}']) t.strictSame(summaryOf(await rowsOf(mastodonOutbox, [text])).faults, ['1: It has no orderedItems.'], text)
  t.strictSame(await rowsOf(mastodonOutbox, [outbox()]), [])
})

t.test('an item as long as nobody writes is not held', async t => {
  const long = Buffer.from(`{"orderedItems":["${'x'.repeat(1_000_001)}",{"type":"Delete"}]}`)
  t.strictSame(summaryOf(await rowsOf(mastodonOutbox, [long])), { events: 0, skipped: ['2: It is neither a post nor the sharing of one.'], faults: ['1: It is longer than 1000000 bytes.'] })
})

t.test('an outbox is known by what it says of itself', async t => {
  t.ok(mastodonOutbox.recognizes(Buffer.from(`\ufeff ${outbox(note({}))}`), 'x'))
  for (const text of ['{"type":"OrderedCollection"}', '{"orderedItems":[]}', 'x', '']) t.notOk(mastodonOutbox.recognizes(Buffer.from(text), 'outbox.json'), text)
})

t.test('the items of an array are what JSON says they are, wherever the bytes are cut', async t => {
  const file = fc.tuple(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 6 }), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }), fc.constantFrom(0, 1))
    .map(([items, before, indent]) => ({ items, bytes: Buffer.from(JSON.stringify({ ...before, items: 0, orderedItems: items }, null, indent)) }))
  await fc.assert(fc.asyncProperty(file.chain(({ items, bytes }) => cutAnywhere(bytes).map(pieces => ({ items, pieces }))), async ({ items, pieces }) => {
    const { push, state } = itemCutter('orderedItems', 1_000_000)
    t.strictSame(pieces.flatMap(push).map(({ json }) => JSON.parse(json as string)), JSON.parse(JSON.stringify(items)))
    t.equal(state(), 'CLOSED')
  }), { numRuns: 150 })
})
