import type { Db } from './tenancy.ts'

/**
 * Has this transaction use plans that are made for any workspace. Of a workspace that the last ANALYZE did not see the planner
 * knows only that it has no rows, and by that it would read all of it for each row: an import grows it by thousands until the next.
 */
export async function planForAnyWorkspace ({ sql }: Db): Promise<void> {
  await sql`set local plan_cache_mode = force_generic_plan`
}
