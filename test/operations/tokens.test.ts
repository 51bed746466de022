import { createHash } from 'node:crypto'
import postgres from 'postgres'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { createToken } from '../../src/operations/tokens/create-token.ts'
import { listTokens } from '../../src/operations/tokens/list-tokens.ts'
import { noteUses } from '../../src/operations/tokens/note-uses.ts'
import { recognizeToken } from '../../src/operations/tokens/recognize-token.ts'
import { revokeToken } from '../../src/operations/tokens/revoke-token.ts'
import { firstStart } from '../../src/operations/workspaces/first-start.ts'
import { testDatabase } from '../support/postgres.ts'
import { firstWorkspace, memberWith, NOW, requestOf } from './support/first-workspace.ts'

const MINUTE = 60_000

t.test('the first start makes a workspace, its owner and a token, and the second nothing', async t => {
  const { url, adminUrl } = await testDatabase(t)
  const database = connect({ url })
  t.teardown(() => database.close())
  const text = await firstStart(database, { now: NOW, newId: uuidv7, locale: 'de-AT', timeZone: 'Europe/Vienna' })
  t.match(text, /^goodturn_[\w-]{49}$/)
  t.equal(await firstStart(database, { now: NOW, newId: uuidv7 }), null)
  t.match(await recognizeToken({ database, now: NOW }, text ?? ''), { name: 'owner', role: 'OWNER', scopes: ['admin'] })
  t.strictSame(await rows(adminUrl, 'select slug, name, time_zone, default_country, created_at from app.workspace'), [
    { slug: 'personal', name: 'personal', time_zone: 'Europe/Vienna', default_country: 'AT', created_at: new Date(NOW) }
  ])
  t.strictSame(await rows(adminUrl, 'select asked, answered, refreshed_at from app.workspace_totals'), [{ asked: 0, answered: 0, refreshed_at: new Date(NOW) }])
  t.strictSame(await rows(adminUrl, 'select count(*)::int from app.member'), [{ count: 1 }])
})

t.test('a locale without a country is of where its language is at home, and one of no country of the US', async t => {
  for (const [locale, country] of [['fr', 'FR'], ['es-419', 'US'], ['en-GB', 'GB']] as const) {
    const { url, adminUrl } = await testDatabase(t)
    const database = connect({ url })
    t.teardown(() => database.close())
    await firstStart(database, { now: NOW, newId: uuidv7, locale })
    t.strictSame(await rows(adminUrl, 'select default_country from app.workspace'), [{ default_country: country }], locale)
  }
})

t.test('of processes that start at once, one gets the owner token', async t => {
  const { url, adminUrl } = await testDatabase(t)
  const processes = [1, 2, 3, 4].map(() => connect({ url, max: 1 }))
  t.teardown(() => Promise.all(processes.map(each => each.close())))
  const given = await Promise.all(processes.map(each => firstStart(each, { now: NOW, newId: uuidv7 })))
  t.equal(given.filter(text => text !== null).length, 1)
  t.strictSame(await rows(adminUrl, `select (select count(*)::int from app.workspace) workspaces, (select count(*)::int from app.member) members,
    (select count(*)::int from app.token) tokens, (select count(*)::int from app.workspace_totals) totals`), [{ workspaces: 1, members: 1, tokens: 1, totals: 1 }])
})

t.test('a new token lets its member in, and only its hash is kept', async t => {
  const { database, adminUrl, owner } = await firstWorkspace(t)
  const { token, text } = await createToken(requestOf(t, database, owner), { name: ' laptop ', scopes: ['write', 'read'], expiresAt: NOW + MINUTE })
  t.match(token, { name: 'laptop', scopes: ['read', 'write'], memberName: 'owner', createdAt: NOW, expiresAt: NOW + MINUTE, revokedAt: null, lastUsedAt: null })
  t.equal(token.prefix, text?.slice(0, 16))
  t.strictSame(await recognizeToken({ database, now: NOW }, text ?? ''), { ...owner, tokenId: token.id, scopes: ['read', 'write'] })
  const [kept] = await rows(adminUrl, 'select t.hash, t::text as whole, a::text as audit from app.token t join app.audit a on a.subject_id = t.id where t.name = \'laptop\'')
  t.equal(kept?.hash, createHash('sha256').update(text ?? '').digest('hex'))
  t.ok(!String(kept?.whole).includes(text?.slice(16) ?? ''), 'not in the row')
  t.ok(!String(kept?.audit).includes(text?.slice(16) ?? '') && !String(kept?.audit).includes(String(kept?.hash)), 'nor in the audit, which has no hash either')
})

