import type { Identity } from '../../domain/contacts/contact.ts'
import { Refusal } from '../../domain/refusal.ts'
import { toTypeId } from '../../domain/type-id.ts'
import { findHolders } from '../../database/contacts/identities.ts'
import type { Db } from '../../database/tenancy.ts'

/** Refuses (CONFLICT) identities that another contact than `ownId` holds. */
export async function refuseHeld (db: Db, identities: readonly Identity[], ownId: string): Promise<void> {
  const held = (await findHolders(db, identities)).find(({ contactId }) => contactId !== ownId)
  if (!held) return
  const contactId = toTypeId('contact', held.contactId)
  throw new Refusal('CONFLICT', `${held.normalized} is an identity of another contact, ${contactId}; change that one, or take the identity from it first.`, {
    extensions: { contactId }
  })
}
