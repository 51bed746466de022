import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import type { Party } from '../../../src/domain/integrations/normalized-event.ts'
import { joined, toldBy, valueOf } from '../../../src/domain/integrations/told.ts'
import { activitypub } from '../../../src/providers/activitypub/adapter.ts'
import { signer } from '../../../src/providers/activitypub/signer.ts'
import { translate } from '../../../src/providers/activitypub/translate.ts'
import { Unreadable } from '../../../src/providers/provider.ts'
import { create, event, FROM_ADA, POST, PUBLISHED, reason, TO_US } from './support/activities.ts'
import { ADA, ADA_DOCUMENT, LIKE, NOW, PUBLIC, US, webhook } from './support/fediverse.ts'

const SHARED = new URL('../../../../shared/fixtures/activitypub/', import.meta.url)

t.test('a like, a reaction, a share and a follow are what they are', async t => {
  const about = `${US}/posts/1`
  t.strictSame(event(LIKE), {
    source: 'activitypub', externalId: LIKE.id, toldAt: 0, sequence: 0, channel: 'REACTION', occurredAt: NOW, status: 'HELD', parties: [FROM_ADA, TO_US], subject: `Liked ${about}`, text: null, url: about
  })
  t.match(event({ ...LIKE, type: 'EmojiReact', content: '🎉' }), { channel: 'REACTION', subject: `Reacted 🎉 to ${about}` })
  t.match(event({ ...LIKE, _misskey_reaction: ':blobcat:' }), { channel: 'REACTION', subject: `Reacted :blobcat: to ${about}` })
  const share = { id: `${ADA}/statuses/2/activity`, type: 'Announce', actor: ADA, published: new Date(PUBLISHED).toISOString(), to: [PUBLIC], cc: [US], object: about }
  t.match(event(share), { externalId: share.id, channel: 'RESHARE', occurredAt: PUBLISHED, parties: [FROM_ADA, TO_US], subject: `Shared ${about}` })
  const follow = { id: 'https://social.example/1', type: 'Follow', actor: ADA, object: US }
  t.match(event(follow), { externalId: follow.id, channel: 'FOLLOW', parties: [FROM_ADA, TO_US], subject: null, url: ADA })
  t.match(event({ ...follow, object: { id: US, type: 'Service' } }), { channel: 'FOLLOW' })
  t.equal(reason({ ...follow, object: 'https://other.example/users/grace' }), 'They follow somebody else.')
  t.equal(reason({ ...follow, object: about }), 'They follow somebody else.')
})

t.test('what is done to a post of somebody else names them, since they may be us; where nobody can tell, it is left', async t => {
  const grace: Party = { role: 'TO', name: null, identities: [{ kind: 'MASTODON', value: '@grace@other.example' }, { kind: 'WEBSITE', value: 'https://other.example/users/grace' }] }
  t.strictSame(event({ ...LIKE, object: 'https://other.example/users/grace/statuses/3' }).parties, [FROM_ADA, grace])
  t.strictSame(event({ ...LIKE, object: { id: 'https://other.example/users/grace/statuses/3' }, to: US }).parties, [FROM_ADA, TO_US, grace])
  const atName = event({ ...LIKE, object: 'https://other.example/@grace/3' }).parties?.[1]?.identities
  t.strictSame(atName, [{ kind: 'MASTODON', value: '@grace@other.example' }, { kind: 'WEBSITE', value: 'https://other.example/@grace' }])
  const unknown = 'It is about a post of which nobody can tell that it is ours.'
  for (const object of ['https://other.example/notes/3', `${ADA}/statuses/3`, `${US}x/posts/1`]) t.equal(reason({ ...LIKE, object }), unknown, object)
  for (const object of [undefined, null, 7, 'a note', [], {}]) t.equal(reason({ ...LIKE, object }), 'It does not tell by an address what it is about.')
})

