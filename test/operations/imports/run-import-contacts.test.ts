import t from 'tap'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { insertOwnIdentities } from '../../../src/database/integrations/own-identities.ts'
import { eraseContact } from '../../../src/operations/erasures/erase-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { upsertContacts } from '../../../src/operations/contacts/upsert-contacts.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { card, giver } from './support/give-file.ts'
import { uuidv7 } from 'uuidv7'

const workspace = await firstWorkspace(t)
const { database, owner } = workspace
const { sql, give, run, read, rowsOf } = giver(t, workspace)
const ctx = () => requestOf(t, database, owner)

async function contact (name: string) {
  const rows = await sql`
    select c.id, c.organization, c.title, c.notes, c.version, array(select i.kind || ' ' || i.normalized from app.identity i where i.contact_id = c.id order by i.position) as identities
    from app.contact c where c.name = ${name} order by c.id`
  return rows.length === 1 ? { ...rows[0] } : rows.length
}

t.test('a card whose addresses and name are others is still the same person, by what its file calls it', async t => {
  await read(card(['UID:urn:uuid:byron-0001', 'FN:Ada Byron', 'EMAIL:ada@byron.example']))
  t.match(await read(card(['UID:urn:uuid:byron-0001', 'FN:Ada Lovelace', 'EMAIL:ada@lovelace.example'])), { created: 0, updated: 1 })
  t.match(await contact('Ada Byron'), { notes: 'Also called: Ada Lovelace', identities: ['EMAIL ada@byron.example', 'EMAIL ada@lovelace.example'] })
})

t.test('a number of the house joins nobody of another name, and is nobody else\'s', async t => {
  await read(card(['FN:Georgiana Whitmore', 'TEL:+49 30 5550100']))
  const imported = await read(card(['FN:Ignatius Pell', 'TEL:+49 30 5550100']) + card(['FN:Whitmore\\, Georgiana', 'TEL:+49 30 5550100', 'TITLE:Director']))
  t.match(await rowsOf(imported.id), [{ outcome: 'CREATED', reason: 'Another contact has “+49 30 5550100”; it is kept in the notes.' }, { outcome: 'UPDATED' }])
  t.match(await contact('Ignatius Pell'), { notes: 'Phone: +49 30 5550100', identities: [] })
  t.match(await contact('Georgiana Whitmore'), { title: 'Director', notes: null })
})

t.test('a card that two contacts share goes to who has most of it, and says so', async t => {
  await upsertContacts(ctx(), { contacts: [{ name: 'Edsger Dijkstra', identities: [{ kind: 'EMAIL', value: 'e@dijkstra.example' }, { kind: 'GITHUB', value: 'ewd' }] }, { name: 'E. W. Dijkstra', identities: [{ kind: 'X', value: '@ewd' }] }] })
  const imported = await read(card(['FN:Edsger Dijkstra', 'EMAIL:e@dijkstra.example', 'URL:https://github.com/ewd', 'X-SOCIALPROFILE;TYPE=twitter:https://twitter.com/ewd']))
  t.match(await rowsOf(imported.id), [{ outcome: 'UPDATED', reason: /^Another contact has “.*ewd”; it is kept in the notes\.$/ }])
  t.match(await contact('E. W. Dijkstra'), { version: 1 })
  t.match(await contact('Edsger Dijkstra'), { version: 2, notes: /^X.*ewd$/ })
})

t.test('two of one name and nothing to be known by are two, in the next file as well; a member may have called them otherwise since', async t => {
  const file = card(['FN:John Smith', 'NOTE:The elder.']) + card(['FN:John Smith', 'NOTE:The younger.'])
  t.match(await read(file), { created: 2 })
  const [elder] = await sql<{ id: string }[]>`select c.id from app.contact c where c.notes = 'The elder.'`
  await updateContact(ctx(), { id: elder?.id ?? '', name: 'Old Smith' })
  t.match(await read(file), { created: 0, updated: 1, unchanged: 1 })
  t.match(await contact('Old Smith'), { notes: 'The elder.\nAlso called: John Smith' })
})

