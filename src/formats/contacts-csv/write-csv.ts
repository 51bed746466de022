import type { IdentityKind } from '../../domain/contacts/identity.ts'
import type { ImportedContact } from '../../domain/imports/import-row.ts'
import { wellFormed } from '../../domain/text.ts'
import { asText } from './formula.ts'

const KINDS: readonly (readonly [heading: string, kind: IdentityKind])[] = [
  ['Email', 'EMAIL'], ['Phone', 'PHONE'], ['WhatsApp', 'WHATSAPP'], ['Website', 'WEBSITE'], ['LinkedIn', 'LINKEDIN'], ['GitHub', 'GITHUB'], ['X', 'X'],
  ['Mastodon', 'MASTODON'], ['Bluesky', 'BLUESKY'], ['Telegram', 'TELEGRAM'], ['Slack', 'SLACK'], ['Other address', 'OTHER']
]
/** Between several of a kind in one cell, as Google Contacts has it. */
const BETWEEN = ' ::: '

/** The first line of contacts as CSV, with its end; the mark in front tells spreadsheets that it is UTF-8. */
export const CSV_HEADER = `\ufeff${['Name', 'Organization', 'Title', ...KINDS.map(([heading]) => heading), 'Tags', 'Notes', 'External id'].join(',')}\r\n`

/**
 * A contact as a line of CSV below `CSV_HEADER`, with its end. The format `csv` reads it as the same contact, but for the labels of
 * addresses, which only a vCard has; the primary one of each kind stands first. No spreadsheet runs any of its cells.
 * An address or a tag that has `:::` in it comes back as two.
 */
export function writeCsvContact ({ name, organization, title, notes, tags, identities, externalId }: ImportedContact): string {
  const addresses = [...identities ?? []].sort((a, b) => Number(b.isPrimary ?? false) - Number(a.isPrimary ?? false))
  const cells = [
    name, organization, title,
    ...KINDS.map(([, kind]) => addresses.filter(identity => identity.kind === kind).map(({ value }) => value)).map(values => listCell(values, BETWEEN)),
    listCell(tags ?? [], ', '), notes, externalId
  ]
  return `${cells.map(written).join(',')}\r\n`
}

/** One that has a mark in it which could stand between two has the mark of lists behind it, also where it is alone. */
function listCell (values: readonly string[], between: string): string {
  if (!values.some(value => /[,;|]/.test(value))) return values.join(between)
  return values.length === 1 ? `${values[0]}${BETWEEN}` : values.join(BETWEEN)
}

function written (cell: string | null | undefined): string {
  const text = asText(wellFormed((cell ?? '').replaceAll('\u0000', '').replace(/\r\n?/g, '\n')))
  return /[",;\t\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
