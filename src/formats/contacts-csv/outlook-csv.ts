import type { ImportFormat } from '../import-format.ts'
import { contactDraft } from '../vcard/contact-draft.ts'
import { addressAt, recognizeAddress } from '../vcard/known-address.ts'
import { readableDate } from '../vcard/partial-date.ts'
import { csvFormat, onOneLine } from './csv-format.ts'

/** Numbers that are a person's own; those of a company, a fax or an assistant go to the notes. */
const NUMBER = /^(?:(Home|Business|Car|Other|Mobile|Primary) Phone(?: \d)?)$/
const PLACE = /^(Home|Business|Other) (Street(?: \d)?|City|State|Postal Code|Country\/Region|Country|PO Box|Address PO Box|Address)$/
const PLACE_PARTS = ['Street', 'Street 2', 'Street 3', 'PO Box', 'Address PO Box', 'City', 'State', 'Postal Code', 'Country', 'Country/Region']
const FIELDS = new Set(['First Name', 'Middle Name', 'Last Name', 'Title', 'Suffix', 'Company', 'Job Title', 'Notes', 'Categories'])
/** What Outlook says of everybody, or says twice. */
const DROPPED = /^(?:E-mail(?: \d)? (?:Type|Display Name)|Initials|Gender|Private|Priority|Sensitivity|Mileage|Billing Information|Directory Server)$/

/** The contacts of Outlook, and what others call “Outlook CSV”; columns are found by name. */
export const outlookCsv: ImportFormat = csvFormat({
  name: 'outlook-csv',
  needs: 'the columns of Outlook, such as “First Name”, “Last Name” and “E-mail Address”',
  isHeader: headings => ['First Name', 'Last Name', 'E-mail Address'].every(heading => headings.includes(heading)),
  reader: (_headings, options) => (cells, line) => {
    const draft = contactDraft(options.defaultCountry)
    const said = new Map(cells.map(({ heading, value }) => [heading, value]))
    draft.words(said.get('Notes') ?? '')
    for (const tag of (said.get('Categories') ?? '').split(/[;,]/)) draft.tag(tag)
    for (const { heading, value } of cells) {
      const number = NUMBER.exec(heading)?.[1]
      if (FIELDS.has(heading) || DROPPED.test(heading) || PLACE.test(heading)) continue
      if (/^E-mail(?: \d)? Address$/.test(heading)) {
        // The address of a mailbox within a company's own Exchange is no address elsewhere.
        if (!/^\/o=/i.test(value)) draft.address('E-mail', { kind: 'EMAIL', value })
      } else if (number !== undefined) {
        draft.number(value, number === 'Primary' ? { pref: 1 } : { label: number === 'Business' ? 'Work' : number })
      } else if (/^(?:Personal )?Web Page$/.test(heading)) {
        draft.address('Website', recognizeAddress(value), { label: heading.startsWith('Personal') ? 'Personal' : null })
      } else if (heading === 'IMAddress') {
        draft.address('Chat', isEmail(value) ? { kind: 'EMAIL', value } : addressAt('IM', value, options.defaultCountry))
      } else if (heading === 'Birthday' || heading === 'Anniversary') {
        if (value !== '0/0/00') draft.line(heading, readableDate(value))
      } else {
        draft.line(heading, value)
      }
    }
    for (const where of ['Home', 'Business', 'Other']) {
      const place = said.get(`${where} Address`) ?? PLACE_PARTS.map(part => said.get(`${where} ${part}`)).filter(part => part).join(', ')
      draft.line(`Address (${where === 'Business' ? 'Work' : where})`, onOneLine(place))
    }
    const name = ['Title', 'First Name', 'Middle Name', 'Last Name', 'Suffix'].map(heading => said.get(heading)).filter(part => part).join(' ')
    const hasName = said.has('First Name') || said.has('Last Name') || said.has('Middle Name')
    return draft.finish(line, { names: [hasName ? name : null, said.get('Nickname')], organization: said.get('Company'), title: said.get('Job Title') })
  }
})

/** What Microsoft's chats are signed in to with. */
function isEmail (value: string): boolean {
  return /^[^\s:@]+@[^\s:@]+$/.test(value)
}
