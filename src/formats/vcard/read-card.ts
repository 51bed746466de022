import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import { isSaidBy } from '../../domain/imports/same-name.ts'
import { readAddress } from './card-addresses.ts'
import { noteProperty } from './card-notes.ts'
import type { Card } from './cards.ts'
import { contactDraft, type ContactDraft } from './contact-draft.ts'
import { partsOf, readProperty, textOf, type Property } from './content-line.ts'
import { plainLabel } from './label.ts'

/** What is said once; a second one becomes a line of the notes. */
interface Said { readonly names: string[], organization: string | null, title: string | null, role: string | null, uid: string | null }

/** A card as a contact: what has no field of its own is told in the notes. A line that cannot be read is passed over, and no more than that. */
export function readCard (card: Card, options: ImportOptions): ImportRow {
  if ('fault' in card) return card
  const isOld = card.properties.some(bytes => /^VERSION:\s*2/i.test(bytes))
  const properties = card.properties.map(bytes => readProperty(bytes, isOld)).filter(property => property !== null)
  if (properties.some(isList)) return { line: card.line, skipped: 'It is a list of contacts, and not a person.' }
  const labels = new Map(properties.filter(({ name, group }) => name === 'X-ABLABEL' && group !== null).map(each => [each.group ?? '', plainLabel(textOf(each))]))
  const draft = contactDraft(options.defaultCountry)
  const said: Said = { names: [], organization: null, title: null, role: null, uid: null }
  const structured: string[] = []
  const nicknames: string[] = []
  const hasWholeName = properties.some(property => property.name === 'FN' && textOf(property) !== '')
  // A LABEL is the whole address as it is printed, of the same ADR.
  const hasAddress = properties.some(({ name }) => name === 'ADR')
  for (const property of properties.filter(({ name }) => name !== 'LABEL' || !hasAddress)) {
    if (property.name === 'FN') said.names.push(textOf(property))
    else if (property.name === 'N') structured.push(composedName(partsOf(withoutLists(property), ';')))
    else if (property.name === 'NICKNAME') nicknames.push(...partsOf(property, ','))
    else if (!readField(property, said, draft) && !readAddress(property, labels, draft, options.defaultCountry)) noteProperty(property, labels, draft)
  }
  const [first] = [...said.names, ...structured, ...nicknames].filter(name => name !== '')
  for (const name of nicknames) if (name !== first) draft.line('Nickname', name)
  if (hasWholeName) for (const name of said.names) if (name !== first) draft.line('Name', name)
  // What somebody is called is often less than their name.
  for (const name of structured) if (!isSaidBy(first ?? '', name)) draft.line('Name', name)
  if (said.title !== null && said.role !== null) draft.line('Role', said.role)
  return draft.finish(card.line, { names: [first], organization: said.organization, title: said.title ?? said.role, externalId: said.uid })
}

/** Adds what a property says for a field of the contact; false where it says something else. */
function readField (property: Property, said: Said, draft: ContactDraft): boolean {
  const { name } = property
  if (name === 'ORG') readOrganization(partsOf(property, ';'), said, draft)
  else if (name === 'TITLE' && said.title === null) said.title = textOf(property) || null
  else if (name === 'ROLE' && said.role === null) said.role = textOf(property) || null
  else if (name === 'UID') said.uid ??= textOf(property) || null
  else if (name === 'CATEGORIES') partsOf(property, ',').forEach(draft.tag)
  else if (name === 'NOTE') draft.words(textOf(property))
  else return false
  return true
}

function readOrganization (parts: readonly string[], said: Said, draft: ContactDraft): void {
  const [organization = '', ...units] = parts.filter(part => part !== '')
  if (said.organization === null) {
    said.organization = organization || null
    draft.line('Department', units.join(', '))
  } else {
    draft.line('Organization', [organization, ...units].join(', '))
  }
}

/** Family; given; additional; prefixes; suffixes; as it is spoken. */
function composedName ([family, given, additional, prefix, suffix]: readonly string[]): string {
  return [prefix, given, additional, family, suffix].filter(part => part).join(' ')
}

/** Several names of one kind stand with commas between them; one that is escaped is part of a name. */
function withoutLists (property: Property): Property {
  return property.isOld ? property : { ...property, value: property.value.replace(/\\[\s\S]|,\s*/g, found => found.startsWith(',') ? ' ' : found) }
}

function isList (property: Property): boolean {
  return /^(?:KIND|X-ADDRESSBOOKSERVER-KIND)$/.test(property.name) && textOf(property).toLowerCase() === 'group'
}
