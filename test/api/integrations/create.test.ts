import postgres from 'postgres'
import t from 'tap'
import { PUBLIC_URL, SECRET_KEY, testApp } from '../../support/app.ts'
import { cipherOf } from '../../../src/operations/integrations/cipher.ts'
import { uuidOf } from '../../../src/domain/type-id.ts'
import { addIntegration } from './support/deliveries.ts'

const app = await testApp(t, { logLevel: 'trace' })
const { query, workspaceId } = app
const sql = postgres(app.adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => sql.end({ timeout: 5 }))

const CREATE = 'mutation ($input: CreateIntegrationInput!) { createIntegration(input: $input) { secret integration { id } } }'

t.test('an integration has an address of its own, and is read in the list', async t => {
  const { integration, secret, verifyToken, nextSteps } = await addIntegration(app, { name: '  Our calendar ' })
  t.match(integration, {
    id: /^integration_[0-9a-z]{26}$/,
    name: 'Our calendar',
    provider: 'CAL_COM',
    newContacts: 'CREATE',
    keepText: false,
    paused: false,
    version: 1,
    createdAt: '2026-03-01T12:00:00.000Z',
    webhookUrl: `${PUBLIC_URL}/webhooks/${integration.id}`
  })
  t.match(secret, /^[\w-]{43}$/, '32 random bytes')
  t.equal(verifyToken, null, 'Cal.com asks for none')
  t.match(nextSteps.join(' '), /Cal\.com/)
  t.strictSame((await query('{ integrations { totalCount nodes { id lastDeliveryAt received failed health { state reason } } } }')).data.integrations, {
    totalCount: 1, nodes: [{ id: integration.id, lastDeliveryAt: null, received: 0, failed: 0, health: { state: 'NEW', reason: 'Nothing has arrived yet.' } }]
  })
})

t.test('a secret is made where it can be, and entered where the provider gives it', async t => {
  const [one, other] = [await addIntegration(app, { provider: 'GENERIC' }), await addIntegration(app, { provider: 'GENERIC' })]
  t.match(one.secret, /^.{32,}$/)
  t.not(one.secret, other.secret, 'each has its own')
  t.equal((await addIntegration(app, { secret: ' of-our-own-choice ' })).secret, 'of-our-own-choice', 'either way, where either goes')
  t.equal((await addIntegration(app, { provider: 'ZOOM', secret: 'zoom-gave-us-this' })).secret, 'zoom-gave-us-this')
  const refused: [object, RegExp][] = [
    [{ provider: 'ZOOM' }, /^is missing: this provider makes it/], [{ provider: 'ZOOM', secret: ' ' }, /^is missing/], [{ provider: 'ZOOM', secret: 'short' }, /8 to 256/],
    [{ provider: 'GENERIC', secret: 'of-our-own-choice' }, /^is made here/], [{ secret: 'a b c d e f g h' }, /space/], [{ secret: 'x'.repeat(4001) }, /4001 characters/], [{ secret: 'long\u0000enough' }, /NUL/]
  ]
  for (const [input, message] of refused) {
    t.match(await query(CREATE, { input: { provider: 'CAL_COM', name: 'x', ...input } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'secret', message }] } }] }, JSON.stringify(input).slice(0, 60))
  }
})

t.test('the key of our own in the fediverse is told to nobody', async t => {
  const { secret, nextSteps } = await addIntegration(app, { provider: 'ACTIVITYPUB' })
  t.equal(secret, null)
  t.match(nextSteps.join(' '), /fediverse/)
})

t.test('who is asked for a verify token is told it', async t => {
  const { verifyToken } = await addIntegration(app, { provider: 'WHATSAPP', secret: '0123456789abcdef0123456789abcdef' })
  t.match(verifyToken, /^[0-9a-f]{32}$/)
})

t.test('a secret is told once, and lies sealed in the database', async t => {
  const secret = 'nobody-else-knows-this'
  const { integration } = await addIntegration(app, { secret }, { headers: { 'idempotency-key': 'once' } })
  const dump = await everything()
  t.ok(dump.includes(integration.name), 'the whole database was looked through')
  t.notOk(dump.includes(secret))
  t.notOk(app.logs.join('').includes(secret))
  const [row] = await sql`select secret from app.integration where id = ${uuidOf('integration', integration.id) ?? ''}`
  t.equal(cipherOf([SECRET_KEY]).open(row?.secret, uuidOf('integration', integration.id) ?? ''), secret)
  t.throws(() => cipherOf([SECRET_KEY]).open(row?.secret, workspaceId), 'it opens nowhere else')
  const { data } = await query('query ($id: ID!) { node(id: $id) { ... on Integration { name } } __type(name: "Integration") { fields { name } } }', { id: integration.id })
  t.strictSame(data.node, { name: 'Our calendar' })
  t.notOk(data.__type.fields.some(({ name }: { name: string }) => /secret|token/i.test(name)), 'there is nothing to ask for')
})

