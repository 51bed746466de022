import type { Written } from '../../domain/integrations/follow-report.ts'
import { nameOf } from '../../domain/integrations/people.ts'
import { readReport, type ReportedFields, type ReportReading } from '../../domain/integrations/read-report.ts'
import { externalIdOf } from '../../domain/integrations/same-thing.ts'
import { isSameValue } from '../../domain/same-value.ts'
import type { Interaction } from '../../domain/interactions/interaction.ts'
import { newContactPolicies, ownIdentityKeys } from '../../database/integrations/policies.ts'
import { deleteReports, saveReportKeys, saveReports } from '../../database/integrations/reports.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import { addContacts, type NewContact } from '../contacts/add-contacts.ts'
import type { OperationContext } from '../context.ts'
import { keepErasedOut, NAMES_ERASED } from '../erasures/keep-erased-out.ts'
import { auditInteractions, recordInteractions, type Occurrence } from '../interactions/record-interactions.ts'
import type { SaveOptions } from '../standings/save-standings.ts'
import type { Writing } from '../transact.ts'
import type { Extended } from '../contacts/extend-contacts.ts'
import { findCounterparts, type Counterparts, type Resolved } from './find-counterparts.ts'
import { followReports, removeMerged, withdrawReports, type Followed, type Following } from './follow-reports.ts'
import { regatherReports, type Gathered } from './gather-reports.ts'
import { nameContacts } from './name-contacts.ts'
import { MOST_PENDING, openInbox, type Inbox, type Stranger } from '../inbox/keep-inbox.ts'

type Clock = Pick<OperationContext, 'now' | 'newId' | 'cipher'>

/** What a thing that was told of came to. `reason` is a sentence for members, where there is no interaction. */
export interface Applied {
  readonly gathered: Gathered
  readonly outcome: 'RECORDED' | 'WAITING' | 'IGNORED'
  readonly reason: string | null
  readonly interactionId: string | null
  /** Whether its interaction was made by this, or is another one than before. */
  readonly change: 'MADE' | 'CHANGED' | null
  /** Strangers whom this has made contacts. */
  readonly made: readonly NewContact[]
  /** Contacts that were called by their address before, and have a name by this. */
  readonly named: readonly Extended[]
}

/** Looks at reports anew, in this transaction: somebody is a contact now, or a meeting is over. */
export async function reapplyReports (ctx: Clock, writing: Writing, reportIds: readonly string[]): Promise<Applied[]> {
  return applyReports(ctx, writing, await regatherReports(writing.db, reportIds, await newContactPolicies(writing.db)))
}

/**
 * Brings interactions in step with what was told, in this transaction and in a fixed number of statements where all of them are
 * new: makes them, changes them, and makes contacts of strangers or puts them into the inbox, as the integrations want it. Who was
 * erased is nobody in them.
 */
export async function applyReports (ctx: Clock, writing: Writing, told: readonly Gathered[], options: SaveOptions = {}): Promise<Applied[]> {
  const { db } = writing
  const { defaultCountry } = await currentWorkspace(db)
  const ours = await ownIdentityKeys(db)
  const { kept: all, keptOut } = await keepErasedOut(ctx, db, told, { ours, defaultCountry, now: ctx.now })
  const read = all.map(each => readReport(each.report.told, { ours, defaultCountry, now: ctx.now }))
  const gathered = await withdrawReports(ctx, writing, all, read)
  const counterparts = await findCounterparts(db, read.flatMap(reading => reading.outcome === 'RECORD' ? reading.counterparts : []), ctx.newId)
  const drafts = gathered.map((each, index) => draft(each, read[index] as ReportReading, counterparts.resolve))
  await addContacts(ctx, writing, counterparts.made)
  await removeMerged(ctx, writing, gathered)

  const followed = await followReports(ctx, writing, drafts.flatMap(({ following }) => following ?? []), options)
  const fresh = drafts.flatMap(({ gathered, following }): Occurrence[] => following && gathered.report.interactionId === null ? [occurrence(gathered, following, ctx.newId)] : [])
  const recorded = await recordInteractions(ctx, writing, fresh, { ids: new Map(), holders: new Map(), made: [] }, options)
  auditInteractions(writing, fresh, recorded)
  const added = recorded.values()

  const inbox = await openInbox(db, drafts.flatMap(({ strangers }) => strangers))
  const applied = drafts.map(each => settle(each, followed, inbox, () => added.next().value))
  await save(ctx, writing, applied)
  await inbox.keep(ctx)
  // By now the contacts of what was written are taken, one after the other in their order.
  const named = await nameContacts(ctx, writing, drafts.map(({ called }, index) => applied[index]?.applied.change === null ? [] : called))
  return [
    ...applied.map(({ applied }, index) => ({ ...applied, named: named[index] ?? [] })),
    ...keptOut.map(gathered => ({ gathered, outcome: 'IGNORED' as const, reason: NAMES_ERASED, interactionId: null, change: null, made: [], named: [] }))
  ]
}

interface Draft {
  readonly gathered: Gathered
  readonly reading: ReportReading
  /** What is to be written; undefined where nobody known takes part, and nothing was written before. */
  readonly following: Following | undefined
  readonly strangers: readonly Stranger[]
  readonly made: readonly NewContact[]
  readonly called: Resolved['called']
}

