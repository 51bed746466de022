import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { searchFor } from '../../../src/database/duplicates/search.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { dismissDuplicate } from '../../../src/operations/duplicates/dismiss-duplicate.ts'
import { findDuplicates } from '../../../src/operations/duplicates/find-duplicates.ts'
import { restoreDuplicate } from '../../../src/operations/duplicates/restore-duplicate.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { candidatesOfAll, storedAfterSearch } from './support/candidates.ts'

const { database, owner } = await firstWorkspace(t)
const { workspaceId } = owner
const search = () => findDuplicates({ database, newId: uuidv7, now: () => NOW }, workspaceId)
const candidateIds = () => inWorkspace(database, workspaceId, async ({ sql }) =>
  (await sql<{ id: string }[]>`select d.id from app.duplicate_candidate d where d.workspace_id = ${workspaceId}`).map(({ id }) => id))

t.test('who is dismissed while a search goes on is no candidate after it', async t => {
  const ctx = requestOf(t, database, owner)
  const contactIds = [(await createContact(ctx, { name: 'Ada Lovelace' })).id, (await createContact(ctx, { name: 'Lovelace, Ada' })).id]
  await search()
  for (let round = 0; round < 5; round++) {
    const [id = ''] = await candidateIds()
    // Nothing is left to update, so that the search has to write the candidate if it believes in it.
    await inWorkspace(database, workspaceId, db => searchFor(db, contactIds))
    await Promise.all([search(), dismissDuplicate(ctx, { id }), search()])
    t.strictSame(await candidateIds(), [])
    await restoreDuplicate(ctx, { contactIds })
    await search()
    t.equal((await candidateIds()).length, 1)
  }
})

t.test('searches go on beside each other, and beside those who change and merge contacts', async t => {
  const ctx = requestOf(t, database, owner)
  const ids: string[] = []
  for (let index = 0; index < 12; index++) ids.push((await createContact(ctx, { name: `Grace Hopper ${'I'.repeat(index % 3)}`.trim(), organization: index % 2 ? 'Navy' : null })).id)
  const [survivorId = '', other = '', third = '', ...rest] = ids
  await Promise.all([
    search(), search(), ...rest.map((id, index) => updateContact(ctx, { id, organization: index % 2 ? 'Navy' : 'Army' })),
    mergeContacts(ctx, { survivorId, otherIds: [other] }).then(() => mergeContacts(ctx, { survivorId: third, otherIds: [survivorId] })), search()
  ])
  t.strictSame(await storedAfterSearch(database, workspaceId), await candidatesOfAll(database, workspaceId))
})
