import t from 'tap'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { exportContacts, type ContactsFormat } from '../../../src/operations/exports/export-contacts.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { firstWorkspace, requestOf } from '../support/first-workspace.ts'
import { giver } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { database, owner } = workspace
const { sql, read, all } = giver(t, workspace)
const ctx = () => requestOf(t, database, owner)

async function taken (format: ContactsFormat): Promise<string> {
  const pieces = []
  for await (const piece of await exportContacts(ctx(), format)) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString()
}

const people = [
  { name: 'Ada Lovelace', organization: 'Engines', notes: '=1+1', tags: ['looms'], identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }, { kind: 'PHONE', value: '+49 30 901820' }] },
  { name: 'A neighbour', identities: [] }, { name: 'A neighbour', notes: 'The other one.', identities: [] }, { name: 'Bob', identities: [] }, { name: 'Robert', identities: [] }
] as const
const ids: string[] = []
for (const each of people) ids.push((await createContact(ctx(), each)).id)

t.test('an address book that was exported here says nothing new, not even of whom it names alone', async t => {
  for (const format of ['vcard', 'csv'] as const) {
    const file = await taken(format)
    const before = await all()
    t.match(await read(file), { read: 5, created: 0, updated: 0, unchanged: 5, failed: 0 }, format)
    t.strictSame(await all(), before)
  }
})

t.test('who was merged since is whom they were merged into', async t => {
  const cards = await taken('vcard')
  const [,,, survivorId = '', bob = ''] = ids
  await mergeContacts(ctx(), { survivorId, otherIds: [bob] })
  t.match(await read(cards), { read: 5, created: 0, failed: 0 })
  t.strictSame((await sql`select name from app.contact order by name`).map(({ name }) => name), ['A neighbour', 'A neighbour', 'Ada Lovelace', 'Bob'])
})
