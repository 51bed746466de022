import type { AskSize, AskStatus } from '../asks/ask.ts'
import type { LedgerFavor } from '../quality/ledger.ts'
import type { SettledAsk } from '../quality/responsiveness.ts'
import type { SubstanceOverride, SubstancePost } from '../quality/substance.ts'

/** What a contact's scores rest on besides its touches. It may hold what lies after the instant that is asked about. */
export interface Evidence {
  readonly favors: readonly LedgerFavor[]
  readonly asks: readonly KnownAsk[]
  /** The newest thousand. */
  readonly posts: readonly SubstancePost[]
  readonly override: SubstanceOverride | null
}

/** An ask as scores, readiness and the agenda see it. Instants are epoch milliseconds. */
export interface KnownAsk {
  readonly id: string
  readonly size: AskSize
  readonly createdAt: number
  readonly deadline: number | null
  /** How it went along, oldest first; a draft that was never sent has none. */
  readonly moves: readonly { readonly to: AskStatus, readonly at: number }[]
}

export const NO_EVIDENCE: Evidence = { favors: [], asks: [], posts: [], override: null }

// Help that comes without a word is an answer too.
const ANSWERS: readonly AskStatus[] = ['ACCEPTED', 'DECLINED', 'FULFILLED']
const SETTLED: readonly AskStatus[] = [...ANSWERS, 'NO_ANSWER']

/** Where an ask stood at an instant. */
export function statusAt (ask: KnownAsk, at: number): AskStatus {
  return ask.moves.findLast(move => move.at <= at)?.to ?? 'DRAFT'
}

/** The asks that were settled by an instant, each dated at its sending; a late answer still answers (scoring.md §5). */
export function settledAsks (asks: readonly KnownAsk[], at: number): readonly SettledAsk[] {
  return asks.flatMap(({ id, createdAt, moves }) => {
    const past = moves.filter(move => move.at <= at)
    if (!past.some(({ to }) => SETTLED.includes(to))) return []
    const sentAt = past.find(({ to }) => to === 'SENT')?.at ?? createdAt
    return [{ id, at: sentAt, isAnswered: past.some(({ to }) => ANSWERS.includes(to)) }]
  })
}

/** Followers at an instant: those of the newest post that tells; null where no post does. */
export function followersAt (posts: readonly SubstancePost[], at: number): number | null {
  const telling = posts.filter(post => post.at <= at && typeof post.followers === 'number')
  return telling.reduce<SubstancePost | null>((last, post) => last === null || post.at > last.at ? post : last, null)?.followers ?? null
}
