import { compareKeptUp, keptUp, type KeptUp } from '../../domain/insights/kept-up.ts'
import { setCadences } from '../../database/insights/set-cadences.ts'
import type { OperationContext } from '../context.ts'

/** Cadences that are looked at: reading a year of touches of each takes a while. */
const MOST_CADENCES = 5000

/** How the cadences that somebody set were kept. */
export interface CadencesKept {
  /** Each that ran long enough for something to be due, best kept first. */
  readonly bestFirst: readonly KeptUp[]
  /** The mean share of time on track, 0 to 1; null where no cadence ran long enough. */
  readonly share: number | null
  /** False where there are more cadences than are looked at: the contacts added last are. */
  readonly isComplete: boolean
}

/** How well each cadence that is set on a contact or a tag, and does not rest, was kept in the last year. */
export async function cadencesKept ({ reading, now }: OperationContext): Promise<CadencesKept> {
  const cadences = await reading.read(db => setCadences(db, now, MOST_CADENCES + 1))
  const bestFirst = cadences.slice(0, MOST_CADENCES).flatMap(each => keptUp(each, now) ?? []).sort(compareKeptUp)
  const sum = bestFirst.reduce((total, { share }) => total + share, 0)
  return { bestFirst, share: bestFirst.length === 0 ? null : sum / bestFirst.length, isComplete: cadences.length <= MOST_CADENCES }
}
