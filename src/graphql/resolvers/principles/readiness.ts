import type { AskSize } from '../../../domain/asks/ask.ts'
import { askReadiness, firstSteps, type Readiness } from '../../../domain/asks/readiness.ts'
import type { KnownContact } from '../../../domain/contacts/standing.ts'
import type { GraphqlContext, Resolver } from '../../context.ts'

/** Whether to ask a contact now; what to give first is read where that is asked for. */
interface ReadinessOf extends Readiness {
  readonly contact: KnownContact
}

/** Resolver of Contact.askReadiness. */
export const readinessOf: Resolver<KnownContact, { readonly size?: AskSize | null }> = (contact, { size }, { now }): ReadinessOf =>
  ({ ...askReadiness(contact, size ?? 'MEDIUM', now), contact })

export const readinessResolvers = {
  AskReadiness: {
    firstSteps: async ({ verdict, contact }: ReadinessOf, _args: object, { loaders }: GraphqlContext) =>
      verdict === 'READY' ? [] : firstSteps(verdict, await loaders.giveIdeas.load(contact))
  }
}
