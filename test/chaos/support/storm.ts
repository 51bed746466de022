import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findEmbedded } from '../../../src/database/embedded.ts'
import { standardHeaders } from '../../support/integrations.ts'
import { startGoodturn, type Running } from '../../support/goodturn.ts'
import { onDatabase } from '../../support/server.ts'

const SENDERS = 4
/** A server that was killed has had so long. */
const LIVES_MS = { least: 150, most: 1500 }
const BEGINS_WITHIN_MS = 10_000
const SETTLED_WITHIN_MS = 60_000

export interface Storm {
  /** How often the server's process is killed. */
  readonly kills: number
  /** Deliveries that are sent, at the least; sending goes on until the last kill. */
  readonly deliveries: number
}

/** What a storm has left behind. */
export interface Aftermath {
  readonly sent: number
  /** Requests that were not answered 2xx, each of which was sent again. */
  readonly unanswered: number
  readonly deliveries: Readonly<Record<string, number>>
  /** External ids of what was told, with how many interactions came of each where that is not one. */
  readonly wrong: readonly (readonly [externalId: string, interactions: number])[]
  readonly interactions: number
  /** From the last answer until all of them were read. */
  readonly settledMs: number
}

/**
 * Sends signed deliveries to a server on an embedded PostgreSQL, whose process is killed again and again meanwhile (SIGKILL, at any
 * moment, and every other time while it reads deliveries) and started anew. A delivery that was not answered 2xx is sent again, as a provider would, and one in ten though it was.
 */
export async function storm ({ kills, deliveries }: Storm): Promise<Aftermath> {
  const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-chaos-'))
  const server: { running?: Running, address: string } = { address: '' }
  let killed = 0
  let sent = 0
  let unanswered = 0

  async function start (): Promise<void> {
    server.running = startGoodturn(['serve'], { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' })
    server.address = /http:\/\/127\.0\.0\.1:\d+/.exec(await server.running.says('viewer'))?.[0] ?? ''
  }

  async function killAgainAndAgain (): Promise<void> {
    for (; killed < kills; killed++) {
      await wait(LIVES_MS.least + Math.random() * (LIVES_MS.most - LIVES_MS.least))
      // Every other one in the middle of reading.
      if (killed % 2 === 1) await beginsToRead(dataDir)
      server.running?.child.kill('SIGKILL')
      await server.running?.ended
      await start()
    }
  }

  async function sendAll (path: string, secret: string): Promise<void> {
    for (const isOver = () => sent >= deliveries && killed === kills; !isOver();) {
      const number = sent++
      while (!await sendOnce(path, secret, number)) {
        unanswered++
        await wait(50)
      }
      if (number % 10 === 0) await sendOnce(path, secret, number)
      // A killed server has the load of a real one, and not a backlog that nothing could work off.
      await wait(10)
    }
  }

  async function sendOnce (path: string, secret: string, number: number): Promise<boolean> {
    const body = JSON.stringify({ type: 'message.sent', timestamp: new Date().toISOString(), data: tell(number) })
    try {
      const { ok } = await fetch(server.address + path, { method: 'POST', headers: standardHeaders(secret, { id: `msg_${number}`, body, at: Date.now() }), body, signal: AbortSignal.timeout(5_000) })
      return ok
    } catch {
      return false
    }
  }

  try {
    await start()
    const { path, secret } = await createIntegration(server.address, dataDir)
    await Promise.all([killAgainAndAgain(), ...Array.from({ length: SENDERS }, () => sendAll(path, secret))])
    const from = performance.now()
    const told = await settle(dataDir)
    return { sent, unanswered, settledMs: performance.now() - from, ...told, ...await count(dataDir, sent) }
  } finally {
    server.running?.child.kill('SIGTERM')
    await server.running?.ended
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Resolves at the moment at which a worker has begun to read deliveries, or after a while in which none has. */
async function beginsToRead (dataDir: string): Promise<void> {
  const { adminUrl = '' } = await findEmbedded(dataDir) ?? {}
  await onDatabase(adminUrl, async sql => {
    for (const end = performance.now() + BEGINS_WITHIN_MS; performance.now() < end; await wait(2)) {
      const found = await sql`
        select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'process_deliveries' and j.locked_at > now() - interval '1 second'`
      if (found.length > 0) return
    }
  })
}

function tell (number: number): object {
  return {
    external_id: `message-${number}`,
    kind: 'message',
    direction: 'in',
    status: 'done',
    occurred_at: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
    parties: [{ role: 'FROM', name: `Person ${number % 50}`, emails: [`person${number % 50}@example.org`] }]
  }
}

async function createIntegration (address: string, dataDir: string): Promise<{ path: string, secret: string }> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${(await readFile(join(dataDir, 'owner-token'), 'utf8')).trim()}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation { createIntegration(input: { provider: STANDARD_WEBHOOKS, name: "Storm" }) { secret integration { webhookUrl } } }'
    })
  })
  const { data, errors } = await response.json() as { data?: { createIntegration: { secret: string, integration: { webhookUrl: string } } }, errors?: unknown }
  if (!data) throw new Error(JSON.stringify(errors))
  const { secret, integration: { webhookUrl } } = data.createIntegration
  if (!webhookUrl.startsWith(`http://localhost:${new URL(address).port}/`)) throw new Error(`${webhookUrl} is not where the server listens (${address}).`)
  return { secret, path: new URL(webhookUrl).pathname }
}

/** Waits until nothing is left to be read. */
async function settle (dataDir: string): Promise<Pick<Aftermath, 'deliveries'>> {
  const { adminUrl = '' } = await findEmbedded(dataDir) ?? {}
  return await onDatabase(adminUrl, async sql => {
    for (const end = performance.now() + SETTLED_WITHIN_MS; ; await wait(100)) {
      const rows = await sql<{ status: string, count: number }[]>`select status, count(*)::int as count from app.delivery group by status`
      const deliveries = Object.fromEntries(rows.map(({ status, count }) => [status, count]))
      if (!deliveries['RECEIVED'] || performance.now() > end) return { deliveries }
    }
  })
}

async function count (dataDir: string, sent: number): Promise<Pick<Aftermath, 'wrong' | 'interactions'>> {
  const { adminUrl = '' } = await findEmbedded(dataDir) ?? {}
  return await onDatabase(adminUrl, async sql => {
    const rows = await sql<{ external_id: string, count: number }[]>`select external_id, count(*)::int as count from app.interaction group by external_id`
    const counts = new Map(rows.map(({ external_id: id, count }) => [id, count]))
    const told = Array.from({ length: sent }, (_, number) => `message-${number}`)
    const wrong = told.map(id => [id, counts.get(id) ?? 0] as const).filter(([, count]) => count !== 1)
    return { wrong, interactions: rows.reduce((sum, { count }) => sum + count, 0) }
  })
}
