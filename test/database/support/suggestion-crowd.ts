import postgres from 'postgres'

/** What a workspace is to do. */
export interface SuggestionCrowd {
  readonly workspaceId: string
  /** How many contacts are to be reached out to; all others will be, some day. */
  readonly overdue: number
}

/** The day's room. */
export const DAILY = 100
/** Was done today, in each workspace. */
export const DONE = 20
/** As many contacts of each workspace are to be let rest where anybody is overdue; nobody is to be thanked. */
export const RESTING = 20

/**
 * Gives every contact of workspaces that fillCrowds has filled their suggestions, in place of those that are there, by plain SQL as
 * the owner: one to reach out, and now and then something else.
 */
export async function fillSuggestions (adminUrl: string, crowds: readonly SuggestionCrowd[]): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`truncate app.suggestion`
    await sql`
      insert into app.workspace_setting (workspace_id, updated_at)
      select id, now() from app.workspace where slug like 'neighbour%' on conflict (workspace_id) do nothing`
    for (const { workspaceId, overdue } of crowds) {
      await sql`
        insert into app.workspace_setting (workspace_id, daily_suggestions, updated_at) values (${workspaceId}, ${DAILY}, now())
        on conflict (workspace_id) do update set daily_suggestions = excluded.daily_suggestions`
      // In no order, as they come about: those of a kind do not lie together.
      const spread = (count: number) => sql`n * ${count}::bigint / most > (n - 1) * ${count}::bigint / most`
      await sql`
        with person as (
          select c.id, row_number() over (order by c.id) as n, count(*) over () as most from app.contact c where c.workspace_id = ${workspaceId}
        ), row as (
          select id, n, 'REACH_OUT' as kind, ${spread(overdue)} as is_ready, false as is_done from person
          union all select id, n, 'LET_REST', ${overdue > 0}, false from person where ${spread(RESTING)}
          union all select id, n, 'FOLLOW_UP', false, true from person where ${spread(DONE)}
          union all select id, n, 'RECIPROCATE', false, false from person where n % 3 = 0
        )
        insert into app.suggestion (
          workspace_id, id, contact_id, kind, cause, active_at, due_at, priority, snoozed_until, opens_at, is_ready, done_at, as_of)
        select ${workspaceId}, gen_random_uuid(), id, kind, 'cadence', o.opens_at, o.opens_at, (n * 37 % 10000) / 10000.0, '-infinity', o.opens_at, is_ready,
          case when is_done then now() end, now()
        from row, lateral (values (now() + case when is_ready then -1 else 1 end * (1 + n % 90) * interval '1 day')) as o(opens_at)
        order by md5(kind || id)`
    }
    await sql`vacuum analyze app.suggestion`
    await sql`vacuum analyze app.workspace_setting`
  } finally {
    await sql.end({ timeout: 5 })
  }
}
