import { changesBetween } from '../../domain/changes.ts'
import type { Post } from '../../domain/posts/post.ts'
import { Refusal } from '../../domain/refusal.ts'
import { deletePost as deleteRow, deletePostsOf, lockPost } from '../../database/posts/posts.ts'
import { takeContact } from '../contacts/update-contact.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact, type Writing } from '../transact.ts'
import { NOT_AUDITED } from './record-posts.ts'

/** Deletes a post; scores are then as if it had never been, and a feed does not bring it back. Refuses NOT_FOUND. */
export function deletePost (ctx: OperationContext, { id }: { id: string }): Promise<{ deletedId: string }> {
  return transact(ctx, 'deletePost', { id }, async writing => {
    const post = await takePost(writing, id)
    await deleteRow(writing.db, id)
    await rescore(writing.db, [post.contactId], ctx, { hasActed: false })
    writing.audit({ subjectType: 'post', subjectId: id, changes: changesBetween(post, undefined, NOT_AUDITED) })
    return { deletedId: id }
  })
}

/** Deletes all that is kept of what a contact published, and tells how many posts they were. Refuses NOT_FOUND. */
export function erasePosts (ctx: OperationContext, { contactId }: { contactId: string }): Promise<{ erased: number }> {
  return transact(ctx, 'erasePosts', { contactId }, async writing => {
    const { id } = await takeContact(writing, contactId)
    const ids = await deletePostsOf(writing.db, id)
    if (ids.length > 0) await rescore(writing.db, [id], ctx, { hasActed: false })
    writing.audit(...ids.map(subjectId => ({ subjectType: 'post', subjectId, changes: {} })))
    return { erased: ids.length }
  })
}

/** Takes a post for this transaction. Refuses NOT_FOUND. */
export async function takePost ({ db }: Pick<Writing, 'db'>, id: string): Promise<Post> {
  const post = await lockPost(db, id)
  if (!post) throw new Refusal('NOT_FOUND', 'There is no such post.')
  return post
}
