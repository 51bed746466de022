import t from 'tap'
import { insultsSomebody } from '../../../src/domain/posts/civility.ts'
import { readPost } from '../../../src/domain/posts/post.ts'
import { assessQuality, type Quality } from '../../../src/domain/quality/assess.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { emptyTotals } from '../../../src/domain/quality/totals/totals.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const ARTICLE = 'What I learned from a year of running this in production, with numbers: https://example.org/numbers. '.repeat(8)

interface Written { readonly daysAgo: number, readonly text: string, readonly kind?: 'POST' | 'REPLY', readonly replies?: number }

/** What is thought of somebody who wrote this, and has so many followers. */
function substanceOfWriter (written: readonly Written[], followers: number): Quality['substance'] {
  const posts = written.map(({ daysAgo, text, kind = 'POST', replies = 0 }, index) => {
    const publishedAt = NOW - daysAgo * DAY_MS
    const { words, cites, isUncivil } = readPost({ network: 'x', externalId: String(index), kind, publishedAt, text }, NOW)
    return { id: `post-${index}`, at: publishedAt, kind, words, cites, isUncivil, replies, rating: null }
  })
  return assessQuality({ totals: emptyTotals(), now: NOW, targetDays: null, prior: { asked: 0, answered: 0 }, posts, followers }).substance
}

t.test('a large audience with regular rants comes out low, and is told why', async t => {
  const rants = ['These people are parasites, all of them.', '@mayor you are a liar', 'Our minister is an idiot. Period.', 'Shut up.', "You're all morons"]
  const written = Array.from({ length: 40 }, (_, n): Written => ({ daysAgo: 2 * n, text: n % 3 === 0 ? rants[n % rants.length] ?? '' : 'Big things are coming. Stay tuned, folks!', replies: 300 }))
  const { score, reasons } = substanceOfWriter(written, 200_000)
  t.ok(score !== null && score < 35, `${score}`)
  const worst = reasons.find(({ code }) => code === 'SUBSTANCE_CONTROVERSY')
  t.equal(worst?.text, '14 of 40 posts insult somebody')
  t.equal(worst?.evidence.length, 5)
  const civil = substanceOfWriter(written.map(each => ({ ...each, text: 'Big things are coming. Stay tuned, folks!' })), 200_000)
  t.ok((civil.score ?? 0) > 2 * (score ?? 100), 'the same person without the rants is worth more than twice as much')
})

t.test('fine writing that stopped a year ago comes out low or unsaid, and is told why', async t => {
  const essays = (lastDaysAgo: number) => Array.from({ length: 12 }, (_, n): Written => ({ daysAgo: lastDaysAgo + 5 * n, text: ARTICLE, replies: 8 }))
  const stopped = substanceOfWriter(essays(300), 5_000)
  const writing = substanceOfWriter(essays(2), 5_000)
  t.ok(stopped.score !== null && stopped.score < 50 && writing.score !== null && stopped.score < writing.score - 20, `${stopped.score}, and ${writing.score} while it went on`)
  t.match(stopped.reasons.find(({ code }) => code === 'SUBSTANCE_FRESHNESS'), { text: 'The last post was 300 days ago, 0 posts in 90 days' })
  const long = substanceOfWriter(essays(366), 5_000)
  t.equal(long.score, null)
  t.match(long.reasons, [{ text: 'Nothing published in the last year is known yet' }])
})

t.test('whoever disagrees politely and often loses nothing by it', async t => {
  const polite = [
    "I think you're wrong about caches, and here is why: the sample is small.", '@bob I disagree: your own table says the opposite.', 'With respect, this conclusion does not follow.',
    'You are mistaken about the date; see https://example.org/dates', "That is nonsense, I'm afraid. The benchmark measures the disk."
  ]
  t.strictSame(polite.filter(insultsSomebody), [])
  const written = Array.from({ length: 20 }, (_, n): Written => ({ daysAgo: 3 * n, text: polite[n % polite.length] ?? '', kind: 'REPLY' }))
  const { score, reasons } = substanceOfWriter(written, 800)
  t.equal(reasons.find(({ code }) => code === 'SUBSTANCE_CONTROVERSY'), undefined)
  t.ok(score !== null && score > 60, `${score}`)
})
