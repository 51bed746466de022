import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { findImports } from '../../../src/database/imports/imports.ts'
import { CONTACT_TABLES } from '../../../src/database/merges/snapshot.ts'
import { UNDO_TABLES } from '../../../src/database/imports/undo.ts'
import { dropOldImports } from '../../../src/operations/imports/drop-old-imports.ts'
import { continueUndo, undoImport } from '../../../src/operations/imports/undo-import.ts'
import { runImport } from '../../../src/operations/imports/run-import.ts'
import { CIPHER, firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { everyRow } from '../merges/support/tables.ts'
import { card, giver } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { database, owner } = workspace
const { sql, read, rowsOf } = giver(t, workspace)
const later = requestOf(t, database, owner, { now: NOW + 60_000 })
const author = { memberId: owner.memberId, tokenId: owner.tokenId, name: owner.name }
const DAY = 86_400_000

const stateOf = async (id: string) => (await inWorkspace(database, owner.workspaceId, db => findImports(db, [id])))[0]
const contacts = async () => Number((await sql`select count(*) from app.contact`)[0]?.['count'])
const book = (name: string, size: number) => Array.from({ length: size }, (_, index) => card([`FN:${name} ${index}`, `EMAIL:${name}${index}@people.example`])).join('')

t.test('undoing knows of every table that names a contact', async t => {
  t.strictSame(Object.keys(UNDO_TABLES).sort(), Object.keys(CONTACT_TABLES).sort(), 'a table that is new has to say whether it holds a contact here')
})

t.test('a large import is undone in the background, and is gone in the end, however often the server was killed', async t => {
  const before = await everyRow(database, owner.workspaceId)
  const imported = await read(book('crowd', 2_100))
  t.equal(await contacts(), 2_100)
  const undoing = { database, newId: uuidv7, cipher: CIPHER, now: () => NOW + 60_000 }
  t.match(await undoImport(later, { id: imported.id }), { status: 'RUNNING', undoAt: NOW + 60_000, undoneAt: null })
  t.equal(await contacts(), 2_100, 'nothing is done yet')
  await t.rejects(undoImport(later, { id: imported.id }), { code: 'CONFLICT', message: /being undone/ })
  const [wish] = await sql<{ key: string, payload: { author: object } }[]>`select key, payload from app.outbox where topic = 'imports.undo'`
  t.match(wish, { key: imported.id, payload: { author } })
  t.match(await runImport({ ...undoing, onFault: () => {} }, owner.workspaceId, imported.id), { status: 'RUNNING' }, 'who looks for files to read leaves it alone')

  const interrupted = []
  for (let left = 2_100; left > 0 && interrupted.length < 20;) {
    // Killed within the second batch of contacts: what it had begun is taken back with its transaction.
    let calls = 0
    const now = () => { if (++calls === 8) throw new Error('killed'); return NOW + 60_000 }
    await continueUndo({ ...undoing, now }, owner.workspaceId, { importId: imported.id, author }).catch(() => {})
    left = await contacts()
    interrupted.push(left)
  }
  t.ok(interrupted.length > 2, `it went on ${interrupted.length} times`)
  await continueUndo(undoing, owner.workspaceId, { importId: imported.id, author })
  t.match(await stateOf(imported.id), { status: 'UNDONE', undoneAt: NOW + 60_000, created: 2_100 })
  const { import: _, import_row: _rows, ...rest } = await everyRow(database, owner.workspaceId)
  const { import: _none, import_row: _noRows, ...expected } = before
  t.strictSame(rest, expected)
  t.equal((await sql`select 1 from app.audit where subject_id = ${imported.id} and action = 'undoImport'`).length, 1)
  await continueUndo(undoing, owner.workspaceId, { importId: imported.id, author })
  t.match(await stateOf(imported.id), { status: 'UNDONE', undoneAt: NOW + 60_000 }, 'a job that is done twice does nothing the second time')
})

t.test('an aborted undoing ends after a batch, and nothing else is undone in its name', async t => {
  const imported = await read(book('patient', 2_010))
  await undoImport(later, { id: imported.id })
  const aborting = new AbortController()
  let calls = 0
  await continueUndo({ database, newId: uuidv7, cipher: CIPHER, now: () => { if (++calls === 6) aborting.abort(); return NOW } }, owner.workspaceId, { importId: imported.id, author }, aborting.signal)
  const left = await contacts()
  t.ok(left > 0 && left < 2_010, `${left} are left`)
  const other = await read(book('other', 1))
  await continueUndo({ database, newId: uuidv7, cipher: CIPHER, now: () => NOW }, owner.workspaceId, { importId: other.id, author })
  t.match(await stateOf(other.id), { status: 'DONE' })
  await continueUndo({ database, newId: uuidv7, cipher: CIPHER, now: () => NOW }, owner.workspaceId, { importId: imported.id, author })
  t.equal(await contacts(), 1)
})

t.test('after thirty days what an import had found before it is dropped, and that it was is kept', async t => {
  await read(card(['FN:Ada Lovelace', 'EMAIL:ada@engines.example']))
  const old = await read(card(['FN:Ada Lovelace', 'EMAIL:ada@engines.example', 'ORG:Engines']))
  const changes = () => sql<{ kind: string, changes: object | null }[]>`select kind, changes from app.import_change where import_id = ${old.id}`
  t.match(await changes(), [{ kind: 'UPDATED', changes: { organization: { after: 'Engines' } } }])
  t.equal(await dropOldImports({ database, now: NOW + 30 * DAY }), 0, 'not a day too early')
  t.equal((await rowsOf(old.id)).length, 1)
  const aborted = AbortSignal.abort()
  t.equal(await dropOldImports({ database, now: NOW + 31 * DAY }, aborted), 0)
  t.ok(await dropOldImports({ database, now: NOW + 31 * DAY }) > 0)
  t.strictSame([...await changes()], [{ kind: 'UPDATED', changes: null }])
  t.strictSame([...await sql`select 1 from app.import_row`], [])
  t.match(await stateOf(old.id), { status: 'DONE', updated: 1 })
  t.equal(await dropOldImports({ database, now: NOW + 31 * DAY }), 0, 'once')
})
