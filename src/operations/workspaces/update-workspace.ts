import { may } from '../../domain/actor.ts'
import { MOST_DAILY_SUGGESTIONS } from '../../domain/agenda/agenda-filter.ts'
import { changesBetween } from '../../domain/changes.ts'
import { invalid, Refusal } from '../../domain/refusal.ts'
import { agendaDay, saveDailySuggestions } from '../../database/agenda/agenda.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'

export interface UpdateWorkspaceInput {
  /** Null goes back to what is usual. */
  readonly dailySuggestions?: number | null
}

/** Changes what the workspace has set for itself. Refuses (FORBIDDEN) an actor without the scope admin, and (INVALID) fewer than one suggestion a day, or more than a hundred. */
export function updateWorkspace (ctx: OperationContext, input: UpdateWorkspaceInput): Promise<null> {
  return transact(ctx, 'updateWorkspace', input, async ({ db, audit }) => {
    if (!may(ctx.actor, 'admin')) throw new Refusal('FORBIDDEN', 'Changing the workspace needs the scope admin.')
    const { dailySuggestions } = input
    if (dailySuggestions === undefined) return null
    if (dailySuggestions !== null && (dailySuggestions < 1 || dailySuggestions > MOST_DAILY_SUGGESTIONS)) {
      throw invalid({ path: 'dailySuggestions', message: `is ${dailySuggestions}; a day has 1 to ${MOST_DAILY_SUGGESTIONS}.` })
    }
    const { daily } = await agendaDay(db, ctx.now)
    await saveDailySuggestions(db, dailySuggestions, ctx.now)
    audit({ subjectType: 'workspace', subjectId: db.workspaceId, changes: changesBetween({ dailySuggestions: daily }, { dailySuggestions }) })
    return null
  })
}

/** The most suggestions of a day. */
export async function findDailySuggestions ({ reading, now }: OperationContext): Promise<number> {
  return (await reading.read(db => agendaDay(db, now))).daily
}