t.test('we are not our own contact', async t => {
  await inWorkspace(database, owner.workspaceId, db => insertOwnIdentities(db, [{ id: uuidv7(), kind: 'EMAIL', value: 'me@goodturn.example', normalized: 'me@goodturn.example', label: null }], NOW))
  const imported = await read(card(['FN:Me', 'EMAIL:Me@Goodturn.example']) + card(['FN:Me at home', 'TEL:0170 5550199']) + card(['FN:A colleague', 'URL:https://goodturn.example']), { me: ['+49 170 5550199'] })
  t.match(await rowsOf(imported.id), [{ outcome: 'SKIPPED', reason: 'That is you.' }, { outcome: 'SKIPPED', reason: 'That is you.' }, { outcome: 'CREATED' }])
})

t.test('who was erased does not come back', async t => {
  await read(card(['FN:Mallory', 'EMAIL:mallory@nowhere.example']))
  const { id } = await contact('Mallory') as { id: string }
  await eraseContact(ctx(), { id })
  const imported = await read(card(['FN:Mallory', 'EMAIL:mallory@nowhere.example', 'TEL:+49 30 5550177']) + card(['FN:Niaj', 'EMAIL:niaj@nowhere.example']))
  t.match(await rowsOf(imported.id), [{ outcome: 'SKIPPED', reason: 'This person was erased here, and does not come back; an owner can allow it.', subject_id: null }, { outcome: 'CREATED' }])
  t.match([...await sql`select blocked from app.erasure`], [{ blocked: 1 }])
})

t.test('where the file is to be believed its first card of somebody is, and the same file again changes nothing', async t => {
  await upsertContacts(ctx(), { contacts: [{ name: 'Grace', organization: 'Vassar', identities: [{ kind: 'EMAIL', value: 'grace@navy.example' }] }] })
  const other = Array.from({ length: 600 }, (_, n) => card([`FN:Between ${n}`, `EMAIL:between${n}@navy.example`])).join('')
  const file = card(['FN:Grace Hopper', 'ORG:Navy', 'EMAIL:grace@navy.example']) + other + card(['FN:Grace Hopper', 'ORG:Yale', 'EMAIL:grace@navy.example'])
  const first = await give(file, { overwrite: true })
  const stop = new AbortController()
  // Cut off between both of them: who was named before is known after it.
  await t.rejects(run(first, { onProgress: () => stop.abort() }, stop.signal))
  t.match(await run(first), { updated: 1, unchanged: 1 })
  t.match(await contact('Grace Hopper'), { organization: 'Navy', version: 2 })
  t.match(await read(file, { overwrite: true }), { updated: 0, unchanged: 602 })
})

t.test('what an import has made and changed is written down, for its undoing', async t => {
  await read(card(['FN:Hedy Lamarr', 'EMAIL:hedy@film.example']))
  const { id } = await contact('Hedy Lamarr') as { id: string }
  const imported = await read(card(['FN:Hedy Lamarr', 'EMAIL:hedy@film.example', 'EMAIL:hedy@hopping.example', 'CATEGORIES:Inventors', 'TITLE:Actress']) + card(['FN:George Antheil', 'EMAIL:george@film.example']))
  const changes = [...await sql`select kind, subject_type, contact_id, version, changes from app.import_change where import_id = ${imported.id} order by id`]
  t.match(changes, [
    { kind: 'CREATED', subject_type: 'contact', version: 1, changes: null },
    { kind: 'UPDATED', subject_type: 'contact', contact_id: id, version: 2, changes: { title: { before: null, after: 'Actress' }, tags: { before: [], after: ['Inventors'] }, identities: { before: [{ normalized: 'hedy@film.example' }] } } }
  ])
  t.strictSame(Object.keys(changes[1]?.changes).sort(), ['identities', 'tags', 'title'])
  const audit = await sql`select action, actor, changes from app.audit where subject_id = ${id} order by id desc limit 1`
  t.match([...audit], [{ action: 'importFile', actor: owner.name, changes: { version: { before: 1, after: 2 } } }])
  const [found] = await sql`select words from app.contact_search where contact_id = ${id}`
  t.match(found?.words, /hedy@hopping\.example/)
})
