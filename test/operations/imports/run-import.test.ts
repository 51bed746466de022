import t from 'tap'
import { firstWorkspace } from '../support/first-workspace.ts'
import { card, giver } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { sql, read, rowsOf } = giver(t, workspace)

async function contacts (...names: string[]) {
  return [...await sql`
    select c.name, c.organization, c.title, c.notes, c.version, array(
      select i.kind || ' ' || i.normalized from app.identity i where i.contact_id = c.id order by i.position) as identities
    from app.contact c where c.name = any(${names}) order by c.name, c.id`]
}

t.test('an address book becomes contacts, with all that their cards say', async t => {
  const imported = await read(card(['UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1', 'FN:Ada Lovelace', 'ORG:Analytical Engines', 'TITLE:Countess', 'EMAIL:ada@engines.example', 'TEL:+49 30 1234567', 'NOTE:Met in Turin.']) +
    card(['FN:Grace Hopper', 'EMAIL:grace@navy.example']))
  t.match(imported, { status: 'DONE', reason: null, read: 2, created: 2, contactsCreated: 2, failed: 0, position: imported.size })
  t.match(await contacts('Ada Lovelace', 'Grace Hopper'), [
    { name: 'Ada Lovelace', organization: 'Analytical Engines', title: 'Countess', notes: 'Met in Turin.', identities: ['EMAIL ada@engines.example', 'PHONE +49301234567'] },
    { name: 'Grace Hopper', identities: ['EMAIL grace@navy.example'] }
  ])
  t.match(await rowsOf(imported.id), [{ row: 1, line: 1, outcome: 'CREATED' }, { row: 2, line: 11, outcome: 'CREATED' }])
  t.equal((await sql`select position from app.import_chunk where import_id = ${imported.id}`).length, 0, 'its file is dropped')
})

t.test('who is known by an address gets what is new, and keeps what is theirs', async t => {
  const imported = await read(card(['FN:Countess Ada', 'ORG:Royal Society', 'EMAIL:ada@engines.example', 'EMAIL:ada@home.example', 'NOTE:Met in Turin.']))
  t.match(imported, { created: 0, updated: 1 })
  t.match(await contacts('Ada Lovelace'), [{
    organization: 'Analytical Engines',
    notes: 'Met in Turin.\nAlso called: Countess Ada',
    version: 2,
    identities: ['EMAIL ada@engines.example', 'PHONE +49301234567', 'EMAIL ada@home.example']
  }])
  t.match(await rowsOf(imported.id), [{ outcome: 'UPDATED', reason: 'The file has the organization “Royal Society”; “Analytical Engines” stays.' }])
})
