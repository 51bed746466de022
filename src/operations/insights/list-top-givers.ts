import { DAY_MS } from '../../domain/quality/totals/decay.ts'
import { topGivers, type Giver } from '../../database/insights/givers.ts'
import type { OperationContext } from '../context.ts'

export type { Giver } from '../../database/insights/givers.ts'

/** Two years. */
const SEEN_DAYS = 730

/** Who gave us most in kind in the last two years, by worth. */
export function listTopGivers ({ reading, now }: OperationContext, first: number): Promise<Giver[]> {
  return reading.read(db => topGivers(db, now - SEEN_DAYS * DAY_MS, now, first))
}
