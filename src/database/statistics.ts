import type { Db } from './tenancy.ts'

/**
 * Tells the planner how the tables look now. Of a workspace that the last ANALYZE did not see it believes that it is all but empty,
 * and would read all of it again and again; autovacuum comes once a minute, when an import has brought a hundred thousand rows.
 */
export async function analyzeTables ({ sql }: Db): Promise<void> {
  await sql`select app.analyze_tables()`
}
