import t from 'tap'
import { joined, toldBy, valueOf } from '../../../src/domain/integrations/told.ts'
import { create, event, FROM_ADA, note, POST, PUBLISHED, reason, TAG, TO_US } from './support/activities.ts'
import { ADA, LIKE, NOW, PUBLIC, US } from './support/fediverse.ts'

t.test('a post that mentions us is a mention, in the words that a person sees', async t => {
  t.strictSame(event(create()), {
    source: 'activitypub',
    externalId: POST,
    toldAt: 0,
    sequence: 0,
    channel: 'MENTION',
    occurredAt: PUBLISHED,
    status: 'HELD',
    parties: [FROM_ADA, TO_US],
    subject: 'Mention in a post',
    text: '@goodturn Thank you!\nSee you & Grace',
    url: 'https://social.example/@ada/1'
  })
  t.match(event(create({ tag: [] })), { channel: 'MENTION' }, 'addressed to us without a tag')
  t.match(event(create({ cc: [] }, { cc: [] })), { channel: 'MENTION' }, 'a tag that does not address us')
  t.match(event(create({ tag: TAG, cc: US, to: PUBLIC }, { cc: null })), { channel: 'MENTION' }, 'one value stands for a list of one')
  t.match(event(create({ name: ' A long read ' })), { subject: 'A long read' })
  t.match(event(create({ summary: '<p>Spoilers</p>' })), { subject: 'Spoilers' })
  t.match(event(create({ content: undefined, url: [{ type: 'Link', href: 'https://social.example/p/1' }] })), { text: null, url: 'https://social.example/p/1' })
  t.match(event(create({ url: 'javascript:alert(1)' })), { url: POST })
  t.equal(event(create({ content: 'a'.repeat(50_000) })).text?.length, 20_000)
})

t.test('a post for us alone is a direct message', async t => {
  const alone = { to: [US], cc: [] }
  t.match(event(create(alone, alone)), { channel: 'DIRECT_MESSAGE', subject: null, parties: [FROM_ADA, TO_US] })
  t.match(event(create({ to: US, cc: ADA }, { to: US, cc: [] })), { channel: 'DIRECT_MESSAGE' }, 'with a copy to herself')
  t.match(event(create({ ...alone, inReplyTo: `${US}/posts/1` }, alone)), { channel: 'DIRECT_MESSAGE' })
  for (const other of [PUBLIC, 'as:Public', 'Public', `${ADA}/followers`, 'https://other.example/users/grace']) t.match(event(create({ to: [US, other], cc: [] }, alone)), { channel: 'MENTION' }, other)
  t.match(event(create(alone, { to: [US], bcc: [{ id: 'https://other.example/users/grace' }], cc: [] })), { channel: 'MENTION' }, 'with a copy that only the activity tells of')
})

t.test('a post that answers one of ours is a reply, also without a mention', async t => {
  t.match(event(create({ inReplyTo: `${US}/posts/1` })), { channel: 'REPLY', subject: 'Answer to a post' })
  t.match(event(create({ inReplyTo: { id: `${US}/posts/1` }, tag: [], cc: [] }, { cc: [] })), { channel: 'REPLY' })
  t.match(event(create({ inReplyTo: 'https://other.example/1' })), { channel: 'MENTION' })
  t.match(event(create({ inReplyTo: `${US}x/posts/1` })), { channel: 'MENTION' }, 'somebody whose address begins like ours')
})

t.test('who else is mentioned is named, so that we are recognized by our other names', async t => {
  const tags = [
    TAG, { type: 'Mention', href: ADA, name: '@ada' }, { type: 'Hashtag', href: 'https://social.example/tags/thanks', name: '#thanks' },
    { type: 'Mention', href: 'https://other.example/users/grace', name: '@Grace' },
    { type: ['Mention'], href: 'https://web.example/ap/users/12', name: '@linus@kernel.example' },
    { type: 'Mention', href: 'https://web.example/ap/users/13', name: 'Linus' }, { type: 'Mention', name: '@nobody@kernel.example' }, { type: 'Mention', href: 'mailto:ada@kernel.example' }, null, 'x', 3, []
  ]
  t.strictSame(event(create({ tag: tags })).parties, [
    FROM_ADA, TO_US,
    { role: 'TO', name: null, identities: [{ kind: 'MASTODON', value: '@grace@other.example' }, { kind: 'WEBSITE', value: 'https://other.example/users/grace' }] },
    { role: 'TO', name: null, identities: [{ kind: 'MASTODON', value: '@linus@kernel.example' }, { kind: 'WEBSITE', value: 'https://web.example/ap/users/12' }] },
    { role: 'TO', name: null, identities: [{ kind: 'WEBSITE', value: 'https://web.example/ap/users/13' }] }
  ])
  const crowd = Array.from({ length: 2_000 }, (_, n) => ({ type: 'Mention', href: `https://other.example/users/u${n}` }))
  t.equal(event(create({ tag: crowd })).parties?.length, 52)
})

