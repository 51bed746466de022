import { DAY_MS, daysBetween, halved } from './totals/decay.ts'
import { confidenceFrom, NO_SCORE } from './factor.ts'
import type { FactorScore } from './factor.ts'

/** Chosen: what is looked at, and the least that says anything. */
const SEEN_DAYS = 365
const LEAST_POSTS = 5
const HALF_SURE_POSTS = 10
/** Chosen: what a post is worth, from its length, own words, sources, and the talk that it starts. */
const POST = { length: 0.35, fullLengthWords: 120, ownWords: 0.25, source: 0.2, talk: 0.2, fullTalkLog2: 5 }
/** Chosen: a few posts are read as average until more of them say otherwise. */
const AVERAGE_POSTS = { count: 5, worth: 2.5 }
/** Chosen: silence lowers; six posts in 90 days are lively. */
const FRESH = { halfLifeDays: 60, recentDays: 90, livelyPosts: 6 }
/** Chosen: a person for whom three posts in ten are replies takes full part. */
const FULL_PARTICIPATION = 0.3
/** Chosen: reach is capped at a million followers, and weighs little: it explained nearly all of Klout. */
const FULL_REACH_LOG10 = 6
/** Chosen: one uncivil post in five is as bad as it gets, and takes 60 % off. */
const FULL_CONTROVERSY = 0.2
export const CONTROVERSY_COST = 0.6

/** Chosen: a member who has read somebody is as sure as twenty posts make us, so that this word alone makes no score of the whole. */
const POSTS_BEHIND_A_WORD = 20

/** Chosen: how much each part weighs; they sum to 1. */
export const SUBSTANCE_WEIGHTS = { content: 0.35, freshness: 0.25, participation: 0.25, reach: 0.15 } as const

export const POST_KINDS = ['POST', 'REPLY', 'SHARE'] as const
export type PostKind = typeof POST_KINDS[number]

/** Something that the contact published. `at` is in epoch milliseconds. */
export interface SubstancePost {
  readonly id: string
  readonly at: number
  readonly kind: PostKind
  readonly words: number
  /** Has a link, code or a citation. */
  readonly cites: boolean
  readonly replies: number
  /** A member's own judgement, 1 to 5; it replaces the formula. */
  readonly rating: number | null
  /** Insults somebody; not disagreement, and not strong words about things. */
  readonly isUncivil: boolean
  /** Of the contact on that network, as of the post; null where nobody said. */
  readonly followers?: number | null
}

/** A member's own word on a contact's substance; it stands until it is taken back. `at` is in epoch milliseconds. */
export interface SubstanceOverride {
  /** 0 to 100. */
  readonly score: number
  readonly reason: string
  readonly at: number
}

/** Each 0 to 1; controversy lowers, the others raise. */
export interface SubstanceParts {
  readonly content: number
  readonly freshness: number
  readonly participation: number
  readonly reach: number
  readonly controversy: number
}

/** What they publish, how often, how they take part, how civil they are, how far it reaches. Parts are null where there is no score. */
export interface Substance extends FactorScore {
  readonly parts: SubstanceParts | null
  /** The posts of the last 365 days, oldest first. */
  readonly posts: readonly SubstancePost[]
  /** A member's own word, where it stands in for what the posts make. */
  readonly override: SubstanceOverride | null
}

/**
 * Substance as of an instant, from the posts of the year before it (scoring.md §6), or as a member has said, at any time from then
 * on. The parts are what the posts show all the same.
 */
export function substanceOf (posts: readonly SubstancePost[], followers: number, now: number, override: SubstanceOverride | null = null): Substance {
  const measured = measuredSubstance(posts, followers, now)
  if (override === null || override.at > now) return measured
  const confidence = Math.max(measured.confidence, confidenceFrom(POSTS_BEHIND_A_WORD, HALF_SURE_POSTS))
  return { ...measured, score: override.score, confidence, override }
}

function measuredSubstance (posts: readonly SubstancePost[], followers: number, now: number): Substance {
  const seen = posts.filter(({ at }) => at <= now && now - at <= SEEN_DAYS * DAY_MS).sort((a, b) => a.at - b.at)
  const last = seen.at(-1)
  if (seen.length < LEAST_POSTS || last === undefined) return { ...NO_SCORE, parts: null, posts: seen, override: null }
  const share = (test: (post: SubstancePost) => boolean) => seen.filter(test).length / seen.length
  const recent = recentPosts(seen, now).length
  const parts = {
    content: (AVERAGE_POSTS.worth + seen.reduce((sum, post) => sum + worthOf(post), 0)) / (AVERAGE_POSTS.count + seen.length),
    freshness: halved(daysBetween(last.at, now), FRESH.halfLifeDays) * Math.min(1, recent / FRESH.livelyPosts),
    participation: Math.min(1, share(({ kind }) => kind === 'REPLY') / FULL_PARTICIPATION),
    reach: Math.min(1, Math.log10(1 + followers) / FULL_REACH_LOG10),
    controversy: Math.min(1, share(({ isUncivil }) => isUncivil) / FULL_CONTROVERSY)
  }
  return { score: substanceFrom(parts), confidence: confidenceFrom(seen.length, HALF_SURE_POSTS), parts, posts: seen, override: null }
}

/** The score that these parts make. */
export function substanceFrom (parts: SubstanceParts): number {
  const { content, freshness, participation, reach } = SUBSTANCE_WEIGHTS
  const raised = content * parts.content + freshness * parts.freshness + participation * parts.participation + reach * parts.reach
  return 100 * raised * (1 - CONTROVERSY_COST * parts.controversy)
}

/** Those of the last 90 days. */
export function recentPosts (posts: readonly SubstancePost[], now: number): readonly SubstancePost[] {
  return posts.filter(({ at }) => now - at <= FRESH.recentDays * DAY_MS)
}

function worthOf (post: SubstancePost): number {
  if (post.rating !== null) return (post.rating - 1) / 4
  return POST.length * Math.min(1, post.words / POST.fullLengthWords) +
    POST.ownWords * (post.kind === 'SHARE' && post.words === 0 ? 0 : 1) +
    POST.source * (post.cites ? 1 : 0) +
    POST.talk * Math.min(1, Math.log2(1 + post.replies) / POST.fullTalkLog2)
}
