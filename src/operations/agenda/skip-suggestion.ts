import { skip } from '../../domain/agenda/put-off.ts'
import { contactCadence } from '../../domain/contacts/standing.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { saveSaid, takeSuggestion } from './snooze-suggestion.ts'

/** Chosen: where there is no cadence, a touch that was skipped is not wanted again for a month. */
const USUAL_TARGET_DAYS = 30

export interface SkipInput {
  readonly id: string
  readonly reason: string
}

/** Skips a suggestion, with a reason, until the next touch is wanted or its cause changes, and gives its id. Refuses NOT_FOUND, and (INVALID) a reason that says nothing. */
export function skipSuggestion (ctx: OperationContext, input: SkipInput): Promise<string> {
  return transact(ctx, 'skipSuggestion', input, async writing => {
    const { suggestion, contact } = await takeSuggestion(writing, input.id)
    const { targetDays } = contactCadence(contact, ctx.now)
    return saveSaid(writing, suggestion, skip(suggestion, input.reason, targetDays ?? USUAL_TARGET_DAYS, ctx.now))
  })
}
