import type { Written } from '../../domain/integrations/follow-report.ts'
import { nameOf } from '../../domain/integrations/people.ts'
import { readReport, type ReportedFields, type ReportReading } from '../../domain/integrations/read-report.ts'
import { externalIdOf } from '../../domain/integrations/same-thing.ts'
import type { Interaction } from '../../domain/interactions/interaction.ts'
import { newContactPolicies, ownIdentityKeys } from '../../database/integrations/policies.ts'
import { deleteReports, saveReportKeys, saveReports, type Report } from '../../database/integrations/reports.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import { addContacts } from '../contacts/add-contacts.ts'
import type { OperationContext } from '../context.ts'
import { auditInteractions, recordInteractions, type Occurrence } from '../interactions/record-interactions.ts'
import type { Writing } from '../transact.ts'
import { findCounterparts } from './find-counterparts.ts'
import { followReports, removeMerged, withdrawReports, type Following } from './follow-reports.ts'
import { regatherReports, type Gathered } from './gather-reports.ts'
import { MOST_PENDING, openInbox, type Inbox, type Stranger } from '../inbox/keep-inbox.ts'

type Clock = Pick<OperationContext, 'now' | 'newId'>

/** What a thing that was told of came to. `reason` is a sentence for members, where there is no interaction. */
export interface Applied {
  readonly gathered: Gathered
  readonly outcome: 'RECORDED' | 'WAITING' | 'IGNORED'
  readonly reason: string | null
  readonly interactionId: string | null
}

/** Looks at reports anew, in this transaction: somebody is a contact now, or a meeting is over. */
export async function reapplyReports (ctx: Clock, writing: Writing, reportIds: readonly string[]): Promise<Applied[]> {
  return applyReports(ctx, writing, await regatherReports(writing.db, reportIds, await newContactPolicies(writing.db)))
}

/**
 * Brings interactions in step with what was told, in this transaction and in a fixed number of statements where all of them are
 * new: makes them, changes them, and makes contacts of strangers or puts them into the inbox, as the integrations want it.
 */
export async function applyReports (ctx: Clock, writing: Writing, all: readonly Gathered[]): Promise<Applied[]> {
  const { db } = writing
  const { defaultCountry } = await currentWorkspace(db)
  const ours = await ownIdentityKeys(db)
  const read = all.map(each => readReport(each.report.told, { ours, defaultCountry, now: ctx.now }))
  const gathered = await withdrawReports(ctx, writing, all, read)
  const counterparts = await findCounterparts(db, read.flatMap(reading => reading.outcome === 'RECORD' ? reading.counterparts : []), ctx.newId)
  const drafts = gathered.map((each, index) => draft(each, read[index] as ReportReading, counterparts.resolve))
  await addContacts(ctx, writing, counterparts.made)
  await removeMerged(ctx, writing, gathered)

  const followed = await followReports(ctx, writing, drafts.flatMap(({ following }) => following ?? []))
  const fresh = drafts.flatMap(({ gathered, following }): Occurrence[] => following && gathered.report.interactionId === null ? [occurrence(gathered, following, ctx.newId)] : [])
  const recorded = await recordInteractions(ctx, writing, fresh, { ids: new Map(), holders: new Map(), made: [] })
  auditInteractions(writing, fresh, recorded)
  const added = recorded.values()

  const inbox = await openInbox(db, drafts.flatMap(({ strangers }) => strangers))
  const applied = drafts.map(each => settle(each, followed, inbox, () => added.next().value))
  await save(ctx, writing, applied)
  await inbox.keep(ctx)
  return applied.map(({ applied }) => applied)
}

interface Draft {
  readonly gathered: Gathered
  readonly reading: ReportReading
  /** What is to be written; undefined where nobody known takes part, and nothing was written before. */
  readonly following: Following | undefined
  readonly strangers: readonly Stranger[]
}

