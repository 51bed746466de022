import { identityKey } from '../../domain/contacts/contact.ts'
import { nameOf, type Person } from '../../domain/integrations/people.ts'
import { findInboxHolders, insertInboxPeople, waitForPeople, type NewInboxPerson } from '../../database/integrations/inbox-waiting.ts'
import type { Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'

/** Somebody whom nobody knows, in a report. */
export interface Stranger {
  readonly person: Person
  readonly reportId: string
  readonly integrationId: string | null
  /** Epoch milliseconds. */
  readonly seenAt: number
}

/** Puts strangers into the inbox, each once; the report waits for them. Whoever was dismissed does not come up again. */
export async function keepInbox (db: Db, strangers: readonly Stranger[], { newId, now }: Pick<OperationContext, 'newId' | 'now'>): Promise<void> {
  if (strangers.length === 0) return
  const holders = await findInboxHolders(db, strangers.flatMap(({ person }) => person.identities))
  const dismissed = new Set(holders.filter(({ state }) => state === 'DISMISSED').map(({ personId }) => personId))
  const personOf = new Map(holders.map(holder => [`${holder.kind} ${holder.normalized}`, holder.personId]))
  const added: NewInboxPerson[] = []
  const waiting = strangers.map(({ person, reportId, integrationId, seenAt }) => {
    const keys = person.identities.map(identityKey)
    const personId = keys.map(key => personOf.get(key)).find(id => id !== undefined) ?? newId()
    if (!keys.some(key => personOf.has(key))) {
      added.push({ id: personId, name: nameOf(person), integrationId, seenAt, identities: person.identities })
      for (const key of keys) personOf.set(key, personId)
    }
    return { personId, reportId, seenAt }
  })
  await insertInboxPeople(db, added, newId, now)
  await waitForPeople(db, waiting.filter(({ personId }) => !dismissed.has(personId)))
}
