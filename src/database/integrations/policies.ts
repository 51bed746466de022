import { identityKey } from '../../domain/contacts/contact.ts'
import type { IdentityKind } from '../../domain/contacts/identity.ts'
import type { NewContactPolicy } from '../../domain/integrations/integration.ts'
import type { Db } from '../tenancy.ts'

/** The keys of all identities that are the workspace's own. */
export async function ownIdentityKeys (db: Db): Promise<Set<string>> {
  const rows = await db.sql<{ kind: IdentityKind, normalized: string }[]>`select o.kind, o.normalized from app.own_identity o where o.workspace_id = ${db.workspaceId}`
  return new Set(rows.map(identityKey))
}

/** What each integration does with people whom nobody knows, by its id. */
export async function newContactPolicies (db: Db): Promise<Map<string, NewContactPolicy>> {
  const rows = await db.sql<{ id: string, newContacts: NewContactPolicy }[]>`
    select i.id, i.new_contacts as "newContacts" from app.integration i where i.workspace_id = ${db.workspaceId}`
  return new Map(rows.map(({ id, newContacts }) => [id, newContacts]))
}
