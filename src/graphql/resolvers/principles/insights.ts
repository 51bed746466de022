import type { BandPoint } from '../../../domain/insights/ties-over-time.ts'
import { settleLedger } from '../../../domain/quality/ledger.ts'
import { shownScore } from '../../../domain/quality/score.ts'
import type { HistoryRange } from '../../../operations/contacts/assess-contacts.ts'
import { cadencesKept, type CadencesKept } from '../../../operations/insights/cadences-kept.ts'
import { findHelpedOnce, type HelpedOnce } from '../../../operations/insights/find-helped-once.ts'
import { findPersonalShare, type ShareRange } from '../../../operations/insights/find-personal-share.ts'
import { listNeglected, type NeglectedContact } from '../../../operations/insights/list-neglected.ts'
import { listTopGivers, type Giver } from '../../../operations/insights/list-top-givers.ts'
import { tiesByBand } from '../../../operations/insights/ties-by-band.ts'
import type { GraphqlContext, Resolver } from '../../context.ts'

interface First { readonly first: number }
type Of<Parent, Args = object> = Resolver<Parent, Args>

const contact: Of<{ readonly contactId: string }> = ({ contactId }, _args, { loaders }) => loaders.contact.load(contactId)
const ledgerState: Of<Giver> = async ({ contactId }, _args, { loaders, now }) => {
  const giver = await loaders.contact.load(contactId)
  return settleLedger(giver?.evidence.favors ?? [], now).state
}
const tied: Of<object, HistoryRange> = (_insights, range, ctx) => tiesByBand(ctx, range)
const givers: Of<object, First> = (_insights, { first }, ctx) => listTopGivers(ctx, first)
const neglected: Of<object, First> = (_insights, { first }, ctx) => listNeglected(ctx, first)
const shared: Of<object, ShareRange> = (_insights, range, ctx) => findPersonalShare(ctx, range)

/** What the workspace can learn of its ties; each part is read when it is asked for. */
export const insightsResolvers = {
  Insights: {
    tiesByBand: tied,
    cadencesKept: (_insights: object, _args: object, ctx: GraphqlContext) => cadencesKept(ctx),
    topGivers: givers,
    valuableButNeglected: neglected,
    personalShare: shared,
    helpedOnce: (_insights: object, _args: object, ctx: GraphqlContext) => findHelpedOnce(ctx)
  },
  BandPoint: { countedOn: ({ day }: BandPoint) => day },
  CadencesKept: {
    contacts: ({ bestFirst }: CadencesKept) => bestFirst.length,
    mostKeptUp: ({ bestFirst }: CadencesKept, { first }: First) => bestFirst.slice(0, first),
    leastKeptUp: ({ bestFirst }: CadencesKept, { first }: First) => bestFirst.slice(-first).reverse()
  },
  KeptUpContact: { contact },
  TopGiver: { contact, ledgerState },
  NeglectedContact: {
    contact,
    substance: ({ substance }: NeglectedContact) => shownScore(substance),
    warmth: ({ warmth }: NeglectedContact) => warmth < 0 ? null : shownScore(warmth)
  },
  HelpedOnce: {
    forgotten: ({ forgotten }: HelpedOnce) => forgotten.length,
    contacts: ({ forgotten }: HelpedOnce, { first }: First) => forgotten.slice(0, first)
  },
  ForgottenHelper: { contact }
}

export const insightsQueries = {
  insights: () => ({})
}