t.test('who sends the same again under its key is told the same, and there is one', async t => {
  const send = (key: string, name = 'Told twice') => query(CREATE, { input: { provider: 'GENERIC', name } }, { headers: { 'idempotency-key': key } })
  const before = await count()
  const first = await send('told-twice')
  t.match(first.data.createIntegration.secret, /^.{32,}$/)
  t.strictSame(await send('told-twice'), first, 'with the secret that was made the first time')
  t.equal(await count(), before + 1)
  t.match(await send('told-twice', 'Another'), { data: null, errors: [{ extensions: { code: 'INVALID' } }] })
  const rows = await sql`select result::text as result from app.idempotency_key`
  t.ok(rows.some(({ result }) => result.includes('Told twice')))
  t.notOk(rows.some(({ result }) => result.includes(first.data.createIntegration.secret)), 'what is kept is sealed')
})

t.test('what a name and our own identities have to be is told', async t => {
  for (const [input, path] of [[{ name: ' ' }, 'name'], [{ name: 'x'.repeat(101) }, 'name'], [{ ownIdentities: [{ kind: 'EMAIL', value: 'ada' }] }, 'ownIdentities.0.value']] as const) {
    t.match(await query(CREATE, { input: { provider: 'CAL_COM', name: 'x', ...input } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path }] } }] }, path)
  }
})

t.test('who may not manage the workspace adds no integration', async t => {
  const before = await count()
  for (const token of [await app.tokenOf('MEMBER'), await app.tokenOf('ADMIN', ['write']), await app.tokenOf('VIEWER')]) {
    t.match(await query(CREATE, { input: { provider: 'CAL_COM', name: 'x' } }, token), { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  }
  t.equal(await count(), before)
  t.ok((await query(CREATE, { input: { provider: 'CAL_COM', name: 'x' } }, await app.tokenOf('ADMIN', ['admin']))).data)
})

t.test('the audit says who added it, and what', async t => {
  const { integration } = await addIntegration(app, { name: 'Audited', keepText: true, newContacts: 'INBOX', ownIdentities: [{ kind: 'EMAIL', value: 'We@Engines.example' }] })
  const rows = await sql`select action, subject_type, changes from app.audit where workspace_id = ${workspaceId} and (subject_id = ${uuidOf('integration', integration.id) ?? ''} or changes ? 'ownIdentities')`
  t.strictSame(rows.map(({ action, subject_type: subject, changes }) => [action, subject, changes]), [
    ['createIntegration', 'workspace', { ownIdentities: { after: ['EMAIL we@engines.example'] } }],
    ['createIntegration', 'integration', { name: { after: 'Audited' }, provider: { after: 'CAL_COM' }, newContacts: { after: 'INBOX' }, keepText: { after: true }, paused: { after: false } }]
  ])
})

t.test('a workspace has at most two hundred', async t => {
  const mine = await app.newWorkspace('many')
  await sql`
    insert into app.integration (workspace_id, id, name, provider, new_contacts, keep_text, paused, secret, version, created_at)
    select ${mine.workspaceId}, gen_random_uuid(), 'x', 'GENERIC', 'CREATE', false, false, '', 1, now() from generate_series(1, 199)`
  await addIntegration(app, {}, mine.token)
  t.match(await query(CREATE, { input: { provider: 'CAL_COM', name: 'x' } }, mine.token), { data: null, errors: [{ message: /200 integrations/, extensions: { code: 'CONFLICT' } }] })
})

async function count (): Promise<number> {
  return (await query('{ integrations { totalCount } }')).data.integrations.totalCount
}

/** Every row of every table, as text. */
async function everything (): Promise<string> {
  const tables = await sql<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p')`
  const rows = await Promise.all(tables.map(({ name }) => sql`select x::text as row from ${sql(`app.${name}`)} x`))
  return rows.flat().map(({ row }) => row).join('\n')
}
