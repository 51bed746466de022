import { changesBetween } from '../../domain/changes.ts'
import { changeInteraction, type Interaction, type InteractionInput } from '../../domain/interactions/interaction.ts'
import { Refusal } from '../../domain/refusal.ts'
import { lockInteraction, participantsOf, updateInteraction as saveInteraction } from '../../database/interactions/interactions.ts'
import type { OperationContext } from '../context.ts'
import { transact, type Writing } from '../transact.ts'
import { replayTotals } from './apply-touches.ts'
import type { RowOutcome } from '../rows.ts'

const SCORED = ['channel', 'direction', 'status', 'occurredAt', 'carriesAsk']

/** Changes the fields that are given, and the totals of everybody who took part. Refuses NOT_FOUND, and INVALID input. */
export function updateInteraction (ctx: OperationContext, input: InteractionInput & { readonly id: string }): Promise<{ interaction: Interaction, outcome: RowOutcome }> {
  return transact(ctx, 'updateInteraction', input, async writing => {
    const { db, audit } = writing
    const present = await takeInteraction(writing, input.id)
    const interaction = changeInteraction(present, input, ctx.now)
    const changes = changesBetween(present, interaction)
    if (Object.keys(changes).length === 0) return { interaction: present, outcome: 'UNCHANGED' }
    await saveInteraction(db, interaction, ctx.now)
    if (SCORED.some(field => field in changes)) {
      await replayTotals(db, (await participantsOf(db, [interaction.id])).map(({ contactId }) => contactId), ctx)
    }
    audit({ subjectType: 'interaction', subjectId: interaction.id, changes })
    return { interaction, outcome: 'UPDATED' }
  })
}

/** Takes an interaction for this transaction. Refuses NOT_FOUND. */
export async function takeInteraction ({ db }: Writing, id: string): Promise<Interaction> {
  const interaction = await lockInteraction(db, id)
  if (!interaction) throw new Refusal('NOT_FOUND', 'There is no such interaction.')
  return interaction
}
