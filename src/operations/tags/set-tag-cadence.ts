import { changesBetween } from '../../domain/changes.ts'
import { Refusal } from '../../domain/refusal.ts'
import { readTagCadence, type Tag, type TagCadence } from '../../domain/contacts/tag.ts'
import { searchKey } from '../../domain/text.ts'
import { followersOfTag, lockTag, saveTagCadence } from '../../database/contacts/tag-list.ts'
import { ensureTags } from '../../database/contacts/tags.ts'
import { insertOutbox } from '../../database/outbox.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact } from '../transact.ts'

/** The due dates of so many contacts are brought up to date at once; those of more in the background. */
const MOST_AT_ONCE = 1000
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

export interface TagCadenceSet {
  readonly tag: Tag
  /** Whether due dates follow in the background. */
  readonly isPending: boolean
}

/**
 * Says how often we want to be in touch with whoever has a tag and no days of their own; a tag that nobody has yet is made for it.
 * Refuses NOT_FOUND where there is no tag to take days from, and INVALID tags and days.
 */
export function setTagCadence (ctx: OperationContext, input: TagCadence): Promise<TagCadenceSet> {
  return transact(ctx, 'setTagCadence', input, async ({ db, audit }) => {
    const { tag: name, targetDays } = readTagCadence(input)
    if (targetDays !== null) await ensureTags(db, [name], ctx.newId)
    const present = await lockTag(db, searchKey(name))
    if (!present) throw new Refusal('NOT_FOUND', `No contact has the tag “${name}”.`)
    if (present.targetDays === targetDays) return { tag: present, isPending: false }
    const tag = { ...present, targetDays }
    await saveTagCadence(db, tag)
    audit({ subjectType: 'tag', subjectId: tag.id, changes: changesBetween(present, tag) })
    const contactIds = await followersOfTag(db, tag.id, BEFORE_ALL, MOST_AT_ONCE + 1)
    const isPending = contactIds.length > MOST_AT_ONCE
    if (isPending) await insertOutbox(db, { id: ctx.newId(), topic: 'tags.rescore', key: tag.id, payload: { tagId: tag.id } }, ctx.now)
    else await rescore(db, contactIds, ctx, { hasActed: false })
    return { tag, isPending }
  })
}
