import { writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { groupBy } from '../../src/domain/group-by.ts'

/** A Node that runs tests. */
export interface Program {
  /** The file, or the folder and which of its files. */
  readonly name: string
  /** Of what is run. */
  readonly path: string
}

/** What starts programs itself, or has to do with the whole process, has a Node of its own. */
const ALONE = /^test\/(?:chaos|cli|demo|jobs)\/|^test\/[^/]+$/
/** Neither a database nor a server: a whole folder takes seconds. */
const PURE = /^test\/(?:domain|formats|providers)\//
/** Chosen: what they load is loaded once, and two programs are busy to the end. */
const MOST_TOGETHER = 5
/** With so many files it pays. */
const MANY = 50

/**
 * How these tests are run: each in a Node of its own, but for many. To load the server takes a second, which is longer than many a test; so
 * that files of a folder share a Node, each with a database of its own.
 */
export async function programsOf (files: readonly string[], compiled: string): Promise<Program[]> {
  const isAlone = (file: string) => files.length < MANY || ALONE.test(file)
  const alone = files.filter(isAlone).map(file => ({ name: file, path: join(compiled, file.replace(/\.ts$/, '.js')) }))
  const folders = groupBy(files.filter(file => !isAlone(file)), file => dirname(file))
  const together = [...folders].flatMap(([folder, own]) => {
    const size = PURE.test(own[0] as string) ? own.length : MOST_TOGETHER
    return Array.from({ length: Math.ceil(own.length / size) }, (_, at) => programFor(compiled, folder, own.slice(at * size, (at + 1) * size), at + 1))
  })
  return [...alone, ...await Promise.all(together)]
}

/** A file that runs others: while one of them still prepares, nothing may seem to be over because the tests of another are. */
async function programFor (compiled: string, folder: string, files: readonly string[], number: number): Promise<Program> {
  const path = join(compiled, folder, `together-${number}.js`)
  const imports = files.map(file => `  await import('./${relative(folder, file).replace(/\.ts$/, '.js')}')\n`).join('')
  await writeFile(path, `import t from 'tap'\nt.test('they are loaded', async () => {\n${imports}})\n`)
  return { name: `${folder}: ${files.map(file => relative(folder, file).replace(/\.test\.ts$/, '')).join(', ')}`, path }
}
