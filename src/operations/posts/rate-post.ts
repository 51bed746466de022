import { changesBetween } from '../../domain/changes.ts'
import { assertRating, type Post } from '../../domain/posts/post.ts'
import { updatePosts } from '../../database/posts/posts.ts'
import type { OperationContext } from '../context.ts'
import { rescore } from '../standings/rescore.ts'
import { transact } from '../transact.ts'
import { takePost } from './delete-posts.ts'

/** Sets a member's judgement of a post, 1 to 5, or takes it back (null). Refuses NOT_FOUND, and INVALID ratings. */
export function ratePost (ctx: OperationContext, { id, rating }: { id: string, rating: number | null }): Promise<Post> {
  return transact(ctx, 'ratePost', { id, rating }, async writing => {
    const present = await takePost(writing, id)
    assertRating(rating)
    if (present.rating === rating) return present
    const post = { ...present, rating }
    await updatePosts(writing.db, [post], ctx.now)
    await rescore(writing.db, [post.contactId], ctx, { hasActed: false })
    writing.audit({ subjectType: 'post', subjectId: id, changes: changesBetween(present, post) })
    return post
  })
}
