import type { RowResult } from '../operations/rows.ts'

/** The results, where none of them was refused. */
export function accepted<T> (results: readonly RowResult<T>[]): Exclude<RowResult<T>, { outcome: 'FAILED' }>[] {
  return results.map(result => {
    if (result.outcome === 'FAILED') throw new Error(`A made-up row was refused: ${JSON.stringify(result)}`)
    return result as Exclude<RowResult<T>, { outcome: 'FAILED' }>
  })
}
