import type { Post } from '../../domain/posts/post.ts'
import { findPosts as findRows } from '../../database/posts/posts.ts'
import type { OperationContext } from '../context.ts'

/** The posts with these ids, in their order; undefined for each that is not there. */
export async function findPosts ({ reading }: OperationContext, ids: readonly string[]): Promise<(Post | undefined)[]> {
  const found = new Map((await reading.read(db => findRows(db, ids))).map(post => [post.id, post]))
  return ids.map(id => found.get(id))
}
