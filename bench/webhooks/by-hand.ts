import { createHmac, timingSafeEqual } from 'node:crypto'
import { fastify, type FastifyInstance } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { Database } from '../../src/database/connect.ts'
import { sendInWorkspace } from '../../src/database/tenancy.ts'

/** What receiving is measured against: a route that verifies the same signature and inserts the same row under the same row-level security, with nothing between. */
export function bareRoute (database: Database, { workspaceId, integrationId, secret }: { readonly workspaceId: string, readonly integrationId: string, readonly secret: string }): FastifyInstance {
  const app = fastify()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })
  app.post('/by-hand', async ({ headers, body }, reply) => {
    const told = Buffer.from(String(headers['x-hub-signature-256']).slice('sha256='.length), 'hex')
    const right = createHmac('sha256', secret).update(body as Buffer).digest()
    if (told.length !== right.length || !timingSafeEqual(told, right)) return await reply.code(401).send()
    const at = new Date().toISOString()
    await sendInWorkspace(database, workspaceId, db => db.sql`
      insert into app.delivery (workspace_id, id, integration_id, delivery_key, received_at, status, next_attempt_at, query, headers, body)
      values (${workspaceId}, ${uuidv7()}, ${integrationId}, ${String(headers['x-github-delivery'])}, ${at}, 'RECEIVED', ${at}, '', ${JSON.stringify({ 'x-github-event': headers['x-github-event'] })}::jsonb, ${body as Buffer})
      on conflict (workspace_id, integration_id, delivery_key) do nothing`)
    return await reply.code(200).send()
  })
  return app
}
