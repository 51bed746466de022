import { uuidv7 } from 'uuidv7'
import { inWorkspace } from '../../../../src/database/tenancy.ts'
import { toTypeId, uuidOf } from '../../../../src/domain/type-id.ts'
import { NOW, type Sent, type TestApp } from '../../../support/app.ts'

const CREATE = `mutation ($input: CreateIntegrationInput!) { createIntegration(input: $input) {
  secret verifyToken nextSteps integration { id name provider webhookUrl newContacts keepText paused version createdAt } } }`

/** Adds an integration, and gives what is told of it. */
export async function addIntegration ({ query }: Pick<TestApp, 'query'>, input: object = {}, sent?: Sent | string) {
  const { data, errors } = await query(CREATE, { input: { provider: 'CAL_COM', name: 'Our calendar', ...input } }, sent)
  if (!data) throw new Error(JSON.stringify(errors))
  return data.createIntegration
}

/** What a test says of a delivery; the rest is one of now that was read. */
export interface Arrived {
  readonly minutesAgo?: number
  readonly status?: 'RECEIVED' | 'PROCESSED' | 'IGNORED' | 'FAILED'
  readonly reason?: string
  readonly body?: Buffer
  readonly headers?: Readonly<Record<string, string>>
  readonly interactionIds?: readonly string[]
}

/** Puts deliveries of an integration into the database as if they had arrived; their ids, in their order. */
export async function arrive ({ database, workspaceId }: Pick<TestApp, 'database' | 'workspaceId'>, integration: string, deliveries: readonly Arrived[]): Promise<string[]> {
  return await inWorkspace(database, workspaceId, async ({ sql }) => {
    const ids: string[] = []
    for (const { minutesAgo = 0, status = 'PROCESSED', reason = null, body = Buffer.from('{}'), headers = {}, interactionIds = [] } of deliveries) {
      const [id, at] = [uuidv7(), new Date(NOW - minutesAgo * 60_000).toISOString()]
      await sql`
        insert into app.delivery (workspace_id, id, integration_id, delivery_key, received_at, status, reason, attempts, next_attempt_at, processed_at, query, headers, body, interaction_ids)
        values (${workspaceId}, ${id}, ${uuidOf('integration', integration)}, ${id}, ${at}, ${status}, ${reason}, ${status === 'RECEIVED' ? 0 : 1}, ${at},
          ${status === 'RECEIVED' ? null : at}, '', ${JSON.stringify(headers)}::jsonb, ${body}, ${`{${interactionIds.map(each => uuidOf('interaction', each)).join(',')}}`}::uuid[])`
      ids.push(toTypeId('delivery', id))
    }
    return ids
  })
}
