import { readIdentity } from '../../../domain/contacts/contact.ts'
import { cleanEvent } from '../../../domain/integrations/clean-event.ts'
import type { NormalizedEvent } from '../../../domain/integrations/normalized-event.ts'
import { wantedOf } from '../../../domain/imports/find-match.ts'
import type { ImportChange, RowOutcome, RowResult } from '../../../domain/imports/import.ts'
import { withUs } from '../../../domain/imports/our-keys.ts'
import { isSameValue } from '../../../domain/same-value.ts'
import type { OperationContext } from '../../context.ts'
import { NAMES_ERASED } from '../../erasures/keep-erased-out.ts'
import { applyReports, type Applied } from '../../reports/apply-reports.ts'
import { gatherReports } from '../../reports/gather-reports.ts'
import type { Writing } from '../../transact.ts'
import { nothing, type Outcome, type Run } from './run.ts'

type Clock = Pick<OperationContext, 'now' | 'newId' | 'cipher'>

/** Brings interactions in step with what a file tells of, one result for each; the transaction has to have its turn (takeTurn). */
export async function tellRows (run: Run, ctx: Clock, writing: Writing, rows: readonly { readonly event: NormalizedEvent }[]): Promise<Outcome> {
  const { imported: { choices: { keepText, newContacts, defaultCountry }, createdAt }, ours, rehearsal } = run
  const events = rows.map(({ event }) => withUs(cleanEvent(event, { keepText, receivedAt: createdAt }), ours, defaultCountry))
  if (rehearsal) await rehearsal.recall(ctx, writing, wantedOf(events.flatMap(event => identitiesOf(event, defaultCountry))), [])
  const gathered = await gatherReports(writing.db, events.map((event, index) => ({ event, origin: String(index), integrationId: null, newContacts })), ctx.newId)
  // No act of the day: the agenda follows with the refresh at the end.
  const applied = (await applyReports(ctx, writing, gathered, { leavesAgenda: true })).map(each => rehearsal && each.change === 'MADE' && rehearsal.hasTold(nameOf(each)) ? { ...each, change: null } : each)
  const results: RowResult[] = []
  for (const each of applied) {
    const [first, ...others] = each.gathered.origins.map(Number)
    if (first !== undefined) results[first] = resultOf(each)
    for (const other of others) results[other] = again(each)
  }
  return {
    results,
    changes: applied.flatMap(changesOf),
    made: applied.flatMap(({ made }) => made.map(contact => ({ contact, format: '', key: null }))),
    seen: [],
    told: applied.filter(({ change }) => change === 'MADE').map(nameOf)
  }
}

function resultOf ({ outcome, reason, interactionId, change }: Applied): RowResult {
  if (outcome !== 'RECORDED' || interactionId === null) return nothing('SKIPPED', reason ?? 'It tells of nothing that passes between people.')
  return { outcome: outcomeOf(change), reason: null, subject: { type: 'interaction', id: interactionId } }
}

/** The same thing, told by a later row of the batch. */
function again (applied: Applied): RowResult {
  const result = resultOf(applied)
  return result.outcome === 'SKIPPED' ? result : { ...result, outcome: 'UNCHANGED' }
}

function nameOf ({ gathered: { names: [name] } }: Applied): string {
  return JSON.stringify(name)
}

function outcomeOf (change: Applied['change']): RowOutcome {
  return change === 'MADE' ? 'CREATED' : change === 'CHANGED' ? 'UPDATED' : 'UNCHANGED'
}

function changesOf ({ made, named, reason, change, interactionId, gathered: { before, report, isNews } }: Applied): ImportChange[] {
  const people = [
    ...made.map(({ id }): ImportChange => ({ kind: 'CREATED', subjectType: 'contact', subjectId: id, contactId: id, version: 1, changes: null })),
    ...named.map(({ contactId, version, changes }): ImportChange => ({ kind: 'UPDATED', subjectType: 'contact', subjectId: contactId, contactId, version, changes }))
  ]
  const changes = before && { told: { before, after: report.told } }
  if (change !== null && interactionId !== null) {
    return [...people, { kind: change === 'MADE' ? 'CREATED' : 'UPDATED', subjectType: 'interaction', subjectId: interactionId, contactId: null, version: null, changes }]
  }
  if (reason === NAMES_ERASED || (before && (!isNews || isSameValue(before, report.told)))) return people
  // What comes to nothing yet is kept all the same, and may come to something.
  const subject = before && interactionId !== null ? { subjectType: 'interaction', subjectId: interactionId } : { subjectType: 'report', subjectId: report.id }
  return [...people, { ...subject, kind: before ? 'UPDATED' : 'CREATED', contactId: null, version: null, changes }]
}

function identitiesOf ({ parties = [] }: NormalizedEvent, defaultCountry: string) {
  return parties.flatMap(({ identities }) => identities.flatMap(({ kind, value }) => readIdentity({ kind, value }, defaultCountry, '', []) ?? []))
}
