import { addressParser, decodeWords } from 'postal-mime'
import { normalizeEmail } from '../../domain/contacts/identity.ts'
import { wellFormed } from '../../domain/text.ts'
import { readWestern } from './charset.ts'

/** Somebody whom a mail names. */
export interface Mailbox {
  /** As it was typed. */
  readonly address: string
  readonly name: string | null
}

/** A letter to more than these is a circular, whoever the rest are. */
const MOST_MAILBOXES = 100
const LONGEST_LIST = 100_000
const LONGEST_NAME = 200
const LONGEST_LINE = 998

/** The mailboxes of address headers such as To: groups opened, names decoded, each address once, and what is no address passed over. */
export function readMailboxes (headers: readonly string[]): readonly Mailbox[] {
  return mailboxesOf(headers.flatMap(header => addressParser(header.slice(0, LONGEST_LIST).replace(/\p{Cc}/gu, ' ')))
    .flatMap(entry => entry.group ?? [entry]))
}

/** The same, out of addresses and names that somebody else has taken apart. */
export function mailboxesOf (given: readonly { readonly address: string, readonly name: string | null }[]): readonly Mailbox[] {
  const found = new Map<string, Mailbox>()
  for (const { address, name } of given) {
    const key = address.length <= LONGEST_LINE ? normalizeEmail(address) : null
    if (key !== null && !found.has(key) && found.size < MOST_MAILBOXES) found.set(key, { address: address.trim(), name: nameOf(name, key) })
  }
  return [...found.values()]
}

/** A header as a line of text: its encoded words (RFC 2047) decoded, and nothing in it that is no character to be read. */
export function readLine (header: string): string {
  return wellFormed(readWestern(decodeWords(header.slice(0, LONGEST_LIST)))).replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** Programs quote a name, or repeat the address where there is none. */
function nameOf (typed: string | null, address: string): string | null {
  const name = readLine(typed ?? '').replace(/^'(.+)'$/, '$1').slice(0, LONGEST_NAME).replace(/[\ud800-\udbff]$/, '').trim()
  return name === '' || normalizeEmail(name) === address ? null : name
}
