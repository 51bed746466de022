import { readContact, type ContactInput } from '../../domain/contacts/contact.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { findContacts } from '../../database/contacts/contacts.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { addContacts, type NewContact } from './add-contacts.ts'
import { refuseHeld } from './refuse-held.ts'

/** Adds a contact. Refuses INVALID input, and (CONFLICT) an identity that another contact holds. */
export function createContact (ctx: OperationContext, input: ContactInput): Promise<KnownContact> {
  return transact(ctx, 'createContact', input, async writing => {
    const { defaultCountry } = await currentWorkspace(writing.db)
    const fields = readContact(input, { isNew: true, defaultCountry })
    const contact = { ...fields, id: ctx.newId() } as NewContact
    await refuseHeld(writing.db, fields.identities ?? [], contact.id)
    await addContacts(ctx, writing, [contact])
    return known(writing.db, contact.id)
  })
}

/** A contact that this transaction has written. */
export async function known (db: Db, id: string): Promise<KnownContact> {
  const [contact] = await findContacts(db, [id])
  if (!contact) throw new Error(`Contact ${id} was written, but cannot be read.`)
  return contact
}
