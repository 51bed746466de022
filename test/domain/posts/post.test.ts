import t from 'tap'
import { LEXICON } from '../../../src/domain/posts/lexicon.ts'
import { assertRating, readOverride, readPost, renewPost, type PostInput } from '../../../src/domain/posts/post.ts'
import { Refusal } from '../../../src/domain/refusal.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const NOTE: PostInput = { network: 'Mastodon', externalId: '1', kind: 'POST', publishedAt: NOW - 1000 }
const BARE = {
  network: 'mastodon',
  externalId: '1',
  url: null,
  kind: 'POST',
  publishedAt: NOW - 1000,
  title: null,
  text: null,
  likes: null,
  replies: null,
  shares: null,
  followers: null,
  rating: null,
  words: 0,
  cites: false,
  isUncivil: false,
  lexicon: null
}

function faults (work: () => unknown): string[] {
  try {
    work()
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.fields.map(({ path }) => path)
  }
}

t.test('a post of which no more is said is kept as it is', async t => {
  t.strictSame(readPost(NOTE, NOW), BARE)
})

t.test('a post is kept cleaned, and its title and text are measured together', async t => {
  t.strictSame(readPost({
    ...NOTE, network: ' LinkedIn ', externalId: ' x ', url: ' https://example.org/1 ', title: ' On backpressure ', text: ' It is not what you think. ', likes: 0, replies: 3, shares: 1, followers: 2_147_483_647, rating: 5
  }, NOW), {
    ...BARE, network: 'linkedin', externalId: 'x', url: 'https://example.org/1', title: 'On backpressure', text: 'It is not what you think.', likes: 0, replies: 3, shares: 1, followers: 2_147_483_647, rating: 5, words: 8, lexicon: LEXICON
  })
  t.equal(readPost({ ...NOTE, text: 'You are an idiot' }, NOW).isUncivil, true)
})

t.test('a post is out, give or take five minutes, and nobody published before 1900', async t => {
  const at = (publishedAt: number) => faults(() => readPost({ ...NOTE, publishedAt }, NOW))
  t.strictSame(at(NOW + 5 * 60_000), [])
  t.strictSame(at(NOW + 5 * 60_000 + 1), ['publishedAt'])
  t.strictSame(at(Date.UTC(1900, 0)), [])
  t.strictSame(at(Date.UTC(1900, 0) - 1), ['publishedAt'])
  t.strictSame(at(NaN), ['publishedAt'])
})

t.test('all that is wrong with a post is told at once', async t => {
  t.strictSame(faults(() => readPost({
    ...NOTE, network: ' ', externalId: 'a'.repeat(501), url: 'ftp://example.org', title: 'a'.repeat(501), text: 'a'.repeat(50_001), likes: -1, replies: 2 ** 31, shares: 1.5, followers: -1, rating: 6, publishedAt: NOW + 1e9
  }, NOW)), ['network', 'externalId', 'url', 'title', 'text', 'likes', 'replies', 'shares', 'followers', 'rating', 'publishedAt'])
  t.strictSame(faults(() => readPost({ ...NOTE, network: 'a'.repeat(101), externalId: '', url: 'https://', rating: 0 }, NOW)), ['network', 'externalId', 'url', 'rating'])
  t.strictSame(faults(() => readPost({ ...NOTE, url: 'javascript:alert(1)' }, NOW)), ['url'])
  t.strictSame(faults(() => readPost({ ...NOTE, text: 'a\u0000b' }, NOW)), ['text'])
})

t.test('a post that is recorded again is as it is told now; what is not told this time stays', async t => {
  const present = readPost({ ...NOTE, title: 'Notes', text: 'You are an idiot', likes: 3, rating: 4 }, NOW)
  const again = renewPost(present, readPost({ ...NOTE, text: 'I take it back', likes: 5 }, NOW))
  t.strictSame(again, { ...present, text: 'I take it back', likes: 5, words: 5, isUncivil: false })
  t.strictSame(renewPost(present, readPost(NOTE, NOW)), present, 'nothing new, nothing changed')
  t.equal(renewPost(present, readPost({ ...NOTE, text: 'Du bist ein Idiot und das ist so' }, NOW)).lexicon, null, 'nobody can judge it now')
})

t.test('a rating is one of five, or none', async t => {
  for (const rating of [1, 5, null]) t.strictSame(faults(() => assertRating(rating)), [])
  for (const rating of [0, 6, 2.5, NaN]) t.strictSame(faults(() => assertRating(rating)), ['rating'])
})

t.test('an override has a score and a reason', async t => {
  t.strictSame(readOverride({ score: 0, reason: ' A con man. ' }), { score: 0, reason: 'A con man.' })
  t.strictSame(faults(() => readOverride({ score: 101, reason: 'x' })), ['score'])
  t.strictSame(faults(() => readOverride({ score: -1, reason: 'x' })), ['score'])
  t.strictSame(faults(() => readOverride({ score: 50, reason: ' ' })), ['reason'])
  t.strictSame(faults(() => readOverride({ score: 50, reason: 'a'.repeat(501) })), ['reason'])
})
