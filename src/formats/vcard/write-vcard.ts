import type { IdentityInput } from '../../domain/contacts/contact.ts'
import { NETWORK_NAMES, type IdentityKind } from '../../domain/contacts/identity.ts'
import type { ImportedContact } from '../../domain/imports/import-row.ts'
import { wellFormed } from '../../domain/text.ts'
import { recognizeAddress } from './known-address.ts'

/** In bytes, without the line's end (RFC 6350, 3.2). */
const LONGEST_LINE = 75

/** Names of networks, as RFC 9554 wants them in SERVICE-TYPE. */
const SERVICES: Readonly<Record<Exclude<IdentityKind, 'EMAIL' | 'PHONE'>, string>> = { ...NETWORK_NAMES, WEBSITE: 'Website', OTHER: 'Other' }
/** Labels for which the standard has a type. */
const TYPES: ReadonlyMap<string, string> = new Map([['Work', 'work'], ['Home', 'home']])

/**
 * A contact as a vCard 4.0 (RFC 6350; networks as RFC 9554 has them), with the end of its last line; one after the other they are a
 * file. What is read of it is the contact again. A phone number is best given with its country.
 */
export function writeVcard (contact: ImportedContact): string {
  const { name, organization, title, notes, tags, identities, externalId } = contact
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `FN:${escaped(name)}`,
    // Many address books show nothing else; which part is the family's is not known.
    `N:;${escapedPart(name)};;;`,
    ...externalId ? [`UID;VALUE=text:${escaped(externalId)}`] : [],
    ...organization ? [`ORG:${escapedPart(organization)}`] : [],
    ...title ? [`TITLE:${escaped(title)}`] : [],
    ...(identities ?? []).flatMap(identityLines),
    ...tags?.length ? [`CATEGORIES:${tags.map(escaped).join(',')}`] : [],
    ...notes ? [`NOTE:${escaped(notes)}`] : [],
    'END:VCARD'
  ]
  return lines.map(line => `${folded(line)}\r\n`).join('')
}

function identityLines ({ kind, value, label, isPrimary }: IdentityInput, index: number): string[] {
  const type = TYPES.get(label ?? '')
  // Apple's way of a label in the user's own words, which others have taken over.
  const group = label && type === undefined ? `item${index + 1}.` : ''
  const parameters = `${type === undefined ? '' : `;TYPE=${type}`}${isPrimary ? ';PREF=1' : ''}`
  const isUri = kind === 'WEBSITE' || /^https?:\/\//i.test(value)
  return [
    `${group}${propertyOf(kind, value)}${parameters}:${isUri ? escapedUri(value) : escaped(value)}`,
    ...group ? [`${group}X-ABLabel:${escaped(label ?? '')}`] : []
  ]
}

function propertyOf (kind: IdentityKind, value: string): string {
  if (kind === 'EMAIL') return 'EMAIL'
  if (kind === 'PHONE') return 'TEL'
  // The page of a profile would be read as the profile.
  if (kind === 'WEBSITE' && recognizeAddress(value).kind === 'WEBSITE') return 'URL'
  return `SOCIALPROFILE;SERVICE-TYPE=${SERVICES[kind]}${/^https?:\/\//i.test(value) ? '' : ';VALUE=text'}`
}

/** A comma is part of an address, and stays. */
function escapedUri (text: string): string {
  return escaped(text).replaceAll('\\,', ',')
}

/** Only in a value of several parts does a semicolon stand between them; elsewhere some readers keep the backslash before it. */
function escapedPart (text: string): string {
  return escaped(text).replaceAll(';', '\\;')
}

function escaped (text: string): string {
  return wellFormed(text.replaceAll('\u0000', '')).replace(/[\\,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n')
}

/** Cut into lines with a space before all but the first, and never within a character. */
function folded (line: string): string {
  if (Buffer.byteLength(line) <= LONGEST_LINE) return line
  const lines: string[] = []
  let current = ''
  let size = 0
  for (const character of line) {
    const bytes = Buffer.byteLength(character)
    if (size + bytes > LONGEST_LINE) {
      lines.push(current)
      current = ' '
      size = 1
    }
    current += character
    size += bytes
  }
  return [...lines, current].join('\r\n')
}
