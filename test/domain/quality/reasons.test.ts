import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { assessQuality } from '../../../src/domain/quality/assess.ts'
import type { FactorName } from '../../../src/domain/quality/factor.ts'
import { settleLedger } from '../../../src/domain/quality/ledger.ts'
import { ledgerReason } from '../../../src/domain/quality/reasons/reciprocity-reasons.ts'
import { scoreQuality } from '../../../src/domain/quality/score.ts'
import type { QualityInput } from '../../../src/domain/quality/score.ts'
import type { Touch } from '../../../src/domain/quality/totals/touch.ts'
import { day, given, post, received, theyWrote, weMet, weWrote } from './support/touches.ts'

type Story = Partial<QualityInput> & { readonly touches?: readonly Touch[] }

function assess ({ touches = [], now = day(0), ...rest }: Story) {
  return assessQuality({ targetDays: null, prior: { asked: 0, answered: 0 }, ...rest, totals: replay(touches, now), now })
}

function said (factor: FactorName, story: Story): Record<string, string> {
  return Object.fromEntries(assess(story)[factor].reasons.map(({ code, text }) => [code, text]))
}

function rows (factor: FactorName, code: string, story: Story): readonly string[] | undefined {
  return assess(story)[factor].reasons.find(reason => reason.code === code)?.evidence.map(({ id }) => id)
}

const monthly = [0, 30, 60].flatMap(days => [weWrote(days), theyWrote(days + 1)])

t.test('warmth tells the days of contact, the last one, and the rhythm', async t => {
  t.strictSame(said('warmth', { touches: monthly, now: day(70) }), {
    WARMTH_CONTACT: '6 days of contact, the last 9 days ago, your rhythm is 15 days',
    WARMTH_COOLED: 'Warmth was 74 after the last touch, and the silence since has taken it to 53'
  })
  t.strictSame(said('warmth', { touches: [weMet(0)] }), { WARMTH_CONTACT: '1 day of contact, today' })
  t.match(said('warmth', { touches: [weMet(0)], now: day(1) }).WARMTH_CONTACT, '1 day of contact, yesterday')
  t.match(said('warmth', { touches: [weMet(-1), weMet(0)] }).WARMTH_CONTACT, '2 days of contact, the last today')
  t.match(said('warmth', { touches: Array.from({ length: 40 }, (_, n) => weWrote(n)), now: day(39) }).WARMTH_CONTACT, /your rhythm is 2 days$/)
  t.match(said('warmth', { touches: Array.from({ length: 400 }, (_, n) => weWrote(n)), now: day(399) }).WARMTH_CONTACT, /your rhythm is 1 day$/)
})

t.test('a silence that does not show in the number is not told', async t => {
  const met = [weMet(0), weMet(30)]
  t.strictSame(said('warmth', { touches: met, now: day(30.5) }), { WARMTH_CONTACT: '2 days of contact, the last yesterday' })
  t.match(said('warmth', { touches: met, now: day(30.8) }).WARMTH_COOLED, 'Warmth was 93 after the last touch, and the silence since has taken it to 92')
})

t.test('warmth names the last five touches, and for the silence the last of them', async t => {
  t.strictSame(rows('warmth', 'WARMTH_CONTACT', { touches: monthly, now: day(70) }), ['inbound-1', 'outbound-30', 'inbound-31', 'outbound-60', 'inbound-61'])
  t.strictSame(rows('warmth', 'WARMTH_COOLED', { touches: monthly, now: day(70) }), ['inbound-61'])
})

t.test('warmth tells when it comes from one side', async t => {
  const ours = { touches: [weWrote(0), weWrote(10), weWrote(20)], now: day(20) }
  const theirs = { touches: [theyWrote(0), theyWrote(10), theyWrote(20)], now: day(20) }
  t.equal(said('warmth', ours).WARMTH_ONE_SIDED, 'Lately nearly all contact comes from you')
  t.equal(said('warmth', theirs).WARMTH_ONE_SIDED, 'Lately nearly all contact comes from them')
  t.strictSame(rows('warmth', 'WARMTH_ONE_SIDED', theirs), ['inbound-0', 'inbound-10', 'inbound-20'])
  t.equal(said('warmth', { touches: monthly, now: day(70) }).WARMTH_ONE_SIDED, undefined)
})

