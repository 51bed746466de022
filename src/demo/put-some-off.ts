import type { KeptSuggestion, SuggestionKind } from '../domain/agenda/suggestion.ts'
import { DAY_MS } from '../domain/quality/totals/decay.ts'
import { findSuggestions, listAgenda } from '../operations/agenda/list-agenda.ts'
import { skipSuggestion } from '../operations/agenda/skip-suggestion.ts'
import { snoozeSuggestion } from '../operations/agenda/snooze-suggestion.ts'
import type { OperationContext } from '../operations/context.ts'

const SNOOZED_DAYS = 14
const SKIP_REASON = 'They have retired, and asked for quiet.'

/** Puts a touch of the agenda off, and skips somebody to revive: both are told by their ids alone, which are given back. */
export async function putSomeOff (ctx: OperationContext): Promise<KeptSuggestion[]> {
  const snoozed = await snoozeSuggestion(ctx, { id: await lastOpen(ctx, 'REACH_OUT'), until: ctx.now + SNOOZED_DAYS * DAY_MS })
  const skipped = await skipSuggestion(ctx, { id: await lastOpen(ctx, 'REVIVE'), reason: SKIP_REASON })
  return (await findSuggestions(ctx, [snoozed, skipped])).flatMap(found => found ? [found] : [])
}

async function lastOpen (ctx: OperationContext, kind: SuggestionKind): Promise<string> {
  const { page } = await listAgenda(ctx, { filter: { kind: [kind] } })
  const last = page.items.at(-1)
  if (!last) throw new Error(`The made-up agenda has no ${kind}.`)
  return last.item.id
}
