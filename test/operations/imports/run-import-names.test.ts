import t from 'tap'
import { undoImport } from '../../../src/operations/imports/undo-import.ts'
import { upsertContacts } from '../../../src/operations/contacts/upsert-contacts.ts'
import { storedAfterSearch, candidatesOfAll } from '../duplicates/support/candidates.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { deliverer } from '../integrations/support/deliver.ts'
import { card, giver, type Given } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { database, owner } = workspace
const { sql, read, rowsOf } = giver(t, workspace)
const ME: Given = { me: ['me@goodturn.example'] }
let mails = 0

/** A mail to us, one hour after the one before. */
function mail (from: string): string {
  const at = new Date(NOW - 1e9 + ++mails * 3_600_000).toUTCString()
  return ['From x@y.example Mon Feb  2 10:00:00 2026', `Message-ID: <${mails}@mail.example>`, `Date: ${at}`, `From: ${from}`, 'To: me@goodturn.example', 'Subject: Engine', '', 'It runs.', '', ''].join('\n')
}

async function called (address: string): Promise<{ name: string, version: number, found: string }> {
  const [row] = await sql`
    select c.name, c.version, s.words as found from app.identity i join app.contact c on c.id = i.contact_id join app.contact_search s on s.contact_id = c.id where i.normalized = ${address}`
  return row as { name: string, version: number, found: string }
}

t.test('who was an address alone gets the name of a later mail, of the same file or of another', async t => {
  await read(mail('ada@engines.example') + mail('Ada Lovelace <ada@engines.example>'), ME)
  t.match(await called('ada@engines.example'), { name: 'Ada Lovelace', version: 1 })
  await read(mail('emmy@rings.example'), ME)
  t.match(await called('emmy@rings.example'), { name: 'emmy@rings.example' })
  const imported = await read(mail('"emmy@rings.example" <Emmy@rings.example>') + mail('Emmy Noether <emmy@rings.example>') + mail('Emmy N. <emmy@rings.example>'), ME)
  t.match(await called('emmy@rings.example'), { name: 'Emmy Noether', version: 2, found: /noether/ })
  t.strictSame([...await sql`select changes from app.import_change where import_id = ${imported.id} and subject_type = 'contact'`].map(({ changes }) => changes), [{ name: { before: 'emmy@rings.example', after: 'Emmy Noether' } }])
  t.match([...await sql`select action, changes from app.audit where changes #>> '{name,after}' = 'Emmy Noether'`], [{ action: 'importFile', changes: { version: { after: 2 } } }])
  await undoImport(requestOf(t, database, owner, { now: NOW + 1 }), { id: imported.id })
  t.match(await called('emmy@rings.example'), { name: 'emmy@rings.example' }, 'and no longer has it where that is undone')
})

t.test('who has a name keeps it, whatever mails call them', async t => {
  await upsertContacts(requestOf(t, database, owner), { contacts: [{ name: 'Barbara', identities: [{ kind: 'EMAIL', value: 'barbara@clu.example' }] }] })
  await read(mail('Barbara Liskov <barbara@clu.example>'), ME)
  t.match(await called('barbara@clu.example'), { name: 'Barbara', version: 1 })
})

t.test('a webhook gives a name as well', async t => {
  await read(mail('katherine@orbits.example'), ME)
  const { integrate, deliver, process } = deliverer(t, workspace)
  await deliver(await integrate(), { external_id: 'call', kind: 'call', direction: 'in', status: 'held', occurred_at: new Date(NOW - 1e6).toISOString(), parties: [{ role: 'from', name: 'Katherine Johnson', emails: ['katherine@orbits.example'] }] })
  await process()
  t.match(await called('katherine@orbits.example'), { name: 'Katherine Johnson' })
})

t.test('a card gives a name to a number, and finds whom it is of', async t => {
  const number = card(['TEL:+1 757 555 0101', 'FN:+1 757 555 0101'])
  await read(number)
  t.match(await called('+17575550101'), { name: '+1 757 555 0101' })
  t.match(await rowsOf((await read(card(['TEL:+1-757-555-0101', 'FN:Dorothy Vaughan']))).id), [{ outcome: 'UPDATED' }])
  t.match(await called('+17575550101'), { name: 'Dorothy Vaughan' })
  t.match(await rowsOf((await read(number)).id), [{ outcome: 'UNCHANGED' }], 'and the file from before takes nothing away')
})

t.test('whoever gets a name by a file is looked at for doubles, and so they are when they lose it', async t => {
  await upsertContacts(requestOf(t, database, owner), { contacts: [{ name: 'Hedy Lamarr', organization: 'Frequencies' }] })
  await read(mail('hl@hopping.example'), ME)
  const candidates = async (): Promise<number> => {
    const stored = await storedAfterSearch(database, owner.workspaceId)
    t.strictSame(stored, await candidatesOfAll(database, owner.workspaceId))
    return stored.length
  }
  const before = await candidates()
  const imported = await read(card(['FN:Hedy Lamarr', 'ORG:Frequencies', 'EMAIL:hl@hopping.example']))
  t.equal(await candidates(), before + 1)
  await undoImport(requestOf(t, database, owner, { now: NOW + 1 }), { id: imported.id })
  t.equal(await candidates(), before)
})
