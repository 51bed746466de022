import { uuidv7 } from 'uuidv7'
import { insertImportChanges } from '../../../src/database/imports/changes.ts'
import { insertImport, updateImport } from '../../../src/database/imports/imports.ts'
import { insertImportRows, type ReadRow } from '../../../src/database/imports/rows.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { NOTHING_READ, type Import, type ImportChange } from '../../../src/domain/imports/import.ts'
import { toTypeId, uuidOf } from '../../../src/domain/type-id.ts'
import type { TestApp } from '../../support/app.ts'

/** What is to be said of an import, where it is not that an address book was read. */
export interface GivenImport {
  readonly imported?: Partial<Import>
  readonly rows?: readonly Partial<ReadRow>[]
  readonly changes?: readonly Partial<ImportChange>[]
}

/** An import that has been read, with what became of its records and what it has done; its id as clients have it. */
export async function addImport ({ database, workspaceId, clock: { now } }: TestApp, { imported = {}, rows = [], changes = [] }: GivenImport = {}): Promise<string> {
  const id = uuidv7()
  const present: Import = {
    id,
    memberId: uuidv7(),
    tokenId: null,
    actor: 'owner',
    fileName: 'contacts.vcf',
    format: 'vcard',
    dryRun: false,
    status: 'DONE',
    reason: null,
    uploadKey: null,
    requestHash: '',
    size: 1000,
    fileHash: null,
    uploadedAt: now,
    finishedAt: now,
    undoAt: null,
    undoneAt: null,
    createdAt: now,
    ...NOTHING_READ,
    position: 1000,
    choices: { me: [], timeZone: 'UTC', defaultCountry: 'DE', newContacts: 'CREATE', overwrite: false, keepText: false } as unknown as Import['choices'],
    ...imported
  }
  await inWorkspace(database, workspaceId, async db => {
    await insertImport(db, present)
    await updateImport(db, id, present)
    await insertImportRows(db, id, rows.map((row, index) => ({ row: index + 1, line: index + 1, file: null, outcome: 'CREATED', reason: null, subject: null, ...row })))
    await insertImportChanges(db, id, changes.map(change => ({ id: uuidv7(), kind: 'CREATED', subjectType: 'contact', subjectId: id, contactId: null, version: null, changes: null, ...change })), now)
  })
  return toTypeId('import', id)
}

/** That a contact, by its id as clients have it, was made by an import. */
export function made (contactId: string): Partial<ImportChange> {
  const id = uuidOf('contact', contactId) ?? ''
  return { subjectId: id, contactId: id, version: 1 }
}
