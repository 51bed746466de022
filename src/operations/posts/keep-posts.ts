import { Refusal } from '../../domain/refusal.ts'
import { renewPost, type Post, type PostFields } from '../../domain/posts/post.ts'
import { insertPosts, lockPostsByKeys, updatePosts } from '../../database/posts/posts.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import { attempt, type RowError } from '../rows.ts'
import { rescore } from '../standings/rescore.ts'

/** What became of a post: as it was, and as it is. */
export interface Kept {
  readonly before: Post | undefined
  readonly post: Post
}

/**
 * Records posts of a contact that was taken, in a fixed number of statements, one result for each in its place: by (network,
 * externalId) a post is made once, and renewed when it comes again. One that another contact published is refused (CONFLICT).
 * Where `mayAdd` says no, a post that is not known is left out: its result is undefined.
 */
export async function keepPosts (
  db: Db, contactId: string, rows: readonly PostFields[], ctx: Pick<OperationContext, 'now' | 'newId'>, mayAdd: (row: PostFields) => boolean = () => true
): Promise<({ value: Kept } | { error: RowError } | undefined)[]> {
  const present = new Map((await lockPostsByKeys(db, rows)).map(post => [keyOf(post), post]))
  const latest = new Map(present)
  const results = rows.map(row => {
    const before = latest.get(keyOf(row))
    if (!before && !mayAdd(row)) return undefined
    return attempt((): Kept => {
      if (before && before.contactId !== contactId) throw new Refusal('CONFLICT', 'This post of that network is known already, as another contact\'s.')
      const post = before ? { ...renewPost(before, row), id: before.id, contactId } : { ...row, id: ctx.newId(), contactId }
      latest.set(keyOf(row), post)
      return { before, post }
    })
  })
  const added = [...latest.values()].filter(post => !present.has(keyOf(post)))
  const changed = [...latest.values()].filter(post => present.has(keyOf(post)) && !isSame(present.get(keyOf(post)), post))
  await insertPosts(db, added, ctx.now)
  await updatePosts(db, changed, ctx.now)
  if (added.length + changed.length > 0) await rescore(db, [contactId], ctx, { hasActed: false })
  return results
}

/** Whether two states of a post are the same in all that is kept. */
export function isSame (before: Post | undefined, after: Post): boolean {
  return before !== undefined && (Object.keys(after) as (keyof Post)[]).every(field => before[field] === after[field])
}

function keyOf ({ network, externalId }: Pick<Post, 'network' | 'externalId'>): string {
  // Neither can contain it.
  return `${network}\0${externalId}`
}
