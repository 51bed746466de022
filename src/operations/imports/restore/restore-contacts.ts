import { identityKey } from '../../../domain/contacts/contact.ts'
import { changesBetween } from '../../../domain/changes.ts'
import { insertContacts, saveSearch } from '../../../database/contacts/contacts.ts'
import { findHolders, insertIdentities } from '../../../database/contacts/identities.ts'
import { findWhoIs } from '../../../database/exports/places.ts'
import { insertTotals } from '../../../database/interactions/totals.ts'
import { numbered, searchRow, tagContacts } from '../../contacts/add-contacts.ts'
import { erasedSentence } from '../../erasures/erased-refusal.ts'
import { findErasures, noteBlocked } from '../../erasures/guard.ts'
import { joinContacts, type Joining } from './join-contacts.ts'
import { contactOf, type Item, type Restoring, type Step } from './restoring.ts'

/**
 * Contacts as they were, under their own ids. One that is here under its id stays as it is; one whose identity a contact here has is joined with
 * that one, and its old id stands for it in all that follows. Whoever was erased does not come back.
 */
export const restoreContacts: Step<'contact'> = async (restoring, items) => {
  const { ctx, writing: { db }, settle } = restoring
  const present = await findWhoIs(db, items.map(({ values }) => values.id))
  for (const item of items) {
    const id = present.get(item.values.id)
    if (id !== undefined) settle(item, { outcome: 'UNCHANGED', subject: contactOf(id) })
  }
  const open = items.filter(({ values }) => !present.has(values.id))
  const identities = open.flatMap(({ values }) => values.identities)
  const holderOf = new Map((await findHolders(db, identities)).map(held => [identityKey(held), held.contactId]))
  const erased = await findErasures(ctx, db, identities)
  const blocked: string[] = []
  const [fresh, joining]: [Item<'contact'>[], Joining[]] = [[], []]
  const own = new Set<string>()
  for (const item of open) {
    const keys = item.values.identities.map(identityKey)
    const erasedKey = keys.find(key => erased.has(key))
    const holders = [...new Set(keys.flatMap(key => holderOf.get(key) ?? []))]
    const [holder] = holders
    if (erasedKey !== undefined) {
      blocked.push(erasedKey)
      settle(item, { outcome: 'SKIPPED', reason: erasedSentence(erased.get(erasedKey)?.at ?? ctx.now) })
    } else if (holders.length > 1 || (holder !== undefined && own.has(holder))) {
      settle(item, { outcome: 'FAILED', reason: holders.length > 1 ? MANY : TWICE })
    } else if (holder !== undefined) {
      joining.push({ item, holder })
    } else {
      fresh.push(item)
      own.add(item.values.id)
      for (const key of keys) holderOf.set(key, item.values.id)
    }
  }
  await noteBlocked(ctx, db, blocked)
  await addAll(restoring, fresh)
  await joinContacts(restoring, joining)
}

const MANY = 'Its addresses are those of several contacts here: merge them, and import the file again.'
const TWICE = 'One of its addresses is that of another contact of this file.'

async function addAll ({ ctx, writing, settle, note, affected }: Restoring, items: readonly Item<'contact'>[]): Promise<void> {
  const { db, audit } = writing
  const contacts = items.map(({ values }) => values)
  await insertContacts(db, contacts)
  await insertIdentities(db, contacts.flatMap(({ id, identities }) => numbered(ctx, id, identities)))
  await tagContacts(ctx, writing, contacts)
  await insertTotals(db, contacts.map(({ id }) => id), ctx.now)
  await saveSearch(db, contacts.map(contact => searchRow(contact, contact.identities)))
  audit(...contacts.map(contact => ({ subjectType: 'contact', subjectId: contact.id, changes: changesBetween(undefined, contact, ['id']) })))
  for (const item of items) {
    const { id, version } = item.values
    affected.add(id)
    note({ kind: 'CREATED', subjectType: 'contact', subjectId: id, contactId: id, version, changes: null })
    settle(item, { outcome: 'CREATED', subject: contactOf(id) })
  }
}
