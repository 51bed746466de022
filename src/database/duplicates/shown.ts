import type { IdentityKind } from '../../domain/contacts/identity.ts'
import type { Shown } from '../../domain/duplicates/traits.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

interface ShownRow extends Omit<Shown, 'identities'> {
  readonly id: string
  readonly kinds: IdentityKind[]
  readonly normalized: string[]
}

/** What these contacts show of who they are; those that there are. */
export async function findShown ({ sql, workspaceId }: Db, contactIds: Iterable<string>): Promise<Map<string, Shown>> {
  const rows = await sql<ShownRow[]>`
    select c.id, c.name, c.organization, c.title, coalesce(i.kinds, '{}') as kinds, coalesce(i.normalized, '{}') as normalized
    from app.contact c left join lateral (
      select array_agg(x.kind order by x.position) as kinds, array_agg(x.normalized order by x.position) as normalized
      from app.identity x where x.workspace_id = ${workspaceId} and x.contact_id = c.id) i on true
    where c.workspace_id = ${workspaceId} and c.id = any(${uuids(contactIds)}::uuid[])`
  return new Map(rows.map(({ id, kinds, normalized, ...shown }) => [id, { ...shown, identities: kinds.map((kind, index) => ({ kind, normalized: normalized[index] as string })) }]))
}

/** Which version of each of these contacts there is. */
export async function versionsOf ({ sql, workspaceId }: Db, contactIds: Iterable<string>): Promise<Map<string, number>> {
  const rows = await sql<{ id: string, version: number }[]>`
    select c.id, c.version from app.contact c where c.workspace_id = ${workspaceId} and c.id = any(${uuids(contactIds)}::uuid[])`
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** Keeps these contacts from being deleted or merged until this transaction ends; the ids of those that there are. */
export async function holdContacts ({ sql, workspaceId }: Db, contactIds: Iterable<string>): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select c.id from app.contact c where c.workspace_id = ${workspaceId} and c.id = any(${uuids(contactIds)}::uuid[])
    order by c.id for key share`
  return new Set(rows.map(({ id }) => id))
}
