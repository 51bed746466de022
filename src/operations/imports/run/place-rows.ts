import { identityKey } from '../../../domain/contacts/contact.ts'
import { groupBy } from '../../../domain/group-by.ts'
import { findMatch, wantedOf } from '../../../domain/imports/find-match.ts'
import type { ImportChange, RowResult } from '../../../domain/imports/import.ts'
import { placeContact, type PlacedFields } from '../../../domain/imports/place-contact.ts'
import type { KnownContact } from '../../../domain/contacts/standing.ts'
import { lockContacts } from '../../../database/contacts/contacts.ts'
import { findHolders, identitiesOf } from '../../../database/contacts/identities.ts'
import { findImportKeys, insertImportKeys } from '../../../database/imports/keys.ts'
import { aliasesOf } from '../../../database/merges/merges.ts'
import { addContacts } from '../../contacts/add-contacts.ts'
import { extendContacts } from '../../contacts/extend-contacts.ts'
import type { OperationContext } from '../../context.ts'
import { findErased, noteBlocked } from '../../erasures/guard.ts'
import type { Writing } from '../../transact.ts'
import type { PersonRow } from './number-rows.ts'
import { nothing, type Outcome, type Run } from './run.ts'

type Clock = Pick<OperationContext, 'now' | 'newId' | 'cipher'>
type FormattedRow = PersonRow & { readonly format: string }

const US = 'That is you.'
const ERASED = 'This person was erased here, and does not come back; an owner can allow it.'

/** A contact as it is to be after the batch; `present` where it is known already. */
interface Draft {
  readonly present: KnownContact | null
  readonly before: PlacedFields
  after: PlacedFields
}

interface Known {
  readonly drafts: Map<string, Draft>
  readonly holders: Map<string, string>
  /** Whom records became, by format and key. */
  readonly keyed: Map<string, string>
  /** Who is here under an id that a file gives back, by that id: the contact itself, or whom it was merged into. */
  readonly exported: ReadonlyMap<string, string>
  readonly erased: ReadonlySet<string>
}

/** Brings contacts in step with people of a file, one result for each, in a fixed number of statements. */
export async function placeRows (run: Run, ctx: Clock, writing: Writing, rows: readonly FormattedRow[]): Promise<Outcome> {
  const known = await open(run, ctx, writing, rows)
  const keys: { format: string, key: string, contactId: string }[] = []
  const blocked: string[] = []
  const seen = new Set<string>()
  const results = rows.map((row): RowResult => {
    const identities = row.person.identities.map(identityKey)
    if (row.person.identities.some(identity => isJoining(identity) && run.ours.has(identityKey(identity)))) return nothing('SKIPPED', US)
    const erased = identities.find(key => known.erased.has(key))
    if (erased !== undefined) {
      blocked.push(erased)
      return nothing('SKIPPED', ERASED)
    }
    const placed = place(run, ctx, known, row, seen)
    if (row.key !== null && !known.exported.has(row.contactId ?? '') && !known.keyed.has(nameOf(row.format, row.key))) {
      known.keyed.set(nameOf(row.format, row.key), placed.subject.id)
      keys.push({ format: row.format, key: row.key, contactId: placed.subject.id })
    }
    seen.add(placed.subject.id)
    return placed
  })
  const changes = await save(ctx, writing, known.drafts)
  await insertImportKeys(writing.db, keys.map(key => ({ id: ctx.newId(), ...key })))
  if (blocked.length > 0) await noteBlocked(ctx, writing.db, blocked)
  const keyOf = new Map(keys.map(each => [each.contactId, each]))
  const made = newOnes(known.drafts).map(contact => ({ contact, format: '', key: null, ...keyOf.get(contact.id) }))
  return { results, changes, made, seen: [...seen], told: [] }
}

