import { may } from '../../domain/actor.ts'
import { MOST_DAILY_SUGGESTIONS } from '../../domain/agenda/agenda-filter.ts'
import { changesBetween } from '../../domain/changes.ts'
import { DELIVERY_DAYS } from '../../domain/integrations/delivery.ts'
import { checkDeliveryDays } from '../../domain/integrations/retention.ts'
import { invalid, Refusal } from '../../domain/refusal.ts'
import { agendaDay, saveDailySuggestions } from '../../database/agenda/agenda.ts'
import { deliveryDays as daysOf } from '../../database/integrations/deliveries.ts'
import { saveDeliveryDays } from '../../database/workspaces/settings.ts'
import type { OperationContext } from '../context.ts'
import { transact, type Writing } from '../transact.ts'

/** A field left out stays; null goes back to what is usual. */
export interface UpdateWorkspaceInput {
  readonly dailySuggestions?: number | null
  readonly deliveryDays?: number | null
}

/**
 * Changes what the workspace has set for itself. Refuses (FORBIDDEN) an actor without the scope admin, and (INVALID) fewer than one
 * suggestion a day, or more than a hundred, and deliveries that are kept for less than a day or more than a year.
 */
export function updateWorkspace (ctx: OperationContext, input: UpdateWorkspaceInput): Promise<null> {
  return transact(ctx, 'updateWorkspace', input, async writing => {
    if (!may(ctx.actor, 'admin')) throw new Refusal('FORBIDDEN', 'Changing the workspace needs the scope admin.')
    if (input.dailySuggestions !== undefined) await changeSuggestions(ctx, writing, input.dailySuggestions)
    if (input.deliveryDays !== undefined) await changeDeliveryDays(ctx, writing, input.deliveryDays)
    return null
  })
}

async function changeSuggestions (ctx: OperationContext, { db, audit }: Writing, dailySuggestions: number | null): Promise<void> {
  if (dailySuggestions !== null && (dailySuggestions < 1 || dailySuggestions > MOST_DAILY_SUGGESTIONS)) {
    throw invalid({ path: 'dailySuggestions', message: `is ${dailySuggestions}; a day has 1 to ${MOST_DAILY_SUGGESTIONS}.` })
  }
  const { daily } = await agendaDay(db, ctx.now)
  await saveDailySuggestions(db, dailySuggestions, ctx.now)
  audit({ subjectType: 'workspace', subjectId: db.workspaceId, changes: changesBetween({ dailySuggestions: daily }, { dailySuggestions }) })
}

async function changeDeliveryDays (ctx: OperationContext, { db, audit }: Writing, given: number | null): Promise<void> {
  const deliveryDays = checkDeliveryDays(given)
  const present = await daysOf(db)
  await saveDeliveryDays(db, deliveryDays, ctx.now)
  audit({ subjectType: 'workspace', subjectId: db.workspaceId, changes: changesBetween({ deliveryDays: present }, { deliveryDays }) })
}

/** The most suggestions of a day. */
export async function findDailySuggestions ({ reading, now }: OperationContext): Promise<number> {
  return (await reading.read(db => agendaDay(db, now))).daily
}

/** For how many days deliveries are kept. */
export async function findDeliveryDays ({ reading }: OperationContext): Promise<number> {
  return await reading.read(daysOf) ?? DELIVERY_DAYS
}
