import { identityKey, type Identity } from '../contacts/contact.ts'
import type { IdentityKind } from '../contacts/identity.ts'
import { sameNumber } from '../integrations/people.ts'
import type { ReadPerson } from './read-person.ts'
import { maySharePerson } from './same-name.ts'

/** Kinds of which each belongs to one person: whoever has the same is the same. */
export const STRONG_KINDS: ReadonlySet<IdentityKind> = new Set(['EMAIL', 'LINKEDIN', 'GITHUB', 'X', 'MASTODON', 'BLUESKY', 'SLACK', 'TELEGRAM'])
/** What a house, a family or two services may share: it is one person's where the name fits. */
const SHARED_KINDS: ReadonlySet<IdentityKind> = new Set(['PHONE', 'WHATSAPP', 'OTHER'])

/** What is looked up for a person: what they have, and the same numbers as another kind. */
export function wantedOf (identities: readonly Identity[]): Pick<Identity, 'kind' | 'normalized'>[] {
  return identities.flatMap(identity => [identity, sameNumber(identity) ?? []].flat())
}

/** Who holds what, and how they are called. */
export interface Holders {
  /** The contact with this identity, by its key. */
  readonly holderOf: (identityKey: string) => string | undefined
  readonly nameOf: (contactId: string) => string
}

interface Match {
  readonly contactId: string
  readonly strong: number
  readonly isNamed: boolean
  readonly shared: number
}

/**
 * The contact that a person of a file is; undefined where it is nobody's. `keyed` is whom the same record of an earlier file became.
 * Where several may be meant it is the one with most of what is one person's alone, then whom the record became, then the one with most of
 * what people share, then the oldest. A web page joins nobody.
 */
export function findMatch ({ name, isNamed, identities }: ReadPerson, { holderOf, nameOf }: Holders, keyed: string | undefined): string | undefined {
  const matches = new Map<string, Match>()
  const add = (contactId: string, more: Partial<Match>) => {
    const present = matches.get(contactId) ?? { contactId, strong: 0, isNamed: false, shared: 0 }
    matches.set(contactId, { ...present, ...more, strong: present.strong + (more.strong ?? 0), shared: present.shared + (more.shared ?? 0) })
  }
  for (const identity of identities) {
    for (const wanted of wantedOf([identity])) {
      const contactId = holderOf(identityKey(wanted))
      if (contactId === undefined) continue
      if (STRONG_KINDS.has(identity.kind)) add(contactId, { strong: 1 })
      else if (SHARED_KINDS.has(identity.kind) && (!isNamed || maySharePerson(name, nameOf(contactId)))) add(contactId, { shared: 1 })
    }
  }
  if (keyed !== undefined) add(keyed, { isNamed: true })
  const [best] = [...matches.values()].sort((a, b) => b.strong - a.strong || Number(b.isNamed) - Number(a.isNamed) || b.shared - a.shared || (a.contactId < b.contactId ? -1 : 1))
  return best?.contactId
}
