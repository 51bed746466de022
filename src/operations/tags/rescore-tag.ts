import { followersOfTag } from '../../database/contacts/tag-list.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'

const BATCH_CONTACTS = 500
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/**
 * Brings the due dates of all whose cadence a tag decides up to `now` (epoch milliseconds), and tells how many they were. In short
 * transactions, so that nobody waits for it; `signal` ends it between two of them.
 */
export async function rescoreTag (database: OperationContext['database'], workspaceId: string, tagId: string, now: number, signal?: AbortSignal): Promise<number> {
  let after = BEFORE_ALL
  let rescored = 0
  for (let ids: string[] = [after]; ids.length > 0; after = ids.at(-1) ?? after) {
    signal?.throwIfAborted()
    ids = await inWorkspace(database, workspaceId, async db => {
      const next = await followersOfTag(db, tagId, after, BATCH_CONTACTS)
      await rescore(db, next, { now }, { hasActed: false })
      return next
    })
    rescored += ids.length
  }
  return rescored
}
