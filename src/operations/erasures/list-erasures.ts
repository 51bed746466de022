import type { Erasure } from '../../domain/erasures/erasure.ts'
import { readPage, toCursor, type PageInput } from '../../domain/page.ts'
import { countErasures, hasErasuresBeyond, listErasures as listRows } from '../../database/erasures/erasures.ts'
import type { Listing } from '../contacts/find-contacts.ts'
import type { OperationContext } from '../context.ts'
import { listName } from '../list-name.ts'
import { assertAdmin } from '../integrations/assert-admin.ts'

/** A page of the workspace's erasures, the latest first. Refuses (FORBIDDEN) whoever is no admin, and INVALID pages and cursors. */
export async function listErasures (ctx: OperationContext, input: PageInput): Promise<Listing<Erasure>> {
  assertAdmin(ctx, 'Reading who was erased when')
  const { reading, actor } = ctx
  const list = listName(actor, 'erasures')
  const request = readPage(input, list, 'instant')
  return {
    page: await reading.read(db => listRows(db, request)),
    cursorOf: place => toCursor(list, place),
    hasBeyond: (place, after) => reading.read(db => hasErasuresBeyond(db, place, after)),
    count: () => reading.read(countErasures)
  }
}
