import { identityKey, readIdentity, refuse, withPrimaries } from '../contacts/contact.ts'
import type { IdentityKind } from '../contacts/identity.ts'
import { readFeedUrl } from '../feeds/feed.ts'
import { isAhead } from '../interactions/interaction.ts'
import { isWebAddress } from '../posts/post.ts'
import { readWeights } from '../quality/scoring-model.ts'
import { Refusal, type FieldError } from '../refusal.ts'
import { object } from './field.ts'
import { RECORD_FIELDS, type RecordType, type ValuesOfType } from './record-fields.ts'

/** One line of a workspace that was written as JSON lines: what it is, and all that it takes to make it again. */
export interface WorkspaceRecord {
  readonly type: string
  readonly [field: string]: unknown
}

/** Grows when a reader of the present one could misread a file; new fields and types are no such thing. */
export const FORMAT_VERSION = 1

/** Where people read what a file says. */
const ABOUT = 'A workspace of Goodturn: one record a line, and a last line that counts them. docs/export.md of Goodturn describes the fields.'

/** What the first line says of where a file is from. It is not taken over by who reads the file, and tells people whom ids of members and integrations stand for. */
export interface Provenance {
  /** Epoch milliseconds. */
  readonly exportedAt: number
  readonly workspace: { readonly id: string, readonly slug: string, readonly name: string, readonly timeZone: string, readonly defaultCountry: string }
  readonly members: readonly { readonly id: string, readonly name: string }[]
  readonly integrations: readonly { readonly id: string, readonly name: string, readonly provider: string }[]
}

/** The first line. */
export function firstRecord ({ exportedAt, ...from }: Provenance): WorkspaceRecord {
  return { type: 'goodturn', version: FORMAT_VERSION, about: ABOUT, exportedAt: new Date(exportedAt).toISOString(), ...from }
}

/** The last line: without it a file was cut off. `records` are those between the first line and this one. */
export function lastRecord (records: number): WorkspaceRecord {
  return { type: 'end', records }
}

/** A thing that was read. */
export type ReadRecord = { [T in RecordType]: { readonly type: T, readonly values: ValuesOfType<T> } }[RecordType]

export function writeRecord<T extends RecordType> (type: T, values: ValuesOfType<T>): WorkspaceRecord {
  return { type, ...object(RECORD_FIELDS[type]).write(values as never) as object }
}

export function isRecordType (type: string): type is RecordType {
  return Object.hasOwn(RECORD_FIELDS, type)
}

/** What a record says, cleaned. Refuses (INVALID, all faults at once) what this server could not have written; `now` is in epoch milliseconds. */
export function readRecord (record: WorkspaceRecord, now: number): ReadRecord {
  if (!isRecordType(record.type)) throw new Refusal('INVALID', `Nothing here is a “${record.type.slice(0, 50)}”.`)
  const errors: FieldError[] = []
  const values = object(RECORD_FIELDS[record.type]).read(record, '', errors)
  refuse(errors)
  const read = checked({ type: record.type, values } as unknown as ReadRecord, now, errors)
  refuse(errors)
  return read
}

/** When something was done, which cannot be still to come. */
const DONE = ['createdAt', 'updatedAt', 'at'] as const

/** What no single field can say. */
function checked (record: ReadRecord, now: number, errors: FieldError[]): ReadRecord {
  const done = record.values as Partial<Record<typeof DONE[number], number>>
  for (const path of DONE) if (isAhead(done[path] ?? now, now)) errors.push({ path, message: 'lies in the future.' })
  switch (record.type) {
    case 'contact':
      return { ...record, values: { ...record.values, identities: withPrimaries(readAll(record.values.identities, errors)) } }
    case 'scoringModel':
      return { ...record, values: { ...record.values, ...readWeights(record.values) } }
    case 'ownIdentity':
      return { ...record, values: readKnown(record.values, 'identity', errors) }
    case 'inboxPerson':
      return { ...record, values: { ...record.values, identities: readAll(record.values.identities, errors) } }
    case 'interaction': {
      const { status, occurredAt, carriesAsk, direction } = record.values
      if (status === 'HELD' && isAhead(occurredAt, now)) errors.push({ path: 'occurredAt', message: 'lies in the future, but the interaction is HELD.' })
      if (carriesAsk && direction !== 'OUTBOUND') errors.push({ path: 'carriesAsk', message: `is true, but the interaction is ${direction}.` })
      return record
    }
    case 'favor':
      if (isAhead(record.values.occurredAt, now)) errors.push({ path: 'occurredAt', message: 'lies in the future.' })
      return record
    case 'feed':
      return { ...record, values: { ...record.values, url: readFeedUrl(record.values.url) } }
    case 'post':
      if (record.values.url !== null && !isWebAddress(record.values.url)) errors.push({ path: 'url', message: 'is no absolute http or https address.' })
      return record
    case 'ask': {
      const { status, moves } = record.values
      if ((moves.at(-1)?.to ?? 'DRAFT') !== status) errors.push({ path: 'status', message: `is ${status}, which is not where its moves lead.` })
      return record
    }
    default:
      return record
  }
}

type Known = { readonly kind: IdentityKind, readonly value: string, readonly normalized: string }

/** Each once. */
function readAll<K extends Known> (identities: readonly K[], errors: FieldError[]): readonly K[] {
  const found = new Map<string, K>()
  identities.forEach((given, index) => {
    const identity = readKnown(given, `identities.${index}`, errors)
    if (!found.has(identityKey(identity))) found.set(identityKey(identity), identity)
  })
  return [...found.values()]
}

/** Normalized anew, so that no file can say that one address is another; a number without its country is as it was read where it is from. */
function readKnown<K extends Known> (identity: K, path: string, errors: FieldError[]): K {
  const { kind, value, normalized } = identity
  const isNumber = kind === 'PHONE' || kind === 'WHATSAPP'
  // No country is meant: a number that begins with + has its own.
  const read = (written: string, faults: FieldError[]) => readIdentity({ kind, value: written }, 'ZZ', path, faults)
  const found = isNumber ? read(value, []) ?? read(normalized, errors) : read(value, errors)
  return found ? { ...identity, normalized: found.normalized } : identity
}
