import type { FactorReason } from '../factor.ts'
import type { QualityInput, QualityScore } from '../score.ts'
import { recentPosts, SUBSTANCE_WEIGHTS, substanceFrom } from '../substance.ts'
import type { SubstanceOverride, SubstancePost } from '../substance.ts'
import { ago, counted, lastRows } from './words.ts'

/** Each part against its middle, and what controversy takes off; or a member's word in their place. Together substance - 50. */
export function substanceReasons (input: QualityInput, scored: QualityScore): readonly FactorReason[] {
  const { score, override } = scored.factors.substance
  const shown = partReasons(input, scored)
  if (score === null || override === null) return shown
  // What the posts show is told all the same, though it adds nothing: whoever is scored can hold it against the word.
  return [overrideReason(scored, override), ...shown.map(reason => ({ ...reason, points: 0 }))]
}

function overrideReason (scored: QualityScore, { score, reason }: SubstanceOverride): FactorReason {
  const { parts } = scored.factors.substance
  const instead = parts === null ? '' : `, in place of the ${Math.round(substanceFrom(parts))} that the posts make`
  return { code: 'SUBSTANCE_OVERRIDE', text: `Set to ${score} by a member${instead}: “${reason}”`, points: score - 50, evidence: [] }
}

function partReasons (input: QualityInput, scored: QualityScore): readonly FactorReason[] {
  const { parts, posts } = scored.factors.substance
  const last = posts.at(-1)
  if (parts === null || last === undefined) return [whyNone(posts)]
  const replies = posts.filter(({ kind }) => kind === 'REPLY')
  const uncivil = posts.filter(({ isUncivil }) => isUncivil)
  const above = (part: keyof typeof SUBSTANCE_WEIGHTS) => 100 * SUBSTANCE_WEIGHTS[part] * (parts[part] - 0.5)
  return [{
    code: 'SUBSTANCE_CONTENT',
    text: `${counted(posts.length, 'post')} in the last year, ${Math.round(100 * parts.content)} of 100 for what is in them${ratedText(posts)}`,
    points: above('content'),
    evidence: lastRows('post', posts)
  }, {
    code: 'SUBSTANCE_FRESHNESS',
    text: `The last post was ${ago(last.at, input.now)}, ${counted(recentPosts(posts, input.now).length, 'post')} in 90 days`,
    points: above('freshness'),
    evidence: [{ type: 'post', id: last.id }]
  }, {
    code: 'SUBSTANCE_PARTICIPATION',
    text: `${replies.length === 0 ? 'None' : replies.length} of ${counted(posts.length, 'post')} ${replies.length === 1 ? 'is a reply' : 'are replies'} to others`,
    points: above('participation'),
    evidence: lastRows('post', replies.length === 0 ? posts : replies)
  }, {
    code: 'SUBSTANCE_REACH',
    text: typeof input.followers === 'number' ? counted(input.followers, 'follower') : 'How many follow them is not known',
    points: above('reach'),
    evidence: [{ type: 'post', id: last.id }]
  },
  ...(uncivil.length === 0
    ? []
    : [{
        code: 'SUBSTANCE_CONTROVERSY',
        text: `${uncivil.length} of ${counted(posts.length, 'post')} ${uncivil.length === 1 ? 'insults' : 'insult'} somebody`,
        points: substanceFrom(parts) - substanceFrom({ ...parts, controversy: 0 }),
        evidence: lastRows('post', uncivil)
      }])]
}

function ratedText (posts: readonly SubstancePost[]): string {
  const rated = posts.filter(({ rating }) => rating !== null).length
  return rated === 0 ? '' : `, ${rated} of them rated by you`
}

function whyNone (posts: readonly SubstancePost[]): FactorReason {
  if (posts.length === 0) return { code: 'SUBSTANCE_UNKNOWN', text: 'Nothing published in the last year is known yet', points: 0, evidence: [] }
  const text = `Only ${counted(posts.length, 'post')} of the last year known; substance needs 5`
  return { code: 'SUBSTANCE_TOO_FEW_POSTS', text, points: 0, evidence: lastRows('post', posts) }
}
