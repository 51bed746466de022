import { Refusal } from '../../domain/refusal.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { findContacts } from '../../database/contacts/contacts.ts'
import type { Db } from '../../database/tenancy.ts'

/** A contact for which something is about to be recorded; nobody is kept from changing it. Refuses NOT_FOUND. */
export async function requireContact (db: Db, id: string): Promise<KnownContact> {
  const [contact] = await findContacts(db, [id])
  if (!contact) throw new Refusal('NOT_FOUND', 'There is no such contact.')
  return contact
}
