import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'

const ROWS = 100_000
const PEOPLE = 2_000
const MINUTE_MS = 60_000
const ME = 'me@example.org'

export interface ImportSpeed {
  readonly rows: number
  /** Rows a second. */
  readonly imported: number
  readonly copied: number
  readonly ratio: number
}

/**
 * Measures `goodturn import interactions` as a user runs it (start of the process, contacts, totals, audit and refresh of all
 * scores included) beside a plain COPY of the same lines into a table without keys or indexes.
 */
export async function benchImport (dataDir: string, adminUrl: string): Promise<ImportSpeed> {
  const file = join(dataDir, 'bench.csv')
  await writeFile(file, ['occurred_at,from,to,channel', ...lines()].join('\n'))
  const copied = ROWS / await seconds(() => copy(file, adminUrl))
  const imported = ROWS / await seconds(() => runImport(file, dataDir))
  return { rows: ROWS, imported, copied, ratio: imported / copied }
}

/** Two years of mail in order of time as a log has it, the same each time. */
function lines (): string[] {
  const startedAt = Date.UTC(2024, 0)
  return Array.from({ length: ROWS }, (_, index) => {
    const person = `writer${(index * 7919) % PEOPLE}@example.net`
    const [from, to] = index % 3 === 0 ? [ME, person] : [person, ME]
    return `${new Date(startedAt + index * 10 * MINUTE_MS).toISOString()},${from},${to},EMAIL`
  })
}

async function copy (file: string, adminUrl: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1 })
  try {
    await sql`create table public.bench_copy (occurred_at timestamptz, sender text, recipient text, channel text)`
    await pipeline(createReadStream(file), await sql`copy public.bench_copy from stdin (format csv, header)`.writable())
    const [row] = await sql<{ count: string }[]>`select count(*) from public.bench_copy`
    if (Number(row?.count) !== ROWS) throw new Error(`COPY wrote ${row?.count} rows.`)
    await sql`drop table public.bench_copy`
  } finally {
    await sql.end()
  }
}

async function runImport (file: string, dataDir: string): Promise<void> {
  const args = [...process.execArgv, 'src/cli.ts', 'import', 'interactions', file, '--me', ME]
  const child = spawn(process.execPath, args, { env: { ...process.env, DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.on('data', chunk => { told += chunk })
  const [code] = await once(child, 'exit')
  if (code !== 0 || !told.includes(`Made ${ROWS} `)) throw new Error(`The import ended with ${code}: ${told}`)
}

async function seconds (work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}