t.test('what is taken back is, in any order, and by whatever name it has', async t => {
  const undo = (object: unknown) => ({ id: `${ADA}#undo/1`, type: 'Undo', actor: ADA, object })
  t.strictSame(event(undo(LIKE)), { source: 'activitypub', externalId: LIKE.id, toldAt: NOW, sequence: 2, status: 'CANCELLED', subject: null, text: null })
  t.strictSame(event(undo(LIKE.id)), event(undo(LIKE)))
  const told = (activity: unknown, after: number) => toldBy(event(activity, {}, NOW + after))
  for (const [liked, undone] of [[0, 60_000], [60_000, 0], [0, 0]] as const) {
    for (const published of [undefined, new Date(NOW).toISOString()]) {
      const end = joined(told({ ...LIKE, published }, liked), told(undo(LIKE), undone))
      t.equal(valueOf(end, 'status'), 'CANCELLED', 'delivered late, it does not come back')
    }
  }
  for (const type of ['Follow', 'Announce', 'EmojiReact']) t.match(event(undo({ ...LIKE, type })), { status: 'CANCELLED', externalId: LIKE.id })
  const { id, ...unnamed } = LIKE
  t.equal(event(undo(unnamed)).externalId, event(unnamed).externalId, 'it has no name but what it is')
  t.not(event(unnamed).externalId, event({ ...unnamed, object: `${US}/posts/2` }).externalId)
  t.equal(event({ ...LIKE, id: 'https://other.example/likes/1' }).externalId, event(unnamed).externalId, 'a name on another server is none')
  t.equal(reason(undo({ type: 'Block', actor: ADA, object: US })), 'What it takes back is not something between people.')
  for (const object of [undefined, {}, 7, []]) t.equal(reason(undo(object)), 'It does not tell which of its own it takes back.')
})

t.test('all else is left, with a reason', async t => {
  t.equal(reason({ type: 'Move', actor: ADA, object: ADA, target: 'https://new.example/users/ada' }), 'An account has moved, which is not followed yet.')
  for (const type of ['Accept', 'Reject', 'Block', 'Flag', 'Add', 'Note']) t.equal(reason({ type, actor: ADA }), `${type} is not something between people.`)
  t.equal(reason({ type: 'a <b>', actor: ADA }), 'It is of a type that is not something between people.')
})

t.test('the sender is who their own document says, as far as their server can know', async t => {
  const from = (document: unknown) => event(LIKE, signer.tells?.(document)).parties?.[0]
  t.strictSame(from(ADA_DOCUMENT), { ...FROM_ADA, name: 'Ada Lovelace' })
  const numbered = 'https://social.example/ap/users/115'
  const like = { ...LIKE, actor: numbered, id: `${numbered}#likes/1` }
  t.strictSame(event(like).parties?.[0]?.identities, [{ kind: 'WEBSITE', value: numbered }], 'the address does not tell')
  const found = event(like, signer.tells?.({ ...ADA_DOCUMENT, id: numbered, type: 'Service' })).parties?.[0]
  t.strictSame(found, { role: 'FROM', name: 'Ada Lovelace', identities: [{ kind: 'MASTODON', value: '@ada@social.example' }, { kind: 'WEBSITE', value: numbered }], isBot: true })
  t.strictSame(from({ ...ADA_DOCUMENT, id: 'https://social.example/users/eve', preferredUsername: 'eve' }), FROM_ADA, 'of somebody else')
  t.match(from({ ...ADA_DOCUMENT, preferredUsername: 'grace@other.example' })?.identities, [{ value: '@ada@social.example' }, {}], 'a name that reaches to another server')
  for (const document of [null, undefined, {}, [], { id: ADA }, { id: 7, preferredUsername: 'ada' }]) t.strictSame(from(document), FROM_ADA)
  t.strictSame(event({ ...LIKE, actor: { id: ADA, type: ['Application'], name: 'Bot' } }).parties?.[0], { ...FROM_ADA, name: 'Bot', isBot: true }, 'what comes along')
  t.strictSame(event({ ...LIKE, actor: { id: ADA, name: 'Bot' } }, signer.tells?.(ADA_DOCUMENT)).parties?.[0]?.name, 'Ada Lovelace', 'their document comes first')
  for (const [address, handle] of [['https://a.example/@ada', '@ada@a.example'], ['https://a.example/users/Ada/', '@Ada@a.example'], ['https://a.example/u/ada', '@ada@a.example'], ['https://a.example/profile/ada', '@ada@a.example'], ['https://a.example/channel/ada', undefined], ['https://a.example/', undefined]] as const) {
    t.equal(event({ ...LIKE, actor: address }).parties?.[0]?.identities.find(({ kind }) => kind === 'MASTODON')?.value, handle, address)
  }
  t.strictSame(activitypub.keepsHeaders, [], 'what a request says of its sender under our name is not kept')
})

