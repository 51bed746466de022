import { skipHeld } from '../../../domain/agenda/put-off.ts'
import { toldSuggestion } from '../../../domain/agenda/suggestions-of.ts'
import type { KeptSuggestion, Suggestion } from '../../../domain/agenda/suggestion.ts'
import { toTypeId } from '../../../domain/type-id.ts'
import { listAgenda, type Agenda, type AgendaInput } from '../../../operations/agenda/list-agenda.ts'
import { skipSuggestion, type SkipInput } from '../../../operations/agenda/skip-suggestion.ts'
import { snoozeSuggestion, type SnoozeInput } from '../../../operations/agenda/snooze-suggestion.ts'
import { findWorkspace } from '../../../operations/viewer/find-viewer.ts'
import { updateWorkspace, type UpdateWorkspaceInput } from '../../../operations/workspaces/update-workspace.ts'
import { connectionResolvers } from '../../connection.ts'
import { mutate, type GraphqlContext, type Resolver } from '../../context.ts'
import { requireId } from '../../ids.ts'

type Of = Resolver<KeptSuggestion>
type Input<T> = { readonly input: T }

/** More would be work and not an idea. */
const MOST_IDEAS = 3

const reasons: Of = async (kept, _args, ctx) => (await told(kept, ctx))?.reasons() ?? []
const channel: Of = async (kept, _args, ctx) => (await told(kept, ctx))?.channel ?? null
const giveIdeas: Of = async ({ kind, contactId }, _args, { loaders }) => {
  if (kind !== 'REACH_OUT' && kind !== 'RECIPROCATE') return []
  const contact = await loaders.contact.load(contactId)
  return contact ? (await loaders.giveIdeas.load(contact)).slice(0, MOST_IDEAS) : []
}

/** Suggestion, the agenda, and what can be said of a suggestion. */
export const agendaResolvers = {
  Suggestion: {
    id: ({ id }: KeptSuggestion) => toTypeId('suggestion', id),
    contact: ({ contactId }: KeptSuggestion, _args: object, { loaders }: GraphqlContext) => loaders.contact.load(contactId),
    snoozedUntil: ({ snoozedUntil }: KeptSuggestion, _args: object, { now }: GraphqlContext) => snoozedUntil > now ? snoozedUntil : null,
    skippedAt: (kept: KeptSuggestion, _args: object, { now }: GraphqlContext) => skipHeld(kept, now).skippedAt,
    skipReason: (kept: KeptSuggestion, _args: object, { now }: GraphqlContext) => skipHeld(kept, now).skipReason,
    reasons,
    channel,
    giveIdeas
  },
  ...connectionResolvers<KeptSuggestion, Agenda>('Suggestion', { waiting: ({ waiting }) => waiting() })
}

export const agendaQueries = {
  agenda: (_root: unknown, args: AgendaInput, ctx: GraphqlContext) => listAgenda(ctx, args)
}

export const agendaMutations = {
  snoozeSuggestion: (_root: unknown, { input }: Input<SnoozeInput>, ctx: GraphqlContext) =>
    payload(ctx, () => snoozeSuggestion(ctx, { ...input, id: requireId('suggestion', input.id) })),
  skipSuggestion: (_root: unknown, { input }: Input<SkipInput>, ctx: GraphqlContext) =>
    payload(ctx, () => skipSuggestion(ctx, { ...input, id: requireId('suggestion', input.id) })),
  updateWorkspace: async (_root: unknown, { input }: Input<UpdateWorkspaceInput>, ctx: GraphqlContext) => {
    await mutate(ctx, () => updateWorkspace(ctx, input))
    return { workspace: await findWorkspace(ctx) }
  }
}

async function payload (ctx: GraphqlContext, work: () => Promise<string>) {
  const id = await mutate(ctx, work)
  return { suggestion: await ctx.loaders.suggestion.load(id) }
}

/** The suggestion in words, which follow from the contact as it is now. */
async function told (kept: KeptSuggestion, { loaders, now }: GraphqlContext): Promise<Suggestion | null> {
  const [contact, identities] = await Promise.all([loaders.contact.load(kept.contactId), loaders.identities.load(kept.contactId)])
  return contact ? toldSuggestion({ ...contact, reachableBy: identities.map(({ kind }) => kind) }, kept, now) : null
}
