import { identityKey, LONGEST, MOST_IDENTITIES, MOST_TAGS, withPrimaries, type Identity } from '../../../domain/contacts/contact.ts'
import type { KnownContact } from '../../../domain/contacts/standing.ts'
import { changesBetween } from '../../../domain/changes.ts'
import type { ValuesOfType } from '../../../domain/exports/record-fields.ts'
import { groupBy } from '../../../domain/group-by.ts'
import { searchKey } from '../../../domain/text.ts'
import { lockContacts } from '../../../database/contacts/contacts.ts'
import { identitiesOf } from '../../../database/contacts/identities.ts'
import { RESTORED } from '../../../database/exports/places.ts'
import { insertRecords, type NewRecord } from '../../../database/exports/write-records.ts'
import { changeContact } from '../../contacts/update-contact.ts'
import { contactOf, type Item, type Restoring } from './restoring.ts'

/** A contact of a file, and who it is here. */
export interface Joining {
  readonly item: Item<'contact'>
  readonly holder: string
}

/** Gives contacts what those that they turned out to be have besides, and remembers the ids that these had. */
export async function joinContacts (restoring: Restoring, joining: readonly Joining[]): Promise<void> {
  const { ctx, writing: { db }, settle, affected } = restoring
  if (joining.length === 0) return
  const holders = [...new Set(joining.map(({ holder }) => holder))]
  const contacts = new Map((await lockContacts(db, holders)).map(contact => [contact.id, contact]))
  const held = groupBy(await identitiesOf(db, holders), ({ contactId }) => contactId)
  const keys: NewRecord<'importKey'>[] = []
  for (const { item, holder } of joining) {
    const contact = contacts.get(holder)
    if (!contact) throw new Error(`Contact ${holder} is gone while it is held.`)
    const identities = (held.get(holder) ?? []).map(({ contactId, ...identity }) => identity)
    const joined = join(contact, identities, item.values)
    if ('reason' in joined) {
      settle(item, { outcome: 'FAILED', reason: joined.reason, subject: contactOf(holder) })
      continue
    }
    contacts.set(holder, await change(restoring, contact, identities, joined, item))
    held.set(holder, joined.identities.map(identity => ({ ...identity, contactId: holder })))
    affected.add(holder)
    keys.push({ values: { id: ctx.newId(), format: RESTORED, externalKey: item.values.id, contactId: holder } })
  }
  await insertRecords(db, 'importKey', keys)
}

async function change ({ ctx, writing, settle, note }: Restoring, contact: KnownContact, identities: readonly Identity[], joined: Joined, item: Item<'contact'>): Promise<KnownContact> {
  const { name, organization, title, notes, tags, targetDays } = contact
  const changes = changesBetween({ organization, title, notes, tags, targetDays, identities }, joined)
  const isChanged = await changeContact(ctx, writing, contact, joined)
  settle(item, { outcome: isChanged ? 'UPDATED' : 'UNCHANGED', reason: `It is “${name}” here, by an address that both have.`, subject: contactOf(contact.id) })
  if (!isChanged) return contact
  const version = contact.version + 1
  note({ kind: 'UPDATED', subjectType: 'contact', subjectId: contact.id, contactId: contact.id, version, changes })
  return { ...contact, ...joined, version }
}

interface Joined extends Pick<KnownContact, 'organization' | 'title' | 'notes' | 'tags' | 'targetDays'> {
  readonly identities: readonly Identity[]
}

/** What is empty here is filled, lists are united, and notes come below those that are here: nothing that a person wrote is lost. */
function join (here: KnownContact, identities: readonly Identity[], there: ValuesOfType<'contact'>): Joined | { readonly reason: string } {
  const known = new Set(identities.map(identityKey))
  const allIdentities = withPrimaries([...identities, ...there.identities.filter(identity => !known.has(identityKey(identity))).map(identity => ({ ...identity, isPrimary: false }))])
  const names = new Set(here.tags.map(searchKey))
  const tags = [...here.tags, ...there.tags.filter(tag => !names.has(searchKey(tag)))].sort((a, b) => searchKey(a) < searchKey(b) ? -1 : 1)
  const isNew = there.notes !== null && !(here.notes ?? '').includes(there.notes)
  const notes = isNew ? [here.notes, there.notes].filter(text => text !== null).join('\n\n') : here.notes
  const name = `“${here.name.slice(0, 50)}”`
  if (allIdentities.length > MOST_IDENTITIES) return { reason: `Together with ${name} it would have more than ${MOST_IDENTITIES} addresses.` }
  if (tags.length > MOST_TAGS) return { reason: `Together with ${name} it would have more than ${MOST_TAGS} tags.` }
  if (notes !== null && notes.length > LONGEST.notes) return { reason: `Its notes and those of ${name} together are longer than ${LONGEST.notes} characters.` }
  return {
    organization: here.organization ?? there.organization, title: here.title ?? there.title, notes, tags, targetDays: here.targetDays ?? there.targetDays, identities: allIdentities
  }
}
