import { LONGEST, MOST_IDENTITIES, MOST_TAGS, identityKey, readIdentity, withPrimaries, type Identity, type IdentityInput } from '../contacts/contact.ts'
import { NETWORK_NAMES, type IdentityKind } from '../contacts/identity.ts'
import { searchKey, wellFormed } from '../text.ts'
import type { ImportedContact } from './import-row.ts'
import { isStandIn } from './stand-in.ts'

/** A person of a file as a contact can be. What does not fit or cannot be read is in the notes, each on a line with its name. */
export interface ReadPerson {
  readonly name: string
  /** False where the file has no name for them, and another thing stands for it, such as their address. */
  readonly isNamed: boolean
  readonly organization: string | null
  readonly title: string | null
  /** May be longer than a contact's can be. */
  readonly notes: string | null
  readonly tags: readonly string[]
  readonly identities: readonly Identity[]
}

const NAMES: Readonly<Record<IdentityKind, string>> = { ...NETWORK_NAMES, EMAIL: 'E-mail', PHONE: 'Phone', WEBSITE: 'Website', OTHER: 'Also known as' }

/** Reads a person of a file and refuses nothing; null where there is nobody: no name, no organization, and nothing to be known by. */
export function readPerson (contact: ImportedContact, defaultCountry: string): ReadPerson | null {
  const further: string[] = []
  const text = (value: string | null | undefined, field: 'name' | 'organization' | 'title', label: string): string | null => {
    const whole = clean(value)
    if (whole.length <= LONGEST[field]) return whole || null
    further.push(`${label}: ${whole}`)
    return wellFormed(whole.slice(0, LONGEST[field])).trim()
  }
  const name = text(contact.name, 'name', 'Name')
  const organization = text(contact.organization, 'organization', 'Organization')
  const title = text(contact.title, 'title', 'Title')
  const tags = readTags(contact.tags ?? [], further)
  const identities = readIdentities(contact.identities ?? [], defaultCountry, further)
  const shown = name ?? identities[0]?.value ?? (clean(contact.identities?.[0]?.value) || organization)
  if (!shown) return null
  const notes = [clean(contact.notes), ...further].filter(part => part !== '').join('\n') || null
  return { name: shown.slice(0, LONGEST.name), isNamed: name !== null && !isStandIn(name, identities), organization, title, notes, tags, identities }
}

/** An identity as a line of notes: `Phone (Home): +49 30 1234567`. */
export function identityNote ({ kind, value, label }: Pick<IdentityInput, 'kind' | 'value' | 'label'>): string {
  return `${NAMES[kind]}${clean(label) && ` (${clean(label)})`}: ${clean(value)}`
}

/** A tag as a line of notes. */
export function tagNote (tag: string): string {
  return `Tag: ${tag}`
}

function readTags (tags: readonly string[], further: string[]): string[] {
  const found = new Map<string, string>()
  for (const tag of tags.map(clean)) {
    if (tag === '' || found.has(searchKey(tag))) continue
    if (tag.length > LONGEST.tag || found.size === MOST_TAGS) further.push(tagNote(tag))
    else found.set(searchKey(tag), tag)
  }
  return [...found.values()]
}

function readIdentities (inputs: readonly IdentityInput[], defaultCountry: string, further: string[]): readonly Identity[] {
  const found = new Map<string, Identity>()
  for (const input of inputs) {
    const isLong = clean(input.label).length > LONGEST.label
    const label = clean(input.label).slice(0, LONGEST.label)
    const identity = found.size < MOST_IDENTITIES ? readIdentity({ ...input, label }, defaultCountry, '', []) : null
    if (identity && !found.has(identityKey(identity))) found.set(identityKey(identity), identity)
    if ((!identity || isLong) && clean(input.value) !== '') further.push(identityNote(input))
  }
  return withPrimaries([...found.values()])
}

function clean (text: string | null | undefined): string {
  return wellFormed((text ?? '').replaceAll('\u0000', '').trim())
}
