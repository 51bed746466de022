import { uuidv7 } from 'uuidv7'
import postgres from 'postgres'
import type { Test } from 'tap'
import type { NewContactPolicy, Provider } from '../../../../src/domain/integrations/integration.ts'
import { processDeliveries, type ProcessContext } from '../../../../src/operations/deliveries/process-deliveries.ts'
import { CIPHER, NOW, type FirstWorkspace } from '../../support/first-workspace.ts'

export const PUBLIC_URL = 'https://goodturn.example'

/** What an integration was sent, put where a webhook puts it, and read. */
export interface Deliverer {
  readonly sql: postgres.Sql
  /** A new integration of the owner's workspace; its id. */
  readonly integrate: (provider?: Provider, given?: { newContacts?: NewContactPolicy, keepText?: boolean, paused?: boolean }) => Promise<string>
  /** Puts bodies where they wait to be read; the ids of the deliveries. */
  readonly deliver: (integrationId: string, ...bodies: readonly unknown[]) => Promise<string[]>
  /** Reads all that waits, at this time; what nobody foresaw is thrown where `onFault` is not given. */
  readonly process: (given?: Partial<Pick<ProcessContext, 'now' | 'onFault'>>) => Promise<number>
}

export function deliverer (t: Test, { database, adminUrl, owner }: FirstWorkspace): Deliverer {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => sql.end({ timeout: 5 }))
  const { workspaceId } = owner
  return {
    sql,
    async integrate (provider = 'GENERIC', { newContacts = 'CREATE', keepText = false, paused = false } = {}) {
      const id = uuidv7()
      await sql`
        insert into app.integration (workspace_id, id, name, provider, new_contacts, keep_text, paused, secret, version, created_at)
        values (${workspaceId}, ${id}, ${`My ${provider}`}, ${provider}, ${newContacts}, ${keepText}, ${paused}, 'sealed', 1, now())`
      return id
    },
    async deliver (integrationId, ...bodies) {
      const ids = bodies.map(() => uuidv7())
      for (const [index, body] of bodies.entries()) {
        const [id, bytes] = [ids[index] as string, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))]
        await sql`
          insert into app.delivery (workspace_id, id, integration_id, delivery_key, received_at, status, next_attempt_at, query, headers, body)
          values (${workspaceId}, ${id}, ${integrationId}, ${id}, ${new Date(NOW)}, 'RECEIVED', ${new Date(NOW)}, '', '{"content-type":"application/json"}', ${bytes})`
      }
      return ids
    },
    async process (given = {}) {
      const onFault = (_id: string, error: unknown): never => { throw error }
      const { finished } = await processDeliveries({ database, newId: uuidv7, cipher: CIPHER, publicUrl: PUBLIC_URL, now: () => NOW, onFault, ...given }, workspaceId)
      return finished
    }
  }
}
