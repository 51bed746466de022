import { changesBetween } from '../../domain/changes.ts'
import { changeFavor, type Favor, type FavorInput } from '../../domain/favors/favor.ts'
import { Refusal } from '../../domain/refusal.ts'
import { lockFavor, updateFavor as saveFavor } from '../../database/favors/favors.ts'
import { assertVersion } from '../assert-version.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact, type Writing } from '../transact.ts'
import { reciprocate, takeAnswered } from './record-favor.ts'

export type UpdateFavorInput = FavorInput & { readonly id: string, readonly version?: number | null }

/**
 * Changes the fields that are given, and the scores with them. Refuses NOT_FOUND, INVALID input, and a version that is not the
 * present one (CONFLICT, with the present one).
 */
export function updateFavor (ctx: OperationContext, input: UpdateFavorInput): Promise<Favor> {
  return transact(ctx, 'updateFavor', input, async writing => {
    const { db, audit } = writing
    const present = await takeFavor(writing, input.id)
    assertVersion('favor', present, input.version)
    const changed = changeFavor(present, input, ctx.now)
    const changes = changesBetween(present, changed)
    if (Object.keys(changes).length === 0) return present
    const ask = changes.askId || changes.direction ? await takeAnswered(writing, changed) : null
    const favor = { ...changed, version: present.version + 1 }
    await saveFavor(db, favor, ctx.now)
    audit({ subjectType: 'favor', subjectId: favor.id, changes: { ...changes, version: { before: present.version, after: favor.version } } })
    if (ask) await reciprocate(ctx, writing, ask, favor)
    await rescore(db, [favor.contactId], ctx)
    return favor
  })
}

/** Takes a favor for this transaction. Refuses NOT_FOUND. */
export async function takeFavor ({ db }: Writing, id: string): Promise<Favor> {
  const favor = await lockFavor(db, id)
  if (!favor) throw new Refusal('NOT_FOUND', 'There is no such favor.')
  return favor
}