t.test('a token that is asked for again under its key is not made again, and its text is not kept for it', async t => {
  const { database, adminUrl, owner } = await firstWorkspace(t)
  const ask = () => createToken(requestOf(t, database, owner, { idempotencyKey: 'once' }), { name: 'laptop', scopes: ['read'] })
  const first = await ask()
  const again = await ask()
  t.equal(again.text, null)
  t.strictSame(again.token, first.token)
  const [{ kept } = {}] = await rows(adminUrl, 'select result::text as kept from app.idempotency_key')
  t.ok(!String(kept).includes(first.text?.slice(16) ?? ''))
})

t.test('a revoked token is refused from the next request on, and revoking it again changes nothing', async t => {
  const { database, adminUrl, owner } = await firstWorkspace(t)
  const { token, text } = await createToken(requestOf(t, database, owner), { name: 'lost', scopes: ['read'] })
  await recognizeToken({ database, now: NOW }, text ?? '')
  t.equal((await revokeToken(requestOf(t, database, owner, { now: NOW + 1 }), token)).revokedAt, NOW + 1)
  await t.rejects(recognizeToken({ database, now: NOW + 1 }, text ?? ''), { code: 'UNAUTHENTICATED', message: 'The token has been revoked.' })
  t.equal((await revokeToken(requestOf(t, database, owner, { now: NOW + 2 }), token)).revokedAt, NOW + 1)
  t.strictSame(await rows(adminUrl, 'select action, actor, changes from app.audit where action = \'revokeToken\''), [
    { action: 'revokeToken', actor: 'owner', changes: { revokedAt: { before: null, after: NOW + 1 } } }
  ])
})

t.test('tokens are listed with what they are for, whose they are and whether they work', async t => {
  const { database, owner } = await firstWorkspace(t)
  const ada = await memberWith(database, owner, 'Ada', 'VIEWER')
  const expired = await createToken(requestOf(t, database, owner), { name: 'short', scopes: ['read'], expiresAt: NOW + 1, memberId: ada.memberId })
  const revoked = await createToken(requestOf(t, database, owner), { name: 'lost', scopes: ['admin'] })
  await revokeToken(requestOf(t, database, owner), revoked.token)
  const listed = await listTokens(requestOf(t, database, owner, { now: NOW + 1 }))
  t.match(listed, [
    { name: 'owner', memberName: 'owner', state: 'ACTIVE', lastUsedAt: null },
    { id: expired.token.id, name: 'short', memberName: 'Ada', role: 'VIEWER', state: 'EXPIRED', expiresAt: NOW + 1 },
    { id: revoked.token.id, name: 'lost', state: 'REVOKED', revokedAt: NOW }
  ])
  t.ok(listed.every(token => !('hash' in token)), 'no hash is among it')
})

t.test('making, seeing and revoking tokens needs the scope admin', async t => {
  const { database, owner } = await firstWorkspace(t)
  const { token } = await createToken(requestOf(t, database, owner), { name: 'laptop', scopes: ['write'] })
  const members = [{ ...owner, scopes: ['write'] as const }, await memberWith(database, owner, 'Grace', 'MEMBER'), await memberWith(database, owner, 'Linus', 'VIEWER')]
  for (const actor of members) {
    const ctx = requestOf(t, database, actor)
    await t.rejects(createToken(ctx, { name: 'mine', scopes: ['read'] }), { code: 'FORBIDDEN' }, `${actor.name} makes none`)
    await t.rejects(listTokens(ctx), { code: 'FORBIDDEN' }, `${actor.name} sees none`)
    await t.rejects(revokeToken(ctx, token), { code: 'FORBIDDEN' }, `${actor.name} revokes none`)
  }
})

t.test('an admin has no power over the tokens of an owner', async t => {
  const { database, owner } = await firstWorkspace(t)
  const ada = await memberWith(database, owner, 'Ada', 'ADMIN')
  const grace = await memberWith(database, owner, 'Grace', 'MEMBER')
  const ctx = requestOf(t, database, ada)
  const [ownersToken] = await listTokens(ctx)
  await t.rejects(createToken(ctx, { name: 'climb', scopes: ['admin'], memberId: owner.memberId }), { code: 'FORBIDDEN', message: /ADMIN may not make tokens for .* OWNER/ })
  await t.rejects(revokeToken(ctx, { id: ownersToken?.id ?? '' }), { code: 'FORBIDDEN', message: /ADMIN may not revoke .* OWNER/ })
  t.match(await createToken(ctx, { name: 'hers', scopes: ['write'], memberId: grace.memberId }), { token: { memberName: 'Grace' } })
  await t.rejects(createToken(ctx, { name: 'hers', scopes: ['admin'], memberId: grace.memberId }), { code: 'INVALID', fields: [{ path: 'scopes' }] })
})

