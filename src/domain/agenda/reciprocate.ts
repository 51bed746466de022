import { DAY_MS } from '../quality/totals/decay.ts'
import { settleLedger } from '../quality/ledger.ts'
import { debtsText } from '../quality/reasons/reciprocity-reasons.ts'
import { lastRows } from '../quality/reasons/words.ts'
import type { Suggestion } from './suggestion.ts'
import type { AgendaContact } from './agenda-contact.ts'

/** Chosen (scoring.md §8): a favor is answered in its own time, and told of from two weeks on. */
const TOLD_AFTER_DAYS = 14
const PRIORITY = { least: 0.5, byDebt: 0.5, fullDebt: 5 }

/** Something to give back. A person whose cadence rests is left in peace. */
export function reciprocate ({ evidence, paused }: AgendaContact, now: number): Suggestion | null {
  if (paused || !evidence || evidence.favors.length === 0) return null
  const { debts, debt } = settleLedger(evidence.favors, now)
  const [oldest] = debts
  const newest = debts.at(-1)
  if (!oldest || !newest) return null
  const priority = PRIORITY.least + PRIORITY.byDebt * Math.min(1, debt / PRIORITY.fullDebt)
  const activeAt = oldest.favor.at + TOLD_AFTER_DAYS * DAY_MS
  return {
    kind: 'RECIPROCATE',
    cause: newest.favor.id,
    activeAt,
    dueAt: activeAt,
    priority,
    reasons: () => [{
      code: 'DEBT_OPEN',
      text: `You owe for ${debtsText(debts, now)}`,
      impact: 100 * priority,
      evidence: lastRows('favor', debts.map(({ favor }) => favor))
    }],
    channel: null
  }
}
