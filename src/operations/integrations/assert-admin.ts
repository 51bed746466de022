import { may } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { OperationContext } from '../context.ts'

/** Refuses (FORBIDDEN) an actor without the scope admin; `doing` begins the sentence that says so. */
export function assertAdmin ({ actor }: Pick<OperationContext, 'actor'>, doing: string): void {
  if (!may(actor, 'admin')) throw new Refusal('FORBIDDEN', `${doing} needs the scope admin.`)
}
