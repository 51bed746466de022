import { formatInstant, parseInstant } from '../instant.ts'
import { searchForThoseLeft } from '../duplicates/keys.ts'
import { scoredColumns, toScored, type ScoredRow } from './scored.ts'
import { forgetMerges } from '../merges/merges.ts'
import { recordset, uuids } from '../sql.ts'
import type { Contact } from '../../domain/contacts/contact.ts'
import { MOST_NAMESAKES } from '../../domain/duplicates/likeness.ts'
import type { KnownContact } from '../../domain/contacts/standing.ts'
import { searchKey } from '../../domain/text.ts'
import type { Db } from '../tenancy.ts'

/** A row of contactColumns, as PostgreSQL gives it. */
export interface ContactRow extends ScoredRow {
  readonly id: string
  readonly name: string
  readonly organization: string | null
  readonly title: string | null
  readonly notes: string | null
  readonly tags: string[]
  readonly version: number
  readonly updated_at: string
  readonly asked: number | null
  readonly answered: number | null
  readonly refreshed_at: string | null
}

/** The columns of a known contact, from `c` (contact), `t` (contact_totals) and `w` (workspace_totals). */
export function contactColumns (db: Db) {
  const { sql, workspaceId } = db
  return sql`
    c.id, c.name, c.organization, c.title, c.notes, c.version, c.updated_at,
    array(
      select g.name from app.contact_tag x join app.tag g on g.workspace_id = ${workspaceId} and g.id = x.tag_id
      where x.workspace_id = ${workspaceId} and x.contact_id = c.id order by g.name_key
    ) as tags,
    ${scoredColumns(db)}, w.asked, w.answered, w.refreshed_at`
}

/** The tables that contactColumns reads besides contact. */
export function contactJoins ({ sql, workspaceId }: Db) {
  return sql`
    join app.contact_totals t on t.workspace_id = ${workspaceId} and t.contact_id = c.id
    left join app.workspace_totals w on w.workspace_id = ${workspaceId}`
}

export function toContact (row: ContactRow): KnownContact {
  return {
    id: row.id,
    name: row.name,
    organization: row.organization,
    title: row.title,
    notes: row.notes,
    tags: row.tags,
    version: row.version,
    updatedAt: parseInstant(row.updated_at),
    ...toScored(row),
    workspace: { asked: row.asked ?? 0, answered: row.answered ?? 0, at: row.refreshed_at ? parseInstant(row.refreshed_at) : 0 }
  }
}

