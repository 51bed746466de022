import type { ContactInput } from '../contacts/contact.ts'
import type { WorkspaceRecord } from '../exports/record.ts'
import type { NormalizedEvent } from '../integrations/normalized-event.ts'

/** A person of a file. What the file does not say is left out. */
export interface ImportedContact extends Pick<ContactInput, 'organization' | 'title' | 'notes' | 'tags' | 'identities'> {
  readonly name: string
  /** What the file knows them by, where it has such a thing (a vCard's UID): the same in the next export. */
  readonly externalId?: string
}

/**
 * What one record of a file says: a person, something that happened, a line of an export of ours, or why it is nothing (`skipped`: there is nothing in it for us;
 * `fault`: it cannot be read). `line` is the one on which the record begins, from 1; in a file without lines, which record it is.
 */
export type ImportRow =
  | { readonly line: number, readonly contact: ImportedContact }
  | { readonly line: number, readonly event: NormalizedEvent }
  | { readonly line: number, readonly record: WorkspaceRecord }
  | { readonly line: number, readonly skipped: string }
  | { readonly line: number, readonly fault: string }

/** What a member says of a file, where the file itself does not. */
export interface ImportOptions {
  /** Our own identities, as people write them: who of a chat or a mailbox is us. */
  readonly me: readonly string[]
  /** IANA name: of times that are written without their zone. */
  readonly timeZone: string
  /** ISO 3166: of phone numbers that are written without their country. */
  readonly defaultCountry: string
  /** For CSV: which field each column is, by its heading; a column that is not named is left out. Absent: as suggested. */
  readonly columns?: Readonly<Record<string, string>>
  /** When the file was given, in epoch milliseconds. */
  readonly now: number
}
