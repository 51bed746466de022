import { COUNT_LASTS_DAYS, dayOf, tiesOverTime, type BandPoint, type CountedDay } from '../../domain/insights/ties-over-time.ts'
import { DAY_MS } from '../../domain/quality/totals/decay.ts'
import { historyInstants } from '../../domain/quality/history.ts'
import { invalid } from '../../domain/refusal.ts'
import { countedDays, rankedBands } from '../../database/insights/band-counts.ts'
import type { HistoryRange } from '../contacts/assess-contacts.ts'
import type { OperationContext } from '../context.ts'

const USUAL_DAYS = 365
/** Nothing is recorded that happened earlier. */
const FIRST_DAY = Date.UTC(1900, 0, 1)

/**
 * How many contacts stood in each band at each step, and at the end: days as they were counted, the present one counted now. Steps of
 * which nothing is known are left out. Refuses (INVALID) a range that is none, ends in the future, or has too many steps.
 */
export async function tiesByBand ({ reading, now }: OperationContext, range: HistoryRange): Promise<BandPoint[]> {
  const to = range.to ?? now
  if (to > now) throw invalid({ path: 'to', message: 'lies in the future, and nobody knows who will stand where.' })
  const steps = historyInstants(range.from ?? to - USUAL_DAYS * DAY_MS, to, range.every)
  const instants = steps.at(-1) === to ? steps : [...steps, to]
  const today = dayOf(now)
  const [days, present] = await reading.read(db => Promise.all([
    countedDays(db, Math.max(FIRST_DAY, (instants[0] ?? to) - COUNT_LASTS_DAYS * DAY_MS), Math.max(FIRST_DAY, to)),
    to >= today ? rankedBands(db) : null
  ]))
  const counted: CountedDay[] = days.filter(({ day }) => present === null || day < today)
  return tiesOverTime(instants, present === null ? counted : [...counted, { day: today, counts: present }])
}
