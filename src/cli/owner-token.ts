import { access, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'

/** Where the owner token of a new database is kept, for as long as its owner leaves it there. */
export function ownerTokenFile ({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'owner-token')
}

/** Whether the file is there; a database that another machine has begun left its token on that one. */
export async function hasOwnerToken (config: Pick<Config, 'dataDir'>): Promise<boolean> {
  return await access(ownerTokenFile(config)).then(() => true, () => false)
}

/** Writes the token where only we can read it, and whole or not at all. It exists nowhere else. */
export async function keepOwnerToken (config: Pick<Config, 'dataDir'>, token: string): Promise<void> {
  const file = ownerTokenFile(config)
  await mkdir(config.dataDir, { recursive: true, mode: 0o711 })
  await writeFile(`${file}.new`, `${token}\n`, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
}
