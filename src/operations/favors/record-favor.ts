import { UNANSWERED_HELP, type Ask } from '../../domain/asks/ask.ts'
import { changesBetween } from '../../domain/changes.ts'
import { readFavor, type Favor, type NewFavorInput } from '../../domain/favors/favor.ts'
import { invalid } from '../../domain/refusal.ts'
import { insertFavor } from '../../database/favors/favors.ts'
import { requireContact } from '../contacts/require-contact.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact, type Writing } from '../transact.ts'
import { moveAsk, takeAsk } from '../asks/update-ask-status.ts'

/**
 * Records something given in kind. What is given for an ask that they have fulfilled makes the ask RECIPROCATED; what is received
 * for one moves nothing: whether it is fulfilled, people say. Refuses NOT_FOUND, and INVALID input, such as another contact's ask.
 */
export function recordFavor (ctx: OperationContext, input: NewFavorInput): Promise<Favor> {
  return transact(ctx, 'recordFavor', input, async writing => {
    const { db, audit } = writing
    const fields = readFavor(input, ctx.now)
    const { id: contactId } = await requireContact(db, fields.contactId)
    const favor = { id: ctx.newId(), ...fields, contactId }
    const ask = await takeAnswered(writing, favor)
    await insertFavor(db, favor, ctx.now)
    audit({ subjectType: 'favor', subjectId: favor.id, changes: changesBetween(undefined, favor, ['id']) })
    if (ask) await reciprocate(ctx, writing, ask, favor)
    await rescore(db, [favor.contactId], ctx)
    return favor
  })
}

/** Takes the ask that a favor is for, where there is one. Refuses NOT_FOUND, and (INVALID) an ask of another contact. */
export async function takeAnswered (writing: Writing, { askId, contactId }: Pick<Favor, 'askId' | 'contactId'>): Promise<Ask | null> {
  if (askId === null) return null
  const ask = await takeAsk(writing, askId)
  if (ask.contactId !== contactId) throw invalid({ path: 'askId', message: 'is an ask of another contact.' })
  return ask
}

/** The ask that they have fulfilled has now been returned; any other stays where it is. */
export async function reciprocate (ctx: OperationContext, writing: Writing, ask: Ask, { direction, occurredAt }: Favor): Promise<void> {
  if (direction !== 'GIVEN' || !UNANSWERED_HELP.includes(ask.status)) return
  await moveAsk(ctx, writing, ask, lastAt => ({ status: 'RECIPROCATED', at: Math.max(occurredAt, lastAt ?? occurredAt) }))
}
