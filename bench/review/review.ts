import { LONGEST_DRAFT, reviewDraft } from '../../src/domain/review/review.ts'
import { median } from '../support/median.ts'

const ROUNDS = 51
/** In characters. */
const USUAL = 2000

// A stretch with something for every rule.
const PROSE = `Hi Grace, I hope this finds you well. I was wondering if you might maybe have a few minutes to review my talk proposal before Friday
14 March? In return I would be happy to proofread your chapter, or to introduce you to our editor. No worries if not, I know you are busy. It is
about engines, because your talk on compilers changed how we build them. Thank you so much for your help with the workshop last year! `

/** How long reviews take once they have been run for a while, in milliseconds: of 2,000 characters, and of as many as are taken. */
export function benchReview (): { readonly usual: number, readonly longest: number } {
  return { usual: time(USUAL), longest: time(LONGEST_DRAFT) }
}

function time (length: number): number {
  const text = PROSE.repeat(Math.ceil(length / PROSE.length)).slice(0, length)
  const rounds = Array.from({ length: ROUNDS * 2 }, () => {
    const start = performance.now()
    reviewDraft(text)
    return performance.now() - start
  })
  return median(rounds.slice(-ROUNDS))
}
