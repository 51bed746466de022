import { execFile, spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { lchown, readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Refusal } from '../../domain/refusal.ts'

const execute = promisify(execFile)

/** Under which account PostgreSQL's programs run: it refuses to run as root. */
export interface Account {
  /** Whose the cluster's files have to be; null is ourselves. */
  readonly ids: Ids | null
  /** What goes before a program where a change of account alone does not get it to its files. */
  readonly prefix: readonly string[]
}

interface Ids {
  readonly uid: number
  readonly gid: number
}

/**
 * The account for a cluster and for the programs beside `postgres`: ourselves, unless we are root. Root uses the
 * cluster's owner, else `postgres`, else `nobody`, which the cluster then belongs to.
 * Refuses (FORBIDDEN) when none of them gets there.
 */
export async function findAccount (postgres: string, cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { ids: null, prefix: [] }
  const owner = await stat(cluster)
  for (const ids of owner.uid === 0 ? await unprivileged() : [owner]) {
    for (const prefix of prefixes(ids)) {
      const account = { ids: { uid: ids.uid, gid: ids.gid }, prefix }
      if (!await reaches(account, postgres, dirname(cluster))) continue
      if (owner.uid === 0) await give(cluster, ids)
      return account
    }
  }
  throw new Refusal('FORBIDDEN',
    `PostgreSQL does not run as root, and no other account gets to ${cluster}: move the project and DATA_DIR to where others may pass, start as another user, or set DATABASE_URL.`)
}

/** Starts a program under the account, with nothing of our environment. */
export function spawnAs (account: Account, program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const [file = program, ...rest] = [...account.prefix, program, ...args]
  const ids = account.prefix.length > 0 ? null : account.ids
  return spawn(file, rest, { cwd: '/', ...ENVIRONMENT, ...ids, ...options })
}

// Names and times in what PostgreSQL says and writes do not depend on who starts it. Windows needs its own variables.
const ENVIRONMENT: SpawnOptions = process.platform === 'win32'
  ? {}
  : { env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' } }

async function unprivileged (): Promise<Ids[]> {
  const found = await Promise.all(['postgres', 'nobody'].map(idsOf))
  return found.filter(ids => ids !== null)
}

async function idsOf (name: string): Promise<Ids | null> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async flag => Number((await execute('id', [flag, name])).stdout)))
    return uid && gid ? { uid, gid } : null
  } catch {
    return null
  }
}

/** A new cluster, or one that root has copied from elsewhere. */
async function give (cluster: string, { uid, gid }: Ids): Promise<void> {
  for (const entry of await readdir(cluster, { recursive: true })) await lchown(join(cluster, entry), uid, gid)
  await lchown(cluster, uid, gid)
}

/**
 * A home of mode 0700, such as root's own, stops every other account on its way to what lies below. Linux can lend
 * PostgreSQL the one capability to pass through (or, where a container lacks it, the wider one). PostgreSQL asks
 * access(2) about its programs, which drops capabilities unless the securebit says otherwise.
 */
function prefixes ({ uid, gid }: Ids): string[][] {
  if (process.platform !== 'linux') return [[]]
  const lending = (capability: string): string[] => [
    'setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup',
    `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, '--'
  ]
  return [[], lending('dac_read_search'), lending('dac_override')]
}

/** Whether the account can enter the directory and run the program: tried, since modes do not tell of ACLs and mounts. */
async function reaches (account: Account, program: string, directory: string): Promise<boolean> {
  const child = spawnAs(account, 'sh', ['-c', 'cd "$1" && exec "$0" --version', program, directory], { stdio: 'ignore' })
  return await new Promise(resolve => {
    child.once('error', () => resolve(false))
    child.once('exit', code => resolve(code === 0))
  })
}
