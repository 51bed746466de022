import { createHmac } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Database } from '../../src/database/connect.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { formatInstant } from '../../src/database/instant.ts'
import type { NewContactPolicy, Provider } from '../../src/domain/integrations/integration.ts'
import { toTypeId } from '../../src/domain/type-id.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import { NOW, SECRET_KEY } from './app.ts'

/** What a test says of an integration. */
export interface GivenIntegration {
  readonly provider: Provider
  readonly secret: string
  readonly paused?: boolean
  readonly newContacts?: NewContactPolicy
  readonly keepText?: boolean
  /** Keys to seal with, where they are not those of the test's application. */
  readonly keys?: readonly [Buffer, ...Buffer[]]
}

export interface TestIntegration {
  /** The UUID. */
  readonly id: string
  /** Where it receives. */
  readonly path: string
}

/** An integration of the workspace, as one that a member has made. */
export async function addIntegration (database: Database, workspaceId: string, { provider, secret, paused = false, newContacts = 'CREATE', keepText = true, keys = [SECRET_KEY] }: GivenIntegration): Promise<TestIntegration> {
  const id = uuidv7()
  await inWorkspace(database, workspaceId, db => db.sql`
    insert into app.integration (workspace_id, id, name, provider, new_contacts, keep_text, paused, secret, version, created_at)
    values (${workspaceId}, ${id}, ${provider.toLowerCase()}, ${provider}, ${newContacts}, ${keepText}, ${paused}, ${cipherOf(keys).seal(secret, id)}, 1, ${formatInstant(NOW)})`)
  await inWorkspace(database, workspaceId, db => db.sql`insert into app.integration_address (id, workspace_id) values (${id}, ${workspaceId})`)
  return { id, path: `/webhooks/${toTypeId('integration', id)}` }
}

/** As a member gives it another secret; the former is good until then. */
export async function rotateSecret (database: Database, workspaceId: string, { id }: TestIntegration, secret: string, formerUntil: number): Promise<void> {
  await inWorkspace(database, workspaceId, db => db.sql`
    update app.integration i set previous_secret = i.secret, previous_until = ${formatInstant(formerUntil)}, secret = ${cipherOf([SECRET_KEY]).seal(secret, id)}, version = i.version + 1
    where i.workspace_id = ${workspaceId} and i.id = ${id}`)
}

/** The headers with which a sender of Standard Webhooks signs a body. */
export function standardHeaders (secret: string, { id, body, at = NOW }: { readonly id: string, readonly body: string | Buffer, readonly at?: number }): Record<string, string> {
  const seconds = Math.floor(at / 1000)
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest('base64')
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` }
}
