import { groupBy } from '../../domain/group-by.ts'
import type { NewContactPolicy } from '../../domain/integrations/integration.ts'
import type { NormalizedEvent } from '../../domain/integrations/normalized-event.ts'
import { byThing, namesOf, type Thing, type ThingName } from '../../domain/integrations/same-thing.ts'
import { joined, toldBy, valuesOf, type Told } from '../../domain/integrations/told.ts'
import { isSameValue } from '../../domain/same-value.ts'
import { findReportKeys, keysOfReports, lockReports, takeTurn, type Report } from '../../database/integrations/reports.ts'
import type { Db } from '../../database/tenancy.ts'

/** An event of a delivery or of a file, and how people become known by it. */
export interface ToldEvent {
  readonly event: NormalizedEvent
  /** The delivery's id, or which row of a file: what comes of the event is found by it. */
  readonly origin: string
  /** Null where it is of a file. */
  readonly integrationId: string | null
  readonly newContacts: NewContactPolicy
}

/** One thing with all that was told of it, before anything is made of it. */
export interface Gathered {
  readonly report: Report
  /** In the same order always. */
  readonly names: readonly ThingName[]
  /** Reports that turned out to be of the same thing: they go into `report`. */
  readonly others: readonly Report[]
  readonly newContacts: NewContactPolicy
  readonly origins: readonly string[]
  /** What was told of it before; null where nothing was. */
  readonly before: Told | null
  /** False where it was told all of this already. */
  readonly isNews: boolean
  /** Whether somebody who was erased was left out of it. */
  readonly namesErased?: boolean
}

/** What is known of all that these events tell of, and what they add to it; taken for this transaction, which has to have its turn (takeTurn). */
export async function gatherReports (db: Db, events: readonly ToldEvent[], newId: () => string): Promise<Gathered[]> {
  const known = await findReportKeys(db, events.flatMap(({ event }) => namesOf(event)))
  const reports = new Map((await lockReports(db, new Set(known.map(({ reportId }) => reportId)))).map(report => [report.id, report]))
  const things = byThing(events, known)
  const merging = things.flatMap(({ reportIds }) => reportIds.length > 1 ? reportIds : [])
  // What the others were known by besides is this one's too.
  const further = merging.length === 0 ? [] : await keysOfReports(db, merging)
  const knownNames = new Set(known.map(keyOf))
  return things.map(thing => gather(
    { ...thing, names: together(thing.names, further.filter(({ reportId }) => thing.reportIds.includes(reportId))) },
    { reports: thing.reportIds.flatMap(id => reports.get(id) ?? []), isNamedAnew: thing.names.some(name => !knownNames.has(keyOf(name))) }, newId))
}

function together (names: readonly ThingName[], further: readonly ThingName[]): ThingName[] {
  return [...new Map([...names, ...further].map(({ source, externalId }) => [keyOf({ source, externalId }), { source, externalId }])).values()]
}

function keyOf ({ source, externalId }: ThingName): string {
  return `${source}\0${externalId}`
}

/** Reports as they are, to be looked at anew: somebody is known who was not, or a meeting is over. */
export async function regatherReports (db: Db, ids: Iterable<string>, policyOf: ReadonlyMap<string, NewContactPolicy>): Promise<Gathered[]> {
  await takeTurn(db)
  const reports = await lockReports(db, ids)
  const keys = groupBy(await keysOfReports(db, reports.map(({ id }) => id)), ({ reportId }) => reportId)
  return reports.map(report => ({
    report,
    names: keys.get(report.id) ?? [],
    others: [],
    // Of an integration that is gone nobody new is wanted.
    newContacts: policyOf.get(report.integrationId ?? '') ?? 'ONLY_KNOWN',
    origins: [],
    before: report.told,
    isNews: true
  }))
}

/** A file may say nothing of when it was written: told again it tells the same, only later, and that alone is no news. */
function tellsTheSame (events: readonly ToldEvent[], before: Told, after: Told): boolean {
  return events.every(({ integrationId }) => integrationId === null) ? isSameValue(valuesOf(before), valuesOf(after)) : isSameValue(before, after)
}

function gather ({ told, names }: Thing<ToldEvent>, { reports, isNamedAnew }: { readonly reports: readonly Report[], readonly isNamedAnew: boolean }, newId: () => string): Gathered {
  const [present, ...others] = [...reports].sort((a, b) => Number(b.interactionId !== null) - Number(a.interactionId !== null) || (a.id < b.id ? -1 : 1))
  const last = told.at(-1)
  if (!last) throw new Error('Nothing was told of something.')
  const report: Report = {
    id: present?.id ?? newId(),
    told: [...others.map(report => report.told), ...told.map(({ event }) => toldBy(event))].reduce(joined, present?.told ?? {}),
    interactionId: present?.interactionId ?? null,
    written: present?.written ?? null,
    settlesAt: present?.settlesAt ?? null,
    integrationId: last.integrationId ?? present?.integrationId ?? null
  }
  return {
    report,
    before: present?.told ?? null,
    isNews: !present || others.length > 0 || isNamedAnew || report.integrationId !== present.integrationId || !tellsTheSame(told, present.told, report.told),
    names: [...names].sort((a, b) => a.externalId < b.externalId ? -1 : 1),
    others,
    newContacts: last.newContacts,
    origins: told.map(({ origin }) => origin)
  }
}
