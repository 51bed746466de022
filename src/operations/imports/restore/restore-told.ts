import { identityKey } from '../../../domain/contacts/contact.ts'
import { readPeople } from '../../../domain/integrations/people.ts'
import { externalIdOf } from '../../../domain/integrations/same-thing.ts'
import { erasedSentence } from '../../erasures/erased-refusal.ts'
import { findErasures, noteBlocked } from '../../erasures/guard.ts'
import { findWhoIs, inboxIdentities, presentIds } from '../../../database/exports/places.ts'
import { insertParts, insertRecords } from '../../../database/exports/write-records.ts'
import { findReportKeys, saveReportKeys } from '../../../database/integrations/reports.ts'
import { findByExternalIds } from '../../../database/interactions/interactions.ts'
import { currentWorkspace } from '../../../database/workspaces/viewer.ts'
import { created, type Item, type Restoring, type Step } from './restoring.ts'

/** What was told of things, so that who tells of them again tells of the same ones. What is told of here under the same name stays as it is. */
export const restoreReports: Step<'report'> = async (restoring, items) => {
  const { writing: { db }, settle, note } = restoring
  const { defaultCountry } = await currentWorkspace(db)
  const allowed = await withoutErased(restoring, items, ({ told }) => readPeople(told.parties?.value ?? [], () => false, defaultCountry).flatMap(({ identities }) => identities))
  const taken = new Set((await findReportKeys(db, allowed.flatMap(({ values }) => values.names))).map(nameKey))
  const free = allowed.filter(({ values: { names } }) => {
    const isFree = !names.some(name => taken.has(nameKey(name)))
    if (isFree) for (const name of names) taken.add(nameKey(name))
    return isFree
  })
  const whoIs = await findWhoIs(db, new Set(free.flatMap(({ values }) => values.written?.contactIds ?? [])))
  const interactionOf = await interactionsOf(restoring, allowed)
  const added = await insertRecords(db, 'report', free.map(({ values }) => ({
    values: {
      ...values,
      interactionId: interactionOf(values),
      written: values.written && { ...values.written, contactIds: [...new Set(values.written.contactIds.map(id => whoIs.get(id) ?? id))] }
    }
  })))
  await saveReportKeys(db, free.filter(({ values }) => added.has(values.id)).flatMap(({ values: { id, names } }) => names.map(name => ({ ...name, reportId: id }))))
  for (const item of allowed) {
    const { id } = item.values
    const interactionId = interactionOf(item.values)
    settle(item, { outcome: added.has(id) ? 'CREATED' : 'UNCHANGED', subject: interactionId === null ? null : { type: 'interaction', id: interactionId } })
    if (added.has(id)) note(created('report', id))
  }
}

/** Who waits in the inbox, and who was dismissed there. */
export const restoreInbox: Step<'inboxPerson'> = async (restoring, items) => {
  const { ctx: { newId }, writing: { db }, settle, note } = restoring
  const allowed = await withoutErased(restoring, items, ({ identities }) => identities)
  const taken = await inboxIdentities(db, allowed.flatMap(({ values }) => values.identities))
  const free = allowed.filter(({ values: { identities } }) => {
    const isFree = !identities.some(identity => taken.has(identityKey(identity)))
    if (isFree) for (const identity of identities) taken.add(identityKey(identity))
    return isFree
  })
  const added = await insertRecords(db, 'inboxPerson', free)
  const people = free.flatMap(({ values }) => added.has(values.id) ? [values] : [])
  const reports = await presentIds(db, 'report', new Set(people.flatMap(({ reportIds }) => reportIds)))
  await insertParts(db, 'inbox_identity', people.flatMap(({ id, identities }) =>
    identities.map(({ kind, value, normalized }, position) => ({ id: newId(), person_id: id, kind, value, normalized, position }))))
  await insertParts(db, 'inbox_report', people.flatMap(({ id, reportIds }) => reportIds.filter(reportId => reports.has(reportId)).map(reportId => ({ person_id: id, report_id: reportId }))))
  for (const item of allowed) {
    settle(item, { outcome: added.has(item.values.id) ? 'CREATED' : 'UNCHANGED' })
    if (added.has(item.values.id)) note(created('inboxPerson', item.values.id))
  }
}

/** Which interaction a report is of: that with its id, or what its source has made here under the same name; one that was deleted stays so. */
async function interactionsOf ({ writing: { db } }: Restoring, items: readonly Item<'report'>[]): Promise<(values: Item<'report'>['values']) => string | null> {
  const named = items.flatMap(({ values: { names } }) => names.map(name => ({ source: name.source, externalId: externalIdOf(name) })))
  const present = await presentIds(db, 'interaction', new Set(items.flatMap(({ values }) => values.interactionId ?? [])))
  const made = new Map((await findByExternalIds(db, named)).map(({ id, source, externalId }) => [`${source} ${externalId}`, id]))
  return ({ interactionId, names }) => {
    if (interactionId === null || present.has(interactionId)) return interactionId
    return names.map(name => made.get(`${name.source} ${externalIdOf(name)}`)).find(id => id !== undefined) ?? interactionId
  }
}

/** Those that name nobody who was erased; the others are settled, and counted. */
async function withoutErased<T extends 'report' | 'inboxPerson'> (
  { ctx, writing: { db }, settle }: Restoring, items: readonly Item<T>[], identitiesOf: (values: Item<T>['values']) => readonly Parameters<typeof identityKey>[0][]
): Promise<Item<T>[]> {
  const keysOf = new Map(items.map(item => [item, identitiesOf(item.values)]))
  const erased = await findErasures(ctx, db, [...keysOf.values()].flat())
  const blocked = new Map([...keysOf].flatMap(([item, identities]) => {
    const key = identities.map(identityKey).find(each => erased.has(each))
    return key === undefined ? [] : [[item, key] as const]
  }))
  for (const [item, key] of blocked) settle(item, { outcome: 'SKIPPED', reason: erasedSentence(erased.get(key)?.at ?? ctx.now) })
  await noteBlocked(ctx, db, blocked.values())
  return items.filter(item => !blocked.has(item))
}

function nameKey ({ source, externalId }: { readonly source: string, readonly externalId: string }): string {
  // Neither can contain it.
  return `${source}\u0000${externalId}`
}
