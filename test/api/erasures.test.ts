import t from 'tap'
import { testApp } from '../support/app.ts'
import { uuidOf } from '../../src/domain/type-id.ts'

const app = await testApp(t)
const ERASE = 'mutation ($id: ID!) { eraseContact(input: { id: $id }) { erasedId } }'
const LIFT = 'mutation ($id: ID!) { liftErasure(input: { id: $id }) { erasure { id liftedAt } } }'
const LIST = '{ erasures(first: 10) { totalCount nodes { id at by blocked lastBlockedAt liftedAt } pageInfo { hasNextPage } } }'
const CREATE = 'mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } } }'
const identity = (value: string) => ({ kind: 'EMAIL', value })
const admin = await app.tokenOf('ADMIN', ['admin'])

async function created (name: string, email: string): Promise<string> {
  return (await app.query(CREATE, { input: { name, identities: [identity(email)] } })).data.createContact.contact.id
}

t.test('who may not administer erases nobody, and is told of no erasure', async t => {
  const id = await created('Alan', 'alan@engines.example')
  for (const token of [await app.tokenOf('MEMBER', ['admin']), await app.tokenOf('ADMIN', ['write'])]) {
    t.match(await app.query(ERASE, { id }, token), { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    t.match(await app.query(LIST, {}, token), { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  }
  t.strictSame((await app.query('query ($id: ID!) { contact(id: $id) { name } }', { id })).data.contact, { name: 'Alan' })
})

t.test('an erasure is told of without a word on who it was, and what it keeps out is counted and refused', async t => {
  const id = await created('Ada', 'ada@engines.example')
  t.strictSame(await app.query(ERASE, { id }, admin), { data: { eraseContact: { erasedId: id } } })
  t.match(await app.query(ERASE, { id }, admin), { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  const [erasure] = (await app.query(LIST, {}, admin)).data.erasures.nodes
  const at = new Date(app.clock.now).toISOString()
  t.strictSame(erasure, { id: erasure.id, at, by: 'admin', blocked: 0, lastBlockedAt: null, liftedAt: null })
  app.clock.now += 1000
  const grace = await created('Grace', 'grace@navy.example')
  const refusal = { data: null, errors: [{ extensions: { code: 'CONFLICT', erasureId: erasure.id } }] }
  t.match(await app.query(CREATE, { input: { name: 'Ada', identities: [identity('ADA@engines.example')] } }), refusal)
  t.match(await app.query('mutation ($id: ID!) { updateContact(input: { id: $id, identities: [{ kind: EMAIL, value: "ada@engines.example" }] }) { contact { id } } }', { id: grace }), refusal)
  const log = { channel: 'MEAL', direction: 'MUTUAL', occurredAt: at, createMissing: true, participants: [{ identity: identity('ada@engines.example') }] }
  t.match(await app.query('mutation ($input: LogInteractionInput!) { logInteraction(input: $input) { outcome } }', { input: log }), refusal)
  const { data } = await app.query('mutation ($input: LogInteractionsInput!) { logInteractions(input: $input) { results { outcome error { code message } } } }', {
    input: { interactions: [log, { ...log, participants: [{ contactId: grace }] }] }
  })
  t.match(data.logInteractions.results, [{ outcome: 'FAILED', error: { code: 'CONFLICT', message: /erased on/ } }, { outcome: 'CREATED', error: null }])
  t.match((await app.query(LIST, {}, admin)).data.erasures.nodes, [{ blocked: 4, lastBlockedAt: new Date(app.clock.now).toISOString() }])
  t.strictSame((await app.query('{ contacts { nodes { name } } }')).data.contacts.nodes.map(({ name }: { name: string }) => name).sort(), ['Alan', 'Grace'])
})

t.test('only an owner lifts an erasure, once', async t => {
  const [{ id }] = (await app.query(LIST, {}, admin)).data.erasures.nodes
  t.match(await app.query(LIFT, { id }, admin), { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  t.match(await app.query(LIFT, { id }, await app.tokenOf('OWNER', ['write'])), { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  const owner = await app.tokenOf('OWNER', ['admin'])
  t.strictSame((await app.query(LIFT, { id }, owner)).data.liftErasure.erasure, { id, liftedAt: new Date(app.clock.now).toISOString() })
  t.match(await app.query(LIFT, { id }, owner), { data: null, errors: [{ extensions: { code: 'CONFLICT' } }] })
  t.ok(uuidOf('contact', await created('Ada', 'ada@engines.example')), 'she may come back')
})

t.test('the old id of a contact that was merged erases nobody', async t => {
  const [one, other] = [await created('Linus', 'linus@kernel.example'), await created('Linus T.', 'torvalds@kernel.example')]
  await app.query('mutation ($one: ID!, $other: ID!) { mergeContacts(input: { survivorId: $one, otherIds: [$other] }) { mergeId } }', { one, other })
  t.match(await app.query(ERASE, { id: other }, admin), { data: null, errors: [{ extensions: { code: 'CONFLICT', contactId: one } }] })
  await app.query(ERASE, { id: one }, admin)
  for (const value of ['linus@kernel.example', 'torvalds@kernel.example']) {
    t.match(await app.query(CREATE, { input: { name: 'Linus', identities: [identity(value)] } }), { errors: [{ extensions: { code: 'CONFLICT' } }] }, value)
  }
})

t.test('what was answered under an Idempotency-Key and names who was erased is not answered again', async t => {
  const sent = { headers: { 'idempotency-key': 'made' } }
  const input = { name: 'Joan', identities: [identity('joan@bletchley.example')] }
  const { data } = await app.query(CREATE, { input }, sent)
  await app.query(ERASE, { id: data.createContact.contact.id }, admin)
  t.match(await app.query(CREATE, { input }, sent), { data: null, errors: [{ message: /was erased since/, extensions: { code: 'CONFLICT' } }] })
})

t.test('no log names who was erased', async t => {
  t.not(app.logs.join('').includes('engines.example'), true)
})
