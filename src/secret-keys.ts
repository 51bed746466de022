import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSecretKey, type Config } from './config.ts'
import { Refusal } from './domain/refusal.ts'

const KEY_BYTES = 32
const FOR_OTHERS = 0o077

/** Keys to seal with, and whether they are this directory's own: another server of the same database would not have them. */
export interface SecretKeys {
  readonly keys: readonly [Buffer, ...Buffer[]]
  readonly isOwn: boolean
}

/**
 * The keys of SECRET_KEY; without it the one in the directory, made by the first server that needs one. Refuses (CONFLICT) a file that
 * others may read, or that holds no key.
 */
export async function findSecretKeys (config: Pick<Config, 'secretKeys' | 'dataDir'>): Promise<SecretKeys> {
  const [first, ...others] = config.secretKeys
  if (first) return { keys: [first, ...others], isOwn: false }
  const file = join(config.dataDir, 'secret.key')
  return { keys: [await readKey(file) ?? await makeKey(config.dataDir, file)], isOwn: true }
}

async function readKey (file: string): Promise<Buffer | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return null
  })
  if (text === null) return null
  const { mode } = await stat(file)
  // Windows has no such modes.
  if (process.platform !== 'win32' && (mode & FOR_OTHERS) !== 0) throw new Refusal('CONFLICT', `Others may read ${file}: run chmod 600 on it, or set SECRET_KEY.`)
  const key = readSecretKey(text.trim())
  if (key.length !== KEY_BYTES) throw new Refusal('CONFLICT', `${file} does not hold a key of ${KEY_BYTES} bytes in base64: bring it back from a backup, for what was sealed with it opens with nothing else.`)
  return key
}

/** Whole or not at all, and once: of servers that start together, one makes the key and all have it. */
async function makeKey (dataDir: string, file: string): Promise<Buffer> {
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true })
  try {
    await link(draft, file).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error })
  } finally {
    await rm(draft)
  }
  await keepName(dataDir)
  const key = await readKey(file)
  if (!key) throw new Error(`${file} is gone again.`)
  return key
}

/** So that the key outlives a crash of the machine: what is sealed with it will. */
async function keepName (directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  await handle.sync().catch(() => {}).finally(() => handle.close())
}
