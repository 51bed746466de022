import { QUALITY_BANDS, type QualityBand } from '../quality/score.ts'

/** How many contacts stand in each band. */
export type BandCounts = Readonly<Record<QualityBand, number>>

export const NOBODY: BandCounts = { INSUFFICIENT_EVIDENCE: 0, LOW: 0, FAIR: 0, GOOD: 0, EXCELLENT: 0 }

/** Counts bands, each as often as it comes, on top of what was counted already. */
export function countBands (bands: Iterable<QualityBand>, counted: BandCounts = NOBODY): BandCounts {
  const counts = { ...counted }
  for (const band of bands) counts[band]++
  return counts
}

/** All contacts of all bands. */
export function totalOf (counts: BandCounts): number {
  return QUALITY_BANDS.reduce((total, band) => total + counts[band], 0)
}
