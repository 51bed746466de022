import type { FactorReason } from '../factor.ts'
import type { QualityInput, QualityScore } from '../score.ts'
import { recentPosts, SUBSTANCE_WEIGHTS, substanceFrom } from '../substance.ts'
import type { SubstancePost } from '../substance.ts'
import { ago, counted, lastIds } from './words.ts'

/** Each part against its middle, and what controversy takes off; together substance - 50. */
export function substanceReasons (input: QualityInput, scored: QualityScore): readonly FactorReason[] {
  const { score, parts, posts } = scored.factors.substance
  const last = posts.at(-1)
  if (score === null || parts === null || last === undefined) return [whyNone(posts)]
  const replies = posts.filter(({ kind }) => kind === 'REPLY')
  const uncivil = posts.filter(({ isUncivil }) => isUncivil)
  const above = (part: keyof typeof SUBSTANCE_WEIGHTS) => 100 * SUBSTANCE_WEIGHTS[part] * (parts[part] - 0.5)
  return [{
    code: 'SUBSTANCE_CONTENT',
    text: `${counted(posts.length, 'post')} in the last year, ${Math.round(100 * parts.content)} of 100 for what is in them${ratedText(posts)}`,
    points: above('content'),
    evidenceIds: lastIds(posts)
  }, {
    code: 'SUBSTANCE_FRESHNESS',
    text: `The last post was ${ago(last.at, input.now)}, ${counted(recentPosts(posts, input.now).length, 'post')} in 90 days`,
    points: above('freshness'),
    evidenceIds: [last.id]
  }, {
    code: 'SUBSTANCE_PARTICIPATION',
    text: `${replies.length === 0 ? 'None' : replies.length} of ${counted(posts.length, 'post')} ${replies.length === 1 ? 'is a reply' : 'are replies'} to others`,
    points: above('participation'),
    evidenceIds: lastIds(replies.length === 0 ? posts : replies)
  }, {
    code: 'SUBSTANCE_REACH',
    text: counted(input.followers ?? 0, 'follower'),
    points: above('reach'),
    evidenceIds: [last.id]
  },
  ...(uncivil.length === 0
    ? []
    : [{
        code: 'SUBSTANCE_CONTROVERSY',
        text: `${uncivil.length} of ${counted(posts.length, 'post')} ${uncivil.length === 1 ? 'insults' : 'insult'} somebody`,
        points: score - substanceFrom({ ...parts, controversy: 0 }),
        evidenceIds: lastIds(uncivil)
      }])]
}

function ratedText (posts: readonly SubstancePost[]): string {
  const rated = posts.filter(({ rating }) => rating !== null).length
  return rated === 0 ? '' : `, ${rated} of them rated by you`
}

function whyNone (posts: readonly SubstancePost[]): FactorReason {
  if (posts.length === 0) return { code: 'SUBSTANCE_UNKNOWN', text: 'Nothing published in the last year is known yet', points: 0, evidenceIds: [] }
  const text = `Only ${counted(posts.length, 'post')} of the last year known; substance needs 5`
  return { code: 'SUBSTANCE_TOO_FEW_POSTS', text, points: 0, evidenceIds: lastIds(posts) }
}
