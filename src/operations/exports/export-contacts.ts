import type { ValuesOfType } from '../../domain/exports/record-fields.ts'
import type { ImportedContact } from '../../domain/imports/import-row.ts'
import { toTypeId } from '../../domain/type-id.ts'
import { readRecords } from '../../database/exports/read-records.ts'
import { CSV_HEADER, writeCsvContact } from '../../formats/contacts-csv/write-csv.ts'
import { writeVcard } from '../../formats/vcard/write-vcard.ts'
import { beginExport, readInPieces, type ExportContext, type Read } from './begin-export.ts'
import type { OnRecords } from './export-workspace.ts'

/** What each format has before the first contact, and of each. */
const FORMATS = {
  vcard: { head: '', write: writeVcard },
  csv: { head: CSV_HEADER, write: writeCsvContact }
} as const

export type ContactsFormat = keyof typeof FORMATS

/** All contacts as other address books read them, in the order in which they were made. Refuses (FORBIDDEN) whoever may not read. */
export async function exportContacts (ctx: ExportContext, format: ContactsFormat, onRecords?: OnRecords): Promise<AsyncGenerator<string, void>> {
  const subjectId = ctx.actor.workspaceId
  await beginExport(ctx, 'read', { what: 'contacts', format, subjectType: 'workspace', subjectId })
  return readInPieces(ctx, read => cardsOf(read, format, onRecords))
}

async function * cardsOf (read: Read, format: ContactsFormat, onRecords?: OnRecords): AsyncGenerator<Iterable<string>, void> {
  const { head, write } = FORMATS[format]
  yield [head]
  let place: readonly string[] | null = null
  let count = 0
  do {
    const { records, next }: { records: ValuesOfType<'contact'>[], next: readonly string[] | null } = await read(db => readRecords(db, 'contact', place))
    yield records.map(contact => write(cardOf(contact)))
    count += records.length
    onRecords?.(count)
    place = next
  } while (place)
}

/** A number without its country is another one wherever the file is read: it is given as it was understood here. */
export function cardOf ({ id, name, organization, title, notes, tags, identities }: ValuesOfType<'contact'>): ImportedContact {
  return {
    name,
    organization,
    title,
    notes,
    tags,
    identities: identities.map(({ kind, value, normalized, label, isPrimary }) => {
      const isLocal = (kind === 'PHONE' || kind === 'WHATSAPP') && !value.startsWith('+')
      return { kind, value: isLocal ? normalized : value, label, isPrimary }
    }),
    externalId: toTypeId('contact', id)
  }
}
