import { searchKey } from '../../../domain/text.ts'
import { hasCurrentModel } from '../../../database/exports/places.ts'
import { insertRecords } from '../../../database/exports/write-records.ts'
import type { Step } from './restoring.ts'

/** What a workspace has set for itself already stays. */
export const restoreSettings: Step<'settings'> = async ({ writing: { db }, settle }, items) => {
  const added = await insertRecords(db, 'settings', items)
  for (const item of items) settle(item, { outcome: added.size > 0 ? 'CREATED' : 'UNCHANGED' })
}

/** Versions that are free; the one in use stays in use. */
export const restoreModels: Step<'scoringModel'> = async ({ writing: { db }, settle }, items) => {
  let isTaken = await hasCurrentModel(db)
  const added = await insertRecords(db, 'scoringModel', items.map(({ values }) => {
    const isCurrent = values.isCurrent && !isTaken
    isTaken ||= isCurrent
    return { values: { ...values, isCurrent } }
  }))
  for (const item of items) settle(item, { outcome: added.has(String(item.values.version)) ? 'CREATED' : 'UNCHANGED' })
}

export const restoreOwnIdentities: Step<'ownIdentity'> = async ({ ctx, writing: { db }, settle }, items) => {
  const added = await insertRecords(db, 'ownIdentity', items.map(({ values }) => ({ values, more: { id: ctx.newId() } })))
  for (const item of items) settle(item, { outcome: added.has(`${item.values.kind} ${item.values.normalized}`) ? 'CREATED' : 'UNCHANGED' })
}

/** A tag is known by its name: one that is here keeps its cadence. */
export const restoreTags: Step<'tag'> = async ({ ctx, writing: { db }, settle }, items) => {
  const added = await insertRecords(db, 'tag', items.map(({ values }) => ({ values, more: { id: ctx.newId(), name_key: searchKey(values.name) } })))
  for (const item of items) settle(item, { outcome: added.has(searchKey(item.values.name)) ? 'CREATED' : 'UNCHANGED' })
}
