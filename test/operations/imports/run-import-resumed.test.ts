import t from 'tap'
import { uuidv7 } from 'uuidv7'
import type { Import } from '../../../src/domain/imports/import.ts'
import { findUnread } from '../../../src/operations/imports/run-import.ts'
import { firstWorkspace } from '../support/first-workspace.ts'
import { card, giver, type Giver } from './support/give-file.ts'

const ME = { me: ['me@goodturn.example'] }

/** More cards than one batch has; every third is of somebody who came before, and some have nothing to be known by. */
const CARDS = Array.from({ length: 1203 }, (_, n) => {
  const of = n % 3 === 2 ? n - 2 : n
  return card([`FN:Person ${of}`, ...n % 5 === 0 ? [] : [`EMAIL:person${of}@people.example`], ...n % 400 === 0 ? ['FN:'] : [], `NOTE:Card ${n % 7}.`])
}).join('')

const MAILS = Array.from({ length: 1101 }, (_, n) => [
  'From x@y.example Mon Feb  2 10:00:00 2026', `Message-ID: <m${n % 900}@mail.example>`, 'Date: Mon, 2 Feb 2026 10:00:00 +0000',
  `From: Person ${n % 7} <p${n % 7}@mail.example>`, 'To: me@goodturn.example', `Subject: Mail ${n % 900}`, '', 'Text.', '', ''
].join('\n')).join('')

async function counts ({ sql }: Giver, { id }: Pick<Import, 'id'>) {
  const [imported] = await sql`select status, reason, read, created, updated, unchanged, skipped, failed, contacts_created, interactions_created, position from app.import where id = ${id}`
  return { ...imported }
}

/** What a workspace has, in words that are the same wherever and whenever it came to be. */
async function told ({ sql }: Giver) {
  const contacts = await sql`
    select c.name, c.organization, c.notes, c.version, array(select i.normalized from app.identity i where i.contact_id = c.id order by i.position) as identities,
      (select count(*)::int from app.participant p where p.contact_id = c.id) as interactions
    from app.contact c order by c.name, c.notes, identities`
  const rows = await sql`select row, line, outcome, reason, subject_type from app.import_row order by row`
  const changes = await sql`select kind, subject_type, version, count(*)::int from app.import_change group by 1, 2, 3 order by 1, 2, 3`
  return { contacts: [...contacts], rows: [...rows], changes: [...changes] }
}

for (const [what, file, given] of [['an address book', CARDS, {}], ['a mailbox', MAILS, ME]] as const) {
  t.test(`${what} that is cut off again and again comes to the same as one that is not`, async t => {
    const [whole, cutOff] = [giver(t, await firstWorkspace(t)), giver(t, await firstWorkspace(t))]
    const undisturbed = await whole.read(file, given)
    t.match(undisturbed, { status: 'DONE', failed: 0 })

    const id = await cutOff.give(file, given)
    const stop = new AbortController()
    await t.rejects(cutOff.run(id, { onProgress: () => stop.abort() }, stop.signal), { name: 'AbortError' })
    t.match(await counts(cutOff, { id }), { status: 'RUNNING', read: 500 })
    // A server that dies in the middle of a batch: its transaction is never committed.
    let ids = 0
    const dies = () => {
      if (++ids === 300) throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' })
      return uuidv7()
    }
    await t.rejects(cutOff.run(id, { newId: dies }), { message: 'gone' })
    t.match(await counts(cutOff, { id }), { status: 'RUNNING', read: 500 })
    const resumed = await cutOff.run(id)
    t.strictSame(await counts(cutOff, resumed), await counts(whole, undisturbed))
    t.strictSame(await told(cutOff), await told(whole))
  })
}

t.test('an import that two servers work on is written once', async t => {
  const workspace = await firstWorkspace(t)
  const files = giver(t, workspace)
  const id = await files.give(CARDS)
  t.strictSame(await findUnread(workspace), [{ workspaceId: workspace.owner.workspaceId, importId: id }])
  await Promise.all([files.run(id), files.run(id)])
  t.match(await counts(files, { id }), { status: 'DONE', read: 1203 })
  t.strictSame(await findUnread(workspace), [])
  const [{ count } = { count: 0 }] = await files.sql<{ count: number }[]>`select count(*)::int from app.import_row where import_id = ${id}`
  t.equal(count, 1203)
})

t.test('an import that is over, is undone or has not arrived is not read', async t => {
  const files = giver(t, await firstWorkspace(t))
  const { id } = await files.read(card(['FN:Ada']))
  t.match(await files.run(id), { status: 'DONE', read: 1 })
  const other = await files.give(card(['FN:Grace']))
  await files.sql`update app.import set undo_at = now() where id = ${other}`
  t.match(await files.run(other), { status: 'RUNNING', read: 0 })
  await files.sql`update app.import set undo_at = null, uploaded_at = null where id = ${other}`
  t.match(await files.run(other), { status: 'RUNNING', read: 0 })
  await t.rejects(files.run(uuidv7()), /There is no import/)
})

t.test('a dry run that was cut off begins anew', async t => {
  const files = giver(t, await firstWorkspace(t))
  const id = await files.give(CARDS, { dryRun: true })
  const stop = new AbortController()
  await t.rejects(files.run(id, { onProgress: () => stop.abort() }, stop.signal), { name: 'AbortError' })
  t.match(await files.run(id), { status: 'DONE', read: 1203 })
  t.equal((await files.rowsOf(id)).length, 1203)
})
