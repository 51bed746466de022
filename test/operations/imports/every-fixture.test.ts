import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { HEAD_BYTES, recognize } from '../../../src/formats/recognize.ts'
import { firstWorkspace } from '../support/first-workspace.ts'
import { giver } from './support/give-file.ts'

const SHARED = new URL('../../../../shared/fixtures/', import.meta.url)
const FOLDERS = ['vcard', 'ics', 'mbox', 'eml']
const FAULTS: Readonly<Record<string, readonly string[]>> = {
  // Its only event has no DTSTART.
  'ics/attendee-with-url.ics': ['It does not say when it begins.'],
  // It begins with a line that is of no mail.
  'mbox/test-attached.mbox': ['No mail begins here: a line such as “From ada@example.org Sun Dec 25 21:33:37 2011” was expected.']
}

t.test('every recorded file is read to its end, and the same files again change nothing', { skip: existsSync(SHARED) ? false : 'the recorded files are not here' }, async t => {
  const { read, rowsOf, all, sql } = giver(t, await firstWorkspace(t))
  const files = FOLDERS.flatMap(folder => readdirSync(new URL(folder, SHARED)).map(name => ({ name: `${folder}/${name}`, bytes: readFileSync(new URL(`${folder}/${name}`, SHARED)) })))
    .filter(({ name, bytes }) => recognize(bytes.subarray(0, HEAD_BYTES), name) !== null)
  for (const { name, bytes } of files) {
    const imported = await read(bytes, { me: ['me@goodturn.example'], fileName: name })
    const failed = (await rowsOf(imported.id)).filter(({ outcome }) => outcome === 'FAILED').map(({ reason }) => reason)
    t.strictSame(failed, FAULTS[name] ?? [], name)
    t.equal(imported.status, imported.failed === imported.read ? 'FAILED' : 'DONE', name)
  }
  const kinds = await sql`select subject_type, count(*)::int from app.import_row where outcome = 'CREATED' group by 1 order by 1`
  t.comment(`${files.length} files: ${JSON.stringify(kinds)}`)
  const before = await all()
  for (const { name, bytes } of files) {
    const later = { me: ['me@goodturn.example'], fileName: name, createdAt: Date.parse('2026-03-02T00:00:00Z') }
    t.match(await read(bytes, later), { created: 0, updated: 0 }, name)
  }
  t.strictSame(await all(), before)
})
