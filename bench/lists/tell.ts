import type { Cost } from './measure.ts'

/** Prints what a work has cost in two places; whether the second is within bounds: its pages, and whether it has found anything, where that is known. */
export function tell (name: string, before: Cost, after: Cost, mostPages: number, hasRows: boolean | null = true): boolean {
  const isWithin = after.pages <= mostPages && (hasRows === null || (after.rows > 0) === hasRows)
  console.log([
    name.padEnd(34),
    `${before.pages} → ${after.pages} pages (${(after.pages / before.pages).toFixed(2)}), at most ${Math.floor(mostPages)}`.padEnd(46),
    `${before.ms.toFixed(1)} → ${after.ms.toFixed(1)} ms (${(after.ms / before.ms).toFixed(2)})`.padEnd(28),
    `${before.rows} → ${after.rows} rows`.padEnd(16),
    isWithin ? 'ok' : 'FAILED'
  ].join(' '))
  return isWithin
}
