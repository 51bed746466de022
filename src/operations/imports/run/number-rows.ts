import { hash } from 'node:crypto'
import type { ImportRow } from '../../../domain/imports/import-row.ts'
import type { NormalizedEvent } from '../../../domain/integrations/normalized-event.ts'
import type { WorkspaceRecord } from '../../../domain/exports/record.ts'
import { readPerson, type ReadPerson } from '../../../domain/imports/read-person.ts'
import { rowKey } from '../../../domain/imports/row-key.ts'
import { uuidOf } from '../../../domain/type-id.ts'
import type { Piece } from './read-file.ts'

/** A record of a file as it is taken. */
export interface NumberedRow {
  /** From 1, in the order in which the file is read. */
  readonly row: number
  readonly line: number
  readonly file: string | null
  readonly format: string
  readonly what: PersonRow | { readonly event: NormalizedEvent } | { readonly record: WorkspaceRecord } | { readonly skipped: string } | { readonly fault: string }
}

/** A person of an address book. */
export interface PersonRow {
  readonly person: ReadPerson
  /** What the record is known by from one file to the next; null where its identities are enough. */
  readonly key: string | null
  /** The contact that the record was written from, where it is of an address book that was exported here. */
  readonly contactId: string | null
}

/** Of the hash that a record is kept by. */
const KEY_BYTES = 16
const NOBODY = 'There is nobody in it: no name, and nothing to be known by.'

/** So many bytes of a hash tell what was said apart: what is not is only numbered, in every file alike. */
const TELLING_BYTES = 6

/**
 * Numbers the rows of a file from its start, and reads the people of it. It remembers what was said under each key, as two numbers, so that
 * several people with one key are told apart by their order, in the next file as in this one.
 */
export function rowNumbering (defaultCountry: string): (piece: Piece) => NumberedRow[] {
  const firstSaid = new Map<number, number>()
  const saidAfter = new Map<number, Map<number, number>>()
  let row = 0

  /** Which of those with one key somebody is, from 1. */
  function ordinalOf (key: number, content: number): number {
    const first = firstSaid.get(key)
    if (first === undefined) firstSaid.set(key, content)
    if (first === undefined || first === content) return 1
    const after = saidAfter.get(key) ?? new Map<number, number>()
    saidAfter.set(key, after)
    const ordinal = after.get(content) ?? after.size + 2
    after.set(content, ordinal)
    return ordinal
  }

  function keyOf (format: string, externalId: string | undefined, person: ReadPerson): string | null {
    const key = rowKey(externalId, person)
    if (!key) return null
    const digest = digestOf(key.base)
    const ordinal = ordinalOf(numberOf(digestOf(format + key.base)), numberOf(digestOf(key.content)))
    const text = digest.toString('base64url', 0, KEY_BYTES)
    return ordinal === 1 ? text : `${text} ${ordinal}`
  }

  function read (from: ImportRow, format: string): NumberedRow['what'] {
    if (!('contact' in from)) return from
    const person = readPerson(from.contact, defaultCountry)
    const { externalId } = from.contact
    return person ? { person, key: keyOf(format, externalId, person), contactId: uuidOf('contact', externalId ?? '') } : { skipped: NOBODY }
  }

  return ({ rows, format, file }) => rows.map(from => ({ row: ++row, line: from.line, file, format, what: read(from, format) }))
}

function digestOf (text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

function numberOf (digest: Buffer): number {
  return digest.readUIntBE(0, TELLING_BYTES)
}
