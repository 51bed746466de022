import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { findEmbedded } from '../../src/database/embedded.ts'
import { startGoodturn } from '../../test/support/goodturn.ts'
import { onDatabase } from '../../test/support/server.ts'
import { US } from './files.ts'

export interface ImportCost {
  readonly records: number
  readonly contacts: number
  readonly interactions: number
  readonly failed: number
  readonly megabytes: number
  readonly uploadSeconds: number
  readonly readSeconds: number
  /** From the end of the file to that of the search for duplicates. */
  readonly searchSeconds: number
  /** Of the server's process, before anything and at most. */
  readonly startMb: number
  readonly mostMb: number
}

const LOOK_MS = 100
const KB_PER_MB = 1000 / 1.024

/** Gives a file to a new server as a client does, and waits until it is read and those who are in it are compared. */
export async function measureImport (dataDir: string, bytes: AsyncIterable<Buffer>): Promise<ImportCost> {
  const server = startGoodturn(['serve'], { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' })
  const memory = watchMemory(server.child.pid as number)
  try {
    const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await server.says('viewer')) ?? []
    const startMb = await memory.now()
    const startedAt = performance.now()
    await upload(address, (await readFile(join(dataDir, 'owner-token'), 'utf8')).trim(), bytes)
    const sentAt = performance.now()
    const { adminUrl = '' } = await findEmbedded(dataDir) ?? {}
    const read = await until(adminUrl, async sql => {
      const [row] = await sql<Read[]>`select status, read, size, failed, contacts_created, interactions_created from app.import where status <> 'RUNNING'`
      return row
    })
    const readAt = performance.now()
    if (read.status !== 'DONE') throw new Error(`The import ended ${read.status}.`)
    await until(adminUrl, async sql => (await sql`select 1 from app.duplicate_search limit 1`).length === 0)
    const [uploadSeconds, readSeconds, searchSeconds] = [sentAt - startedAt, readAt - sentAt, performance.now() - readAt].map(ms => ms / 1000) as [number, number, number]
    return {
      records: read.read,
      contacts: read.contacts_created,
      interactions: read.interactions_created,
      failed: read.failed,
      megabytes: Number(read.size) / 1e6,
      uploadSeconds,
      readSeconds,
      searchSeconds,
      startMb,
      mostMb: memory.most()
    }
  } finally {
    memory.stop()
    server.child.kill('SIGTERM')
    await server.ended
  }
}

interface Read {
  readonly status: string
  readonly read: number
  readonly size: string
  readonly failed: number
  readonly contacts_created: number
  readonly interactions_created: number
}

async function upload (address: string, token: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const sending = request(`${address}/imports?me=${US}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
  const answered = once(sending, 'response')
  await pipeline(Readable.from(bytes), sending)
  const [answer] = await answered
  const text = (await answer.toArray()).join('')
  if (answer.statusCode !== 202) throw new Error(`The server answered ${answer.statusCode}: ${text}`)
}

async function until<T> (adminUrl: string, look: (sql: Parameters<Parameters<typeof onDatabase>[1]>[0]) => Promise<T | undefined | false>): Promise<T> {
  return await onDatabase(adminUrl, async sql => {
    for (;;) {
      const found = await look(sql)
      if (found) return found
      await wait(LOOK_MS)
    }
  })
}

/** What the process holds in memory, as the system sees it, looked at again and again. */
function watchMemory (pid: number): { readonly now: () => Promise<number>, readonly most: () => number, readonly stop: () => void } {
  let most = 0
  const now = async (): Promise<number> => {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
    const megabytes = Number(stdout) / KB_PER_MB
    most = Math.max(most, megabytes)
    return megabytes
  }
  const watching = setInterval(() => { now().catch(() => {}) }, LOOK_MS)
  return { now, most: () => most, stop: () => clearInterval(watching) }
}
