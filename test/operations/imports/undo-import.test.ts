import t from 'tap'
import { setCadence } from '../../../src/operations/contacts/set-cadence.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { recordFavor } from '../../../src/operations/favors/record-favor.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { undoImport } from '../../../src/operations/imports/undo-import.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { card, giver } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { database, owner } = workspace
const { sql, read, give, run } = giver(t, workspace)
const before = requestOf(t, database, owner)
/** Whoever asks later than the imports. */
const later = requestOf(t, database, owner, { now: NOW + 60_000 })
const undo = (id: string) => undoImport(later, { id })

async function contacts (...names: string[]) {
  return [...await sql`
    select c.name, c.organization, c.title, c.notes, array(
      select i.kind || ' ' || i.normalized || case when i.is_primary then ' first' else '' end from app.identity i where i.contact_id = c.id order by i.position) as identities, array(
      select g.name from app.contact_tag x join app.tag g on g.id = x.tag_id where x.contact_id = c.id order by g.name) as tags
    from app.contact c where c.name = any(${names}) order by c.name, c.id`]
}

async function leftOf (id: string) {
  return [...await sql<{ kind: string, subject_type: string, left_reason: string, name: string | null }[]>`
    select x.kind, x.subject_type, x.left_reason, c.name from app.import_change x left join app.contact c on c.id = x.contact_id where x.import_id = ${id} order by x.id`]
}

type Told = Awaited<ReturnType<typeof read>>

