import t from 'tap'
import { upsertContacts } from '../../../src/operations/contacts/upsert-contacts.ts'
import { firstWorkspace, requestOf } from '../support/first-workspace.ts'
import { card, giver, type Given } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { database, owner } = workspace
const { sql, give, run, read, rowsOf, all } = giver(t, workspace)
const ME: Given = { me: ['me@goodturn.example'] }

t.test('a row that fails for a reason that nobody foresaw stops no other, and is told to the log', async t => {
  // What the database refuses stands for any fault of ours.
  await sql`alter table app.contact add constraint no_mallory check (name <> 'Mallory')`
  const id = await give(card(['FN:Ada Lovelace', 'EMAIL:ada@engines.example']) + card(['FN:Mallory']) + card(['FN:Grace Hopper']))
  const faults: [number, unknown][] = []
  t.match(await run(id, { onFault: (row, error) => { faults.push([row, error]) } }), { status: 'DONE', read: 3, created: 2, failed: 1 })
  t.match(await rowsOf(id), [{ outcome: 'CREATED' }, { outcome: 'FAILED', reason: /^An error in Goodturn kept it from being taken; the server's log names it with import_\w+ and row 2\.$/ }, { outcome: 'CREATED' }])
  t.match(faults, [[2, { code: '23514' }]])
})

t.test('one bad card never stops the rest', async t => {
  const imported = await read(card(['FN:Alan Turing', 'EMAIL:alan@bletchley.example']) + 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cut off\r\n' + card(['FN:Donald Knuth', 'EMAIL:donald@tex.example']) + card(['NOTE:Nobody.']))
  t.match(imported, { status: 'DONE', created: 2 })
  t.ok((await rowsOf(imported.id)).filter(({ outcome }) => outcome === 'FAILED' || outcome === 'SKIPPED').every(({ reason }) => reason))
})

t.test('whoever a member adds at the same moment is not added twice', async t => {
  const id = await give(card(['FN:Barbara Liskov', 'EMAIL:barbara@clu.example']))
  let isAdded = false
  const add = async () => {
    isAdded = true
    await upsertContacts(requestOf(t, database, owner), { contacts: [{ name: 'B. Liskov', identities: [{ kind: 'EMAIL', value: 'barbara@clu.example' }] }] })
  }
  // The instant is asked for once the batch holds its import: the member's own transaction begins and ends beside it.
  const adding: Promise<void>[] = []
  const imported = await run(id, { now: () => { if (!isAdded) adding.push(add()); return Date.parse('2026-03-01T12:00:00Z') } })
  await Promise.all(adding)
  t.match(imported, { status: 'DONE', read: 1, failed: 0 })
  const [{ count } = { count: 0 }] = await sql<{ count: number }[]>`select count(*)::int from app.identity where normalized = 'barbara@clu.example'`
  t.equal(count, 1)
})

t.test('a dry run tells what would be, and writes nothing', async t => {
  const mail = (id: string, from: string) => ['From x@y.example Mon Feb  2 10:00:00 2026', `Message-ID: <${id}@mail.example>`, 'Date: Mon, 2 Feb 2026 10:00:00 +0000', `From: ${from}`, 'To: me@goodturn.example', 'Subject: Hello', '', 'Hello.', '', ''].join('\n')
  // More than one batch, so that who would have been made in the first comes again in the next.
  const cards = card(['FN:Edsger Dijkstra', 'EMAIL:edsger@shortest.example', 'TEL:+49 30 5550100']) + card(['FN:No Address', 'NOTE:One.']) +
    Array.from({ length: 500 }, (_, n) => card([`FN:Filling ${n}`, `EMAIL:filling${n}@shortest.example`])).join('') +
    card(['FN:Edsger Dijkstra', 'EMAIL:edsger@shortest.example', 'TITLE:Professor']) + card(['FN:Another Name', 'TEL:+49 30 5550100']) + card(['FN:No Address', 'NOTE:One.'])
  const mails = mail('d1', 'Tony Hoare <tony@quick.example>') + Array.from({ length: 500 }, (_, n) => mail(`f${n}`, 'Tony Hoare <tony@quick.example>')).join('') + mail('d1', 'Tony Hoare <tony@quick.example>')
  for (const [file, given] of [[cards, {}], [mails, ME]] as const) {
    const before = await all()
    const dry = await read(file, { ...given, dryRun: true })
    t.strictSame(await all(), before)
    t.ok((await rowsOf(dry.id)).every(row => row.subject_id === null))
    t.equal((await sql`select 1 from app.import_change where import_id = ${dry.id}`).length, 0)
    const real = await read(file, given)
    const counts = ({ read, created, updated, unchanged, skipped, failed, contactsCreated, interactionsCreated }: typeof dry) => ({ read, created, updated, unchanged, skipped, failed, contactsCreated, interactionsCreated })
    t.strictSame(counts(dry), counts(real))
    const told = async (id: string) => (await rowsOf(id)).map(({ line, outcome, reason }) => ({ line, outcome, reason }))
    t.strictSame(await told(dry.id), await told(real.id))
  }
})

t.test('when an import ends, doubles and standings are looked after', async t => {
  await sql`delete from app.outbox`
  await read(card(['FN:Kurt Gödel']), { dryRun: true })
  t.match([...await sql`select topic from app.outbox`], [{ topic: 'duplicates.find' }], 'for a dry run nobody was compared either, and no standing changes')
  await sql`delete from app.outbox`
  await read(card(['FN:Kurt Gödel']))
  t.match([...await sql`select distinct topic from app.outbox order by topic`], [{ topic: 'duplicates.find' }, { topic: 'standings.refresh' }])
})
