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

/** Writes what happened in the order of its days and as of them, so that each ask is warned of by what was known then. */
export async function liveThrough (ctx: OperationContext, workspace: MadeUpWorkspace, ids: readonly string[]): Promise<void> {
  const { interactions } = workspace
  const toCome = interactions.findIndex(({ occurredAt }) => occurredAt > ctx.now)
  const past = toCome < 0 ? interactions : interactions.slice(0, toCome)
  let logged = 0
  for (const { at, happen } of deeds(workspace, ids)) {
    const next = past.findIndex(({ occurredAt }, index) => index >= logged && occurredAt > at)
    const until = next < 0 ? past.length : next
    await log(ctx, past.slice(logged, until), ids)
    logged = until
    await happen({ ...ctx, now: at })
  }
  await log(ctx, past.slice(logged), ids)
  await log(ctx, interactions.slice(past.length), ids)
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

/** Logs each row within days of its own: what was done long ago takes no room in today's agenda. */
async function log (ctx: OperationContext, interactions: readonly MadeUpInteraction[], ids: readonly string[]): Promise<void> {
  for (let start = 0; start < interactions.length; start += MOST_ROWS) {
    const rows = interactions.slice(start, start + MOST_ROWS)
    const now = Math.min(ctx.now, rows.at(-1)?.occurredAt ?? ctx.now)
    accepted(await logInteractions({ ...ctx, now }, { interactions: rows.map(({ contacts, ...row }) => ({ ...row, participants: contacts.map(place => ({ contactId: ids[place]! })) })) }))
  }
}