function draft (gathered: Gathered, reading: ReportReading, resolve: Counterparts['resolve']): Draft {
  if (reading.outcome !== 'RECORD') return { gathered, reading, following: undefined, strangers: [], made: [], called: [] }
  const { report, newContacts } = gathered
  const { contactIds, unknown, made, called } = resolve(reading.counterparts, newContacts)
  const seenAt = reading.fields.occurredAt
  return {
    gathered,
    reading,
    following: followingOf(gathered, reading.fields, contactIds),
    made,
    called,
    strangers: newContacts === 'INBOX' ? unknown.map(person => ({ person, reportId: report.id, integrationId: report.integrationId, seenAt })) : []
  }
}

/** Where nobody in it is known any more, it is still what it was with those who took part. */
function followingOf ({ report, isNews }: Gathered, fields: ReportedFields, contactIds: readonly string[]): Following | undefined {
  if (contactIds.length > 0) return { report, fields, contactIds, isNews }
  return report.interactionId === null ? undefined : { report, fields, contactIds: report.written?.contactIds ?? [], isNews }
}

function occurrence ({ names }: Gathered, { fields, contactIds }: Following, newId: () => string): Occurrence {
  const [name] = names
  if (!name) throw new Error('A report has no name.')
  return { interaction: { ...fields, id: newId(), source: name.source, externalId: externalIdOf(name), carriesAsk: false }, contactIds }
}

interface Settled {
  readonly applied: Omit<Applied, 'named'>
  readonly written: Written | null
  readonly settlesAt: number | null
}

/** What a draft came to. An interaction that somebody had logged under the same name is theirs, and only pointed at. */
function settle (draft: Draft, followed: ReadonlyMap<string, Followed>, inbox: Inbox, next: () => { outcome: string, interaction: Interaction } | undefined): Settled {
  const { gathered, reading, following, strangers, made } = draft
  const { report } = gathered
  const none = { written: report.written, settlesAt: null }
  const nothing = { gathered, interactionId: report.interactionId, change: null, made }
  if (reading.outcome !== 'RECORD') return { ...none, applied: { ...nothing, outcome: reading.outcome === 'WAIT' ? 'WAITING' : 'IGNORED', reason: reading.reason } }
  if (!following) return { ...none, applied: { ...nothing, ...withoutContacts(strangers, inbox) } }
  if (report.interactionId !== null) {
    const present = followed.get(report.interactionId)
    if (!present) return { ...none, applied: { ...nothing, outcome: 'IGNORED', reason: 'Its interaction was deleted here, and stays deleted.' } }
    const { written, isChanged } = present
    return { written: report.written && written, settlesAt: reading.settlesAt, applied: { ...nothing, outcome: 'RECORDED', reason: null, change: isChanged ? 'CHANGED' : null } }
  }
  const added = next()
  if (!added) throw new Error('A new report made no interaction.')
  const isMade = added.outcome === 'CREATED'
  const written = isMade ? { ...following.fields, contactIds: following.contactIds } : null
  return { written, settlesAt: reading.settlesAt, applied: { ...nothing, outcome: 'RECORDED', reason: null, interactionId: added.interaction.id, change: isMade ? 'MADE' : null } }
}

function withoutContacts (strangers: readonly Stranger[], { hasDismissed, isFullFor }: Inbox): Pick<Applied, 'outcome' | 'reason'> {
  const [first] = strangers
  if (!first) return { outcome: 'IGNORED', reason: 'Nobody in it is a contact, and only known people are taken.' }
  const waiting = strangers.find(({ person }) => !hasDismissed(person))
  if (!waiting) return { outcome: 'IGNORED', reason: `${nameOf(first.person)} was dismissed in the inbox; who is confirmed there after all is known from then on.` }
  if (isFullFor(waiting.person)) return { outcome: 'IGNORED', reason: `${MOST_PENDING} people wait in the inbox, and it takes no more: confirm or dismiss some, and replay this.` }
  return { outcome: 'WAITING', reason: `${nameOf(waiting.person)} is nobody's contact: a member confirms or dismisses such people in the inbox.` }
}

/** What was told again and comes to what it came to before is not written again. */
async function save (ctx: Clock, { db }: Writing, all: readonly Settled[]): Promise<void> {
  const settled = all.filter(({ applied: { gathered: { isNews, report }, interactionId }, written, settlesAt }) =>
    isNews || interactionId !== report.interactionId || settlesAt !== report.settlesAt || !isSameValue(written, report.written))
  await saveReports(db, settled.map(({ applied: { gathered, interactionId }, written, settlesAt }) => ({ ...gathered.report, interactionId, written, settlesAt })), ctx.now)
  await saveReportKeys(db, settled.flatMap(({ applied: { gathered } }) => gathered.names.map(name => ({ ...name, reportId: gathered.report.id }))))
  const merged = settled.flatMap(({ applied: { gathered } }) => gathered.others.map(({ id }) => id))
  if (merged.length > 0) await deleteReports(db, merged)
}