t.test('tokens and members of another workspace are not there', async t => {
  const { database, adminUrl, owner } = await firstWorkspace(t)
  const other = { workspace: uuidv7(), member: uuidv7(), token: uuidv7() }
  await rows(adminUrl, `
    insert into app.workspace values ('${other.workspace}', 'other', 'other', 'UTC', 'US', now());
    insert into app.member values ('${other.member}', '${other.workspace}', 'Linus', 'VIEWER', null, null, now());
    insert into app.token values ('${other.token}', '${other.workspace}', '${other.member}', 'his', 'goodturn_abcdefg', 'hash', '{read}', now(), null, null)`)
  const ctx = requestOf(t, database, owner)
  t.strictSame((await listTokens(ctx)).map(({ name }) => name), ['owner'])
  await t.rejects(revokeToken(ctx, { id: other.token }), { code: 'NOT_FOUND' })
  await t.rejects(createToken(ctx, { name: 'x', scopes: ['read'], memberId: other.member }), { code: 'NOT_FOUND' })
  t.strictSame(await rows(adminUrl, `select revoked_at from app.token where id = '${other.token}'`), [{ revoked_at: null }])
})

t.test('a use is written at most once a minute, whatever the requests', async t => {
  const { database, owner, ownerToken, statements } = await firstWorkspace(t)
  const actor = await recognizeToken({ database, now: NOW }, ownerToken)
  const failures: unknown[] = []
  const uses = noteUses(database, error => { failures.push(error) })
  const written = () => writesOf(statements)
  for (let request = 0; request < 100; request++) uses.note(actor, NOW + request)
  await uses.settled()
  t.equal(written(), 1)
  uses.note(actor, NOW + MINUTE - 1)
  await uses.settled()
  t.equal(written(), 1)
  uses.note(actor, NOW + MINUTE)
  await uses.settled()
  t.equal(written(), 2)
  t.match(await listTokens(requestOf(t, database, owner)), [{ name: 'owner', lastUsedAt: NOW + MINUTE }])
  uses.note({ ...actor, tokenId: null }, NOW + 10 * MINUTE)
  t.equal(written(), 2, 'a JWT has no row')
  t.strictSame(failures, [])
})

t.test('a process that is behind does not take back what another has written', async t => {
  const { database, owner, ownerToken } = await firstWorkspace(t)
  const actor = await recognizeToken({ database, now: NOW }, ownerToken)
  const fail = (error: unknown) => { throw error }
  const [ahead, behind] = [noteUses(database, fail), noteUses(database, fail)]
  ahead.note(actor, NOW + 2 * MINUTE)
  await ahead.settled()
  behind.note(actor, NOW + MINUTE)
  await behind.settled()
  t.match(await listTokens(requestOf(t, database, owner)), [{ lastUsedAt: NOW + 2 * MINUTE }])
})

t.test('uses that come while another is being written are written together, on one connection', async t => {
  const { database, owner, statements } = await firstWorkspace(t)
  const tokens = await Promise.all(['a', 'b', 'c', 'd'].map(name => createToken(requestOf(t, database, owner), { name, scopes: ['read'] })))
  const uses = noteUses(database, error => { throw error })
  for (const { token } of tokens) uses.note({ workspaceId: owner.workspaceId, tokenId: token.id }, NOW + 5)
  await uses.settled()
  t.equal(writesOf(statements), 2, 'the first, and then the three that waited')
  t.equal((await listTokens(requestOf(t, database, owner))).filter(({ lastUsedAt }) => lastUsedAt === NOW + 5).length, 4)
})

t.test('uses beyond ten thousand that wait to be written are let go', async t => {
  const { database, adminUrl, owner } = await firstWorkspace(t)
  const uses = noteUses(database, error => { throw error })
  for (let token = 0; token < 12_000; token++) uses.note({ workspaceId: owner.workspaceId, tokenId: uuidv7() }, NOW)
  await uses.settled()
  t.strictSame(await rows(adminUrl, 'select count(*)::int from app.token_use'), [{ count: 10_001 }], 'the first is on its way, the others wait')
})

t.test('a use that cannot be written is told, and troubles nobody', async t => {
  const database = connect({ url: 'postgres://nobody@127.0.0.1:1/nothing' })
  t.teardown(() => database.close())
  const failures: unknown[] = []
  const uses = noteUses(database, error => { failures.push(error) })
  uses.note({ workspaceId: uuidv7(), tokenId: uuidv7() }, NOW)
  await uses.settled()
  t.match(failures, [{ code: 'ECONNREFUSED' }])
})

function writesOf (statements: readonly string[]): number {
  return statements.filter(text => text.includes('insert into app.token_use')).length
}

async function rows (adminUrl: string, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    return [...await sql.unsafe(statement)]
  } finally {
    await sql.end()
  }
}
