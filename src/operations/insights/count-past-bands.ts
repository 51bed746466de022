import { countBands } from '../../domain/insights/band-counts.ts'
import { dayOf, type CountedDay } from '../../domain/insights/ties-over-time.ts'
import { DAY_MS } from '../../domain/quality/totals/decay.ts'
import { bandsOver, pastDays } from '../../domain/insights/past-bands.ts'
import { NOTHING_ASKED, type AskedAnswered } from '../../domain/quality/totals/question.ts'
import type { QualityBand } from '../../domain/quality/score.ts'
import { qualityInput } from '../../domain/contacts/standing.ts'
import { readRanked, stretches, type Stretch } from '../../database/contacts/standings.ts'
import { addBandCounts, firstsOf } from '../../database/insights/band-counts.ts'
import { questionsBy } from '../../database/interactions/questions.ts'
import { touchesOf } from '../../database/interactions/totals.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import { countContacts } from '../../database/workspaces/viewer.ts'
import type { OperationContext } from '../context.ts'

/** Chosen: above it a year of every contact takes minutes of somebody's processor. */
const MOST_CONTACTS = 5000
/** Few, because a year of each is scored in one go, which nobody else can interrupt. */
const BATCH_CONTACTS = 50
const SEEN_DAYS = 365

/**
 * Counts how many contacts stood in each band on a day of each week of the last year before anybody counted, exactly, from what had
 * happened by the end of that day; tells how many days. Nothing in a workspace of more than 5,000 contacts. `signal` ends it between
 * two batches, with nothing written.
 */
export async function countPastBands (database: OperationContext['database'], workspaceId: string, now: number, signal?: AbortSignal): Promise<number> {
  const { days, parts, asked } = await inWorkspace(database, workspaceId, async db => {
    const days = await daysWithoutCount(db, now)
    return { days, parts: days.length > 0 ? await stretches(db, BATCH_CONTACTS) : [], asked: await questionsBy(db, days.map(endOf)) }
  })
  let counted: readonly CountedDay[] = days.map(day => ({ day, counts: countBands([]) }))
  for (const part of parts) {
    signal?.throwIfAborted()
    const bands = await inWorkspace(database, workspaceId, db => bandsOf(db, part, days, asked))
    counted = counted.map(({ day, counts }, index) => ({ day, counts: countBands(bands.flatMap(each => each[index] ?? []), counts) }))
  }
  await inWorkspace(database, workspaceId, db => addBandCounts(db, counted))
  return counted.length
}

/** Whether countPastBands has anything to do. */
export async function lacksPastBands (database: OperationContext['database'], workspaceId: string, now: number): Promise<boolean> {
  return (await inWorkspace(database, workspaceId, db => daysWithoutCount(db, now))).length > 0
}

async function daysWithoutCount (db: Db, now: number): Promise<readonly number[]> {
  const { countedDay, knownAt } = await firstsOf(db)
  if (knownAt === null) return []
  const days = pastDays(Math.max(knownAt, dayOf(now) - SEEN_DAYS * DAY_MS), countedDay ?? dayOf(now))
  return days.length === 0 || await countContacts(db) > MOST_CONTACTS ? [] : days
}

/** For each contact of a stretch, its band at the end of each of these days; null where it was not known yet. */
async function bandsOf (db: Db, part: Stretch, days: readonly number[], asked: ReadonlyMap<number, AskedAnswered>): Promise<(QualityBand | null)[][]> {
  const contacts = await readRanked(db, part)
  const touches = await touchesOf(db, contacts.map(({ contactId }) => contactId), endOf(days.at(-1) ?? 0))
  return contacts.map(contact => bandsOver({
    touches: touches.get(contact.contactId) ?? [],
    knownAt: contact.createdAt,
    instants: days.map(endOf),
    inputAt: (at, totals) => qualityInput({ ...contact, totals, workspace: { ...asked.get(at) ?? NOTHING_ASKED, at } }, at)
  }))
}

/** The last instant of a day. */
function endOf (day: number): number {
  return day + DAY_MS - 1
}
