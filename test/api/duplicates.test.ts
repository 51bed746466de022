import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { findDuplicates } from '../../src/operations/duplicates/find-duplicates.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { add } from '../support/people.ts'

const LIST = '{ duplicateCandidates { totalCount nodes { id contacts { name } score reasons } } }'
const DISMISS = 'mutation ($id: ID!) { dismissDuplicate(input: { id: $id }) { dismissedId contacts { name } } }'
const RESTORE = 'mutation ($ids: [ID!]!) { restoreDuplicate(input: { contactIds: $ids }) { contacts { id } } }'
const UPDATE = 'mutation ($id: ID!, $title: String) { updateContact(input: { id: $id, title: $title }) { contact { version } } }'
const MERGE = 'mutation ($survivorId: ID!, $otherId: ID!) { mergeContacts(input: { survivorId: $survivorId, otherIds: [$otherId] }) { mergeId } }'
const UNDO = 'mutation ($id: ID!) { undoMerge(input: { mergeId: $id }) { mergeId } }'

const robert = { name: 'Robert Miller', organization: 'Saltmarsh', identities: [{ kind: 'EMAIL', value: 'bob@saltmarsh.example' }] }
const bob = { name: 'Bob Miller', organization: 'Saltmarsh Ltd' }

t.test('two who may be one person are a candidate with the reasons, until they are one', async t => {
  const app = await testApp(t)
  const [one, other] = await add(app, [robert, bob, { name: 'Grace Hopper', organization: 'Saltmarsh' }])
  t.strictSame(await found(app), { totalCount: 0, nodes: [] }, 'nobody has looked yet')
  await search(app)
  const { totalCount, nodes: [candidate] } = await found(app)
  t.equal(totalCount, 1)
  t.match(candidate, { id: /^duplicate_/, contacts: [{ name: 'Robert Miller' }, { name: 'Bob Miller' }], reasons: ['Bob is short for Robert', 'Both at Saltmarsh'] })
  t.ok(candidate.score > 0.6 && candidate.score < 1)
  t.strictSame((await app.query('query ($id: ID!) { node(id: $id) { ... on DuplicateCandidate { id score } } }', candidate)).data.node, { id: candidate.id, score: candidate.score })

  await app.query(UPDATE, { id: one, title: 'Miller' })
  await search(app)
  t.equal((await found(app)).nodes[0].id, candidate.id, 'it stays the same candidate')
  const { data: { mergeContacts: { mergeId } } } = await app.query(MERGE, { survivorId: one, otherId: other })
  t.equal((await found(app)).totalCount, 0)
  await search(app)
  t.equal((await found(app)).totalCount, 0)
  await app.query(UNDO, { id: mergeId })
  await search(app)
  t.equal((await found(app)).totalCount, 1)
})

