// Builds dist: the compiled server, what it reads at run time, and the GraphiQL page.
// With --if-stale it does nothing, and says nothing, while dist is newer than what it is made of.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const SOURCES = ['src', 'tools', 'tsconfig.json', 'tsconfig.build.json', 'package.json', 'package-lock.json']

if (!process.argv.includes('--if-stale') || isStale()) await build()

function isStale () {
  return !existsSync(join(dist, 'cli.js')) || newest(SOURCES.map(source => join(root, source))) > statSync(dist).mtimeMs
}

/** Directories count too: theirs is the time at which a file was deleted. */
function newest (paths) {
  let latest = 0
  for (const path of paths.filter(path => existsSync(path))) {
    const stats = statSync(path)
    latest = Math.max(latest, stats.mtimeMs)
    if (stats.isDirectory()) latest = Math.max(latest, newest(readdirSync(path).map(name => join(path, name))))
  }
  return latest
}

/** Into a draft that takes the place of dist when it is whole: a failed build leaves the last one alone. */
async function build () {
  const startedAt = new Date()
  const draft = join(root, 'node_modules', '.cache', `goodturn-${process.pid}`)
  try {
    if (!compile(draft)) {
      process.exitCode = 1
      return
    }
    cpSync(join(root, 'src'), draft, { recursive: true, filter: path => !path.endsWith('.ts') && !path.endsWith('.md') })
    const graphiql = join(root, 'tools', 'graphiql', 'build.js')
    if (existsSync(graphiql)) await (await import(pathToFileURL(graphiql))).buildGraphiql(join(draft, 'graphiql'))
    // A change during the build counts as newer than it.
    utimesSync(draft, startedAt, startedAt)
    putInPlace(draft)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  console.log(`Built dist in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`)
}

function putInPlace (draft) {
  rmSync(dist, { recursive: true, force: true })
  try {
    renameSync(draft, dist)
  } catch (error) {
    // Another build of the same sources has just come first.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  }
}

function compile (outDir) {
  const typescript = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  if (!existsSync(typescript)) {
    console.error('The build needs the development dependencies: run "npm ci" first.')
    return false
  }
  const args = [typescript, '-p', 'tsconfig.build.json', '--outDir', outDir, '--noEmitOnError']
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0
}
