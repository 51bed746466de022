import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { compile } from './compile.ts'
import { uncoveredDomain } from './domain-coverage.ts'
import { fastFolder } from './fast-folder.ts'
import { built } from './goodturn.ts'
import { programsOf } from './programs.ts'
import { makeTemplate } from './template.ts'

/**
 * Runs all tests, or those in the given files and folders, over a PostgreSQL that is thrown away afterwards, or over the server of
 * TEST_DATABASE_URL (its owner's connection string). One template database is migrated; each test clones it.
 *
 *   npx tsx test/support/run.ts test/config.test.ts
 *
 * TypeScript is compiled once for all of them. Where all tests of the domain run, they have to cover it. TAP_REPORTER names another of tap's reporters: without it a terminal is shown a summary, anything else plain TAP.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TAP = join(ROOT, 'node_modules/tap/dist/esm/run.mjs')
const DOMAIN = 'test/domain'
const JOBS = 2
const TIMEOUT_SECONDS = 240
/** tap would have each file note what it loads, and measure it: that doubles the start, and ends the measuring of the domain early. */
const WITHOUT_HOOKS = ['-u', 'NODE_OPTIONS', '_TAPJS_PROCESSINFO_COVERAGE_=0']

// Building takes as long as it takes.
t.setTimeout(0)

const places = process.argv.slice(2).filter(argument => !argument.startsWith('-'))
const files = (await Promise.all((places.length > 0 ? places : ['test']).map(testsIn))).flat().sort()
const domainTests = await testsIn(DOMAIN)
if (files.length === 0) throw new Error(`There is no test in ${places.join(', ')}.`)
// Tests that run at the same time find one build; a single file that needs one makes it itself.
if (places.length === 0) await built()

await mkdir(join(ROOT, '.tap'), { recursive: true })
const folder = await mkdtemp(join(ROOT, '.tap/run-'))
const compiled = join(folder, 'compiled')
const measured = join(folder, 'measured')
const written = await fastFolder()
try {
  // Where os.tmpdir() is, for this process and all that it starts.
  process.env.TMPDIR = written.path
  await Promise.all([compile(compiled), mkdir(measured)])
  const template = await makeTemplate(process.env.TEST_DATABASE_URL)
  try {
    // Node 22 and later keep here what they have compiled of the packages.
    await runFiles({ ...template.environment, NODE_COMPILE_CACHE: join(written.path, 'packages') })
  } finally {
    await template.drop()
  }
} finally {
  await written.remove()
  await rm(folder, { recursive: true, force: true })
}

async function runFiles (environment: Readonly<Record<string, string>>): Promise<void> {
  report()
  t.jobs = JOBS
  // The server is stopped in good order, whoever ends the run.
  const isCutOff = new Promise<true>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(true))
  })
  const all = Promise.all((await programsOf(files, compiled)).map(({ name, path }) => t.spawn('env', [...WITHOUT_HOOKS, process.execPath, '--enable-source-maps', path], {
    name,
    cwd: ROOT,
    buffered: files.length > 1,
    timeout: TIMEOUT_SECONDS * 1000,
    env: { ...process.env, ...environment, TAP_TIMEOUT: String(TIMEOUT_SECONDS), ...name.startsWith(DOMAIN) && { NODE_V8_COVERAGE: measured } }
  })))
  if (await Promise.race([all, isCutOff]) === true) return t.endAll()
  if (domainTests.every(file => files.includes(file))) {
    await t.test('the domain is covered by its own tests', async t => {
      for (const [file, missing] of await uncoveredDomain(compiled, measured)) t.equal(missing.join(', '), '', file)
    })
  }
  t.end()
}

function report (): void {
  if ((process.env.TAP_REPORTER ?? (process.stdout.isTTY ? 'base' : 'tap')) === 'tap') return
  const reporter = spawn(process.execPath, [TAP, '--disable-coverage', '-'], { stdio: ['pipe', 'inherit', 'inherit'] })
  t.register()
  t.pipe(reporter.stdin)
}

/** The tests in a file or folder, by their paths in the project. */
async function testsIn (place: string): Promise<string[]> {
  const path = resolve(ROOT, place)
  const names = (await stat(path)).isDirectory() ? await readdir(path, { recursive: true }) : ['']
  return names.map(name => relative(ROOT, join(path, name))).filter(file => file.endsWith('.test.ts'))
}
