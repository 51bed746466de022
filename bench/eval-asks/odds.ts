/** How much likelier success was with something than without it, by odds. */
export interface Odds {
  /** Requests that have it. */
  readonly count: number
  /** Odds of success with it, over odds without it. */
  readonly ratio: number
  /** Where the ratio lies with 95 % confidence (Woolf's method). */
  readonly from: number
  readonly to: number
}

/** The 97.5 % point of the normal distribution. */
const Z = 1.96

/** Compares outcomes with something to those without it; one half is added to each count, so that none is 0 (Haldane, Anscombe). */
export function oddsRatio (having: readonly boolean[], lacking: readonly boolean[]): Odds {
  const [a, b] = counts(having)
  const [c, d] = counts(lacking)
  const ratio = a * d / (b * c)
  const spread = Math.exp(Z * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d))
  return { count: having.length, ratio, from: ratio / spread, to: ratio * spread }
}

function counts (outcomes: readonly boolean[]): readonly [met: number, unmet: number] {
  const met = outcomes.filter(Boolean).length
  return [met + 0.5, outcomes.length - met + 0.5]
}