t.test('warmth without a score tells what is missing', async t => {
  t.strictSame(said('warmth', {}), { WARMTH_NO_CONTACT: 'No contact known yet' })
  t.strictSame(said('warmth', { touches: [theyWrote(0)] }), {
    WARMTH_TOO_LITTLE_CONTACT: 'Only 1 e-mail so far; warmth needs a second touch, or a meeting in person'
  })
  t.match(said('warmth', { touches: [weWrote(0, 'OTHER')] }).WARMTH_TOO_LITTLE_CONTACT, /^Only 1 touch so far/)
  const likes = { touches: [weWrote(0, 'REACTION'), weWrote(1, 'COMMENT')], now: day(1) }
  t.match(said('warmth', likes).WARMTH_ONLY_CRUMBS, /^Only comments, likes and the like so far; warmth needs a personal touch/)
  t.strictSame(rows('warmth', 'WARMTH_ONLY_CRUMBS', likes), ['outbound-1'])
})

t.test('reciprocity tells who reached out how often', async t => {
  const messages = (touches: readonly Touch[]) => said('reciprocity', { touches, now: day(70) }).RECIPROCITY_MESSAGES
  t.equal(messages([...monthly, weMet(65), weMet(66)]), 'They reached out 3 times, you 3 times, and you met or spoke twice')
  t.equal(messages([weWrote(68), weWrote(69), theyWrote(70)]), 'They reached out once, you twice')
  t.equal(messages([weWrote(68), weWrote(69), weWrote(70)]), 'You reached out 3 times, they never did')
  t.equal(messages([theyWrote(68), theyWrote(69), weMet(70)]), 'They reached out twice, you never did, and you met or spoke once')
  t.equal(messages([weMet(68), weMet(69), weMet(70)]), 'You met or spoke 3 times')
})

t.test('the ledger tells what is owed, for what and since when', async t => {
  const ledger = (...favors: Parameters<typeof settleLedger>[0][number][]) => ledgerReason(settleLedger(favors, day(300)), day(300))
  t.equal(ledger(received(2, 4)).text, 'You owe for the introduction of 3 March')
  t.equal(ledger(received(-100, 4)).text, 'You owe for the introduction of 22 November 2023')
  t.equal(ledger(given(0, 1), received(2, 4, 'GUEST_POST'), received(3, 1)).text, 'You owe for the guest post of 3 March and 1 later favor')
  t.equal(ledger(received(2, 4, 'HANDS_ON_HELP')).text, 'You owe for the hands-on help of 3 March')
  t.equal(ledger(received(2, 4, 'OTHER')).text, 'You owe for the favor of 3 March')
  t.strictSame(ledger(given(0, 1), received(2, 4)).evidence, [{ type: 'favor', id: 'received-2' }])
  t.strictSame(ledger(), { code: 'FAVORS_NO_HISTORY', text: 'No favor known yet', evidence: [] })
  t.equal(ledger(received(0, 1), received(1, 1)).text, 'You received 2 favors and gave none')
  t.equal(ledger(given(0, 1), given(1, 1), given(2, 1)).text, 'You gave 3 favors and received none')
  t.equal(ledger(given(299, 4)).text, 'You gave more than you received: 1 favor given, 0 received')
  t.equal(ledger(received(0, 2), given(1, 2)).text, 'Favors are about even: 1 given, 1 received')
  t.strictSame(ledger(given(1, 2), received(0, 2)).evidence.map(({ id }) => id), ['received-0', 'given-1'])
})

t.test('favors alone make all of reciprocity where nothing was ever written', async t => {
  t.strictSame(Object.keys(said('reciprocity', { favors: [received(0, 3)], now: day(1) })), ['FAVORS_WE_OWE'])
})

