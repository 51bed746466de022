import { Refusal } from '../../domain/refusal.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { findContacts } from '../../database/contacts/contacts.ts'
import { aliasesOf } from '../../database/merges/merges.ts'
import type { Db } from '../../database/tenancy.ts'

/**
 * A contact for which something is about to be recorded, by its id or one that it had before a merge; nobody is kept from changing it.
 * Refuses NOT_FOUND.
 */
export async function requireContact (db: Db, id: string): Promise<KnownContact> {
  const [contact] = await findMerged(db, [id])
  if (!contact) throw new Refusal('NOT_FOUND', 'There is no such contact.')
  return contact
}

/** The contacts with these ids, and those that ids of merged contacts stand for by now: in no order, each once. */
export async function findMerged (db: Db, ids: readonly string[], find: (db: Db, ids: readonly string[]) => Promise<KnownContact[]> = findContacts): Promise<KnownContact[]> {
  const found = await find(db, ids)
  if (found.length === ids.length) return found
  const present = new Set(found.map(({ id }) => id))
  const survivors = new Set((await aliasesOf(db, ids)).values())
  const others = [...survivors].filter(id => !present.has(id))
  return others.length === 0 ? found : [...found, ...await find(db, others)]
}