t.test('who was dismissed is no candidate again, whatever changes, until that is taken back', async t => {
  const app = await testApp(t)
  const ids = await add(app, [robert, bob])
  await search(app)
  const [{ id }] = (await found(app)).nodes
  const dismissed = await app.query(DISMISS, { id })
  t.strictSame([dismissed.data.dismissDuplicate.dismissedId, dismissed.data.dismissDuplicate.contacts.length], [id, 2])
  t.equal((await found(app)).totalCount, 0)
  t.match(await app.query(DISMISS, { id }), { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  for (const contact of ids) await app.query(UPDATE, { id: contact, title: 'Miller' })
  await app.query('mutation ($contacts: [ContactInput!]!) { upsertContacts(input: { contacts: $contacts }) { results { outcome } } }', { contacts: [{ ...robert, title: 'Baker' }] })
  await search(app)
  t.equal((await found(app)).totalCount, 0)

  t.strictSame((await app.query(RESTORE, { ids })).data.restoreDuplicate.contacts.map((contact: { id: string }) => contact.id).sort(), [...ids].sort())
  await search(app)
  t.equal((await found(app)).totalCount, 1)
  t.match(await app.query(RESTORE, { ids }), { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

t.test('a dismissal holds for whom either was merged into, and again for them alone when that is undone', async t => {
  const app = await testApp(t)
  const [rob = '', robertId = '', bobId = ''] = await add(app, [{ name: 'Rob Miller', organization: 'Saltmarsh' }, robert, bob])
  await search(app)
  const pairs = async () => (await found(app)).nodes.map(({ contacts }: { contacts: { name: string }[] }) => contacts.map(({ name }) => name).join(', ')).sort()
  t.strictSame(await pairs(), ['Rob Miller, Bob Miller', 'Rob Miller, Robert Miller', 'Robert Miller, Bob Miller'])
  await app.query(DISMISS, (await found(app)).nodes.find(({ contacts }: { contacts: { name: string }[] }) => contacts[0]?.name === 'Robert Miller'))

  const merged = await app.query(MERGE, { survivorId: rob, otherId: robertId })
  await search(app)
  t.strictSame(await pairs(), [], 'who Robert is now is not Bob')
  await app.query(UNDO, { id: merged.data.mergeContacts.mergeId })
  await search(app)
  t.strictSame(await pairs(), ['Rob Miller, Bob Miller', 'Rob Miller, Robert Miller'])

  const other = await app.query(MERGE, { survivorId: rob, otherId: bobId })
  await search(app)
  t.strictSame(await pairs(), [], 'nor is Robert who Bob is now')
  await app.query(RESTORE, { ids: [robertId, bobId] })
  await search(app)
  t.strictSame(await pairs(), ['Rob Miller, Robert Miller'], 'the id of who was merged stands for them')
  await app.query(UNDO, { id: other.data.mergeContacts.mergeId })

  const both = await app.query(MERGE, { survivorId: robertId, otherId: bobId })
  t.equal(both.errors, undefined, 'a member may think again, and merge whom they dismissed')
})

t.test('the list is ordered by likelihood, and costs the same however long it is', async t => {
  const app = await testApp(t)
  await add(app, Array.from({ length: 12 }, (_, index) => ['', 'x'].map(more => (
    { name: `Ada ${'Lovelace Hopper Clarke Turing Lamarr Byron Liskov Borg Perlman Sammet Hamilton Johnson'.split(' ')[index]}`, ...index % 2 && { organization: `Saltmarsh${more}` }, ...index % 3 && { title: 'Countess' } }))).flat())
  await search(app)
  const all = (await app.query('{ duplicateCandidates(first: 100) { nodes { id score } } }')).data.duplicateCandidates.nodes
  t.ok(all.length >= 12)
  t.strictSame(all.map(({ score }: { score: number }) => score), all.map(({ score }: { score: number }) => score).sort((a: number, b: number) => b - a))
  const paged: string[] = []
  for (let after: string | null = null, hasNextPage = true; hasNextPage;) {
    const { data } = await app.query('query ($after: String) { duplicateCandidates(first: 5, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }', { after })
    paged.push(...data.duplicateCandidates.nodes.map(({ id }: { id: string }) => id))
    ;({ hasNextPage, endCursor: after } = data.duplicateCandidates.pageInfo)
  }
  t.strictSame(paged, all.map(({ id }: { id: string }) => id))
  const last = await app.query('{ duplicateCandidates(last: 3) { nodes { id } pageInfo { hasPreviousPage startCursor } } }')
  t.strictSame(last.data.duplicateCandidates.nodes.map(({ id }: { id: string }) => id), paged.slice(-3))
  const statements = async (first: number) => {
    app.statements.length = 0
    const { errors } = await app.query(`{ duplicateCandidates(first: ${first}) { totalCount nodes { contacts { name identities { value } interactions(first: 2) { totalCount } quality { score } } } pageInfo { hasNextPage hasPreviousPage } } }`)
    t.equal(errors, undefined)
    return app.statements.length
  }
  t.equal(await statements(12), await statements(2))
})

async function search ({ database, workspaceId, clock }: TestApp): Promise<void> {
  await findDuplicates({ database, newId: uuidv7, now: () => clock.now }, workspaceId)
}

async function found ({ query }: TestApp) {
  return (await query(LIST)).data.duplicateCandidates
}