t.test('what is no activity cannot be read, and nothing brings the translation down', async t => {
  for (const body of ['', 'x', '[]', '7', 'null', '{}', '{"type":"Like"}', '{"type":{},"actor":"https://a.example/"}', '{"type":"Like","actor":"ada"}', '{"type":"Like","actor":"https://a:b@c.example/"}', '{"type":"Like","actor":{"url":"https://a.example"}}', '['.repeat(200_000)]) {
    t.throws(() => translate(webhook(body)), Unreadable, body.slice(0, 40))
  }
  const odd = [null, true, 7, '', 'x', [], {}, [[]], [null, 7, {}], { id: 7 }, { type: 7 }, '\ud800', 'https://[', 'https://a.example/%', '__proto__', { type: ['Note', 7], id: ADA }]
  const seen = new Set<string>()
  for (const value of odd) {
    for (const type of ['Create', 'Update', 'Delete', 'Undo', 'Like', 'Announce', 'Follow', 'Move']) {
      for (const name of ['id', 'object', 'to', 'cc', 'published', 'content']) seen.add(Object.keys(translate(webhook({ ...create({}, { type }), [name]: value })))[0] ?? '')
    }
    for (const name of ['id', 'type', 'attributedTo', 'to', 'cc', 'tag', 'inReplyTo', 'published', 'updated', 'name', 'summary', 'content', 'url']) seen.add(Object.keys(translate(webhook(create({ [name]: value }))))[0] ?? '')
  }
  t.strictSame([...seen].sort(), ['events', 'ignored'])
  const began = performance.now()
  for (const content of ['<', '<a', 'a', '<p>', '<!--', '&', '<a href="']) translate(webhook(create({ content: content.repeat(900_000 / content.length) })))
  translate(webhook(create({ content: `<${'a'.repeat(900_000)}` })))
  t.ok(performance.now() - began < 10_000)
})

t.test('a name that is too long to be kept is kept as its hash', async t => {
  const long = `${ADA}/${'a'.repeat(600)}`
  t.match(event({ ...LIKE, id: long }).externalId, /^sha256:[0-9a-f]{64}$/)
  t.equal(event({ type: 'Undo', actor: ADA, object: { ...LIKE, id: long } }).externalId, event({ ...LIKE, id: long }).externalId)
})

t.test('objects as others write them, by themselves and in an activity', { skip: existsSync(SHARED) ? false : 'the recorded objects are not here' }, async t => {
  const read = (name: string) => JSON.parse(readFileSync(new URL(`granary.${name}.as2.json`, SHARED), 'utf8')) as Record<string, unknown>
  const unreadable = 'The activity names no actor by an address.'
  for (const name of ['comment', 'event', 'note', 'note_with_mention', 'follow', 'invite', 'undo_repost']) t.throws(() => translate(webhook(read(name))), { message: unreadable }, name)
  const wrapped = (name: string, more: object = {}) => ({ type: 'Create', actor: ADA, object: { ...read(name), id: POST, attributedTo: ADA, ...more } })
  t.equal(reason({ type: 'Create', actor: ADA, object: read('note') }), 'The post is not by the one who sends it.')
  t.equal(reason(wrapped('note_with_mention')), 'The post neither mentions this integration nor answers it.')
  t.equal(reason(wrapped('event', { to: US })), 'It comes without a post that could be read.')
  t.match(event(wrapped('note', { to: US })), { channel: 'DIRECT_MESSAGE', text: 'A note. link too', occurredAt: NOW, url: 'http://example.com/blog-post-123' }, 'a time without a zone is none')
  t.match(event(wrapped('comment', { inReplyTo: `${US}/posts/1` })), { channel: 'REPLY', text: 'foo bar baz', occurredAt: Date.parse('2012-12-05T00:58:26Z') })
  t.match(event(wrapped('note_with_mention', { to: [US, PUBLIC] })).parties, [FROM_ADA, TO_US, { identities: [{ kind: 'WEBSITE', value: 'https://alice/' }] }])
  t.match(event({ ...read('follow'), actor: ADA, object: US }), { channel: 'FOLLOW', externalId: `follow ${ADA} ${US}` })
  t.equal(reason({ ...read('follow'), actor: ADA }), 'They follow somebody else.')
  t.equal(reason({ ...read('invite'), actor: ADA }), 'Invite is not something between people.')
  t.equal(reason({ ...read('undo_repost'), actor: ADA }), 'It does not tell which of its own it takes back.')
})
