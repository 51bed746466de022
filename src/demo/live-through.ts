import { createAsk } from '../operations/asks/create-ask.ts'
import { updateAskStatus } from '../operations/asks/update-ask-status.ts'
import type { OperationContext } from '../operations/context.ts'
import { recordFavor } from '../operations/favors/record-favor.ts'
import { logInteractions } from '../operations/interactions/log-interactions.ts'
import { MOST_ROWS } from '../operations/rows.ts'
import { accepted } from './accepted.ts'
import type { MadeUpInteraction, MadeUpWorkspace } from './made-up.ts'

/** An ask that is made, moves along, or a favor that is done. */
interface Deed {
  readonly at: number
  readonly happen: (ctx: OperationContext) => Promise<unknown>
}

/** Writes what happened in the order of its days, so that each ask is warned of by what was known then. */
export async function liveThrough (ctx: OperationContext, workspace: MadeUpWorkspace, ids: readonly string[]): Promise<void> {
  const { interactions } = workspace
  let logged = 0
  for (const { at, happen } of deeds(workspace, ids)) {
    const next = interactions.findIndex(({ occurredAt }, index) => index >= logged && occurredAt > at)
    const until = next < 0 ? interactions.length : next
    await log(ctx, interactions.slice(logged, until), ids)
    logged = until
    await happen({ ...ctx, now: at })
  }
  await log(ctx, interactions.slice(logged), ids)
}

function deeds ({ asks, favors }: MadeUpWorkspace, ids: readonly string[]): Deed[] {
  const askIds: string[] = []
  return [
    ...asks.flatMap(({ contact, createdAt, moves, ...ask }, place): Deed[] => [
      { at: createdAt, happen: async ctx => { askIds[place] = (await createAsk(ctx, { ...ask, contactId: ids[contact]! })).id } },
      ...moves.map(({ to: status, at, note }) => ({ at, happen: (ctx: OperationContext) => updateAskStatus(ctx, { id: askIds[place]!, status, note }) }))
    ]),
    ...favors.map(({ contact, ask, ...favor }): Deed => ({
      at: favor.occurredAt,
      happen: ctx => recordFavor(ctx, { ...favor, contactId: ids[contact]!, askId: ask === null ? null : askIds[ask]! })
    }))
  ].sort((a, b) => a.at - b.at)
}

async function log (ctx: OperationContext, interactions: readonly MadeUpInteraction[], ids: readonly string[]): Promise<void> {
  for (let start = 0; start < interactions.length; start += MOST_ROWS) {
    const rows = interactions.slice(start, start + MOST_ROWS)
    accepted(await logInteractions(ctx, { interactions: rows.map(({ contacts, ...row }) => ({ ...row, participants: contacts.map(place => ({ contactId: ids[place]! })) })) }))
  }
}
