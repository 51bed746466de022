import { readFile } from 'node:fs/promises'
import t from 'tap'

const ROOT = new URL('..', import.meta.url)

t.test('the image is given every file that it copies', async t => {
  const read = async (name: string) => (await readFile(new URL(name, ROOT), 'utf8')).split('\n').map(line => line.trim())
  const given = (await read('.dockerignore')).filter(line => line.startsWith('!')).map(line => line.slice(1))
  const copied = (await read('Dockerfile'))
    .filter(line => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap(line => line.split(' ').slice(1, -1))
  t.ok(copied.length > 5)
  t.strictSame([...new Set(copied)].sort(), given.sort())
})