t.test('reciprocity without a score tells what is missing', async t => {
  t.strictSame(said('reciprocity', {}), { RECIPROCITY_NOTHING_KNOWN: 'No message and no favor known yet' })
  t.match(said('reciprocity', { touches: [weWrote(0, 'PHONE_CALL')] }).RECIPROCITY_TOO_LITTLE, /^Only 1 call so far;/)
  t.match(said('reciprocity', { touches: [weWrote(0), theyWrote(1)], now: day(400) }).RECIPROCITY_TOO_LITTLE, /^Too little has passed between you lately/)
})

t.test('responsiveness tells how many questions were answered, and names them with their answers', async t => {
  const story = { touches: [weWrote(0), theyWrote(1), weWrote(30), weWrote(60), theyWrote(65)], now: day(68) }
  t.strictSame(said('responsiveness', story), {
    RESPONSIVENESS_ANSWERS: '2 of 3 questions answered',
    RESPONSIVENESS_HEARD: 'Last heard from 3 days ago'
  })
  t.strictSame(rows('responsiveness', 'RESPONSIVENESS_ANSWERS', story), ['outbound-0', 'inbound-1', 'outbound-30', 'outbound-60', 'inbound-65'])
  const silent = { touches: [weWrote(0), weWrote(10)], now: day(20) }
  t.strictSame(said('responsiveness', silent), { RESPONSIVENESS_ANSWERS: 'None of 2 questions answered', RESPONSIVENESS_HEARD: 'Never heard from' })
  t.strictSame(rows('responsiveness', 'RESPONSIVENESS_ANSWERS', silent), ['outbound-0', 'outbound-10'])
})

t.test('an ask is a question too, and is named', async t => {
  const story = { asks: [{ id: 'ask', at: day(0), isAnswered: true }, { id: 'later', at: day(9), isAnswered: true }], now: day(1) }
  t.equal(said('responsiveness', story).RESPONSIVENESS_ANSWERS, '1 of 1 question answered')
  t.strictSame(rows('responsiveness', 'RESPONSIVENESS_ANSWERS', story), ['ask'])
  const two = { asks: [{ id: 'second', at: day(1), isAnswered: false }, { id: 'first', at: day(0), isAnswered: true }], now: day(1) }
  t.strictSame(rows('responsiveness', 'RESPONSIVENESS_ANSWERS', two), ['first', 'second'])
})

t.test('responsiveness without a score tells what is missing', async t => {
  const why = (story: Story) => said('responsiveness', story).RESPONSIVENESS_TOO_FEW_QUESTIONS
  t.equal(why({}), 'No question asked yet; responsiveness needs 2')
  t.equal(why({ touches: [weWrote(0)], now: day(1) }), 'Your question is less than a week old; responsiveness needs 2 questions')
  t.equal(why({ touches: [weWrote(0)], now: day(8) }), 'Only 1 question asked so far; responsiveness needs 2')
  t.match(why({ touches: [weWrote(0), weWrote(10)], now: day(800) }), /^The questions asked are too long ago to say/)
})

t.test('substance tells each of its parts, with the posts that show it', async t => {
  const story = {
    posts: [post(1), post(2, { kind: 'REPLY' }), post(3, { rating: 5 }), post(4, { isUncivil: true }), post(5)], followers: 1, now: day(8)
  }
  t.strictSame(said('substance', story), {
    SUBSTANCE_CONTENT: '5 posts in the last year, 67 of 100 for what is in them, 1 of them rated by you',
    SUBSTANCE_FRESHNESS: 'The last post was 3 days ago, 5 posts in 90 days',
    SUBSTANCE_PARTICIPATION: '1 of 5 posts is a reply to others',
    SUBSTANCE_REACH: '1 follower',
    SUBSTANCE_CONTROVERSY: '1 of 5 posts insults somebody'
  })
  t.strictSame(rows('substance', 'SUBSTANCE_CONTROVERSY', story), ['post-4'])
  t.strictSame(rows('substance', 'SUBSTANCE_PARTICIPATION', story), ['post-2'])
  t.strictSame(rows('substance', 'SUBSTANCE_FRESHNESS', story), ['post-5'])
})

