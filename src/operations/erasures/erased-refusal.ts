import { Refusal } from '../../domain/refusal.ts'
import { toTypeId } from '../../domain/type-id.ts'

/** Somebody who was erased and does not come back. */
export interface Erased {
  readonly erasureId: string
  /** When they were erased, in epoch milliseconds. */
  readonly at: number
}

/** Refuses (CONFLICT) to bring somebody back; `identityKey` is what they were recognized by, for the erasure's count of what it kept out. */
export class ErasedRefusal extends Refusal {
  readonly identityKey: string

  constructor ({ erasureId, at }: Erased, identityKey: string) {
    super('CONFLICT', `${erasedSentence(at)}`, { extensions: { erasureId: toTypeId('erasure', erasureId) } })
    this.identityKey = identityKey
  }
}

/** What is told of somebody who is kept out, without a word on who it is. */
export function erasedSentence (at: number): string {
  return `This person was erased on ${new Date(at).toISOString().slice(0, 10)} and does not come back, unless an owner lifts that (liftErasure).`
}
