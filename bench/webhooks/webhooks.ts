import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { uuidv7 } from 'uuidv7'
import { buildApp } from '../../src/app.ts'
import type { Database } from '../../src/database/connect.ts'
import { inWorkspace, openReading } from '../../src/database/tenancy.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { toTypeId } from '../../src/domain/type-id.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import { createIntegration } from '../../src/operations/integrations/create-integration.ts'
import { median } from '../support/median.ts'
import { bareRoute } from './by-hand.ts'
import type { Accepted, DeliveryLoad } from './load.ts'

const ROUNDS = 5
const SECONDS = 2
const SECONDS_WITH_JOBS = 5
const CONNECTIONS = 8
const PUBLIC_URL = 'http://localhost'
const QUIET = { debug () {}, info () {}, error: console.error }

export interface WebhooksBench {
  /** Deliveries accepted per second, and by a route that only verifies and inserts; the ratio is that of the medians. */
  readonly accepted: number
  readonly byHand: number
  readonly ratio: number
  /** While they are read as well. */
  readonly withJobs: Accepted
  /** Seconds from the last delivery until all were read, and how many were read per second from the first to the last. */
  readonly drainedSeconds: number
  readonly readPerSecond: number
}

/** Signed GitHub deliveries of 15 KB at full speed: how many are accepted, how long an answer takes while they are read, and how soon all are. */
export async function benchWebhooks (database: Database, adminUrl: string, actor: Actor): Promise<WebhooksBench> {
  const cipher = cipherOf([randomBytes(32)])
  const ctx = { database, reading: openReading(database, actor.workspaceId), actor, requestId: 'bench', idempotencyKey: null, now: Date.now(), newId: uuidv7, cipher }
  const { integration, secret } = await createIntegration(ctx, { provider: 'GITHUB', name: 'Bench' }, cipher)
  const app = await buildApp({ config: { graphiql: false, rateLimit: 'off', oidc: null, corsOrigins: [], maxImportBytes: 2 ** 31 }, database, logger: false, cipher, publicUrl: () => PUBLIC_URL })
  const bare = bareRoute(database, { workspaceId: actor.workspaceId, integrationId: integration.id, secret })
  const url = `${await app.listen({ port: 0 })}/webhooks/${toTypeId('integration', integration.id)}`
  const bareUrl = `${await bare.listen({ port: 0 })}/by-hand`
  const load = fork(fileURLToPath(new URL('./load.ts', import.meta.url)), { execArgv: process.execArgv })
  let from = 0
  const deliver = async (to: string, seconds: number): Promise<Accepted> => {
    const accepted = await ask(load, { url: to, secret, from, connections: CONNECTIONS, seconds })
    from += accepted.sent + CONNECTIONS
    return accepted
  }
  try {
    await deliver(url, 1)
    await deliver(bareUrl, 1)
    const rounds: { accepted: number, byHand: number }[] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push({ accepted: (await deliver(url, SECONDS)).perSecond, byHand: (await deliver(bareUrl, SECONDS)).perSecond })
    const [accepted, byHand] = [median(rounds.map(each => each.accepted)), median(rounds.map(each => each.byHand))]
    await forgetDeliveries(database, actor.workspaceId)

    const startedAt = performance.now()
    const jobs = await startJobs({ database, adminUrl, logger: QUIET, now: Date.now, newId: uuidv7, readFeed: async () => ({ outcome: 'GONE' }), cipher, publicUrl: PUBLIC_URL })
    const withJobs = await deliver(url, SECONDS_WITH_JOBS)
    const sentAt = performance.now()
    await drained(database, actor.workspaceId)
    const readAt = performance.now()
    await jobs.stop()
    return { accepted, byHand, ratio: accepted / byHand, withJobs, drainedSeconds: (readAt - sentAt) / 1000, readPerSecond: withJobs.sent / ((readAt - startedAt) / 1000) }
  } finally {
    load.kill()
    await app.close()
    await bare.close()
  }
}

async function ask (load: ChildProcess, what: DeliveryLoad): Promise<Accepted> {
  load.send(what)
  const [accepted] = await once(load, 'message') as [Accepted]
  return accepted
}

async function forgetDeliveries (database: Database, workspaceId: string): Promise<void> {
  await inWorkspace(database, workspaceId, async db => {
    await db.sql`delete from app.delivery where workspace_id = ${workspaceId}`
    await db.sql`delete from app.outbox where workspace_id = ${workspaceId} and topic = 'deliveries.process'`
  })
}

async function drained (database: Database, workspaceId: string): Promise<void> {
  for (let left = true; left; await wait(50)) {
    const rows = await inWorkspace(database, workspaceId, db => db.sql`select from app.delivery where workspace_id = ${workspaceId} and status = 'RECEIVED' limit 1`)
    left = rows.length > 0
  }
}
