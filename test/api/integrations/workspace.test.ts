import postgres from 'postgres'
import t from 'tap'
import { testApp } from '../../support/app.ts'
import { addIntegration } from './support/deliveries.ts'

const app = await testApp(t)
const { query } = app
const sql = postgres(app.adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => sql.end({ timeout: 5 }))

const ADD = 'mutation ($identities: [IdentityInput!]!) { addOwnIdentities(input: { identities: $identities }) { ownIdentities { kind value normalized label } } }'
const REMOVE = 'mutation ($input: RemoveOwnIdentityInput!) { removeOwnIdentity(input: $input) { ownIdentities { normalized } } }'
const own = async (token?: string) => (await query('{ viewer { workspace { ownIdentities { kind normalized } } } }', {}, token)).data.viewer.workspace.ownIdentities

t.test('who we are is said once, in any spelling, and taken back in another', async t => {
  await addIntegration(app, { ownIdentities: [{ kind: 'EMAIL', value: 'We@Engines.example' }] })
  const added = await query(ADD, { identities: [{ kind: 'EMAIL', value: 'mailto:WE@engines.example' }, { kind: 'GITHUB', value: 'https://github.com/Engines', label: 'ours' }, { kind: 'GITHUB', value: 'engines' }] })
  t.strictSame(added.data.addOwnIdentities.ownIdentities, [
    { kind: 'EMAIL', value: 'We@Engines.example', normalized: 'we@engines.example', label: null }, { kind: 'GITHUB', value: 'https://github.com/Engines', normalized: 'engines', label: 'ours' }
  ])
  t.strictSame(await own(), [{ kind: 'EMAIL', normalized: 'we@engines.example' }, { kind: 'GITHUB', normalized: 'engines' }])
  t.strictSame((await query(REMOVE, { input: { kind: 'EMAIL', value: ' WE@ENGINES.EXAMPLE ' } })).data.removeOwnIdentity.ownIdentities, [{ normalized: 'engines' }])
  t.match(await query(REMOVE, { input: { kind: 'EMAIL', value: 'we@engines.example' } }), { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.match(await query(REMOVE, { input: { kind: 'EMAIL', value: 'we' } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'identity.value' }] } }] })
  const changes = await sql`select changes from app.audit where action in ('addOwnIdentities', 'removeOwnIdentity') order by id`
  t.strictSame(changes.map(row => row.changes), [{ ownIdentities: { after: ['GITHUB engines'] } }, { ownIdentities: { before: ['EMAIL we@engines.example'] } }], 'and what was there already is no change')
})

t.test('all that is wrong with identities is told at once, and none is added', async t => {
  const before = await own()
  t.match(await query(ADD, { identities: [{ kind: 'EMAIL', value: 'ada' }, { kind: 'EMAIL', value: 'fine@engines.example' }, { kind: 'GITHUB', value: 'a b' }] }), {
    data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'identities.0.value' }, { path: 'identities.2.value' }] } }]
  })
  t.strictSame(await own(), before)
})

t.test('a workspace has at most five hundred of them, a hundred at a time', async t => {
  const many = await app.newWorkspace('many')
  const add = (from: number, count: number) => query(ADD, { identities: Array.from({ length: count }, (_, index) => ({ kind: 'EMAIL', value: `p${from + index}@engines.example` })) }, many.token)
  t.match(await add(0, 101), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'identities' }] } }] })
  for (const from of [0, 100, 200, 300, 400]) t.ok((await add(from, 100)).data)
  t.ok((await add(0, 100)).data, 'that adds none')
  t.match(await add(500, 1), { data: null, errors: [{ extensions: { code: 'CONFLICT' } }] })
  t.equal((await own(many.token)).length, 500)
})

t.test('deliveries are kept for as many days as the workspace says, or for thirty', async t => {
  const update = (input: object) => query('mutation ($input: UpdateWorkspaceInput!) { updateWorkspace(input: $input) { workspace { deliveryDays dailySuggestions } } }', { input })
  const told = async (input: object) => (await update(input)).data.updateWorkspace.workspace
  t.strictSame(await told({}), { deliveryDays: 30, dailySuggestions: 5 })
  t.strictSame(await told({ deliveryDays: 365 }), { deliveryDays: 365, dailySuggestions: 5 })
  t.strictSame(await told({ deliveryDays: 1, dailySuggestions: 9 }), { deliveryDays: 1, dailySuggestions: 9 })
  t.strictSame(await told({ deliveryDays: null }), { deliveryDays: 30, dailySuggestions: 9 })
  for (const deliveryDays of [0, 366, -1]) t.match(await update({ deliveryDays, dailySuggestions: 3 }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'deliveryDays' }] } }] })
  t.strictSame(await told({}), { deliveryDays: 30, dailySuggestions: 9 }, 'and nothing else was changed with it')
})

t.test('who may not manage the workspace changes none of it, and reads it', async t => {
  const token = await app.tokenOf('MEMBER')
  for (const [text, variables] of [
    [ADD, { identities: [{ kind: 'EMAIL', value: 'x@engines.example' }] }], [REMOVE, { input: { kind: 'GITHUB', value: 'engines' } }], ['mutation { updateWorkspace(input: { deliveryDays: 3 }) { workspace { id } } }', {}]
  ] as const) t.match(await query(text, variables, token), { data: null, errors: [{ message: 'Changing the workspace needs the scope admin.', extensions: { code: 'FORBIDDEN' } }] })
  t.strictSame(await own(token), [{ kind: 'GITHUB', normalized: 'engines' }])
})
