import { recordset } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** The secrets of an integration as they are kept: sealed. */
export interface KeptSecrets {
  readonly id: string
  readonly name: string
  readonly secret: string
  readonly previousSecret: string | null
}

/** The secrets of all integrations, which nobody else changes until this transaction ends. */
export async function lockSecrets (db: Db): Promise<KeptSecrets[]> {
  return await db.sql<KeptSecrets[]>`
    select i.id, i.name, i.secret, i.previous_secret as "previousSecret" from app.integration i
    where i.workspace_id = ${db.workspaceId} order by i.id for no key update`
}

/** Writes secrets that are the same, sealed otherwise: nobody who remembers them need hear of it, so the version stays. */
export async function saveSecrets (db: Db, secrets: readonly Omit<KeptSecrets, 'name'>[]): Promise<void> {
  const records = secrets.map(({ id, secret, previousSecret }) => ({ id, secret, previous_secret: previousSecret }))
  await db.sql`
    update app.integration i set secret = r.secret, previous_secret = r.previous_secret
    from jsonb_to_recordset(${recordset(records)}::jsonb) as r(id uuid, secret text, previous_secret text)
    where i.workspace_id = ${db.workspaceId} and i.id = r.id`
}