/** The contacts with these ids that the workspace has, in no order. */
export async function findContacts (db: Db, ids: Iterable<string>): Promise<KnownContact[]> {
  const rows = await db.sql<ContactRow[]>`
    select ${contactColumns(db)} from app.contact c ${contactJoins(db)}
    where c.workspace_id = ${db.workspaceId} and c.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toContact)
}

/** Takes these contacts for this transaction, so that no other changes them meanwhile; those that there are. */
export async function lockContacts (db: Db, ids: readonly string[]): Promise<KnownContact[]> {
  await db.sql`
    select 1 from app.contact c where c.workspace_id = ${db.workspaceId} and c.id = any(${uuids(ids)}::uuid[])
    order by c.id for update`
  return findContacts(db, ids)
}

/** Adds contacts, and has their doubles looked for; their identities, tags, totals and search words are added apart. */
export async function insertContacts (db: Db, contacts: readonly Contact[]): Promise<void> {
  if (contacts.length === 0) return
  await db.sql`
    with added as (
      insert into app.contact (workspace_id, id, name, name_key, organization, organization_key, title, notes, target_days, paused, version, created_at, updated_at)
      select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(contacts.map(toRecord))}::jsonb) as r(
        id uuid, name text, name_key text, organization text, organization_key text, title text, notes text,
        target_days integer, paused boolean, version integer, created_at timestamptz, updated_at timestamptz)
      returning id
    )
    insert into app.duplicate_search (workspace_id, id, contact_id)
    select ${db.workspaceId}::uuid, gen_random_uuid(), added.id from added
    returning id`
}

/** Saves the fields of a contact that lockContacts has taken, and has its doubles looked for: its identities are changed with it, or not at all. */
export async function updateContact (db: Db, contact: Contact): Promise<void> {
  const record = toRecord(contact)
  await db.sql`
    with changed as (
      update app.contact set
        name = ${record.name}, name_key = ${record.name_key}, organization = ${record.organization},
        organization_key = ${record.organization_key}, title = ${record.title}, notes = ${record.notes},
        target_days = ${record.target_days}, paused = ${record.paused}, version = ${record.version}, updated_at = ${record.updated_at}
      where workspace_id = ${db.workspaceId} and id = ${contact.id} returning id
    )
    insert into app.duplicate_search (workspace_id, id, contact_id)
    select ${db.workspaceId}::uuid, gen_random_uuid(), changed.id from changed`
}

/** The same for several in one statement. */
export async function updateContacts (db: Db, contacts: readonly Contact[]): Promise<void> {
  if (contacts.length === 0) return
  await db.sql`
    with changed as (
      update app.contact c set
        name = r.name, name_key = r.name_key, organization = r.organization, organization_key = r.organization_key, title = r.title, notes = r.notes,
        target_days = r.target_days, paused = r.paused, version = r.version, updated_at = r.updated_at
      from jsonb_to_recordset(${recordset(contacts.map(toRecord))}::jsonb) as r(
        id uuid, name text, name_key text, organization text, organization_key text, title text, notes text,
        target_days integer, paused boolean, version integer, updated_at timestamptz)
      where c.workspace_id = ${db.workspaceId} and c.id = r.id returning c.id
    )
    insert into app.duplicate_search (workspace_id, id, contact_id)
    select ${db.workspaceId}::uuid, gen_random_uuid(), changed.id from changed`
}

/** Deletes contacts and all that hangs on them; interactions stay, without them. */
export async function deleteContacts (db: Db, ids: readonly string[]): Promise<void> {
  await searchForThoseLeft(db, ids, MOST_NAMESAKES)
  await forgetMerges(db, ids)
  await db.sql`delete from app.contact where workspace_id = ${db.workspaceId} and id = any(${uuids(ids)}::uuid[])`
}

/** Writes the words that a search finds these contacts by. */
export async function saveSearch (db: Db, rows: readonly SearchRow[]): Promise<void> {
  if (rows.length === 0) return
  const records = rows.map(({ contactId, name, rest, notes }) => ({ contact_id: contactId, words: `${name} ${rest}`, name: tokens(name), rest: tokens(rest), notes: tokens(notes) }))
  await db.sql`
    insert into app.contact_search (workspace_id, contact_id, words, document)
    select ${db.workspaceId}::uuid, r.contact_id, r.words,
      setweight(to_tsvector('simple', r.name), 'A') || setweight(to_tsvector('simple', r.rest), 'B') || setweight(to_tsvector('simple', r.notes), 'D')
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(contact_id uuid, words text, name text, rest text, notes text)
    on conflict (workspace_id, contact_id) do update set words = excluded.words, document = excluded.document`
}

export interface SearchRow {
  readonly contactId: string
  readonly name: string
  readonly rest: string
  readonly notes: string
}

// PostgreSQL's parser keeps addresses and numbers whole; people look for their parts.
function tokens (text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ')
}

function toRecord (contact: Contact) {
  return {
    id: contact.id,
    name: contact.name,
    name_key: searchKey(contact.name),
    organization: contact.organization,
    organization_key: contact.organization === null ? null : searchKey(contact.organization),
    title: contact.title,
    notes: contact.notes,
    target_days: contact.targetDays,
    paused: contact.paused,
    version: contact.version,
    created_at: formatInstant(contact.createdAt),
    updated_at: formatInstant(contact.updatedAt)
  }
}
