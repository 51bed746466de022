// Makes the GraphiQL page: one folder with index.html and, under assets/, everything it loads.
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { build } from 'esbuild'

const sources = fileURLToPath(new URL('.', import.meta.url))
const { resolve } = createRequire(import.meta.url)

// The browser builds that the packages ship: nothing of theirs is bundled again.
const LIBRARIES = {
  'react.js': ['react', 'umd/react.production.min.js'],
  'react-dom.js': ['react-dom', 'umd/react-dom.production.min.js'],
  'graphiql.js': ['graphiql', 'graphiql.min.js'],
  'graphiql.css': ['graphiql', 'graphiql.min.css']
}

// GraphQL.js is inside the build of GraphiQL.
const LICENSED = ['graphiql', 'graphql', 'react', 'react-dom']

/**
 * Writes the page into the folder `to`, in place of what was there. Each asset carries a hash of its content in its
 * name, so that it may be kept for ever, and has a smaller .gz beside it.
 */
export async function buildGraphiql (to) {
  const assets = join(to, 'assets')
  await rm(to, { recursive: true, force: true })
  await mkdir(assets, { recursive: true })
  const names = {
    ...await addLibraries(assets),
    ...await addOurs(assets),
    'licences.txt': await addHashed(assets, 'licences.txt', await licences())
  }
  await writeFile(join(to, 'index.html'), await page(names))
  await Promise.all((await readdir(assets)).map(name => compress(join(assets, name))))
}

async function addLibraries (assets) {
  const names = {}
  for (const [name, [library, path]] of Object.entries(LIBRARIES)) {
    const text = await readFile(join(home(library), path), 'utf8')
    names[name] = await addHashed(assets, name, text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'))
  }
  return names
}

async function addOurs (assets) {
  const names = { 'icon.svg': await addHashed(assets, 'icon.svg', await readFile(join(sources, 'icon.svg'), 'utf8')) }
  const { outputFiles } = await build({
    entryPoints: [join(sources, 'page.js'), join(sources, 'page.css')],
    bundle: true,
    minify: true,
    write: false,
    outdir: assets,
    format: 'iife',
    target: 'es2022'
  })
  for (const { path, text } of outputFiles) names[basename(path)] = await addHashed(assets, basename(path), text)
  return names
}

async function addHashed (assets, name, text) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  const hashed = `${basename(name, extname(name))}.${hash}${extname(name)}`
  await writeFile(join(assets, hashed), text)
  return hashed
}

async function page (names) {
  const template = await readFile(join(sources, 'index.html'), 'utf8')
  return template.replace(/\{\{(.+?)\}\}/g, (_, name) => {
    if (!names[name]) throw new Error(`index.html asks for ${name}, which is not built.`)
    return `graphiql/${names[name]}`
  })
}

async function licences () {
  const texts = LICENSED.map(async library => {
    const { version } = JSON.parse(await readFile(join(home(library), 'package.json'), 'utf8'))
    return `${library} ${version}\n\n${await readFile(join(home(library), 'LICENSE'), 'utf8')}`
  })
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`)
}

async function compress (path) {
  await writeFile(`${path}.gz`, await promisify(gzip)(await readFile(path), { level: 9 }))
}

function home (library) {
  return dirname(resolve(`${library}/package.json`))
}
