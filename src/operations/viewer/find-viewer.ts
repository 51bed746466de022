import { countContacts, countInteractions, currentWorkspace, type Workspace } from '../../database/workspaces/viewer.ts'
import type { OperationContext } from '../context.ts'

export type { Workspace } from '../../database/workspaces/viewer.ts'

/** The workspace of whoever asks. */
export function findWorkspace ({ reading }: OperationContext): Promise<Workspace> {
  return reading.read(currentWorkspace)
}

export function countAllContacts ({ reading }: OperationContext): Promise<number> {
  return reading.read(countContacts)
}

export function countAllInteractions ({ reading }: OperationContext): Promise<number> {
  return reading.read(countInteractions)
}
