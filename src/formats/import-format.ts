import type { ImportOptions, ImportRow } from '../domain/imports/import-row.ts'

/** Takes a file in pieces of any size, and gives the rows that are whole by then. It holds no more than one record. */
export interface RowReader {
  readonly push: (piece: Buffer) => readonly ImportRow[] | Promise<readonly ImportRow[]>
  readonly end: () => readonly ImportRow[] | Promise<readonly ImportRow[]>
}

/** A kind of file that people have. Pure: the same bytes and options give the same rows, however they are cut into pieces. */
export interface ImportFormat {
  /** `vcard`, `google-csv`, `linkedin-connections`, `icalendar`, `mbox`, …: what an import is told to be. */
  readonly name: string
  /** Whether a file that begins with these bytes (64 kB, or all of it) is one: by its content; its name is a hint at most. */
  readonly recognizes: (head: Buffer, fileName: string) => boolean
  readonly open: (options: ImportOptions) => RowReader
}
