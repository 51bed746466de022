import { readCadenceDays, refuse } from '../../domain/contacts/contact.ts'
import type { FieldError } from '../../domain/refusal.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { known } from './create-contact.ts'
import { changeContact, takeContact } from './update-contact.ts'

export interface SetCadenceInput {
  readonly contactId: string
  /** Null goes back to what the rhythm shows. */
  readonly targetDays?: number | null
  readonly paused?: boolean | null
}

/** Says how often we want to be in touch, or lets the cadence rest. Refuses NOT_FOUND, and INVALID days. */
export function setCadence (ctx: OperationContext, input: SetCadenceInput): Promise<KnownContact> {
  return transact(ctx, 'setCadence', input, async writing => {
    const present = await takeContact(writing, input.contactId)
    const errors: FieldError[] = []
    const fields = {
      ...input.targetDays !== undefined && { targetDays: readCadenceDays(input.targetDays, 'targetDays', errors) },
      ...typeof input.paused === 'boolean' && { paused: input.paused }
    }
    refuse(errors)
    await changeContact(ctx, writing, present, fields)
    return known(writing.db, present.id)
  })
}
