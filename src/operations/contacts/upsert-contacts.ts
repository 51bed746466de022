import { identityKey, MOST_IDENTITIES, MOST_TAGS, readContact, withPrimaries, type ContactFields, type ContactInput, type Identity } from '../../domain/contacts/contact.ts'
import { groupBy } from '../../domain/group-by.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { searchKey } from '../../domain/text.ts'
import { findContacts, lockContacts } from '../../database/contacts/contacts.ts'
import { findHolders, identitiesOf } from '../../database/contacts/identities.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import type { OperationContext } from '../context.ts'
import { ErasedRefusal, type Erased } from '../erasures/erased-refusal.ts'
import { assertNoneOf, findErasures, noteBlocked } from '../erasures/guard.ts'
import { assertRowCount, attempt, type RowResult } from '../rows.ts'
import { requestDuplicates } from '../duplicates/request-duplicates.ts'
import { requestRefreshAfter } from '../standings/request-refresh.ts'
import { transact, type Writing } from '../transact.ts'
import { addContacts, type NewContact } from './add-contacts.ts'
import { changeContact } from './update-contact.ts'

export type UpsertResult = RowResult<{ contact: KnownContact }>

/**
 * Creates or updates contacts by identity, one result per row. A row updates the one contact that holds any of its identities:
 * fields that are given are set, tags and identities are added. A row whose identities several contacts hold fails (CONFLICT), and so
 * does one that would bring somebody back who was erased.
 */
export function upsertContacts (ctx: OperationContext, { contacts: rows }: { contacts: readonly ContactInput[] }): Promise<UpsertResult[]> {
  return transact(ctx, 'upsertContacts', rows, async writing => {
    assertRowCount(rows.length, 'contacts')
    const { defaultCountry } = await currentWorkspace(writing.db)
    const read = rows.map(row => attempt(() => readContact(row, { isNew: true, defaultCountry })))
    const batch = await openBatch(ctx, writing, read.flatMap(row => 'value' in row ? row.value.identities ?? [] : []))
    const results = read.map(row => 'error' in row ? row : attempt(() => place(ctx, batch, row.value)))
    await saveBatch(ctx, writing, batch)
    await noteBlocked(ctx, writing.db, results.flatMap(row => 'error' in row && row.refusal instanceof ErasedRefusal ? [row.refusal.identityKey] : []))
    await requestRefreshAfter(results.filter(row => 'value' in row && row.value.outcome !== 'UNCHANGED').length, writing.db, ctx)
    const saved = new Map((await findContacts(writing.db, batch.drafts.keys())).map(contact => [contact.id, contact]))
    return results.map((row): UpsertResult => {
      if ('error' in row) return { outcome: 'FAILED', error: row.error }
      const contact = saved.get(row.value.id)
      if (!contact) throw new Error(`Contact ${row.value.id} was written, but cannot be read.`)
      return { outcome: row.value.outcome, contact }
    })
  })
}

/** A contact as it is to be after the batch; `present` where it is known already. */
interface Draft {
  readonly present: KnownContact | null
  fields: Partial<ContactFields> & { identities: readonly Identity[], tags: readonly string[] }
  isChanged: boolean
}

interface Batch {
  readonly drafts: Map<string, Draft>
  readonly holders: Map<string, string>
  readonly erasures: ReadonlyMap<string, Erased>
}

async function openBatch (ctx: OperationContext, { db }: Writing, identities: readonly Identity[]): Promise<Batch> {
  const holders = await findHolders(db, identities)
  const contacts = await lockContacts(db, [...new Set(holders.map(({ contactId }) => contactId))])
  const held = groupBy(await identitiesOf(db, contacts.map(({ id }) => id)), ({ contactId }) => contactId)
  return {
    drafts: new Map(contacts.map(contact => {
      const own = (held.get(contact.id) ?? []).map(({ contactId, ...identity }) => identity)
      return [contact.id, { present: contact, fields: { identities: own, tags: contact.tags }, isChanged: false }]
    })),
    holders: new Map(holders.map(held => [identityKey(held), held.contactId])),
    erasures: await findErasures(ctx, db, identities)
  }
}

function place (ctx: OperationContext, batch: Batch, fields: Partial<ContactFields>): { id: string, outcome: 'CREATED' | 'UPDATED' | 'UNCHANGED' } {
  const identities = fields.identities ?? []
  assertNoneOf(batch.erasures, identities.filter(identity => !batch.holders.has(identityKey(identity))))
  const ids = new Set(identities.flatMap(identity => batch.holders.get(identityKey(identity)) ?? []))
  if (ids.size > 1) throw new Refusal('CONFLICT', `Its identities belong to ${ids.size} contacts; they would have to be one first.`)
  const [id = ctx.newId()] = ids
  const draft = batch.drafts.get(id)
  if (draft) {
    const outcome = extend(draft, fields) ? 'UPDATED' : 'UNCHANGED'
    for (const identity of draft.fields.identities) batch.holders.set(identityKey(identity), id)
    return { id, outcome }
  }
  batch.drafts.set(id, { present: null, fields: { tags: [], ...fields, identities }, isChanged: true })
  for (const identity of identities) batch.holders.set(identityKey(identity), id)
  return { id, outcome: 'CREATED' }
}

/** Adds what the row says to the draft, and tells whether that changes it. */
function extend (draft: Draft, { tags = [], identities = [], ...given }: Partial<ContactFields>): boolean {
  const keys = new Set(draft.fields.tags.map(searchKey))
  const known = new Set(draft.fields.identities.map(identityKey))
  const newTags = tags.filter(tag => !keys.has(searchKey(tag)))
  const newIdentities = identities.filter(identity => !known.has(identityKey(identity)))
  const before = { ...draft.present, ...draft.fields } as Record<string, unknown>
  const newFields = Object.entries(given).filter(([field, value]) => value !== null && value !== before[field])
  if (newTags.length + newIdentities.length + newFields.length === 0) return false
  if (draft.fields.tags.length + newTags.length > MOST_TAGS || draft.fields.identities.length + newIdentities.length > MOST_IDENTITIES) {
    throw new Refusal('INVALID', `With these the contact would have more than ${MOST_TAGS} tags or ${MOST_IDENTITIES} identities.`)
  }
  draft.fields = {
    ...draft.fields,
    ...Object.fromEntries(newFields),
    tags: [...draft.fields.tags, ...newTags].sort((a, b) => searchKey(a) < searchKey(b) ? -1 : 1),
    identities: withPrimaries([...draft.fields.identities, ...newIdentities.map(identity => ({ ...identity, isPrimary: false }))])
  }
  draft.isChanged = true
  return true
}

async function saveBatch (ctx: OperationContext, writing: Writing, { drafts }: Batch): Promise<void> {
  const changed = [...drafts].filter(([, { isChanged }]) => isChanged)
  await addContacts(ctx, writing, changed.filter(([, { present }]) => !present).map(([id, { fields }]) => ({ ...fields, id }) as NewContact))
  for (const [, { present, fields }] of changed) {
    if (present) await changeContact(ctx, writing, present, fields)
  }
  if (changed.some(([, { present }]) => present)) await requestDuplicates(writing.db, ctx)
}
