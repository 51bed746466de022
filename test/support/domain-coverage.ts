import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Report } from 'c8'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Range { readonly start: { readonly line: number, readonly column: number } }

/** What Istanbul's reporters write of a file: how often each part ran, and where it is. */
interface FileCoverage {
  readonly path: string
  readonly statementMap: Readonly<Record<string, Range>>
  readonly s: Readonly<Record<string, number>>
  readonly fnMap: Readonly<Record<string, { readonly name: string, readonly loc: Range }>>
  readonly f: Readonly<Record<string, number>>
  readonly branchMap: Readonly<Record<string, { readonly loc: Range }>>
  readonly b: Readonly<Record<string, readonly number[]>>
}

/**
 * For each file of src/domain what no test of its own has run, such as `branch 42:7`, by line and column. Reads what the tests have left of V8's
 * coverage in `measured`; a file that none has loaded counts too, by what there is of it in `compiled`.
 */
export async function uncoveredDomain (compiled: string, measured: string): Promise<[file: string, missing: string[]][]> {
  const folder = await mkdtemp(join(measured, 'report-'))
  try {
    await new Report({
      reporter: ['json'],
      reportsDirectory: folder,
      tempDirectory: measured,
      src: [compiled],
      include: '**/src/domain/**',
      extension: ['.js'],
      exclude: [],
      all: true,
      excludeNodeModules: false
    }).run()
    const files = Object.values(JSON.parse(await readFile(join(folder, 'coverage-final.json'), 'utf8')) as Record<string, FileCoverage>)
    if (files.length === 0) throw new Error('Nothing of src/domain was measured.')
    // A file of types alone compiles to nothing, and is not mapped back.
    return files.filter(({ path }) => !path.startsWith(compiled)).map(file => [relative(ROOT, file.path), uncovered(file)])
  } finally {
    await rm(folder, { recursive: true })
  }
}

function uncovered ({ statementMap, s, fnMap, f, branchMap, b }: FileCoverage): string[] {
  if (Object.values(s).every(count => count === 0)) return ['all of it']
  const lines = Object.entries(s).filter(([, count]) => count === 0).map(([key]) => statementMap[key]?.start.line ?? 0)
  return [
    ...Object.entries(f).filter(([, count]) => count === 0).map(([key]) => `function ${fnMap[key]?.name}`),
    ...lines.filter(line => !lines.includes(line - 1)).map(from => `lines ${from}-${endOf(lines, from)}`),
    ...Object.entries(b).filter(([, counts]) => counts.includes(0)).map(([key]) => `branch ${branchMap[key]?.loc.start.line}:${branchMap[key]?.loc.start.column}`)
  ]
}

function endOf (lines: readonly number[], from: number): number {
  return lines.includes(from + 1) ? endOf(lines, from + 1) : from
}
