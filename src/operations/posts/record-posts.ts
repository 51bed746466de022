import { changesBetween } from '../../domain/changes.ts'
import { readPost, type Post, type PostInput } from '../../domain/posts/post.ts'
import { takeContact } from '../contacts/update-contact.ts'
import type { OperationContext } from '../context.ts'
import { assertRowCount, attempt, type RowResult } from '../rows.ts'
import { transact } from '../transact.ts'
import { isSame, keepPosts } from './keep-posts.ts'

export interface RecordPostsInput {
  readonly contactId: string
  readonly posts: readonly PostInput[]
}

export type PostResult = RowResult<{ post: Post }>

/** What was written is not written down a second time: whoever deletes a post wants it gone. */
export const NOT_AUDITED = ['id', 'text', 'title']

/**
 * Records at most 500 posts of a contact, one result per row; a bad row never stops the rest. A (network, externalId) that is
 * known is renewed with what is told this time. Refuses NOT_FOUND.
 */
export function recordPosts (ctx: OperationContext, input: RecordPostsInput): Promise<PostResult[]> {
  return transact(ctx, 'recordPosts', input, async writing => {
    assertRowCount(input.posts.length, 'posts')
    const { id: contactId } = await takeContact(writing, input.contactId)
    const read = input.posts.map(post => attempt(() => readPost(post, ctx.now)))
    const kept = (await keepPosts(writing.db, contactId, read.flatMap(row => 'value' in row ? [row.value] : []), ctx)).values()
    return read.map((row): PostResult => {
      const result = 'error' in row ? row : kept.next().value
      if (!result) throw new Error('A row gave no result.')
      if ('error' in result) return { outcome: 'FAILED', error: result.error }
      const { before, post } = result.value
      if (isSame(before, post)) return { outcome: 'UNCHANGED', post }
      writing.audit({ subjectType: 'post', subjectId: post.id, changes: changesBetween(before, post, NOT_AUDITED) })
      return { outcome: before ? 'UPDATED' : 'CREATED', post }
    })
  })
}
