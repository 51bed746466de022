import { identityKey, type Identity } from '../../domain/contacts/contact.ts'
import { searchKey } from '../../domain/text.ts'
import { formerlyKnownBy, inboxPeopleWith, namesakesOf, oldIdsOf, ownRowsOf } from '../../database/erasures/person.ts'
import { findHeldKeys } from '../../database/erasures/held.ts'
import { identitiesOf } from '../../database/contacts/identities.ts'
import { ownIdentityKeys } from '../../database/integrations/policies.ts'
import type { Db } from '../../database/tenancy.ts'

/** Somebody as far as the workspace has ever known them. */
export interface GatheredPerson {
  readonly contactId: string
  /** Theirs, and those that they had before merges. */
  readonly ids: readonly string[]
  /** All names, the present one first. */
  readonly names: readonly string[]
  /** Those of them that nobody else in the workspace has. */
  readonly ownNames: readonly string[]
  /** All identities that they have or had, but for those that are another contact's by now, or ours. */
  readonly identities: readonly Pick<Identity, 'kind' | 'value' | 'normalized'>[]
  readonly inboxIds: readonly string[]
  /** What is theirs alone or was done with them: the audit of it is about them. */
  readonly rowIds: readonly string[]
}

/** All that is known of who a contact is and was. */
export async function gatherPerson (db: Db, { id: contactId, name }: { readonly id: string, readonly name: string }): Promise<GatheredPerson> {
  const ids = [contactId, ...await oldIdsOf(db, contactId)]
  const present = await identitiesOf(db, [contactId])
  const former = await formerlyKnownBy(db, contactId, ids)
  const ours = await ownIdentityKeys(db)
  const lost = former.identities.filter(identity => !present.some(own => identityKey(own) === identityKey(identity)))
  const othersNow = await findHeldKeys(db, lost.map(identityKey))
  const own = [...present, ...lost.filter(identity => !othersNow.has(identityKey(identity)))].filter(identity => !ours.has(identityKey(identity)))
  const waiting = await inboxPeopleWith(db, own.map(identityKey))
  const names = [...new Set([name, ...former.names, ...waiting.map(person => person.name)])]
  const namesakes = await namesakesOf(db, names.map(searchKey), contactId)
  const identities = [...own, ...waiting.flatMap(person => person.identities)].map(({ kind, value, normalized }) => ({ kind, value, normalized }))
  return {
    contactId,
    ids,
    names,
    ownNames: names.filter(each => !namesakes.has(searchKey(each))),
    identities: [...new Map(identities.map(identity => [`${identityKey(identity)}\n${identity.value}`, identity])).values()],
    inboxIds: waiting.map(({ id }) => id),
    rowIds: [...ids, ...waiting.map(({ id }) => id), ...await ownRowsOf(db, contactId)]
  }
}
