import type { AskEvaluation } from './evaluate.ts'

/** What scoring.md §9 says of the whole of these requests (4,040, of which 24.6 % were met), by what the review has for it. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'part DATE': '1.49',
  'part REASON': '1.3-1.5',
  'part OFFER': '1.43',
  'early offer': '1.59',
  'late offer': '1.37',
  'part THANKS': '1.39',
  'finding INDIRECT': 'did not hurt',
  please: 'does nothing'
}
const PUBLISHED_SCORE = '0.60 (another checklist)'
const PUBLISHED_LENGTH = '0.59'

/** An evaluation as lines to print: the measures, the odds of each part and finding, and what has no equivalent. */
export function linesOf ({ requests, met, blank, unjudged, score, length, odds }: AskEvaluation): readonly string[] {
  return [
    `${requests} requests, ${(met / requests * 100).toFixed(1)} % met; ${blank} without a word and ${unjudged} that the review cannot judge are left out`,
    row('', 'AUC', 'published'),
    row('score of the review', score.toFixed(3), PUBLISHED_SCORE),
    row('length in characters alone', length.toFixed(3), PUBLISHED_LENGTH),
    '',
    row('', 'odds', '95 % from - to', 'requests', 'published'),
    ...Object.entries(odds).map(([name, { ratio, from, to, count }]) =>
      row(name, ratio.toFixed(2), `${from.toFixed(2)} - ${to.toFixed(2)}`, String(count), PUBLISHED[name] ?? '')),
    '',
    '  Published, without an equivalent in the review: evidence such as a picture, 1.67; length helps up to 108 words and beyond.'
  ]
}

function row (label: string, ...cells: readonly string[]): string {
  return `  ${label.padEnd(30)}${cells.map(cell => cell.padEnd(16)).join('')}`.trimEnd()
}
