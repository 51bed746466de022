import { identityKey, MOST_IDENTITIES, readContact, withPrimaries, type Identity } from '../../domain/contacts/contact.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { Refusal } from '../../domain/refusal.ts'
import { identitiesOf } from '../../database/contacts/identities.ts'
import { identitiesOfPeople, lockPerson, savePersonState, takeWaitingReports, type PersonRecord } from '../../database/integrations/inbox.ts'
import { settleReportsAt, takeTurn } from '../../database/integrations/reports.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import { addContacts, type NewContact } from '../contacts/add-contacts.ts'
import { known } from '../contacts/create-contact.ts'
import { refuseHeld } from '../contacts/refuse-held.ts'
import { changeContact, takeContact } from '../contacts/update-contact.ts'
import { requestDuplicates } from '../duplicates/request-duplicates.ts'
import type { OperationContext } from '../context.ts'
import { transact, type Writing } from '../transact.ts'
import { reapplyReports } from '../reports/apply-reports.ts'

/** Reports that are recorded while a member waits: somebody can have written a hundred thousand times by now. The others follow within minutes. */
const MOST_AT_ONCE = 200

export interface ConfirmInboxPersonInput {
  readonly id: string
  /** What a contact that is made is called; as the reports have it where it is left out. */
  readonly name?: string | null
  /** Who it is, where the workspace knows them already. */
  readonly contactId?: string | null
}

/**
 * Says who somebody in the inbox is: a new contact, or one that there is, who gets their identities. What waited for them is recorded
 * then. Refuses NOT_FOUND, an INVALID name, somebody who was confirmed already, and identities that another contact holds (CONFLICT).
 */
export function confirmInboxPerson (ctx: OperationContext, input: ConfirmInboxPersonInput): Promise<{ person: PersonRecord, contact: KnownContact }> {
  return transact(ctx, 'confirmInboxPerson', input, async writing => {
    const { db, audit } = writing
    // What is read at the same time would not know them yet, and ask for them again.
    await takeTurn(db)
    const present = await takePerson(writing, input.id)
    const identities = ((await identitiesOfPeople(db, [present.id])).get(present.id) ?? []).map(identity => ({ ...identity, label: null, isPrimary: false }))
    const contactId = input.contactId ? await addTo(ctx, writing, input.contactId, identities) : await makeContact(ctx, writing, input.name ?? present.name, identities)
    const person: PersonRecord = { ...present, state: 'CONFIRMED' }
    await savePersonState(db, person)
    const waiting = await takeWaitingReports(db, present.id)
    await reapplyReports(ctx, writing, waiting.slice(0, MOST_AT_ONCE))
    await settleReportsAt(db, waiting.slice(MOST_AT_ONCE), ctx.now)
    audit({ subjectType: 'person', subjectId: present.id, changes: { state: { before: present.state, after: person.state }, contactId: { after: contactId } } })
    return { person, contact: await known(db, contactId) }
  })
}

/** Takes somebody in the inbox for this transaction. Refuses NOT_FOUND, and (CONFLICT) who is a contact by now. */
export async function takePerson ({ db }: Pick<Writing, 'db'>, id: string): Promise<PersonRecord> {
  const person = await lockPerson(db, id)
  if (!person) throw new Refusal('NOT_FOUND', 'There is no such person in the inbox.')
  if (person.state === 'CONFIRMED') throw new Refusal('CONFLICT', 'This person was confirmed already, and is a contact.')
  return person
}

async function makeContact (ctx: OperationContext, writing: Writing, name: string, identities: readonly Identity[]): Promise<string> {
  const { defaultCountry } = await currentWorkspace(writing.db)
  const contact = { ...readContact({ name }, { isNew: true, defaultCountry }), id: ctx.newId(), identities: withPrimaries(identities) } as NewContact
  await refuseHeld(writing.db, identities, contact.id)
  await addContacts(ctx, writing, [contact])
  return contact.id
}

async function addTo (ctx: OperationContext, writing: Writing, contactId: string, added: readonly Identity[]): Promise<string> {
  const contact = await takeContact(writing, contactId)
  const held = (await identitiesOf(writing.db, [contact.id])).map(({ contactId: _contactId, ...identity }) => identity)
  const keys = new Set(held.map(identityKey))
  const identities = withPrimaries([...held, ...added.filter(identity => !keys.has(identityKey(identity)))])
  if (identities.length > MOST_IDENTITIES) throw new Refusal('CONFLICT', `The contact would have ${identities.length} identities; it can have ${MOST_IDENTITIES}.`)
  if (await changeContact(ctx, writing, contact, { identities })) await requestDuplicates(writing.db, ctx)
  return contact.id
}
