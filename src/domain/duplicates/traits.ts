import type { Contact, Identity } from '../contacts/contact.ts'
import { mailbox } from './free-mail.ts'
import { housesOf, type House } from './house.ts'
import { loginsOf, type Login } from './login.ts'
import { readName, type PersonName } from './name.ts'
import { numbersOf } from './phone.ts'
import { latin } from './spelling.ts'

/** What a contact shows of who it is. */
export type Shown = Pick<Contact, 'name' | 'organization' | 'title'> & { readonly identities: readonly Pick<Identity, 'kind' | 'normalized'>[] }

/** The same, read once for many comparisons; every list is short, whatever the contact has. */
export interface Traits {
  readonly shownName: string
  readonly name: PersonName
  readonly title: string
  readonly houses: readonly House[]
  readonly mailboxes: readonly string[]
  readonly logins: readonly Login[]
  readonly numbers: readonly string[]
}

const MOST_MAILBOXES = 5
const LONGEST_NAME = 200

/** What there is to compare of a contact. */
export function traitsOf (contact: Shown): Traits {
  const { identities } = contact
  const name = readName(contact.name, isLogin(contact))
  return {
    shownName: contact.name.slice(0, LONGEST_NAME),
    name,
    title: latin(contact.title ?? ''),
    houses: housesOf(contact.organization, identities),
    mailboxes: identities.filter(({ kind }) => kind === 'EMAIL').slice(0, MOST_MAILBOXES).map(({ normalized }) => mailbox(normalized)),
    logins: loginsOf(identities, name),
    numbers: numbersOf(identities)
  }
}

/** Whether somebody is called by a login, for want of a name: one word in small letters that they have on a network. */
function isLogin ({ name, identities }: Shown): boolean {
  const word = name.slice(0, LONGEST_NAME).trim()
  if (!/^\p{Ll}[\p{Ll}\d-]{3,}$/u.test(word)) return false
  return identities.some(({ kind, normalized }) => kind !== 'EMAIL' && latin(normalized.split('@')[0] as string) === latin(word))
}