async function open ({ rehearsal }: Run, ctx: Clock, writing: Writing, rows: readonly FormattedRow[]): Promise<Known> {
  const { db } = writing
  const identities = rows.flatMap(({ person }) => wantedOf(person.identities))
  const keys = rows.flatMap(({ format, key }) => key === null ? [] : [{ format, key }])
  await rehearsal?.recall(ctx, writing, identities, keys)
  const keyed = new Map<string, string>()
  for (const [format, ofFormat] of groupBy(keys, key => key.format)) {
    for (const [key, contactId] of await findImportKeys(db, format, ofFormat.map(({ key }) => key))) keyed.set(nameOf(format, key), contactId)
  }
  const ids = rows.flatMap(({ contactId }) => contactId ?? [])
  const aliases = ids.length === 0 ? new Map<string, string>() : await aliasesOf(db, ids)
  const exported = ids.map(id => [id, aliases.get(id) ?? id] as const)
  const holders = await findHolders(db, identities)
  const contacts = await lockContacts(db, [...new Set([...holders.map(({ contactId }) => contactId), ...keyed.values(), ...exported.map(([, id]) => id)])])
  const held = groupBy(await identitiesOf(db, contacts.map(({ id }) => id)), ({ contactId }) => contactId)
  const drafts = new Map(contacts.map(present => {
    const { name, organization, title, notes, tags } = present
    const before = { name, organization, title, notes, tags, identities: (held.get(present.id) ?? []).map(({ contactId, ...identity }) => identity) }
    return [present.id, { present, before, after: before }]
  }))
  return {
    drafts,
    holders: new Map(holders.filter(({ contactId }) => drafts.has(contactId)).map(each => [identityKey(each), each.contactId])),
    keyed: new Map([...keyed].filter(([, contactId]) => drafts.has(contactId))),
    exported: new Map(exported.filter(([, contactId]) => drafts.has(contactId))),
    erased: await findErased(ctx, db, rows.flatMap(({ person }) => person.identities))
  }
}

function place ({ imported: { choices }, seen: seenBefore }: Run, ctx: Clock, { drafts, holders, keyed, exported }: Known, { person, key, format, contactId }: FormattedRow, seen: ReadonlySet<string>) {
  const keyHolder = exported.get(contactId ?? '') ?? (key === null ? undefined : keyed.get(nameOf(format, key)))
  const match = findMatch(person, { holderOf: id => holders.get(id), nameOf: id => drafts.get(id)?.after.name ?? '' }, keyHolder)
  const id = match ?? ctx.newId()
  const draft = drafts.get(id)
  const { fields, isNews, reason } = placeContact(draft?.after ?? null, person, {
    isHeld: identity => (holders.get(identity) ?? id) !== id,
    overwrite: choices.overwrite && !seen.has(id) && !seenBefore.has(id)
  })
  if (!draft) drafts.set(id, { present: null, before: fields, after: fields })
  else if (isNews) draft.after = fields
  for (const identity of fields.identities) holders.set(identityKey(identity), id)
  const outcome = !draft ? 'CREATED' : isNews ? 'UPDATED' : 'UNCHANGED'
  return { outcome, reason, subject: { type: 'contact', id } } as const
}

async function save (ctx: Clock, writing: Writing, drafts: Known['drafts']): Promise<ImportChange[]> {
  const added = newOnes(drafts)
  await addContacts(ctx, writing, added)
  const changed = [...drafts.values()].flatMap(({ present, before, after }) => present && before !== after ? [{ present, before, after }] : [])
  const extended = await extendContacts(ctx, writing, changed)
  return [
    ...added.map(({ id }) => ({ kind: 'CREATED', subjectType: 'contact', subjectId: id, contactId: id, version: 1, changes: null }) as const),
    ...extended.map(({ contactId, version, changes }) => ({ kind: 'UPDATED', subjectType: 'contact', subjectId: contactId, contactId, version, changes }) as const)
  ]
}

function newOnes (drafts: Known['drafts']) {
  return [...drafts].flatMap(([id, { present, after }]) => present ? [] : [{ ...after, id }])
}

/** A web page of the house where we work is not us. */
function isJoining ({ kind }: { readonly kind: string }): boolean {
  return kind !== 'WEBSITE' && kind !== 'OTHER'
}

function nameOf (format: string, key: string): string {
  return `${format}\0${key}`
}
