import { NOBODY, type BandCounts } from '../../domain/insights/band-counts.ts'
import type { CountedDay } from '../../domain/insights/ties-over-time.ts'
import { DAY_MS } from '../../domain/quality/totals/decay.ts'
import { BAND_FROM, QUALITY_BANDS, type QualityBand } from '../../domain/quality/score.ts'
import { groupBy } from '../../domain/group-by.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** How many contacts stand in each band, by the order by score. */
export async function rankedBands (db: Db): Promise<BandCounts> {
  const rows = await db.sql<{ band: QualityBand, contacts: string }[]>`
    select ${bandOfRank(db)} as band, count(*) as contacts from app.ranking k where k.workspace_id = ${db.workspaceId} group by 1`
  return toCounts(rows)
}

/** Keeps the counts of a day in place of those that it had. */
export async function saveBandCounts (db: Db, counted: CountedDay): Promise<void> {
  await db.sql`${insertCounts(db, [counted])} on conflict (workspace_id, day, band) do update set contacts = excluded.contacts`
}

/** Keeps counts of days that have none; what was counted on its day stays. */
export async function addBandCounts (db: Db, days: readonly CountedDay[]): Promise<void> {
  if (days.length === 0) return
  await db.sql`${insertCounts(db, days)} on conflict (workspace_id, day, band) do nothing`
}

function insertCounts ({ sql, workspaceId }: Db, days: readonly CountedDay[]) {
  const records = days.flatMap(({ day, counts }) => QUALITY_BANDS.map(band => ({ day: dateOf(day), band, contacts: counts[band] })))
  return sql`
    insert into app.band_count (workspace_id, day, band, contacts)
    select ${workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(day date, band text, contacts integer)`
}

/** The days that were counted, from one to another (both included), in their order. */
export async function countedDays (db: Db, from: number, to: number): Promise<CountedDay[]> {
  const rows = await db.sql<{ at: string, band: QualityBand, contacts: number }[]>`
    select b.day::timestamptz as at, b.band, b.contacts from app.band_count b
    where b.workspace_id = ${db.workspaceId} and b.day between ${dateOf(from)}::date and ${dateOf(to)}::date
    order by b.day`
  return [...groupBy(rows, ({ at }) => parseInstant(at))].map(([day, ofDay]) => ({ day, counts: toCounts(ofDay) }))
}

/** The first day that was counted, and when anything was known first: a contact that was added, or what happened; null where there is none. */
export async function firstsOf ({ sql, workspaceId }: Db): Promise<{ countedDay: number | null, knownAt: number | null }> {
  const [row] = await sql<{ day: string | null, at: string | null }[]>`
    select
      (select b.day::timestamptz from app.band_count b where b.workspace_id = ${workspaceId} order by b.day limit 1) as day,
      least(
        (select c.created_at from app.contact c where c.workspace_id = ${workspaceId} order by c.created_at, c.id limit 1),
        (select i.occurred_at from app.interaction i where i.workspace_id = ${workspaceId} and i.status = 'HELD' order by i.occurred_at, i.id limit 1)
      ) as at`
  return { countedDay: row?.day ? parseInstant(row.day) : null, knownAt: row?.at ? parseInstant(row.at) : null }
}

function bandOfRank ({ sql }: Db) {
  return sql`case
    when k.quality < 0 then 'INSUFFICIENT_EVIDENCE' when k.quality < ${BAND_FROM.FAIR}::float8 then 'LOW'
    when k.quality < ${BAND_FROM.GOOD}::float8 then 'FAIR' when k.quality < ${BAND_FROM.EXCELLENT}::float8 then 'GOOD' else 'EXCELLENT' end`
}

function toCounts (rows: readonly { readonly band: QualityBand, readonly contacts: string | number }[]): BandCounts {
  return { ...NOBODY, ...Object.fromEntries(rows.map(({ band, contacts }) => [band, Number(contacts)])) }
}

/** The date (UTC) of an instant, as PostgreSQL reads it. */
function dateOf (at: number): string {
  return formatInstant(Math.floor(at / DAY_MS) * DAY_MS).slice(0, 10)
}
