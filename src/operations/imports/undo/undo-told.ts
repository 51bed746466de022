import { identityKey } from '../../../domain/contacts/contact.ts'
import type { Doing } from '../../../domain/imports/undo.ts'
import { withoutTold } from '../../../domain/imports/undo-told.ts'
import type { Undone } from '../../../domain/imports/why-left.ts'
import { readPeople } from '../../../domain/integrations/people.ts'
import { valueOf, type Told } from '../../../domain/integrations/told.ts'
import { findWaiting, stopWaiting } from '../../../database/imports/undo-inbox.ts'
import { resetReports, returnTime } from '../../../database/imports/undo-interactions.ts'
import { newContactPolicies } from '../../../database/integrations/policies.ts'
import { deleteReports, lockReports } from '../../../database/integrations/reports.ts'
import type { Db } from '../../../database/tenancy.ts'
import { currentWorkspace } from '../../../database/workspaces/viewer.ts'
import type { OperationContext } from '../../context.ts'
import { applyReports } from '../../reports/apply-reports.ts'
import { regatherReports } from '../../reports/gather-reports.ts'
import type { Writing } from '../../transact.ts'

type Clock = Pick<OperationContext, 'now' | 'newId' | 'cipher'>

/** A report of which an import has told. */
interface ToldReport {
  readonly id: string
  readonly told: Told
  readonly doing: Doing
}

/** Takes back what an import told of things that have come to nothing yet; what became of each. */
export async function undoReports (ctx: Clock, writing: Writing, importId: string, doings: readonly Doing[]): Promise<Undone[]> {
  const reports = new Map((await lockReports(writing.db, doings.map(({ subjectId }) => subjectId))).map(report => [report.id, report]))
  await takeBackTold(ctx, writing, importId, doings.flatMap(doing => {
    const report = reports.get(doing.subjectId)
    return report ? [{ id: report.id, told: report.told, doing }] : []
  }))
  return doings.map(doing => ({ doing, reason: null }))
}

/** Takes back what an import told; interactions follow what others have told of them. What members have changed in them stays. */
export async function takeBackTold (ctx: Clock, writing: Writing, importId: string, reports: readonly ToldReport[]): Promise<void> {
  const { db } = writing
  const rest = restOf(reports)
  if (rest.size === 0) return
  const gathered = await regatherReports(db, rest.keys(), await newContactPolicies(db))
  await applyReports(ctx, writing, gathered.map(each => ({ ...each, report: { ...each.report, told: rest.get(each.report.id) ?? each.report.told } })))
  await leaveInbox(db, rest)
  await returnTime(db, importId, [...rest.keys()])
}

/** Forgets what an import told of interactions that are gone, so that who tells of them again brings them back; what others told stays. */
export async function forgetTold (db: Db, reports: readonly ToldReport[]): Promise<void> {
  const rest = restOf(reports)
  const gone = reports.filter(({ id }) => !rest.has(id)).map(({ id }) => id)
  await forgetReports(db, gone)
  await resetReports(db, [...rest].map(([id, told]) => ({ id, told })))
  await leaveInbox(db, rest)
}

/** Forgets reports as if nobody had told of them; strangers in the inbox whom nothing else names are forgotten with them. */
export async function forgetReports (db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await stopWaiting(db, await findWaiting(db, ids))
  await deleteReports(db, ids)
}

/** What others told of each, where somebody did before the import. */
function restOf (reports: readonly ToldReport[]): Map<string, Told> {
  return new Map(reports.flatMap(({ id, told, doing: { changes: { told: change } } }) =>
    change?.before ? [[id, withoutTold(told, change.before as Told, (change.after ?? {}) as Told)] as const] : []))
}

/** Nobody waits for a report that does not name them any more. */
async function leaveInbox (db: Db, told: ReadonlyMap<string, Told>): Promise<void> {
  const waiting = await findWaiting(db, told.keys())
  if (waiting.length === 0) return
  const { defaultCountry } = await currentWorkspace(db)
  const named = new Map([...told].map(([id, each]) =>
    [id, new Set(readPeople(valueOf(each, 'parties') ?? [], () => false, defaultCountry).flatMap(({ identities }) => identities.map(identityKey)))]))
  await stopWaiting(db, waiting.filter(({ reportId, identities }) => !identities.some(identity => named.get(reportId)?.has(identityKey(identity)))))
}
