import { identityKey, LONGEST, MOST_IDENTITIES, MOST_TAGS, withPrimaries, type Contact, type Identity } from '../contacts/contact.ts'
import { searchKey } from '../text.ts'
import { joinNotes } from './join-notes.ts'
import { identityNote, tagNote, type ReadPerson } from './read-person.ts'
import { isSaidBy } from './same-name.ts'
import { isStandIn } from './stand-in.ts'

/** What of a contact a file can say. */
export type PlacedFields = Pick<Contact, 'name' | 'organization' | 'title' | 'notes' | 'tags'> & { readonly identities: readonly Identity[] }

/** A contact with what a row adds, and what is to be said of it. `isNews` tells whether anything is added. */
export interface Placed {
  readonly fields: PlacedFields
  readonly isNews: boolean
  readonly reason: string | null
}

export interface PlaceOptions {
  /** Whether somebody else has this identity, by its key. */
  readonly isHeld: (identityKey: string) => boolean
  /** Whether name, organization and title take the place of what is there; else they only fill what is empty. */
  readonly overwrite: boolean
}

const LONGEST_SHOWN = 100

/**
 * A contact with what a row of a file says of them; a new one where there is none. What is there stays unless `overwrite`; nothing that a
 * person entered is lost: what has no place goes to the notes, which are only added to. What somebody else is known by stays theirs.
 */
export function placeContact (present: PlacedFields | null, person: ReadPerson, { isHeld, overwrite }: PlaceOptions): Placed {
  const before = present ?? { name: '', organization: null, title: null, notes: null, tags: [], identities: [] }
  const reasons: string[] = []
  const further: string[] = []
  const identities = addIdentities(before.identities, person.identities, isHeld, { further, reasons })
  const tags = addTags(before.tags, person.tags, further)
  // A number that comes with the name it stood for shows what it was.
  const name = nameOf({ name: before.name, identities }, person, overwrite)
  if (present && person.isNamed && !isSaidBy(name, person.name)) further.push(`Also called: ${person.name}`)
  if (present && !overwrite) reasons.push(...differences(present, person))
  const { notes, isCut } = joinNotes(before.notes, [person.notes, ...further].filter(Boolean).join('\n'))
  if (isCut) reasons.push(`What it adds to the notes is more than the ${LONGEST.notes} characters they can have; the rest is left out.`)
  const fields = { name, organization: choose(before.organization, person.organization, overwrite), title: choose(before.title, person.title, overwrite), notes, tags, identities }
  return { fields, isNews: JSON.stringify(order(before)) !== JSON.stringify(order(fields)), reason: reasons.join(' ') || null }
}

/** A name that only says how to reach somebody is none. */
function nameOf ({ name, identities }: Pick<PlacedFields, 'name' | 'identities'>, person: ReadPerson, overwrite: boolean): string {
  return name === '' || (person.isNamed && (overwrite || isStandIn(name, identities))) ? person.name : name
}

function choose (present: string | null, said: string | null, overwrite: boolean): string | null {
  return overwrite ? said ?? present : present ?? said
}

function addIdentities (
  present: readonly Identity[], said: readonly Identity[], isHeld: PlaceOptions['isHeld'], { further, reasons }: { further: string[], reasons: string[] }
): readonly Identity[] {
  const known = new Set(present.map(identityKey))
  const added: Identity[] = []
  for (const identity of said) {
    if (known.has(identityKey(identity))) continue
    if (isHeld(identityKey(identity))) {
      further.push(identityNote(identity))
      reasons.push(`Another contact has ${shown(identity.value)}; it is kept in the notes.`)
    } else if (present.length + added.length >= MOST_IDENTITIES) further.push(identityNote(identity))
    else added.push(identity)
  }
  if (added.length === 0) return present
  return present.length === 0 ? withPrimaries(added) : withPrimaries([...present, ...added.map(identity => ({ ...identity, isPrimary: false }))])
}

function addTags (present: readonly string[], said: readonly string[], further: string[]): readonly string[] {
  const found = new Map(present.map(tag => [searchKey(tag), tag]))
  for (const tag of said) {
    if (found.has(searchKey(tag))) continue
    if (found.size >= MOST_TAGS) further.push(tagNote(tag))
    else found.set(searchKey(tag), tag)
  }
  if (found.size === present.length) return present
  return [...found].sort(([a], [b]) => a < b ? -1 : 1).map(([, tag]) => tag)
}

function differences (present: PlacedFields, person: ReadPerson): string[] {
  return (['organization', 'title'] as const).flatMap(field => {
    const [is, said] = [present[field], person[field]]
    if (is === null || said === null || searchKey(is) === searchKey(said)) return []
    return [`The file has the ${field} ${shown(said)}; ${shown(is)} stays.`]
  })
}

function shown (text: string): string {
  return text.length > LONGEST_SHOWN ? `“${text.slice(0, LONGEST_SHOWN)}…”` : `“${text}”`
}

function order ({ name, organization, title, notes, tags, identities }: PlacedFields): unknown[] {
  return [name, organization, title, notes?.trim() ?? null, tags, identities.map(({ kind, normalized }) => [kind, normalized])]
}
