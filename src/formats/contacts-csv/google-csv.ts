import type { ImportFormat } from '../import-format.ts'
import { contactDraft, type ContactDraft } from '../vcard/contact-draft.ts'
import { addressAt, recognizeAddress } from '../vcard/known-address.ts'
import { readableDate } from '../vcard/partial-date.ts'
import { csvFormat, onOneLine, type Cell } from './csv-format.ts'

/** A column of what a contact can have several of; how many there are varies with the file. */
const NUMBERED = /^(E-mail|Phone|Address|Organization|Website|Relation|Event|IM|Custom Field) (\d+) - (.+)$/
/** Headings of names, in the export of today and in the one before 2024. */
const NAMES = [['Name Prefix'], ['First Name', 'Given Name'], ['Middle Name', 'Additional Name'], ['Last Name', 'Family Name'], ['Name Suffix']] as const
const FIELDS = new Set<string>([...NAMES.flat(), 'Name', 'File As', 'Organization Name', 'Organization Title', 'Organization Department', 'Labels', 'Group Membership', 'Notes'])
/** Said of everybody, or a picture. */
const DROPPED = new Set(['Photo', 'Sensitivity', 'Priority'])
const ADDRESS_PARTS = ['Extended Address', 'PO Box', 'Street', 'City', 'Region', 'Postal Code', 'Country']

type Numbered = ReadonlyMap<string, string>

/** Google Contacts, exported as “Google CSV”, with the headings of today or those before 2024. */
export const googleCsv: ImportFormat = csvFormat({
  name: 'google-csv',
  needs: 'the columns of Google Contacts, such as “First Name”, “Labels” and “E-mail 1 - Value”',
  isHeader: headings => (headings.includes('Labels') && headings.includes('First Name') && headings.includes('Phonetic First Name')) ||
    (headings.includes('Group Membership') && headings.includes('Given Name')),
  reader: (_headings, options) => (cells, line) => {
    const draft = contactDraft(options.defaultCountry)
    const single = new Map(cells.map(({ heading, value }) => [heading, value]))
    const [organization, ...more] = organizationsOf(cells, single)
    draft.words(single.get('Notes') ?? '')
    for (const name of valuesOf(single.get('Labels') ?? single.get('Group Membership') ?? '')) readGroup(name, draft)
    for (const [what, said] of numbered(cells)) readNumbered(what, said, draft, options.defaultCountry)
    draft.line('Department', organization?.department)
    draft.line('Job description', organization?.description)
    draft.line('Office', organization?.office)
    for (const { name, title, department } of more) draft.line('Organization', [name, title, department].filter(part => part).join(', '))
    for (const { heading, value } of cells) {
      if (!NUMBERED.test(heading) && !FIELDS.has(heading) && !DROPPED.has(heading)) {
        draft.line(heading, heading === 'Birthday' ? readableDate(value) : value)
      }
    }
    const composed = NAMES.map(headings => headings.map(heading => single.get(heading)).find(part => part)).filter(part => part).join(' ')
    return draft.finish(line, { names: [single.get('Name'), composed, single.get('File As'), single.get('Nickname')], organization: organization?.name, title: organization?.title })
  }
})

/** Groups of Google's own have a star before them; that of all contacts says nothing. */
function readGroup (name: string, draft: ContactDraft): void {
  if (!/^\*\s*my ?contacts$/i.test(name)) draft.tag(name.replace(/^\*\s*/, ''))
}

function numbered (cells: readonly Cell[]): [string, Numbered][] {
  const found = new Map<string, Map<string, string>>()
  for (const { heading, value } of cells) {
    const [, what, number, part = ''] = NUMBERED.exec(heading) ?? []
    if (what === undefined) continue
    const key = `${what} ${number}`
    found.set(key, (found.get(key) ?? new Map<string, string>()).set(part, value))
  }
  return [...found].map(([key, said]) => [key.replace(/ \d+$/, ''), said])
}

/** One of several, such as the second phone; a star before its label says that it is preferred. */
function readNumbered (what: string, said: Numbered, draft: ContactDraft, defaultCountry: string): void {
  const written = said.get('Label') ?? said.get('Type') ?? ''
  const label = written.replace(/^\*\s*/, '').trim() || null
  const notes = { label, ...written.startsWith('*') && { pref: 1 } }
  for (const value of valuesOf(said.get('Value') ?? '')) {
    if (what === 'E-mail') draft.address('E-mail', { kind: 'EMAIL', value }, notes)
    else if (what === 'Phone') draft.number(value, notes)
    else if (what === 'Website') draft.address('Website', recognizeAddress(value), notes)
    else if (what === 'IM') draft.address('Chat', addressAt(said.get('Service') ?? '', value, defaultCountry), notes)
    else if (what === 'Event') draft.line(label ?? 'Date', readableDate(value))
    else draft.line(label ?? (what === 'Relation' ? 'Related' : 'Note'), value)
  }
  if (what !== 'Address') return
  for (const place of valuesOf(said.get('Formatted') ?? ADDRESS_PARTS.map(part => said.get(part)).filter(part => part).join(', '))) {
    draft.line(label ? `Address (${label})` : 'Address', onOneLine(place))
  }
}

function organizationsOf (cells: readonly Cell[], single: Numbered): { name?: string, title?: string, department?: string, description?: string, office?: string }[] {
  const [name, title, department] = ['Organization Name', 'Organization Title', 'Organization Department'].map(heading => single.get(heading))
  const listed = numbered(cells).filter(([what]) => what === 'Organization').map(([, said]) => ({
    name: said.get('Name'), title: said.get('Title'), department: said.get('Department'), description: said.get('Job Description'), office: said.get('Location')
  }))
  return [...name || title || department ? [{ name, title, department }] : [], ...listed].filter(each => Object.values(each).some(part => part))
}

function valuesOf (cell: string): string[] {
  return cell.split(':::').map(value => value.trim()).filter(value => value !== '')
}
