import t from 'tap'
import { substanceOf } from '../../../src/domain/quality/substance.ts'
import type { SubstancePost } from '../../../src/domain/quality/substance.ts'
import { near } from './support/near.ts'
import { day, post } from './support/touches.ts'

const NOW = day(10)

function fivePosts (change: Partial<SubstancePost> = {}): SubstancePost[] {
  return [1, 2, 3, 4, 5].map(days => post(days, change))
}

function content (change: Partial<SubstancePost>): number {
  return substanceOf(fivePosts(change), 0, NOW).parts?.content ?? NaN
}

t.test('five posts of a year are the least that says anything', async t => {
  t.equal(substanceOf(fivePosts().slice(1), 0, NOW).score, null)
  t.equal(substanceOf(fivePosts(), 0, day(366)).posts.length, 5)
  t.equal(substanceOf(fivePosts(), 0, day(366.1)).score, null, 'the first is older than a year')
  t.equal(substanceOf(fivePosts(), 0, day(4)).score, null, 'the last is still to come')
})

t.test('a post is worth its length, own words, sources and the talk it starts', async t => {
  near(t, content({}), (2.5 + 5 * 0.8) / 10, 'a full post that nobody answered')
  near(t, content({ words: 60 }), (2.5 + 5 * 0.625) / 10, 'half as long')
  near(t, content({ cites: false }), (2.5 + 5 * 0.6) / 10, 'no source')
  near(t, content({ replies: 31 }), (2.5 + 5 * 1) / 10, '31 replies')
  near(t, content({ kind: 'SHARE', words: 0 }), (2.5 + 5 * 0.2) / 10, 'a share without words')
  near(t, content({ kind: 'SHARE', words: 12 }), (2.5 + 5 * 0.485) / 10, 'a share with a few')
})

t.test("a member's rating replaces what the formula thinks", async t => {
  near(t, content({ rating: 5 }), (2.5 + 5) / 10, 'five of five')
  near(t, content({ rating: 1 }), 2.5 / 10, 'one of five')
})

t.test('a million followers is as far as reach goes', async t => {
  t.equal(substanceOf(fivePosts(), 999_999, NOW).parts?.reach, 1)
  t.equal(substanceOf(fivePosts(), 50_000_000, NOW).parts?.reach, 1)
})

t.test('one uncivil post in five takes 60 % off', async t => {
  const civil = substanceOf(fivePosts(), 0, NOW).score ?? NaN
  const uncivil = substanceOf([...fivePosts().slice(1), post(1, { isUncivil: true })], 0, NOW).score ?? NaN
  near(t, uncivil, 0.4 * civil, 'substance')
})

t.test("a member's word stands in for the posts, from when it was said, and as sure as twenty of them", async t => {
  const override = { score: 90, reason: 'Her talks are the best there are.', at: day(8) }
  const before = substanceOf(fivePosts(), 0, day(7), override)
  t.equal(before.score, substanceOf(fivePosts(), 0, day(7)).score, 'it was not said yet')
  t.equal(before.override, null)
  const since = substanceOf(fivePosts(), 0, day(8), override)
  t.equal(since.score, 90)
  t.equal(since.confidence, 0.75)
  t.strictSame(since.parts, substanceOf(fivePosts(), 0, day(8)).parts, 'the parts are shown as they are')
  t.match(substanceOf([], 0, day(400), override), { score: 90, confidence: 0.75, parts: null }, 'and it stays when the posts are forgotten')
})

t.test("a member's word makes those surer who have been read more", async t => {
  const many = Array.from({ length: 40 }, (_, n) => post(n))
  t.equal(substanceOf(many, 0, day(40), { score: 10, reason: 'x', at: day(0) }).confidence, substanceOf(many, 0, day(40)).confidence)
})
