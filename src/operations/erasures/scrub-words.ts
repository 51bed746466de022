import type { Changes } from '../../domain/changes.ts'
import { ERASED, isInJson, redactJson, type Needles } from '../../domain/erasures/needles.ts'
import { searchKey } from '../../domain/text.ts'
import { SCRUBBED, type Fate, type ScrubbedName } from '../../database/erasures/columns.ts'
import { contactsNaming, dropFeedsAt, renameTag, tagsNaming } from '../../database/erasures/others.ts'
import { eraseAudit, rowsNaming, saveRows, type ScrubbedRow } from '../../database/erasures/scrub.ts'
import { findContacts, lockContacts, saveSearch, updateContact } from '../../database/contacts/contacts.ts'
import { identitiesOf } from '../../database/contacts/identities.ts'
import type { Db } from '../../database/tenancy.ts'
import { groupBy } from '../../domain/group-by.ts'
import { searchRow } from '../contacts/add-contacts.ts'
import type { OperationContext } from '../context.ts'

type Clock = Pick<OperationContext, 'now' | 'newId'>

/** Who is looked for: by identities alone, by full names too, and the ids that were theirs. */
export interface Sought {
  readonly addresses: Needles | null
  readonly all: Needles | null
  readonly ids: readonly string[]
}

/** Takes what names somebody out of all words that others wrote or were written of others, and out of the audit. */
export async function scrubWords (ctx: Clock, db: Db, sought: Sought): Promise<void> {
  for (const table of Object.keys(SCRUBBED) as ScrubbedName[]) await scrubTable(ctx, db, table, sought)
  if (!sought.all) return
  const renamed = await scrubTags(db, sought.all)
  await scrubContacts(ctx, db, { all: sought.all, addresses: sought.addresses }, renamed)
  if (sought.addresses) await dropFeedsAt(db, sought.addresses.crude)
}

async function scrubTable (ctx: Clock, db: Db, table: ScrubbedName, { addresses, all, ids }: Sought): Promise<void> {
  const columns: Readonly<Record<string, Fate>> = SCRUBBED[table].columns
  const needles = table === 'inbox_person' ? addresses : all
  const crude = [needles?.crude ?? [], Object.values(columns).includes('CHANGES') ? ids : []].flat().join('|')
  if (crude === '') return
  const isIn = (text: string): boolean => (needles?.isIn(text) ?? false) || ids.includes(text)
  const rows = await rowsNaming(db, table, crude)
  const changed = rows.flatMap(before => {
    const after = Object.fromEntries(Object.entries(before).map(([column, value]) => {
      const fate = columns[column]
      return [column, fate === undefined || value === null ? value : scrubbed(fate, value, { isIn, redact: needles?.redact ?? (text => text) }, ctx)]
    }))
    return JSON.stringify(after) === JSON.stringify(before) ? [] : [{ before, after }]
  })
  if (table === 'audit') await eraseAudit(db, { subjectIds: [], entryIds: changed.map(({ before }) => String(before['id'])) })
  else await saveRows(db, table, changed)
}

function scrubbed (fate: Fate, value: unknown, needles: Pick<Needles, 'isIn' | 'redact'>, { newId }: Clock): unknown {
  switch (fate) {
    case 'WORDS': return needles.redact(String(value))
    case 'NAME': return needles.isIn(String(value)) ? `erased ${newId()}` : value
    case 'CHANGES': return isInJson(value, needles) ? blank(value as Changes) : value
    case 'JSON': return redactJson(withoutIdentities(value as ScrubbedRow, needles), needles.redact)
  }
}

/** Who changed which fields stays, without what they were. */
function blank (changes: Changes): Changes {
  return Object.fromEntries(Object.entries(changes).map(([field, sides]) => [field, Object.fromEntries(Object.keys(sides).map(side => [side, ERASED]))]))
}

/** A merge does not give anybody an identity back that was erased. */
function withoutIdentities (value: ScrubbedRow, { isIn }: Pick<Needles, 'isIn'>): ScrubbedRow {
  const rows = value['identity']
  return Array.isArray(rows) ? { ...value, identity: rows.filter(row => !isInJson(row, { isIn })) } : value
}

/** The contacts that have a tag which is called otherwise now. */
async function scrubTags (db: Db, { crude, redact }: Needles): Promise<string[]> {
  const contactIds = []
  for (const { id, name } of await tagsNaming(db, crude)) {
    const redacted = redact(name)
    if (redacted !== name) contactIds.push(...await renameTag(db, id, redacted, searchKey(redacted)))
  }
  return contactIds
}

/** Other contacts keep their names; what their notes say of who was erased goes, and is found by no search. */
async function scrubContacts (ctx: Clock, db: Db, { all: { crude, redact }, addresses }: { readonly all: Needles, readonly addresses: Needles | null }, tagged: readonly string[]): Promise<void> {
  const ids = await contactsNaming(db, crude)
  const changed = (await lockContacts(db, ids)).flatMap(contact => {
    const [organization, title, notes] = [contact.organization, contact.title, contact.notes].map(text => text === null ? null : redact(text))
    const after = { ...contact, name: addresses?.redact(contact.name) ?? contact.name, organization: organization ?? null, title: title ?? null, notes: notes ?? null }
    const isSame = (['name', 'organization', 'title', 'notes'] as const).every(field => contact[field] === after[field])
    return isSame ? [] : [{ ...after, version: contact.version + 1, updatedAt: ctx.now }]
  })
  for (const contact of changed) await updateContact(db, contact)
  const found = new Set([...changed.map(({ id }) => id), ...tagged])
  const held = groupBy(await identitiesOf(db, found), ({ contactId }) => contactId)
  await saveSearch(db, (await findContacts(db, found)).map(contact => searchRow(contact, held.get(contact.id) ?? [])))
}
