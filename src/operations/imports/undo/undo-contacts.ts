import { changesBetween } from '../../../domain/changes.ts'
import { identityKey, type Identity } from '../../../domain/contacts/contact.ts'
import type { KnownContact } from '../../../domain/contacts/standing.ts'
import { groupBy } from '../../../domain/group-by.ts'
import type { Doing } from '../../../domain/imports/undo.ts'
import { undoContact, type ChangedFields } from '../../../domain/imports/undo-contact.ts'
import { whyContactStays, whyFieldsStay, type Undone } from '../../../domain/imports/why-left.ts'
import { searchKey } from '../../../domain/text.ts'
import { deleteContacts, findContacts, lockContacts, saveSearch, updateContacts } from '../../../database/contacts/contacts.ts'
import { identitiesOf } from '../../../database/contacts/identities.ts'
import { removeTagsNamed } from '../../../database/imports/undo-contacts.ts'
import { findHolds, passVersions } from '../../../database/imports/undo.ts'
import { orderIdentities } from '../../../database/merges/merged-rows.ts'
import { deleteRows, readRows } from '../../../database/merges/rows.ts'
import { searchRow } from '../../contacts/add-contacts.ts'
import type { OperationContext } from '../../context.ts'
import { rescore } from '../../standings/rescore.ts'
import type { Writing } from '../../transact.ts'

type Clock = Pick<OperationContext, 'now' | 'newId'>

/** Takes back contacts that an import made, and what it changed of others; what became of each. Interactions of the import are gone by then. */
export async function undoContacts (ctx: Clock, writing: Writing, importId: string, doings: readonly Doing[]): Promise<Undone[]> {
  const { db, audit } = writing
  const present = new Map((await lockContacts(db, doings.flatMap(({ contactId }) => contactId ?? []))).map(contact => [contact.id, contact]))
  const known = doings.filter(({ contactId }) => present.has(contactId ?? ''))
  const holds = await findHolds(db, importId, known.filter(({ kind }) => kind === 'CREATED').map(({ subjectId }) => subjectId))
  const made = known.filter(({ kind }) => kind === 'CREATED').map(doing =>
    ({ doing, reason: whyContactStays(doing, present.get(doing.contactId ?? '') as KnownContact, holds.get(doing.subjectId) ?? []) }))
  const gone = made.filter(({ reason }) => reason === null).map(({ doing }) => doing.subjectId)
  await deleteContacts(db, gone)
  audit(...gone.map(id => ({ subjectType: 'contact', subjectId: id, changes: { importId: { before: importId } } })))
  const changed = await restore(ctx, writing, importId, known.filter(({ kind }) => kind === 'UPDATED'), present)
  return [...made, ...changed, ...doings.filter(doing => !known.includes(doing)).map(doing => ({ doing, reason: null }))]
}

/** What an import changed of contacts, as it was before. */
async function restore (ctx: Clock, writing: Writing, importId: string, doings: readonly Doing[], present: ReadonlyMap<string, KnownContact>): Promise<Undone[]> {
  if (doings.length === 0) return []
  const { db, audit } = writing
  const held = groupBy(await identitiesOf(db, doings.map(({ subjectId }) => subjectId)), ({ contactId }) => contactId)
  const undone: Undone[] = []
  const changed: Change[] = []
  for (const doing of doings) {
    const contact = present.get(doing.contactId ?? '') as KnownContact
    if (doing.contactId !== doing.subjectId) {
      undone.push({ doing, reason: 'It was merged into another contact since.' })
      continue
    }
    const before = stateOf(contact, (held.get(contact.id) ?? []).map(({ contactId, ...identity }) => identity))
    const { fields, left } = undoContact(before, doing.changes)
    undone.push({ doing, reason: left.length > 0 ? whyFieldsStay(left) : null })
    if (Object.keys(changesBetween(before, fields)).length > 0) changed.push({ doing, contact, before, after: fields, isWhole: left.length === 0 && contact.version === doing.version })
  }
  await save(ctx, writing, changed)
  await passVersions(db, importId, changed.filter(({ isWhole }) => isWhole).map(({ doing, contact }) =>
    ({ contactId: contact.id, from: contact.version - doing.changeIds.length, to: contact.version + 1 })))
  audit(...changed.map(({ contact, before, after }) => ({
    subjectType: 'contact',
    subjectId: contact.id,
    changes: changesBetween({ ...before, version: contact.version }, { ...after, version: contact.version + 1 })
  })))
  return undone
}

interface Change {
  readonly doing: Doing
  readonly contact: KnownContact
  readonly before: ChangedFields
  readonly after: ChangedFields
  /** Whether it is in all as it was before the import. */
  readonly isWhole: boolean
}

async function save (ctx: Clock, { db }: Writing, changed: readonly Change[]): Promise<void> {
  await updateContacts(db, changed.map(({ contact, after: { identities, ...fields } }) => ({ ...contact, ...fields, version: contact.version + 1, updatedAt: ctx.now })))
  await removeTagsNamed(db, changed.flatMap(({ contact, before, after }) =>
    before.tags.filter(tag => !after.tags.includes(tag)).map(tag => ({ contactId: contact.id, nameKey: searchKey(tag) }))))
  await saveIdentities({ db }, changed.filter(({ before, after }) => before.identities !== after.identities))
  const rescored = changed.filter(({ before, after }) => before.targetDays !== after.targetDays || before.paused !== after.paused || before.tags.length !== after.tags.length)
  await rescore(db, rescored.map(({ contact }) => contact.id), ctx, { hasActed: false })
  const identities = new Map(changed.map(({ contact, after }) => [contact.id, after.identities]))
  await saveSearch(db, (await findContacts(db, identities.keys())).map(contact => searchRow(contact, identities.get(contact.id) ?? [])))
}

interface IdentityRow extends Pick<Identity, 'kind' | 'normalized'> {
  readonly id: string
  readonly contact_id: string
  readonly position: number
  readonly is_primary: boolean
}

/** Identities that are no more wanted go; of those that stay, each comes first of its kind or not, as it did before. */
async function saveIdentities ({ db }: Pick<Writing, 'db'>, changed: readonly Change[]): Promise<void> {
  const rows = await readRows(db, 'identity', 'contact_id', changed.map(({ contact }) => contact.id)) as unknown as IdentityRow[]
  const wanted = new Map(changed.flatMap(({ contact, after }) => after.identities.map(identity => [`${contact.id} ${identityKey(identity)}`, identity])))
  const wantedFor = (row: IdentityRow) => wanted.get(`${row.contact_id} ${identityKey(row)}`)
  await deleteRows(db, 'identity', 'id', rows.filter(row => !wantedFor(row)).map(({ id }) => id))
  await orderIdentities(db, rows.flatMap(({ id, position, ...row }) => {
    const identity = wantedFor({ id, position, ...row })
    return identity && identity.isPrimary !== row.is_primary ? [{ id, position, is_primary: identity.isPrimary }] : []
  }))
}

function stateOf ({ name, organization, title, notes, tags, targetDays, paused }: KnownContact, identities: readonly Identity[]): ChangedFields {
  return { name, organization, title, notes, tags, targetDays, paused, identities }
}
