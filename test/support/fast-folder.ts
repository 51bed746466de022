import { chmod, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Linux keeps this folder in memory. */
const MEMORY = '/dev/shm'
const PREFIX = 'goodturn-tests-'
/** All that the tests write at one time takes less than a third of it; the rest is for those who work with it. */
const ENOUGH_BYTES = 6 * 1024 ** 3
/** No run takes as long. */
const ABANDONED_MS = 3_600_000

/** A folder that is thrown away. */
export interface Folder {
  readonly path: string
  /** Removes it with all that is in it. */
  remove (): Promise<void>
}

/**
 * A folder for what the tests write, in memory where there is enough of it: a clone of a database is a thousand small files, made
 * there in a twentieth of the time.
 */
export async function fastFolder (): Promise<Folder> {
  const path = await mkdtemp(join(await hasRoom() ? MEMORY : tmpdir(), PREFIX))
  // PostgreSQL passes through, under another account where we are root.
  await chmod(path, 0o711)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

async function hasRoom (): Promise<boolean> {
  try {
    await removeAbandoned()
    const { bavail, bsize } = await statfs(MEMORY)
    return Math.min(bavail * bsize, process.availableMemory()) >= ENOUGH_BYTES
  } catch {
    return false
  }
}

/** A run that was killed leaves its folder behind, and memory is not emptied by the system as the folder of temporary files is. */
async function removeAbandoned (): Promise<void> {
  for (const name of (await readdir(MEMORY)).filter(name => name.startsWith(PREFIX))) {
    const path = join(MEMORY, name)
    // Each test that writes makes an entry of its own.
    const { mtimeMs } = await stat(path)
    if (mtimeMs < Date.now() - ABANDONED_MS) await rm(path, { recursive: true, force: true })
  }
}
