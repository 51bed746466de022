/**
 * The chance that a row with the outcome scores above one without it, ties counting half (Mann-Whitney);
 * rows whose outcome is not known are left out. NaN where all outcomes are alike.
 */
export function auc (scores: readonly number[], outcomes: readonly (boolean | null)[]): number {
  const known = [...scores.keys()].filter(row => outcomes[row] !== null)
  const score = (row: number | undefined) => row === undefined ? NaN : scores[row] ?? NaN
  known.sort((a, b) => score(a) - score(b))
  let positives = 0
  let rankSum = 0
  for (let start = 0; start < known.length;) {
    let end = start + 1
    while (end < known.length && score(known[end]) === score(known[start])) end++
    const tiedPositives = known.slice(start, end).filter(row => outcomes[row]).length
    positives += tiedPositives
    rankSum += tiedPositives * (start + 1 + end) / 2
    start = end
  }
  const negatives = known.length - positives
  return (rankSum - positives * (positives + 1) / 2) / (positives * negatives)
}
