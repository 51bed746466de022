import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../domain/refusal.ts'
import { findAccount, spawnAs } from './account.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { DATABASE, OWNER, SERVER } from './urls.ts'
import type { Passwords } from './urls.ts'

/** One PostgreSQL cluster on disk, and what it takes to reach it. */
export interface Cluster {
  readonly dataDir: string
  /** PostgreSQL's own data directory. */
  readonly directory: string
  readonly logFile: string
  readonly passwords: Passwords
}

/** The cluster of a DATA_DIR, or null where there is none yet. Refuses (FORBIDDEN) one whose passwords are not to be had. */
export async function openCluster (dataDir: string): Promise<Cluster | null> {
  const home = join(dataDir, 'postgres')
  const directory = join(home, 'cluster')
  if (!await stat(directory).catch(() => null)) return null
  const file = join(home, 'passwords.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal('FORBIDDEN', `The database in ${dataDir} exists, but ${file} cannot be read (${error.code}): start under the account that made it, or bring the file back.`)
  })
  return { dataDir, directory, logFile: join(dataDir, 'postgres.log'), passwords: JSON.parse(text) as Passwords }
}

/**
 * Makes the cluster, its two logins and its database, in a draft that takes its place only when it is whole:
 * a start that is cut off leaves nothing half-made, and of several that begin at once one wins.
 */
export async function createCluster (dataDir: string, binaries: Binaries): Promise<Cluster> {
  const draft = await mkdtemp(join(dataDir, 'postgres.new-'))
  try {
    await chmod(draft, 0o711)
    await fillCluster(draft, binaries)
    await rename(draft, join(dataDir, 'postgres')).catch(async (error: NodeJS.ErrnoException) => {
      if (!await openCluster(dataDir)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  const cluster = await openCluster(dataDir)
  if (!cluster) throw new Error(`${dataDir} disappeared while a database was made in it.`)
  return cluster
}

async function fillCluster (draft: string, binaries: Binaries): Promise<void> {
  const directory = join(draft, 'cluster')
  await mkdir(directory, { mode: 0o700 })
  const account = await findAccount(binaries.postgres, directory)
  await initialise(account, binaries.initdb, directory)
  // Only this machine, only with a password. Nobody gets in before the passwords are set.
  await writeFile(join(directory, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n')
  const passwords = { owner: randomBytes(24).toString('base64url'), server: randomBytes(24).toString('base64url') }
  await run(account, binaries.postgres, ['--single', '-D', directory, '-c', 'exit_on_error=on', 'postgres'], [
    `alter role ${OWNER} password '${passwords.owner}';`,
    `create role ${SERVER} login password '${passwords.server}';`,
    `create database ${DATABASE};`
  ].join('\n'))
  await run(account, binaries.initdb, ['--sync-only', '-D', directory])
  await writeFile(join(draft, 'passwords.json'), JSON.stringify(passwords) + '\n', { mode: 0o600, flush: true })
}

/**
 * Text is compared and folded by PostgreSQL's own C.UTF-8, the same on every machine. A few functions still ask
 * the system what is a letter (pg_trgm does), and not every system knows C.UTF-8.
 */
async function initialise (account: Account, initdb: string, directory: string): Promise<void> {
  const fixed = ['-D', directory, '-U', OWNER, '--encoding=UTF8', '--auth=reject', '--no-sync', '--no-instructions',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-messages=C']
  try {
    await run(account, initdb, [...fixed, '--locale=C.UTF-8'])
  } catch (error) {
    if (!String(error).includes('invalid locale')) throw error
    await run(account, initdb, [...fixed, '--locale=C', `--lc-ctype=${process.platform === 'darwin' ? 'en_US.UTF-8' : 'C'}`])
  }
}

async function run (account: Account, program: string, args: readonly string[], input = ''): Promise<void> {
  const child = spawnAs(account, program, args, { stdio: ['pipe', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { errors += text })
  // A program that ends early closes its input; its exit code says more than the broken pipe.
  child.stdin?.on('error', () => {}).end(input)
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`${program} failed (${code}): ${errors.trim()}`)
}
