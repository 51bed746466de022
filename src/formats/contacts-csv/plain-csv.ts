import type { IdentityKind } from '../../domain/contacts/identity.ts'
import type { ImportOptions } from '../../domain/imports/import-row.ts'
import { invalid } from '../../domain/refusal.ts'
import type { ImportFormat } from '../import-format.ts'
import { contactDraft, type ContactDraft } from '../vcard/contact-draft.ts'
import { recognizeAddress } from '../vcard/known-address.ts'
import { csvFormat, headingsOfLines, type CsvDialect } from './csv-format.ts'
import { googleCsv } from './google-csv.ts'
import { linkedinConnections } from './linkedin-connections.ts'
import { outlookCsv } from './outlook-csv.ts'
import { CSV_FIELDS, suggestColumns, type CsvField } from './suggest-columns.ts'

/** Fields of addresses, and what stands between several in a cell: nothing that an address of the kind has in it. */
const ADDRESSES: ReadonlyMap<string, { readonly kind: IdentityKind, readonly what: string, readonly between: RegExp }> = new Map([
  ['email', { kind: 'EMAIL', what: 'E-mail', between: /[;,|\n]/ }],
  ['phone', { kind: 'PHONE', what: 'Phone', between: /[;|\n]/ }],
  ['whatsapp', { kind: 'WHATSAPP', what: 'WhatsApp', between: /[;|\n]/ }],
  ['website', { kind: 'WEBSITE', what: 'Website', between: /[,;]?\s/ }],
  ['linkedin', { kind: 'LINKEDIN', what: 'LinkedIn', between: /[,;\s]/ }],
  ['github', { kind: 'GITHUB', what: 'GitHub', between: /[,;\s]/ }],
  ['x', { kind: 'X', what: 'X', between: /[,;\s]/ }],
  ['mastodon', { kind: 'MASTODON', what: 'Mastodon', between: /[,;\s]/ }],
  ['bluesky', { kind: 'BLUESKY', what: 'Bluesky', between: /[,;\s]/ }],
  ['telegram', { kind: 'TELEGRAM', what: 'Telegram', between: /[,;\s]/ }],
  ['slack', { kind: 'SLACK', what: 'Slack', between: /[,;\s]/ }],
  ['other', { kind: 'OTHER', what: 'Other', between: /:::/ }]
])

const dialect: CsvDialect = {
  name: 'csv',
  needs: 'columns that are known, such as “Name” and “Email”; say which column is which',
  isHeader: (headings, options) => options?.columns ? Object.keys(options.columns).every(column => hasHeading(headings, column)) : seemsHeader(headings),
  reader: (headings, options) => {
    const columns = columnsOf(headings, options)
    const own = new Set(columns.map(field => ADDRESSES.get(field ?? '')?.kind))
    return (cells, line) => {
      const draft = contactDraft(options.defaultCountry)
      const said = new Map<CsvField, string>()
      for (const { heading, value, column } of cells) {
        const field = columns[column]
        if (field === undefined) {
          if (!options.columns) draft.line(heading, value)
        } else if (field === 'notes') {
          draft.words(value)
        } else if (field === 'tags') {
          listOf(value, /[;|]/.test(value) ? /[;|]/ : /,/).forEach(draft.tag)
        } else if (ADDRESSES.has(field)) {
          readAddresses(field, value, own, draft)
        } else if (said.has(field)) {
          draft.line(heading, value)
        } else {
          said.set(field, value)
        }
      }
      const composed = [said.get('firstName'), said.get('lastName')].filter(part => part).join(' ')
      return draft.finish(line, { names: [said.get('name'), composed], organization: said.get('organization'), title: said.get('title'), externalId: said.get('externalId') })
    }
  }
}

const plain = csvFormat(dialect)

/**
 * Any other CSV with a header, our own export among them. `options.columns` says what each column is, by its heading, and what it
 * does not name is left out; without it columns are what `suggestColumns` takes them for, and the rest goes to the notes. Opening
 * it refuses (INVALID) a field that there is not.
 */
export const csv: ImportFormat = {
  ...plain,
  recognizes: (head, fileName) => seemsText(head) && ![googleCsv, outlookCsv, linkedinConnections].some(format => format.recognizes(head, fileName)) && plain.recognizes(head, fileName),
  open: options => {
    for (const [heading, field] of Object.entries(options.columns ?? {})) {
      if (!isField(field)) throw invalid({ path: 'columns', message: `says that “${heading}” is “${field}”, which is none of ${CSV_FIELDS.join(', ')}.` })
    }
    return plain.open(options)
  }
}

/** Whether a line of a file that begins so names all of these columns. */
export function namesAll (head: Buffer, columns: readonly string[]): boolean {
  return headingsOfLines(head).some(headings => columns.every(column => hasHeading(headings, column)))
}

function readAddresses (field: CsvField, cell: string, own: ReadonlySet<IdentityKind | undefined>, draft: ContactDraft): void {
  const address = ADDRESSES.get(field)
  for (const value of address ? listOf(cell, address.between) : []) {
    if (!address) continue
    const known = field === 'website' ? recognizeAddress(value) : null
    // A page of a network is a profile there, but where the network has a column of its own.
    draft.address(address.what, known && !own.has(known.kind) ? known : { kind: address.kind, value })
  }
}

/** Several in one cell: between ` ::: ` where it has that, else between the marks that people use. */
function listOf (cell: string, between: RegExp): string[] {
  return cell.split(cell.includes(':::') ? ':::' : between)
}

/** The field of each column, by its place. */
function columnsOf (headings: readonly string[], { columns }: ImportOptions): (CsvField | undefined)[] {
  const given = columns && new Map(Object.entries(columns).map(([heading, field]) => [heading.trim().toLowerCase(), field]))
  const suggested = new Map(Object.entries(suggestColumns(headings)))
  return headings.map(heading => {
    const field = given ? given.get(heading.toLowerCase()) : suggested.get(heading)
    return field !== undefined && isField(field) ? field : undefined
  })
}

function hasHeading (headings: readonly string[], wanted: string): boolean {
  return headings.some(heading => heading.toLowerCase() === wanted.trim().toLowerCase())
}

function seemsHeader (headings: readonly string[]): boolean {
  const fields = Object.values(suggestColumns(headings))
  // A word alone on its line is no header, but for that of a list of addresses.
  if (headings.length === 1) return fields[0] === 'email'
  return fields.length > 1 && fields.some(field => ['name', 'firstName', 'lastName', 'email'].includes(field))
}

/** Documents, programs and pictures have names and addresses in them too. */
function seemsText (head: Buffer): boolean {
  const isWide = ['fffe', 'feff'].includes(head.toString('hex', 0, 2))
  return (isWide || !head.includes(0)) && !/^[{[<%]/.test(head.toString('latin1', 0, 1_000).replace(/^\u00ef\u00bb\u00bf/, '').trimStart())
}

function isField (field: string): field is CsvField {
  return (CSV_FIELDS as readonly string[]).includes(field)
}
