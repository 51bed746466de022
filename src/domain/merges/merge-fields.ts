import { LONGEST, MOST_IDENTITIES, MOST_TAGS, withPrimaries, type Contact, type Identity } from '../contacts/contact.ts'
import type { SubstanceOverride } from '../quality/substance.ts'
import { Refusal } from '../refusal.ts'
import { searchKey } from '../text.ts'
import type { MergeChoices, MergeField } from './merge.ts'

/** What a contact has that is written on it; the rest hangs on it in rows of its own. */
export type MergedFields = Pick<Contact, 'name' | 'organization' | 'title' | 'notes' | 'targetDays' | 'paused'>

/** A contact as a merge sees it. */
export interface Mergeable extends MergedFields, Pick<Contact, 'id' | 'tags'> {
  readonly identities: readonly Identity[]
  readonly override: SubstanceOverride | null
}

/** What the survivor has afterwards. */
export interface Merged extends MergedFields, Pick<Contact, 'tags'> {
  /** In their order: the survivor's first. */
  readonly identities: readonly Identity[]
  /** Whose word on substance stands; null where there is none. */
  readonly overrideOf: string | null
}

/**
 * What becomes of contacts that are made one, the first of whom survives. What it lacks comes from the others in their order; all
 * tags and identities are its own; different notes are joined, and what no field has room for is written below them, so that nothing
 * that a person entered is lost. A choice says whose field is taken instead; of chosen notes the others' are left out. Refuses
 * (CONFLICT) more tags, identities or notes than a contact can have.
 */
export function mergeFields (contacts: readonly Mergeable[], choices: MergeChoices): Merged {
  const [survivor] = contacts as readonly [Mergeable, ...Mergeable[]]
  const whose = (field: MergeField, has: (contact: Mergeable) => boolean) =>
    contacts.find(({ id }) => id === choices[field]) ?? contacts.find(has) ?? survivor
  const cadence = whose('cadence', ({ targetDays, paused }) => targetDays !== null || paused)
  const taken = {
    name: whose('name', () => true).name,
    organization: whose('organization', ({ organization }) => organization !== null).organization,
    title: whose('title', ({ title }) => title !== null).title,
    targetDays: cadence.targetDays,
    paused: cadence.paused
  }
  const overriding = whose('substanceOverride', ({ override }) => override !== null)
  const noted = contacts.filter(({ id }) => (choices.notes ?? id) === id)
  const merged = {
    ...taken,
    notes: joinNotes(noted.map(({ notes }) => notes), contacts.flatMap(contact => leftOver(contact, taken, contact === overriding))),
    tags: unitedTags(contacts),
    identities: withPrimaries(contacts.flatMap(({ identities }) => identities)),
    overrideOf: overriding.override && overriding.id
  }
  assertFits(merged)
  return merged
}

/** What a contact says that the fields of the merged one do not, each in a line. */
function leftOver (contact: Mergeable, taken: Omit<MergedFields, 'notes'>, isOverriding: boolean): string[] {
  const { name, organization, title, targetDays, override } = contact
  return [
    name === taken.name ? '' : `Name: ${name}`,
    organization === null || organization === taken.organization ? '' : `Organization: ${organization}`,
    title === null || title === taken.title ? '' : `Title: ${title}`,
    targetDays === null || targetDays === taken.targetDays ? '' : `Cadence: every ${targetDays} days`,
    override === null || isOverriding ? '' : `Substance: ${override.score}, ${override.reason}`
  ].filter(line => line !== '')
}

function joinNotes (notes: readonly (string | null)[], lines: readonly string[]): string | null {
  const parts: string[] = []
  for (const text of notes) {
    if (text !== null && !parts.some(part => part.includes(text))) parts.push(text)
  }
  const written = new Set(parts.flatMap(part => part.split('\n')))
  const added = [...new Set(lines)].filter(line => !written.has(line))
  return [...parts, ...added.length > 0 ? [added.join('\n')] : []].join('\n\n') || null
}

function unitedTags (contacts: readonly Mergeable[]): readonly string[] {
  const byKey = new Map<string, string>()
  for (const tag of contacts.flatMap(({ tags }) => tags)) byKey.set(searchKey(tag), byKey.get(searchKey(tag)) ?? tag)
  return [...byKey].sort(([a], [b]) => a < b ? -1 : 1).map(([, tag]) => tag)
}

function assertFits ({ tags, identities, notes }: Merged): void {
  if (tags.length > MOST_TAGS) throw tooMuch(`${tags.length} tags`, MOST_TAGS)
  if (identities.length > MOST_IDENTITIES) throw tooMuch(`${identities.length} identities`, MOST_IDENTITIES)
  if (notes !== null && notes.length > LONGEST.notes) throw tooMuch(`notes of ${notes.length} characters`, LONGEST.notes)
}

function tooMuch (what: string, most: number): Refusal {
  return new Refusal('CONFLICT', `Together they would have ${what}; a contact can have ${most}. Take some from one of them first.`)
}
