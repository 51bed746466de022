import { isForgotten, type Helper } from '../../domain/insights/helped-once.ts'
import { helpers } from '../../database/insights/givers.ts'
import type { OperationContext } from '../context.ts'

export interface HelpedOnce {
  /** How many people ever helped us. */
  readonly helpers: number
  /** Those among them who were never spoken to again; whoever helped last comes first. */
  readonly forgotten: readonly Helper[]
}

/** Who gave us something or met a request of ours, and was never spoken to again. */
export async function findHelpedOnce ({ reading, now }: OperationContext): Promise<HelpedOnce> {
  const all = await reading.read(db => helpers(db, now))
  return { helpers: all.length, forgotten: all.filter(helper => isForgotten(helper, now)) }
}
