import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { findEmbedded } from '../../src/database/embedded.ts'
import { built } from '../support/goodturn.ts'
import { onDatabase, serve, type Server } from '../support/server.ts'

const CARDS = 3_000
const KILLS = 2
const PATIENCE_MS = 60_000

await built()

t.test('a file whose server is killed while it is read becomes what it would have become', async t => {
  const dataDir = await mkdtemp(join(tmpdir(), 'goodturn-chaos-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const first = await serve(t, dataDir)
  const authorization = `Bearer ${(await readFile(join(dataDir, 'owner-token'), 'utf8')).trim()}`
  const answer = await fetch(`${first.address}/imports?fileName=people.vcf`, { method: 'POST', headers: { authorization }, body: Array.from({ length: CARDS }, (_, at) => card(at)).join('') })
  t.equal(answer.status, 202)

  let server: Server = first
  let read = 0
  for (let kill = 0; kill < KILLS; kill++) {
    read = await until(dataDir, ({ rows }) => rows > read)
    server.child.kill('SIGKILL')
    await server.ended
    server = await serve(t, dataDir)
  }
  t.ok(read < CARDS, 'it was killed in the middle')
  await until(dataDir, ({ isDone }) => isDone)
  const { adminUrl = '' } = await findEmbedded(dataDir) ?? {}
  const [left] = await onDatabase(adminUrl, async sql => [...await sql`
    select x.status, x.read, x.created, x.contacts_created,
      (select count(*)::int from app.contact) as contacts, (select count(distinct normalized)::int from app.identity) as identities,
      (select count(*)::int from app.import_row) as rows, (select count(*)::int from app.import_change) as changes, (select count(*)::int from app.import_chunk) as chunks
    from app.import x`])
  t.strictSame({ ...left }, { status: 'DONE', read: CARDS, created: CARDS, contacts_created: CARDS, contacts: CARDS, identities: CARDS, rows: CARDS, changes: CARDS, chunks: 0 })
})

/** How many rows of the file are read once it is as it is wanted. */
async function until (dataDir: string, isSo: (state: { readonly rows: number, readonly isDone: boolean }) => boolean): Promise<number> {
  const { adminUrl = '' } = await findEmbedded(dataDir) ?? {}
  return await onDatabase(adminUrl, async sql => {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(5)) {
      const [state] = await sql<{ read: number, status: string }[]>`select read, status from app.import`
      if (state && isSo({ rows: state.read, isDone: state.status !== 'RUNNING' })) return state.read
    }
    throw new Error('The import was waited for in vain.')
  })
}

function card (at: number): string {
  return `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person ${at} Surname${at}\r\nEMAIL:person${at}@example.org\r\nEND:VCARD\r\n`
}