async function idOf (name: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select id from app.contact where name = ${name}`
  return row?.id ?? ''
}

t.test('whom an import has made is gone, and whom it has changed is as before', async t => {
  await createContact(before, { name: 'Ada Lovelace', notes: 'Met in Turin.', tags: ['looms'], identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }] })
  const ada = await contacts('Ada Lovelace')
  const imported = await read(
    card(['FN:Ada Lovelace', 'ORG:Analytical Engines', 'EMAIL:ada@home.example', 'EMAIL:ada@engines.example', 'NOTE:A countess.', 'CATEGORIES:Poets,Looms']) +
    card(['FN:Grace Hopper', 'EMAIL:grace@navy.example', 'CATEGORIES:Navy']))
  t.match(imported, { created: 1, updated: 1 })
  t.match(await contacts('Ada Lovelace'), [{ organization: 'Analytical Engines', tags: ['Poets', 'looms'] }])
  const undone = await undo(imported.id)
  t.match(undone, { status: 'UNDONE', undoAt: NOW + 60_000, undoneAt: NOW + 60_000, created: 1, updated: 1 })
  t.strictSame(await contacts('Ada Lovelace', 'Grace Hopper'), ada)
  t.strictSame([...await sql`select name from app.tag order by name`], [{ name: 'looms' }], 'nor are there tags that nobody has')
  t.strictSame(await leftOf(imported.id), [])
  t.strictSame([...await sql`select action, actor from app.audit where subject_id = ${imported.id}`], [{ action: 'undoImport', actor: 'owner' }])
  const again = await read(card(['FN:Grace Hopper', 'EMAIL:grace@navy.example']))
  t.match(again, { created: 1 }, 'the same person comes back with the next file')
})

t.test('who was touched since stays, and the import says why', async t => {
  const touches: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
    'Somebody has changed it since.': id => updateContact(later, { id, title: 'Admiral' }),
    'It has favors that stay.': contactId => recordFavor(later, { contactId, direction: 'GIVEN', kind: 'ADVICE', occurredAt: NOW }),
    'It takes part in interactions that stay.': contactId => logInteraction(later, { channel: 'MEAL', direction: 'MUTUAL', occurredAt: NOW, participants: [{ contactId }] }),
    'Another import has told more of it since.': () => read(card(['FN:Touched 3', 'EMAIL:touched3@people.example', 'ORG:Navy'])),
    'Another contact was merged into it since.': async survivorId => mergeContacts(later, { survivorId, otherIds: [(await createContact(later, { name: 'Other' })).id] }),
    'It was merged into another contact since.': async id => mergeContacts(later, { survivorId: (await createContact(later, { name: 'Survivor' })).id, otherIds: [id] })
  }
  const all = Object.entries(touches)
  const imported = await read([...all, 'Untouched', 'Deleted'].map((_, index) => card([`FN:Touched ${index}`, `EMAIL:touched${index}@people.example`])).join(''))
  for (const [index, [, touch]] of all.entries()) await touch(await idOf(`Touched ${index}`))
  await deleteContact(later, { id: await idOf(`Touched ${all.length + 1}`) })
  t.match(await undo(imported.id), { status: 'UNDONE' })
  t.strictSame((await leftOf(imported.id)).map(({ left_reason: reason }) => reason), all.map(([reason]) => reason))
  t.strictSame((await sql`select name from app.contact where name like 'Touched %' order by name`).map(row => row['name']), all.slice(0, -1).map((_, index) => `Touched ${index}`))
})

t.test('of whom somebody has changed since, only what they have changed stays', async t => {
  const { id } = await createContact(before, { name: 'Jean Bartik', identities: [{ kind: 'EMAIL', value: 'jean@eniac.example' }] })
  const imported = await read(card(['FN:Jean Bartik', 'ORG:ENIAC', 'TITLE:Programmer', 'EMAIL:jean@eniac.example', 'TEL:+49 30 7654321']))
  await updateContact(later, { id, title: 'Head of programming' })
  await setCadence(later, { contactId: id, targetDays: 30 })
  await undo(imported.id)
  t.match(await contacts('Jean Bartik'), [{ organization: null, title: 'Head of programming', identities: ['EMAIL jean@eniac.example first'] }])
  t.match(await leftOf(imported.id), [{ kind: 'UPDATED', subject_type: 'contact', left_reason: 'Somebody has changed its title since.', name: 'Jean Bartik' }])
})

t.test('imports that told of one contact are undone one after the other, the last one first', async t => {
  const told: Told[] = []
  for (const line of ['NOTE:Kay', 'ORG:ENIAC', 'TITLE:Programmer', 'CATEGORIES:ENIAC']) told.unshift(await read(card(['FN:Kay McNulty', 'EMAIL:kay@eniac.example', line])))
  const [last, third, second, first] = told as [Told, Told, Told, Told]
  t.match([await undo(last.id), await undo(third.id)], [{ status: 'UNDONE' }, { status: 'UNDONE' }])
  t.match(await contacts('Kay McNulty'), [{ organization: 'ENIAC', title: null, tags: [] }])
  t.match([await undo(second.id), await undo(first.id)], [{ status: 'UNDONE' }, { status: 'UNDONE' }])
  t.strictSame([await contacts('Kay McNulty'), ...await Promise.all(told.map(({ id }) => leftOf(id)))], [[], [], [], [], []])
})

t.test('who was changed by a member between two imports stays, whatever is undone', async t => {
  const first = await read(card(['FN:Ruth Teitelbaum', 'EMAIL:ruth@eniac.example']))
  await updateContact(later, { id: await idOf('Ruth Teitelbaum'), title: 'Programmer' })
  const second = await read(card(['FN:Ruth Teitelbaum', 'EMAIL:ruth@eniac.example', 'ORG:ENIAC']))
  t.match([await undo(second.id), await undo(first.id)], [{ status: 'UNDONE' }, { status: 'UNDONE' }])
  t.match(await contacts('Ruth Teitelbaum'), [{ organization: null, title: 'Programmer' }])
  t.match(await leftOf(first.id), [{ left_reason: 'Somebody has changed it since.' }])
})

t.test('what cannot be undone is refused', async t => {
  const imported = await read(card(['FN:Betty Holberton']))
  const tried = await read(card(['FN:Betty Snyder']), { dryRun: true })
  const waiting = await give(card(['FN:Betty Snyder']))
  await t.rejects(undo(tried.id), { code: 'CONFLICT', message: /dry run/ })
  await t.rejects(undo(waiting), { code: 'CONFLICT', message: /still running/ })
  await t.rejects(undo(owner.workspaceId), { code: 'NOT_FOUND' })
  await t.rejects(undoImport(requestOf(t, database, owner, { now: NOW + 30 * 86_400_000 + 1 }), { id: imported.id }), { code: 'CONFLICT', message: /2026-03-31T12:00:00.000Z/ })
  await t.rejects(undoImport(requestOf(t, database, { ...owner, scopes: ['read'] }), { id: imported.id }), { code: 'FORBIDDEN' })
  t.match(await undo(imported.id), { status: 'UNDONE' })
  await t.rejects(undo(imported.id), { code: 'CONFLICT', message: /undone already/ })
  t.match(await undo((await run(waiting)).id), { status: 'UNDONE' })
  t.strictSame(await contacts('Betty Holberton', 'Betty Snyder'), [])
})
