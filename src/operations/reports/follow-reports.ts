import { changesBetween } from '../../domain/changes.ts'
import { followParticipants, followReport, isAsWritten, isSameWritten, type Written } from '../../domain/integrations/follow-report.ts'
import type { ReportedFields, ReportReading } from '../../domain/integrations/read-report.ts'
import type { Interaction } from '../../domain/interactions/interaction.ts'
import type { Report } from '../../database/integrations/reports.ts'
import { deleteInteractions, findInteractions, insertParticipants, lockInteraction, participantsOf, removeParticipants, updateInteraction } from '../../database/interactions/interactions.ts'
import type { OperationContext } from '../context.ts'
import { replayTotals } from '../interactions/apply-touches.ts'
import type { SaveOptions } from '../standings/save-standings.ts'
import type { Writing } from '../transact.ts'
import type { Gathered } from './gather-reports.ts'

type Clock = Pick<OperationContext, 'now' | 'newId'>

/** A report that is to be written: as what, and with whom. */
export interface Following {
  readonly report: Report
  readonly fields: ReportedFields
  readonly contactIds: readonly string[]
  /** False where nothing was told that was not told before. */
  readonly isNews: boolean
}

/** What an interaction was made to be, and whether it was something else before. */
export interface Followed {
  readonly written: Written
  readonly isChanged: boolean
}

/** Brings the interactions that reports have made in step with them; what is written now, by the interaction. Those that were deleted are missing. */
export async function followReports (ctx: Clock, writing: Writing, followings: readonly Following[], options: SaveOptions = {}): Promise<Map<string, Followed>> {
  const followed = new Map<string, Followed>()
  for (const { report: { interactionId, written } } of await findUnchanged(writing.db, followings)) {
    if (interactionId !== null && written) followed.set(interactionId, { written, isChanged: false })
  }
  const inOrder = followings.filter(following => following.report.interactionId !== null && !isUnchanged(following)).sort((a, b) => (a.report.interactionId ?? '') < (b.report.interactionId ?? '') ? -1 : 1)
  for (const following of inOrder) {
    const present = await lockInteraction(writing.db, following.report.interactionId ?? '')
    if (!present) continue
    const isChanged = await follow(ctx, writing, present, following, options)
    followed.set(present.id, { written: { ...following.fields, contactIds: following.contactIds }, isChanged })
  }
  return followed
}

/** Those of whom the same was told again, and whose interactions are there: asked for all of them at once. */
async function findUnchanged (db: Writing['db'], followings: readonly Following[]): Promise<Following[]> {
  const unchanged = followings.filter(isUnchanged)
  if (unchanged.length === 0) return []
  const present = new Set((await findInteractions(db, unchanged.flatMap(({ report }) => report.interactionId ?? []))).map(({ id }) => id))
  return unchanged.filter(({ report }) => present.has(report.interactionId ?? ''))
}

function isUnchanged ({ report, fields, contactIds, isNews }: Following): boolean {
  return !isNews && report.interactionId !== null && report.written !== null && isSameWritten(report.written, { ...fields, contactIds })
}

async function follow (ctx: Clock, { db, audit }: Writing, present: Interaction, { report, fields, contactIds }: Following, options: SaveOptions): Promise<boolean> {
  const interaction = followReport(present, report.written, fields)
  const before = (await participantsOf(db, [present.id])).map(({ contactId }) => contactId).sort()
  const after = [...followParticipants(before, report.written, report.written ? contactIds : [])].sort()
  const changes = changesBetween({ ...present, participants: before }, { ...interaction, participants: after })
  if (Object.keys(changes).length === 0) return false
  if (Object.keys(changes).some(field => field !== 'participants')) await updateInteraction(db, interaction, ctx.now)
  await removeParticipants(db, present.id, before.filter(id => !after.includes(id)))
  await insertParticipants(db, after.filter(id => !before.includes(id)).map(contactId => ({ interactionId: present.id, contactId, occurredAt: interaction.occurredAt })))
  await replayTotals(db, [...new Set([...before, ...after])], ctx, options)
  audit({ subjectType: 'interaction', subjectId: present.id, changes })
  return true
}

/**
 * Deletes what reports had made of things that turn out to be none between people, so that there is none in whatever order they are
 * told; the same reports, without what they had made. What a member has changed since is theirs, and stays.
 */
export async function withdrawReports (ctx: Clock, writing: Writing, gathered: readonly Gathered[], readings: readonly ReportReading[]): Promise<Gathered[]> {
  const candidates = gathered.flatMap(({ report: { interactionId, written } }, index) =>
    readings[index]?.outcome === 'IGNORE' && interactionId !== null && written ? [{ interactionId, written }] : [])
  const withdrawn = new Set<string>()
  for (const { interactionId, written } of candidates.sort((a, b) => a.interactionId < b.interactionId ? -1 : 1)) {
    const present = await lockInteraction(writing.db, interactionId)
    if (!present) continue
    const participants = (await participantsOf(writing.db, [interactionId])).map(({ contactId }) => contactId)
    if (isAsWritten(present, participants, written)) withdrawn.add(interactionId)
  }
  await remove(ctx, writing, [...withdrawn])
  return gathered.map(each => withdrawn.has(each.report.interactionId ?? '') ? { ...each, report: { ...each.report, interactionId: null, written: null } } : each)
}

/** Deletes what reports had made that turned out to be of a thing that has an interaction already. */
export async function removeMerged (ctx: Clock, writing: Writing, gathered: readonly Gathered[]): Promise<void> {
  await remove(ctx, writing, gathered.flatMap(({ report, others }) =>
    others.flatMap(({ interactionId }) => interactionId !== null && interactionId !== report.interactionId ? [interactionId] : [])))
}

async function remove (ctx: Clock, { db, audit }: Writing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const participants = await participantsOf(db, ids)
  await deleteInteractions(db, ids)
  await replayTotals(db, [...new Set(participants.map(({ contactId }) => contactId))], ctx, { hasActed: false })
  audit(...ids.map(id => ({ subjectType: 'interaction', subjectId: id, changes: {} })))
}
