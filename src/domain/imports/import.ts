import type { Changes } from '../changes.ts'
import type { NewContactPolicy } from '../integrations/integration.ts'
import type { ImportOptions } from './import-row.ts'

/** RUNNING while it is read, or undone. What failed has a reason, and what came before that is done. */
export const IMPORT_STATUSES = ['RUNNING', 'DONE', 'FAILED', 'UNDONE'] as const
export type ImportStatus = typeof IMPORT_STATUSES[number]

/** What became of one record of a file. SKIPPED has nothing in it for us, FAILED could not be taken; both say why. */
export const ROW_OUTCOMES = ['CREATED', 'UPDATED', 'UNCHANGED', 'SKIPPED', 'FAILED'] as const
export type RowOutcome = typeof ROW_OUTCOMES[number]

/** Whether an import made something, or changed it. */
export const CHANGE_KINDS = ['CREATED', 'UPDATED'] as const
export type ChangeKind = typeof CHANGE_KINDS[number]

/** How long an import can be undone, and all that it takes is kept. */
export const UNDO_DAYS = 30

/** What a member says of a file when they give it. */
export interface ImportChoices extends Omit<ImportOptions, 'now'> {
  /** What happens with people who are named in mails, meetings and chats and nobody's contact. Those of address books always become contacts. */
  readonly newContacts: NewContactPolicy
  /** Whether what the file says of a contact takes the place of what is there; else it only fills what is empty. */
  readonly overwrite: boolean
  /** Whether the text of mails and messages is kept, beside their subjects. */
  readonly keepText: boolean
}

/** How many records were read, and what became of them. */
export interface ImportCounts {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly failed: number
  readonly contactsCreated: number
  readonly interactionsCreated: number
  /** How much of the file has been read, in bytes of it. */
  readonly position: number
}

/** Before the first record. */
export const NOTHING_READ: ImportCounts = { read: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0, contactsCreated: 0, interactionsCreated: 0, position: 0 }

/** A file that somebody gave, and what became of it. Instants are epoch milliseconds. */
export interface Import extends ImportCounts {
  readonly id: string
  readonly memberId: string
  readonly tokenId: string | null
  /** The member's name. */
  readonly actor: string
  readonly fileName: string
  /** The name of a format of src/formats, as recognized from the content; `zip` for an archive of several. */
  readonly format: string
  readonly choices: ImportChoices
  /** Nothing is written; it is told what would be. */
  readonly dryRun: boolean
  readonly status: ImportStatus
  readonly reason: string | null
  readonly uploadKey: string | null
  readonly requestHash: string
  /** Bytes that have arrived. */
  readonly size: number
  /** Null until the file is whole. */
  readonly fileHash: string | null
  readonly uploadedAt: number | null
  readonly finishedAt: number | null
  readonly undoAt: number | null
  readonly undoneAt: number | null
  readonly createdAt: number
}

/** What became of a record. */
export interface RowResult {
  readonly outcome: RowOutcome
  /** A sentence for members; null where there is nothing to say. */
  readonly reason: string | null
  readonly subject: { readonly type: 'contact' | 'interaction', readonly id: string } | null
}

/** Something that an import made or changed. */
export interface ImportChange {
  readonly kind: ChangeKind
  readonly subjectType: string
  readonly subjectId: string
  /** Where the subject is a contact: the same id. */
  readonly contactId: string | null
  /** Of a contact: its version since. */
  readonly version: number | null
  /** Of what was changed. */
  readonly changes: Changes | null
}
