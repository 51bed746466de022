import type { Identity } from '../../domain/contacts/contact.ts'
import type { IdentityKind } from '../../domain/contacts/identity.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

export interface HeldIdentity extends Identity {
  readonly contactId: string
}

interface IdentityRow {
  readonly contact_id: string
  readonly kind: IdentityKind
  readonly value: string
  readonly normalized: string
  readonly label: string | null
  readonly is_primary: boolean
}

/** The identities of these contacts, each contact's in their order. */
export async function identitiesOf (db: Db, contactIds: Iterable<string>): Promise<HeldIdentity[]> {
  const rows = await db.sql<IdentityRow[]>`
    select i.contact_id, i.kind, i.value, i.normalized, i.label, i.is_primary from app.identity i
    where i.workspace_id = ${db.workspaceId} and i.contact_id = any(${uuids(contactIds)}::uuid[])
    order by i.contact_id, i.position`
  return rows.map(toIdentity)
}

/** Those of the given identities that somebody holds. */
export async function findHolders (db: Db, identities: readonly Pick<Identity, 'kind' | 'normalized'>[]): Promise<HeldIdentity[]> {
  if (identities.length === 0) return []
  const wanted = recordset(identities.map(({ kind, normalized }) => ({ kind, normalized })))
  const rows = await db.sql<IdentityRow[]>`
    select i.contact_id, i.kind, i.value, i.normalized, i.label, i.is_primary
    from jsonb_to_recordset(${wanted}::jsonb) as r(kind text, normalized text)
    join app.identity i on i.workspace_id = ${db.workspaceId} and i.kind = r.kind and i.normalized = r.normalized`
  return rows.map(toIdentity)
}

/** Those of these contacts that are called by one of their identities, as it is written or as it is compared. */
export async function findCalledByIdentity (db: Db, contactIds: Iterable<string>): Promise<string[]> {
  const rows = await db.sql<{ id: string }[]>`
    select c.id from app.contact c
    where c.workspace_id = ${db.workspaceId} and c.id = any(${uuids(contactIds)}::uuid[])
      and exists (select 1 from app.identity i where i.workspace_id = ${db.workspaceId} and i.contact_id = c.id and (i.value = c.name or i.normalized = lower(c.name)))`
  return rows.map(({ id }) => id)
}

/** Adds identities, after those that the contacts have at `position` and before. A unique violation is the caller's to map. */
export async function insertIdentities (db: Db, identities: readonly (HeldIdentity & { id: string, position: number })[]): Promise<void> {
  if (identities.length === 0) return
  // In one order, always: two who add the same people wait for each other, and not each for the other.
  const records = identities.map(({ contactId, isPrimary, ...identity }) => ({ ...identity, contact_id: contactId, is_primary: isPrimary }))
  await db.sql`
    insert into app.identity (workspace_id, id, contact_id, kind, value, normalized, label, is_primary, position)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(records)}::jsonb) as r(
      id uuid, contact_id uuid, kind text, value text, normalized text, label text, is_primary boolean, position integer)
    order by r.kind, r.normalized
    returning id`
}

export async function deleteIdentities (db: Db, contactId: string): Promise<void> {
  await db.sql`delete from app.identity where workspace_id = ${db.workspaceId} and contact_id = ${contactId}`
}

function toIdentity (row: IdentityRow): HeldIdentity {
  const { contact_id: contactId, is_primary: isPrimary, kind, value, normalized, label } = row
  return { contactId, kind, value, normalized, label, isPrimary }
}
