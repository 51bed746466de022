import t from 'tap'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { knownTraits } from '../../../src/operations/duplicates/known-traits.ts'
import { firstWorkspace, requestOf } from '../support/first-workspace.ts'

const { database, owner } = await firstWorkspace(t)
const ctx = requestOf(t, database, owner)
const ids: string[] = []
for (const name of ['Ada Lovelace', 'Grace Hopper', 'Hedy Lamarr', 'Mary Somerville']) ids.push((await createContact(ctx, { name })).id)

t.test('nobody is left out whom another transaction had forgotten meanwhile', async t => {
  const known = knownTraits(1)
  const ask = (contactIds: readonly string[]) => inWorkspace(database, owner.workspaceId, async db => [...(await known.of(db, contactIds)).keys()].sort())
  for (let round = 0; round < 40; round++) {
    const asked = [[ids[round % 4], ids[(round + 1) % 4]], [ids[(round + 2) % 4]], [ids[(round + 1) % 4], ids[(round + 3) % 4]]].map(some => some.map(String).sort())
    t.strictSame(await Promise.all(asked.map(ask)), asked)
  }
})

t.test('a contact is as it is by now, whatever was known of it', async t => {
  const [id = ''] = ids
  const known = knownTraits()
  const name = async () => (await inWorkspace(database, owner.workspaceId, db => known.of(db, [id]))).get(id)?.shownName
  t.equal(await name(), 'Ada Lovelace')
  await updateContact(ctx, { id, name: 'Ada King' })
  t.equal(await name(), 'Ada King')
})
