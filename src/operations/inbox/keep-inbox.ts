import { identityKey } from '../../domain/contacts/contact.ts'
import { nameOf, type Person } from '../../domain/integrations/people.ts'
import { findInboxHolders, hasPending, insertInboxPeople, waitForPeople, type NewInboxPerson } from '../../database/integrations/inbox-waiting.ts'
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

/** Anybody can write to an address that is public: nobody could look through more people than these. */
export const MOST_PENDING = 5000

/** What the inbox knows of these strangers, and will. */
export interface Inbox {
  /** Whether a member has said that they are nobody to us. */
  readonly hasDismissed: (person: Person) => boolean
  /** Whether there is no room for them: they are not among those who wait, and too many are. */
  readonly isFullFor: (person: Person) => boolean
  /** Puts the strangers into it, each once; their reports, which are saved by then, wait for them. Whoever was dismissed does not come up again. */
  readonly keep: (clock: Pick<OperationContext, 'newId' | 'now'>) => Promise<void>
}

/** Looks up all these strangers at once. */
export async function openInbox (db: Db, strangers: readonly Stranger[]): Promise<Inbox> {
  const holders = await findInboxHolders(db, strangers.flatMap(({ person }) => person.identities))
  const dismissed = new Set(holders.filter(({ state }) => state === 'DISMISSED').map(({ personId }) => personId))
  const isFull = strangers.length > 0 && await hasPending(db, MOST_PENDING)
  const personOf = new Map(holders.map(holder => [`${holder.kind} ${holder.normalized}`, holder.personId]))
  const isFullFor = ({ identities }: Person): boolean => isFull && !identities.some(identity => personOf.has(identityKey(identity)))
  return {
    isFullFor,
    hasDismissed: ({ identities }) => dismissed.has(identities.map(identity => personOf.get(identityKey(identity))).find(id => id !== undefined) ?? ''),
    keep: clock => keep(db, strangers.filter(({ person }) => !isFullFor(person)), personOf, dismissed, clock)
  }
}

async function keep (
  db: Db, strangers: readonly Stranger[], personOf: Map<string, string>, dismissed: ReadonlySet<string>, { newId, now }: Pick<OperationContext, 'newId' | 'now'>
): Promise<void> {
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
