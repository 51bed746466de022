import { normalizeIdentity, type IdentityKind } from './identity.ts'
import { Refusal, type FieldError } from '../refusal.ts'
import { cleanText, searchKey, wellFormed } from '../text.ts'

/** A person whom the workspace knows. Instants are epoch milliseconds. */
export interface Contact {
  readonly id: string
  readonly name: string
  readonly organization: string | null
  readonly title: string | null
  readonly notes: string | null
  readonly tags: readonly string[]
  /** Wanted days between touches, where a member set them. */
  readonly targetDays: number | null
  /** Whether the cadence rests. */
  readonly paused: boolean
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** An address, number or handle by which a contact is known. */
export interface Identity {
  readonly kind: IdentityKind
  readonly value: string
  readonly normalized: string
  readonly label: string | null
  readonly isPrimary: boolean
}

export interface IdentityInput {
  readonly kind: IdentityKind
  readonly value: string
  readonly label?: string | null
  readonly isPrimary?: boolean | null
}

/** What a member can say of a contact. A field left out is not said; null empties it. */
export interface ContactInput {
  readonly name?: string | null
  readonly organization?: string | null
  readonly title?: string | null
  readonly notes?: string | null
  readonly tags?: readonly string[] | null
  readonly identities?: readonly IdentityInput[] | null
  readonly cadenceDays?: number | null
}

export type ContactFields = Pick<Contact, 'name' | 'organization' | 'title' | 'notes' | 'tags' | 'targetDays'>
  & { readonly identities: readonly Identity[] }

export const LONGEST = { name: 200, organization: 200, title: 200, notes: 20_000, tag: 50, label: 50 }
export const MOST_TAGS = 50
export const MOST_IDENTITIES = 50
const CADENCE_DAYS = { least: 1, most: 3650 }

/**
 * The fields of `input` that were given, cleaned and normalized. Refuses (INVALID, all faults at once) what is too long,
 * empty or unreadable; a name is needed where `isNew`.
 */
export function readContact (input: ContactInput, { isNew, defaultCountry }: { isNew: boolean, defaultCountry: string }): Partial<ContactFields> {
  const errors: FieldError[] = []
  const text = (path: 'name' | 'organization' | 'title' | 'notes') =>
    input[path] === undefined ? {} : { [path]: cleanText(input[path], { path, max: LONGEST[path] }, errors) }
  const name = text('name')
  if ((isNew || input.name !== undefined) && !name.name) errors.push({ path: 'name', message: 'is empty; a contact needs a name.' })
  const fields = {
    ...name,
    ...text('organization'),
    ...text('title'),
    ...text('notes'),
    ...input.tags !== undefined && { tags: readTags(input.tags ?? [], errors) },
    ...input.identities !== undefined && { identities: readIdentities(input.identities ?? [], defaultCountry, errors) },
    ...input.cadenceDays !== undefined && { targetDays: readCadenceDays(input.cadenceDays, 'cadenceDays', errors) }
  } as Partial<ContactFields>
  refuse(errors)
  return fields
}

/** Wanted days as they are kept; what is wrong with them goes to `errors`. */
export function readCadenceDays (days: number | null, path: string, errors: FieldError[]): number | null {
  if (days !== null && (days < CADENCE_DAYS.least || days > CADENCE_DAYS.most)) {
    errors.push({ path, message: `is ${days}; it can be from ${CADENCE_DAYS.least} to ${CADENCE_DAYS.most} days.` })
  }
  return days
}

/** Throws the faults together, if there are any. */
export function refuse (errors: readonly FieldError[]): void {
  const [first] = errors
  if (first) throw new Refusal('INVALID', `${first.path} ${first.message}`, { fields: errors })
}

function readTags (tags: readonly string[], errors: FieldError[]): readonly string[] {
  if (tags.length > MOST_TAGS) errors.push({ path: 'tags', message: `are ${tags.length}; a contact can have ${MOST_TAGS}.` })
  const byKey = new Map<string, string>()
  tags.slice(0, MOST_TAGS).forEach((tag, index) => {
    const path = `tags.${index}`
    const name = cleanText(tag, { path, max: LONGEST.tag }, errors)
    if (name === null) errors.push({ path, message: 'is empty.' })
    else if (!byKey.has(searchKey(name))) byKey.set(searchKey(name), name)
  })
  return [...byKey].sort(([a], [b]) => a < b ? -1 : 1).map(([, name]) => name)
}

function readIdentities (inputs: readonly IdentityInput[], defaultCountry: string, errors: FieldError[]): readonly Identity[] {
  if (inputs.length > MOST_IDENTITIES) {
    errors.push({ path: 'identities', message: `are ${inputs.length}; a contact can have ${MOST_IDENTITIES}.` })
  }
  const found = new Map<string, Identity>()
  inputs.slice(0, MOST_IDENTITIES).forEach((input, index) => {
    const identity = readIdentity(input, defaultCountry, `identities.${index}`, errors)
    if (identity && !found.has(identityKey(identity))) found.set(identityKey(identity), identity)
  })
  return withPrimaries([...found.values()])
}

/** One identity cleaned and normalized, or null where something is wrong with it (told in `errors`). */
export function readIdentity (input: IdentityInput, defaultCountry: string, path: string, errors: FieldError[]): Identity | null {
  const label = cleanText(input.label, { path: `${path}.label`, max: LONGEST.label }, errors)
  try {
    const normalized = normalizeIdentity(input.kind, input.value, defaultCountry, `${path}.value`)
    return { kind: input.kind, value: wellFormed(input.value.trim()), normalized, label, isPrimary: input.isPrimary ?? false }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    errors.push(...error.fields)
    return null
  }
}

/** Two identities with the same key are the same. */
export function identityKey ({ kind, normalized }: Pick<Identity, 'kind' | 'normalized'>): string {
  return `${kind} ${normalized}`
}

/** Exactly one primary of each kind: the first that says so, else the first. */
export function withPrimaries<Item extends Pick<Identity, 'kind' | 'isPrimary'>> (identities: readonly Item[]): readonly Item[] {
  const primary = new Map<IdentityKind, Item>()
  for (const identity of identities) {
    const present = primary.get(identity.kind)
    if (!present || (identity.isPrimary && !present.isPrimary)) primary.set(identity.kind, identity)
  }
  return identities.map(identity => ({ ...identity, isPrimary: primary.get(identity.kind) === identity }))
}

/** The contact's text as search reads it: `name` weighs most, `rest` is found by its parts too, `notes` by whole words only. */
export function searchText (contact: Pick<Contact, 'name' | 'organization' | 'title' | 'notes' | 'tags'>, identities: readonly Identity[]) {
  const rest = [
    contact.organization, contact.title, ...contact.tags,
    ...identities.flatMap(({ value, normalized }) => value.toLowerCase() === normalized ? [normalized] : [value, normalized])
  ]
  const written = (texts: readonly (string | null)[]) => searchKey(texts.filter(text => text !== null).join(' '))
  return { name: written([contact.name]), rest: written(rest), notes: written([contact.notes]) }
}
