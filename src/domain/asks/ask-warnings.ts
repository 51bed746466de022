import { isUnanswered } from '../agenda/unanswered.ts'
import type { AskFields, AskWarning, AskWarningCode } from './ask.ts'
import { settleLedger } from '../quality/ledger.ts'
import type { Totals } from '../quality/totals/totals.ts'
import { obstacles, type ReadinessVerdict } from './readiness.ts'
import type { KnownContact } from '../contacts/standing.ts'

const CODE_OF: Readonly<Record<Exclude<ReadinessVerdict, 'READY'>, AskWarningCode>> = {
  GIVE_FIRST: 'WE_OWE', WARM_UP_FIRST: 'COLD_TIE', NEVER_TALKED: 'NEVER_TALKED', TOO_SOON: 'TOO_SOON_AFTER_LAST_ASK'
}

/** What stands against asking this now, each with its reason. It warns and never refuses: people decide. */
export function askWarnings (contact: Pick<KnownContact, 'totals' | 'evidence'>, { offer, size }: Pick<AskFields, 'offer' | 'size'>, now: number): readonly AskWarning[] {
  const inTheWay = obstacles(contact, settleLedger(contact.evidence.favors, now), size, now)
  return [
    ...offer === null ? [NO_OFFER] : [],
    ...inTheWay.map(({ verdict, reasons }) => ({ code: CODE_OF[verdict], text: reasons.map(({ text }) => text).join('. ') })),
    ...isUnanswered(contact.totals) ? [streak(contact.totals)] : []
  ]
}

const NO_OFFER: AskWarning = {
  code: 'NO_OFFER',
  text: 'Nothing is offered in return; of thousands of real requests those with an offer were met more often, and what is given back need not be large'
}

function streak ({ unanswered = 0 }: Totals): AskWarning {
  return { code: 'UNANSWERED_STREAK', text: `Your last ${unanswered} messages got no answer; try another way, or wait, rather than ask in another message` }
}
