import t from 'tap'
import { findContacts } from '../../../src/database/contacts/contacts.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { RECORD_TYPES } from '../../../src/domain/exports/record-fields.ts'
import { qualityOf } from '../../../src/domain/contacts/standing.ts'
import { toTypeId } from '../../../src/domain/type-id.ts'
import { findContacts as findKnown } from '../../../src/operations/contacts/find-contacts.ts'
import { refreshStandings } from '../../../src/operations/standings/refresh-standings.ts'
import { firstWorkspace, NOW, requestOf, type FirstWorkspace } from '../support/first-workspace.ts'
import { keptTotals } from '../support/recomputed.ts'
import { fillWorkspace } from './support/full-workspace.ts'
import { linesOf, restore } from './support/take.ts'

const [there, here] = [await firstWorkspace(t), await firstWorkspace(t)]
const { ada, grace, linus, merged } = await fillWorkspace(t, there)
const lines = await linesOf(there.database, there.owner)
const records = lines.slice(1, -1)

async function qualities ({ database, owner }: FirstWorkspace) {
  await refreshStandings(database, owner.workspaceId, NOW)
  const contacts = await inWorkspace(database, owner.workspaceId, db => findContacts(db, [ada, grace, linus]))
  return contacts.sort((a, b) => a.id < b.id ? -1 : 1).map(contact => qualityOf(contact, NOW))
}

t.test('an export says what it is, tells of every type of thing there is, and counts its records', async t => {
  t.match(JSON.parse(lines[0] ?? ''), { type: 'goodturn', version: 1, exportedAt: '2026-03-01T12:00:00.000Z', workspace: { slug: 'personal' } })
  t.strictSame(JSON.parse(lines.at(-1) ?? ''), { type: 'end', records: records.length })
  t.strictSame([...new Set(records.map(line => JSON.parse(line).type))], [...RECORD_TYPES], 'in the order in which nothing refers to what comes later')
})

t.test('what was taken elsewhere and is exported there is the same, line for line', async t => {
  const { results } = await restore(t, here.database, here.owner, lines, 7)
  t.strictSame(results.filter(({ outcome, reason }) => outcome !== 'CREATED' || reason !== null), [])
  const again = await linesOf(here.database, here.owner)
  t.strictSame(again.slice(1), lines.slice(1))
})

t.test('everybody is as good there as here, for the same reasons', async t => {
  const [before, after] = [await qualities(there), await qualities(here)]
  t.equal(before.length, 3)
  t.ok(before.some(({ score }) => score !== null))
  t.strictSame(after, before)
  t.strictSame(await keptTotals(here.database, here.owner.workspaceId), await keptTotals(there.database, there.owner.workspaceId))
})

t.test('the refresh keeps what people said of suggestions', async t => {
  t.strictSame((await linesOf(here.database, here.owner)).slice(1), (await linesOf(there.database, there.owner)).slice(1))
})

t.test('the id that a contact had before a merge stands for the survivor there too', async t => {
  const ctx = requestOf(t, here.database, here.owner)
  t.strictSame((await findKnown(ctx, [merged])).map(contact => contact?.id), [ada])
})

t.test('what is here already stays as it is', async t => {
  const { results, changes } = await restore(t, here.database, here.owner, lines)
  t.strictSame([...new Set(results.map(({ outcome }) => outcome))], ['UNCHANGED'])
  t.strictSame(changes, [])
  t.strictSame((await linesOf(here.database, here.owner)).slice(1), lines.slice(1))
})

t.test('people are found by their words and their ids', async t => {
  const found = await inWorkspace(here.database, here.owner.workspaceId, async ({ sql }) => [...await sql<{ contact_id: string }[]>`
    select s.contact_id from app.contact_search s where s.words like '%analytical engines%'`])
  t.strictSame(found.map(row => row.contact_id), [ada])
  t.match(records.find(line => line.includes('Ada Lovelace')), `"id":"${toTypeId('contact', ada)}"`)
})
