import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { findSecretKeys } from '../src/secret-keys.ts'

async function emptyDirectory (t: Test): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'goodturn-keys-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  return join(directory, 'data')
}

t.test('keys that are configured are the keys, and none is kept beside them', async t => {
  const dataDir = await emptyDirectory(t)
  const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  t.strictSame(await findSecretKeys({ secretKeys: keys, dataDir }), { keys, isOwn: false })
  await t.rejects(stat(dataDir), { code: 'ENOENT' })
})

t.test('without any a key is made once, for our eyes alone', async t => {
  const dataDir = await emptyDirectory(t)
  const { keys: [key], isOwn } = await findSecretKeys({ secretKeys: [], dataDir })
  t.equal(isOwn, true)
  t.equal(key.length, 32)
  t.strictSame(await findSecretKeys({ secretKeys: [], dataDir }), { keys: [key], isOwn: true })
  t.strictSame(await readdir(dataDir), ['secret.key'])
  t.equal((await stat(join(dataDir, 'secret.key'))).mode & 0o777, 0o600)
  t.equal((await readFile(join(dataDir, 'secret.key'), 'utf8')).trim(), key.toString('base64'), 'it can be given on as SECRET_KEY')
})

t.test('servers that start together in one directory have the same key', async t => {
  const dataDir = await emptyDirectory(t)
  const found = await Promise.all(Array.from({ length: 20 }, () => findSecretKeys({ secretKeys: [], dataDir })))
  t.equal(new Set(found.map(({ keys: [key] }) => key.toString('hex'))).size, 1)
  t.strictSame(await readdir(dataDir), ['secret.key'])
})

t.test('a key that others may read is refused, with what to do about it', async t => {
  const dataDir = await emptyDirectory(t)
  await findSecretKeys({ secretKeys: [], dataDir })
  const file = join(dataDir, 'secret.key')
  await chmod(file, 0o640)
  await t.rejects(findSecretKeys({ secretKeys: [], dataDir }), { code: 'CONFLICT', message: `Others may read ${file}: run chmod 600 on it, or set SECRET_KEY.` })
})

t.test('a key that was cut short is refused and never replaced', async t => {
  const dataDir = await emptyDirectory(t)
  await findSecretKeys({ secretKeys: [], dataDir })
  for (const broken of ['', 'c2hvcnQ=\n']) {
    await writeFile(join(dataDir, 'secret.key'), broken)
    await t.rejects(findSecretKeys({ secretKeys: [], dataDir }), { code: 'CONFLICT', message: /does not hold a key of 32 bytes/ })
    t.equal(await readFile(join(dataDir, 'secret.key'), 'utf8'), broken)
  }
})
