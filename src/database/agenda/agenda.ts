import { kindsOf, USUAL_DAILY_SUGGESTIONS, type AgendaDay, type AgendaFilter } from '../../domain/agenda/agenda-filter.ts'
import type { KeptSuggestion } from '../../domain/agenda/suggestion.ts'
import { searchKey } from '../../domain/text.ts'
import type { Fragment } from '../contacts/contact-filter.ts'
import { formatInstant } from '../instant.ts'
import { plain, texts } from '../sql.ts'
import { suggestionColumns, toSuggestion, type SuggestionRow } from './suggestions.ts'
import type { Db } from '../tenancy.ts'

/** Those that have opened since the last refresh have no order yet; more of them than an hour brings are not looked at. */
const MOST_NEW = 1000

/** What the day has room for, as of `now` (epoch milliseconds); it begins at midnight in the workspace's time zone. */
export async function agendaDay ({ sql, workspaceId }: Db, now: number): Promise<AgendaDay> {
  const at = sql`${formatInstant(now)}::timestamptz`
  const [row] = await sql<{ daily: number | null, done: string }[]>`
    select (select e.daily_suggestions from app.workspace_setting e where e.workspace_id = ${workspaceId}) as daily, (
      select count(*) from app.suggestion s where s.workspace_id = ${workspaceId} and not s.is_ready
        and s.done_at >= (date_trunc('day', ${at} at time zone w.time_zone) at time zone w.time_zone)) as done
    from app.workspace w where w.id = ${workspaceId}`
  return { daily: row?.daily ?? USUAL_DAILY_SUGGESTIONS, done: Number(row?.done) }
}

/** The workspace's own number of suggestions of a day; null where it has none. */
export async function saveDailySuggestions ({ sql, workspaceId }: Db, daily: number | null, now: number): Promise<void> {
  await sql`
    insert into app.workspace_setting (workspace_id, daily_suggestions, updated_at) values (${workspaceId}, ${daily}, ${formatInstant(now)})
    on conflict (workspace_id) do update set daily_suggestions = excluded.daily_suggestions, updated_at = excluded.updated_at`
}

/** The best suggestions that are open at `now`. Those of a kind are read in their order from its index, so many of each. */
export async function listOpen (db: Db, filter: AgendaFilter, now: number, most: number): Promise<KeptSuggestion[]> {
  const { sql, workspaceId } = db
  const rows = await sql<SuggestionRow[]>`
    select ${suggestionColumns(db)} from (
      (
        select s.* from unnest(${plain(kindsOf(filter))}::text[]) as k(kind) cross join lateral (
          select s.* from app.suggestion s
          where s.workspace_id = ${workspaceId} and s.is_ready and s.kind = k.kind ${tagged(db, filter)}
          order by s.priority desc, s.id desc limit ${most}
        ) s
      ) union all (
        select s.* from ${justOpened(db, now)} s where s.kind = any(${plain(kindsOf(filter))}::text[]) ${tagged(db, filter)}
      )
    ) s
    order by s.priority desc, s.id desc limit ${most}`
  return rows.map(toSuggestion)
}

/** How many suggestions are open at `now`. */
export async function countOpen (db: Db, filter: AgendaFilter, now: number): Promise<number> {
  const { sql, workspaceId } = db
  const kinds = sql`s.kind = any(${plain(kindsOf(filter))}::text[])`
  const [row] = await sql<{ count: string }[]>`
    select (select count(*) from app.suggestion s where s.workspace_id = ${workspaceId} and s.is_ready and ${kinds} ${tagged(db, filter)})
      + (select count(*) from ${justOpened(db, now)} s where ${kinds} ${tagged(db, filter)}) as count`
  return Number(row?.count)
}

// What a filter asks for is looked for among these: asked for here, a rare kind would have the planner read everything for it.
function justOpened ({ sql, workspaceId }: Db, now: number): Fragment {
  return sql`(
    select s.* from app.suggestion s
    where s.workspace_id = ${workspaceId} and not s.is_ready and s.opens_at <= ${formatInstant(now)}::timestamptz
    order by s.opens_at, s.id limit ${MOST_NEW})`
}

function tagged ({ sql, workspaceId }: Db, { tags }: AgendaFilter): Fragment {
  return tags
    ? sql`and s.contact_id in (
        select x.contact_id from app.tag g join app.contact_tag x on x.workspace_id = ${workspaceId} and x.tag_id = g.id
        where g.workspace_id = ${workspaceId} and g.name_key = any(${texts(tags.map(searchKey))}::text[]))`
    : sql``
}
