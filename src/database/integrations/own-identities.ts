import type { IdentityKind } from '../../domain/contacts/identity.ts'
import { formatInstant } from '../instant.ts'
import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** An address, number or handle that is ours. */
export interface OwnIdentity {
  readonly kind: IdentityKind
  readonly value: string
  readonly normalized: string
  readonly label: string | null
}

/** Who we are, the oldest first. */
export async function allOwnIdentities ({ sql, workspaceId }: Db): Promise<OwnIdentity[]> {
  return await sql<OwnIdentity[]>`
    select o.kind, o.value, o.normalized, o.label from app.own_identity o where o.workspace_id = ${workspaceId} order by o.created_at, o.id`
}

/** Adds what is not there yet, and gives what was added. */
export async function insertOwnIdentities ({ sql, workspaceId }: Db, identities: readonly (OwnIdentity & { id: string })[], now: number): Promise<OwnIdentity[]> {
  if (identities.length === 0) return []
  return await sql<OwnIdentity[]>`
    insert into app.own_identity (workspace_id, created_at, id, kind, value, normalized, label)
    select ${workspaceId}::uuid, ${formatInstant(now)}::timestamptz, r.*
    from jsonb_to_recordset(${recordset(identities)}::jsonb) as r(id uuid, kind text, value text, normalized text, label text)
    order by r.kind, r.normalized
    on conflict (workspace_id, kind, normalized) do nothing
    returning kind, value, normalized, label`
}

export async function countOwnIdentities ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.own_identity o where o.workspace_id = ${workspaceId}`
  return Number(row?.count)
}

/** Whether it was there. */
export async function deleteOwnIdentity ({ sql, workspaceId }: Db, { kind, normalized }: Pick<OwnIdentity, 'kind' | 'normalized'>): Promise<boolean> {
  const { count } = await sql`delete from app.own_identity where workspace_id = ${workspaceId} and kind = ${kind} and normalized = ${normalized}`
  return count > 0
}
