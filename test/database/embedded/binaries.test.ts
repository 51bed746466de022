import t from 'tap'
import type { Test } from 'tap'
import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linkLibraries } from '../../../src/database/embedded/binaries.ts'

t.test('libraries whose install script was not allowed to run get their links', async t => {
  const directory = await emptyDirectory(t)
  await mkdir(join(directory, 'native/lib'), { recursive: true })
  await writeFile(join(directory, 'native/lib/libpq.so.5.18'), '')
  await writeFile(join(directory, 'native/pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]))
  await Promise.all([linkLibraries(directory), linkLibraries(directory)])
  await linkLibraries(directory)
  t.equal(await readlink(join(directory, 'native/lib/libpq.so.5')), 'libpq.so.5.18')
})

t.test('links that cannot be made are refused with what to do', async t => {
  const directory = await emptyDirectory(t)
  await mkdir(join(directory, 'native'))
  await writeFile(join(directory, 'native/pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/a.so.1', target: 'native/lib/a.so' }]))
  await t.rejects(linkLibraries(directory), { code: 'FORBIDDEN', message: /a\.so, which cannot be made \(ENOENT\): start once under an account that may write there, or set DATABASE_URL/ })
})

async function emptyDirectory (t: Test): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'goodturn-binaries-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  return directory
}