t.test('a post that neither mentions nor answers us is none of our business', async t => {
  const elsewhere = 'The post neither mentions this integration nor answers it.'
  t.equal(reason(create({ tag: [], cc: [] }, { cc: [] })), elsewhere)
  t.equal(reason(create({ tag: [{ ...TAG, type: 'Emoji' }], cc: [] }, { cc: [] })), elsewhere)
  t.equal(reason(create({}, { object: POST })), 'It comes without a post that could be read.')
  for (const type of ['Tombstone', 'Event', 'Person', undefined]) t.equal(reason(create({ type })), 'It comes without a post that could be read.')
  for (const type of ['Article', 'Page', 'Question']) t.match(event(create({ type })), { channel: 'MENTION' })
})

t.test('nobody speaks for another server, or for another there', async t => {
  const foreign = 'The post is not by the one who sends it.'
  t.equal(reason(create({ id: 'https://other.example/notes/1' })), foreign)
  t.equal(reason(create({ id: 'tag:social.example,2026:1' })), foreign)
  t.equal(reason(create({ id: undefined })), foreign)
  t.equal(reason(create({ attributedTo: 'https://social.example/users/eve' })), foreign)
  t.match(event(create({ attributedTo: [{ type: 'Person', id: ADA }] })), { externalId: POST })
  t.equal(reason({ type: 'Delete', actor: ADA, object: 'https://other.example/notes/1' }), 'What it deletes is not of its own server.')
  t.equal(reason({ type: 'Undo', actor: ADA, object: 'https://other.example/likes/1' }), 'It does not tell which of its own it takes back.')
  t.equal(reason({ type: 'Undo', actor: ADA, object: { ...LIKE, actor: 'https://social.example/users/eve' } }), 'It does not tell which of its own it takes back.')
})

t.test('a post that is changed, and taken back, ends the same in any order', async t => {
  const update = { ...create({ updated: new Date(NOW - 30_000).toISOString(), content: '<p>Thanks</p>' }), id: `${POST}#updates/2`, type: 'Update' }
  t.match(event(update), { externalId: POST, toldAt: NOW - 30_000, sequence: 1, occurredAt: PUBLISHED, text: 'Thanks' })
  const remove = { id: `${POST}#delete`, type: 'Delete', actor: ADA, to: [PUBLIC], object: { id: POST, type: 'Tombstone' } }
  t.strictSame(event(remove), { source: 'activitypub', externalId: POST, toldAt: NOW, sequence: 2, status: 'CANCELLED', subject: null, text: null })
  t.strictSame(event({ ...remove, object: POST }), event(remove))
  const dateless = { ...update, published: undefined, object: note({ published: undefined, updated: undefined, content: 'Thanks' }) }
  t.match(event(dateless), { toldAt: 0, sequence: 1, occurredAt: undefined }, 'when it was written is not made up')
  const announced = { ...dateless, published: new Date(NOW - 20_000).toISOString() }
  t.match(event(announced), { toldAt: NOW - 20_000, sequence: 1, occurredAt: undefined })
  const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
  for (const change of [update, dateless, announced]) {
    for (const order of orders) {
      // Whichever comes later, it arrives later.
      const told = order.map((which, place) => toldBy(event([create(), change, remove][which], {}, NOW + place * 60_000)))
      const end = told.reduce(joined)
      t.strictSame([valueOf(end, 'status'), valueOf(end, 'text'), valueOf(end, 'channel'), valueOf(end, 'occurredAt')], ['CANCELLED', null, 'MENTION', PUBLISHED], order.join())
      const kept = order.flatMap((which, place) => which === 2 ? [] : [told[place] ?? {}]).reduce(joined)
      t.strictSame([valueOf(kept, 'status'), valueOf(kept, 'text')], ['HELD', 'Thanks'], order.join())
    }
  }
})

t.test('what seems to happen later than it arrives has happened when it did, and so has what does not say', async t => {
  const ahead = new Date(NOW + 600_000).toISOString()
  t.match(event(create({ published: ahead })), { occurredAt: NOW })
  t.match(event(create({ published: undefined }, { published: undefined })), { occurredAt: NOW })
  t.match(event({ ...LIKE, published: ahead }), { occurredAt: NOW })
})
