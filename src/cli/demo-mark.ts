import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { Refusal } from '../domain/refusal.ts'

/** What a directory says of the demo in it: that all of its data is made up, and may be made anew. */
export interface DemoMark {
  readonly seed: number
  /** Epoch milliseconds: where the made-up history ends; null until all of it is there. */
  readonly filledAt: number | null
}

/**
 * The mark of the directory's demo; null in a directory without a database, where one may begin. Refuses (CONFLICT) a
 * database that has none: it is somebody's own.
 */
export async function readDemoMark ({ dataDir }: Pick<Config, 'dataDir'>): Promise<DemoMark | null> {
  const text = await readFile(markFile(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return null
  })
  const hasDatabase = await stat(join(dataDir, 'postgres')).then(() => true, () => false)
  if (text !== null) return { ...JSON.parse(text) as DemoMark, ...!hasDatabase && { filledAt: null } }
  if (hasDatabase) throw new Refusal('CONFLICT', `The database in ${dataDir} is not a demo's: give the demo a DATA_DIR of its own.`)
  return null
}

/** Writes the mark whole or not at all; before there is a database, so that none is ever taken for a demo's that was not born as one. */
export async function writeDemoMark ({ dataDir }: Pick<Config, 'dataDir'>, mark: DemoMark): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  await writeFile(`${markFile(dataDir)}.new`, `${JSON.stringify(mark)}\n`, { flush: true })
  await rename(`${markFile(dataDir)}.new`, markFile(dataDir))
}

function markFile (dataDir: string): string {
  return join(dataDir, 'demo.json')
}