t.test('substance puts many in the plural and none in words', async t => {
  const posts = [1, 2, 3, 4, 5].map(days => post(days, { isUncivil: days > 3 }))
  const texts = said('substance', { posts, followers: 1_200_000, now: day(8) })
  t.equal(texts.SUBSTANCE_PARTICIPATION, 'None of 5 posts are replies to others')
  t.equal(texts.SUBSTANCE_REACH, '1,200,000 followers')
  t.equal(texts.SUBSTANCE_CONTROVERSY, '2 of 5 posts insult somebody')
  t.equal(said('substance', { posts: posts.map(one => ({ ...one, isUncivil: false })), now: day(8) }).SUBSTANCE_CONTROVERSY, undefined)
  t.equal(said('substance', { posts, followers: 0, now: day(8) }).SUBSTANCE_REACH, '0 followers')
  for (const followers of [null, undefined]) t.equal(said('substance', { posts, followers, now: day(8) }).SUBSTANCE_REACH, 'How many follow them is not known')
})

t.test('substance without a score says that nothing published is known, or too little', async t => {
  t.strictSame(said('substance', {}), { SUBSTANCE_UNKNOWN: 'Nothing published in the last year is known yet' })
  t.equal(said('substance', { posts: [post(0)] }).SUBSTANCE_TOO_FEW_POSTS, 'Only 1 post of the last year known; substance needs 5')
})

t.test("a member's word on substance is told in their words, beside what the posts show", async t => {
  const override = { score: 80, reason: 'Her talks are the best there are.', at: day(6) }
  const posts = [1, 2, 3, 4, 5].map(days => post(days))
  const story = { posts, override, now: day(8) }
  const told = said('substance', story)
  t.equal(told.SUBSTANCE_OVERRIDE, 'Set to 80 by a member, in place of the 43 that the posts make: “Her talks are the best there are.”')
  t.equal(told.SUBSTANCE_CONTENT, '5 posts in the last year, 65 of 100 for what is in them')
  const { reasons } = assess({ ...story, touches: monthly }).substance
  t.equal(reasons[0]?.code, 'SUBSTANCE_OVERRIDE')
  t.strictSame(reasons.slice(1).map(({ impact }) => impact), reasons.slice(1).map(() => 0), 'the posts add nothing to it')
  t.equal(said('substance', { override, now: day(8) }).SUBSTANCE_OVERRIDE, 'Set to 80 by a member: “Her talks are the best there are.”')
  t.equal(assess({ override, now: day(8) }).score, null, 'the word alone makes no score of the whole')
})

t.test('where only we give, the cap is a reason of its own', async t => {
  const story = { touches: monthly, favors: [given(0, 1), given(30, 1), given(60, 1)], now: day(62) }
  const { score, reasons } = assess(story)
  t.equal(score, 54)
  const cap = reasons.find(({ code }) => code === 'QUALITY_ONLY_WE_GIVE')
  t.equal(cap?.text, 'Only you give, so the whole is at most 54')
  t.strictSame(cap?.evidence.map(({ id }) => id), ['given-0', 'given-30', 'given-60'])
  const { uncapped } = scoreQuality({ ...story, totals: replay(monthly), targetDays: null, prior: { asked: 0, answered: 0 } })
  t.equal(cap?.impact, 54 - (uncapped ?? NaN))
})

t.test('where there is too little evidence for a score, no reason adds to it', async t => {
  const quality = assess({ touches: [weMet(0)], now: day(1) })
  t.equal(quality.band, 'INSUFFICIENT_EVIDENCE')
  t.ok(quality.reasons.length >= 4)
  t.ok(quality.reasons.every(({ impact }) => impact === 0))
})