function draft (gathered: Gathered, reading: ReportReading, resolve: Awaited<ReturnType<typeof findCounterparts>>['resolve']): Draft {
  if (reading.outcome !== 'RECORD') return { gathered, reading, following: undefined, strangers: [] }
  const { report, newContacts } = gathered
  const { contactIds, unknown } = resolve(reading.counterparts, newContacts)
  const seenAt = reading.fields.occurredAt
  return {
    gathered,
    reading,
    following: followingOf(report, reading.fields, contactIds),
    strangers: newContacts === 'INBOX' ? unknown.map(person => ({ person, reportId: report.id, integrationId: report.integrationId, seenAt })) : []
  }
}

/** Where nobody in it is known any more, it is still what it was with those who took part. */
function followingOf (report: Report, fields: ReportedFields, contactIds: readonly string[]): Following | undefined {
  if (contactIds.length > 0) return { report, fields, contactIds }
  return report.interactionId === null ? undefined : { report, fields, contactIds: report.written?.contactIds ?? [] }
}

function occurrence ({ names }: Gathered, { fields, contactIds }: Following, newId: () => string): Occurrence {
  const [name] = names
  if (!name) throw new Error('A report has no name.')
  return { interaction: { ...fields, id: newId(), source: name.source, externalId: externalIdOf(name), carriesAsk: false }, contactIds }
}

interface Settled {
  readonly applied: Applied
  readonly written: Written | null
  readonly settlesAt: number | null
}

/** What a draft came to. An interaction that somebody had logged under the same name is theirs, and only pointed at. */
function settle (draft: Draft, followed: ReadonlyMap<string, Written>, inbox: Inbox, next: () => { outcome: string, interaction: Interaction } | undefined): Settled {
  const { gathered, reading, following, strangers } = draft
  const { report } = gathered
  const none = { written: report.written, settlesAt: null }
  if (reading.outcome !== 'RECORD') {
    return { ...none, applied: { gathered, outcome: reading.outcome === 'WAIT' ? 'WAITING' : 'IGNORED', reason: reading.reason, interactionId: report.interactionId } }
  }
  if (!following) return { ...none, applied: { gathered, ...withoutContacts(strangers, inbox), interactionId: report.interactionId } }
  if (report.interactionId !== null) {
    const written = followed.get(report.interactionId)
    if (!written) return { ...none, applied: { gathered, outcome: 'IGNORED', reason: 'Its interaction was deleted here, and stays deleted.', interactionId: report.interactionId } }
    return { written: report.written && written, settlesAt: reading.settlesAt, applied: { gathered, outcome: 'RECORDED', reason: null, interactionId: report.interactionId } }
  }
  const made = next()
  if (!made) throw new Error('A new report made no interaction.')
  const written = made.outcome === 'CREATED' ? { ...following.fields, contactIds: following.contactIds } : null
  return { written, settlesAt: reading.settlesAt, applied: { gathered, outcome: 'RECORDED', reason: null, interactionId: made.interaction.id } }
}

function withoutContacts (strangers: readonly Stranger[], { hasDismissed, isFullFor }: Inbox): Pick<Applied, 'outcome' | 'reason'> {
  const [first] = strangers
  if (!first) return { outcome: 'IGNORED', reason: 'Nobody in it is a contact, and its integration takes only known people.' }
  const waiting = strangers.find(({ person }) => !hasDismissed(person))
  if (!waiting) return { outcome: 'IGNORED', reason: `${nameOf(first.person)} was dismissed in the inbox; who is confirmed there after all is known from then on.` }
  if (isFullFor(waiting.person)) return { outcome: 'IGNORED', reason: `${MOST_PENDING} people wait in the inbox, and it takes no more: confirm or dismiss some, and replay this.` }
  return { outcome: 'WAITING', reason: `${nameOf(waiting.person)} is nobody's contact: a member confirms or dismisses such people in the inbox.` }
}

async function save (ctx: Clock, { db }: Writing, settled: readonly Settled[]): Promise<void> {
  await saveReports(db, settled.map(({ applied: { gathered, interactionId }, written, settlesAt }) => ({ ...gathered.report, interactionId, written, settlesAt })), ctx.now)
  await saveReportKeys(db, settled.flatMap(({ applied: { gathered } }) => gathered.names.map(name => ({ ...name, reportId: gathered.report.id }))))
  const merged = settled.flatMap(({ applied: { gathered } }) => gathered.others.map(({ id }) => id))
  if (merged.length > 0) await deleteReports(db, merged)
}
