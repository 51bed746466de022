import { identityKey } from '../../domain/contacts/contact.ts'
import { identitiesTold, leaveOut } from '../../domain/erasures/leave-out.ts'
import { readPeople } from '../../domain/integrations/people.ts'
import { readReport, type ReportContext } from '../../domain/integrations/read-report.ts'
import { findHolders } from '../../database/contacts/identities.ts'
import { deleteReports } from '../../database/integrations/reports.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import type { Gathered } from '../reports/gather-reports.ts'
import { findErased, noteBlocked } from './guard.ts'

/** Why a delivery, or a record of a file, came to nothing. */
export const NAMES_ERASED = 'It names somebody who was erased.'

/** What was told, without people who were erased; and that of which nothing is left then. */
export interface KeptOut {
  readonly kept: readonly Gathered[]
  readonly keptOut: readonly Gathered[]
}

/** Leaves everybody out of what was told who was erased, and is not a contact or one of us all the same; counts how often. */
export async function keepErasedOut (ctx: Pick<OperationContext, 'now' | 'cipher'>, db: Db, told: readonly Gathered[], context: ReportContext): Promise<KeptOut> {
  const identities = told.flatMap(({ report }) => identitiesTold(report.told, context.defaultCountry))
  const found = await findErased(ctx, db, identities)
  if (found.size === 0) return { kept: told, keptOut: [] }
  const held = new Set((await findHolders(db, identities.filter(identity => found.has(identityKey(identity))))).map(identityKey))
  const isErased = (key: string): boolean => found.has(key) && !held.has(key) && !context.ours.has(key)
  const read = told.map(gathered => without(gathered, isErased, context))
  await noteBlocked(ctx, db, read.flatMap(({ leftOut }) => leftOut))
  const keptOut = read.flatMap(({ gathered, isLeft }) => isLeft ? [] : [gathered])
  const known = keptOut.flatMap(({ report, others, before }) => before === null ? [] : [report.id, ...others.map(({ id }) => id)])
  if (known.length > 0) await deleteReports(db, known)
  return { kept: read.flatMap(({ gathered, isLeft }) => isLeft ? [gathered] : []), keptOut }
}

function without (gathered: Gathered, isErased: (key: string) => boolean, context: ReportContext): { gathered: Gathered, leftOut: readonly string[], isLeft: boolean } {
  const { told, leftOut } = leaveOut(gathered.report.told, isErased, context.defaultCountry)
  if (leftOut.length === 0) return { gathered, leftOut, isLeft: true }
  const others = readPeople(told.parties?.value ?? [], key => context.ours.has(key), context.defaultCountry).filter(({ isUs }) => !isUs)
  const isLeft = gathered.report.interactionId !== null || (others.length > 0 && readReport(told, context).outcome !== 'IGNORE')
  return { gathered: { ...gathered, report: { ...gathered.report, told }, namesErased: true }, leftOut, isLeft }
}
