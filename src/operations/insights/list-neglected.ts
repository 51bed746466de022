import { neglectedContacts, type NeglectedContact } from '../../database/insights/neglected.ts'
import type { OperationContext } from '../context.ts'

export type { NeglectedContact } from '../../database/insights/neglected.ts'

/** Who publishes what is worth knowing and is hardly talked to, as of the last refresh of the order by score; most substance first. */
export function listNeglected ({ reading }: OperationContext, first: number): Promise<NeglectedContact[]> {
  return reading.read(db => neglectedContacts(db, first))
}
