import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { authenticate, type Authenticate } from '../../src/http/authenticate.ts'
import { createToken } from '../../src/operations/tokens/create-token.ts'
import { listTokens } from '../../src/operations/tokens/list-tokens.ts'
import { noteUses } from '../../src/operations/tokens/note-uses.ts'
import { revokeToken } from '../../src/operations/tokens/revoke-token.ts'
import { firstWorkspace, NOW, requestOf, type FirstWorkspace } from '../operations/support/first-workspace.ts'

interface Door extends FirstWorkspace {
  readonly enter: Authenticate
  /** Moves the clock. */
  at (now: number): void
  readonly settled: () => Promise<void>
}

async function door (t: Test): Promise<Door> {
  const first = await firstWorkspace(t)
  let now = NOW
  const uses = noteUses(first.database, error => { throw error })
  const enter = authenticate({ database: first.database, newId: uuidv7, now: () => now, uses, issuer: null })
  return { ...first, enter, settled: uses.settled, at: instant => { now = instant } }
}

t.test('the owner token of the first start lets its owner in', async t => {
  const { enter, ownerToken, owner } = await door(t)
  const actor = await enter(`Bearer ${ownerToken}`)
  t.strictSame(actor, { ...owner, tokenId: actor.tokenId })
  t.match(actor.tokenId, /^[0-9a-f-]{36}$/)
})

t.test('the scheme may be written in any case, with any spaces behind it', async t => {
  const { enter, ownerToken } = await door(t)
  for (const header of [`bearer ${ownerToken}`, `BEARER   ${ownerToken}  `]) t.match(await enter(header), { name: 'owner' }, header.slice(0, 10))
})

t.test('a request without a token is told how to send one', async t => {
  const { enter } = await door(t)
  for (const header of [undefined, '']) {
    await t.rejects(enter(header), { code: 'UNAUTHENTICATED', message: 'A token is needed: send it in the header “authorization: Bearer <token>”.' })
  }
})

t.test('any other header is told what it has to be', async t => {
  const { enter, ownerToken } = await door(t)
  for (const header of [ownerToken, 'Bearer', 'Bearer ', 'Basic b3duZXI6b3duZXI=', `Bearer ${ownerToken} ${ownerToken}`, `Token ${ownerToken}`, `Bearer ${ownerToken}, Bearer ${ownerToken}`]) {
    await t.rejects(enter(header), { code: 'UNAUTHENTICATED', message: 'The header has to be “authorization: Bearer <token>”.' }, header.slice(0, 12))
  }
})

t.test('a mistyped token is refused without a question to the database', async t => {
  const { enter, ownerToken, statements } = await door(t)
  const before = statements.length
  const wrong = ownerToken.slice(0, -1) + (ownerToken.endsWith('A') ? 'B' : 'A')
  for (const text of [wrong, ownerToken.slice(0, -1), 'goodturn_', 'secret', '…'.normalize('NFKC')]) {
    await t.rejects(enter(`Bearer ${text}`), { code: 'UNAUTHENTICATED', message: 'That is not a token of Goodturn: it is mistyped or not whole.' }, text.slice(0, 12))
  }
  t.equal(statements.length, before)
})

t.test('a token that was made elsewhere is not known', async t => {
  const [here, there] = await Promise.all([door(t), firstWorkspace(t)])
  await t.rejects(here.enter(`Bearer ${there.ownerToken}`), { code: 'UNAUTHENTICATED', message: 'The token is not known here.' })
})

t.test('a token stops working at the instant at which it expires', async t => {
  const { enter, at, database, owner } = await door(t)
  const { text } = await createToken(requestOf(t, database, owner), { name: 'short', scopes: ['read'], expiresAt: NOW + 1000 })
  at(NOW + 999)
  t.match(await enter(`Bearer ${text}`), { scopes: ['read'] })
  at(NOW + 1000)
  await t.rejects(enter(`Bearer ${text}`), { code: 'UNAUTHENTICATED', message: 'The token has expired.' })
})

t.test('a token stops working as soon as it is revoked, however much it was used', async t => {
  const { enter, database, owner } = await door(t)
  const { token, text } = await createToken(requestOf(t, database, owner), { name: 'lost', scopes: ['read'] })
  for (let request = 0; request < 5; request++) await enter(`Bearer ${text}`)
  await revokeToken(requestOf(t, database, owner), token)
  await t.rejects(enter(`Bearer ${text}`), { code: 'UNAUTHENTICATED', message: 'The token has been revoked.' })
})

t.test('letting somebody in takes one statement, and its last use is noted beside it', async t => {
  const { enter, at, ownerToken, statements, settled, database, owner } = await door(t)
  at(NOW + 5)
  await enter(`Bearer ${ownerToken}`)
  await settled()
  t.match(await listTokens(requestOf(t, database, owner)), [{ lastUsedAt: NOW + 5 }])
  const before = statements.length
  await enter(`Bearer ${ownerToken}`)
  await settled()
  t.match(statements.slice(before), [/^\s*select .* from app\.find_token\(\$1\)$/s])
})

t.test('where no issuer is configured a JWT is nothing', async t => {
  const { enter } = await door(t)
  await t.rejects(enter('Bearer eyJhbGciOiJub25lIn0.e30.'), { code: 'UNAUTHENTICATED', message: /this server accepts none/ })
})

t.test('no refusal repeats what was sent', async t => {
  const { enter, ownerToken } = await door(t)
  for (const header of [`Bearer ${ownerToken.slice(0, -1)}`, ownerToken, `Bearer ${ownerToken}.${ownerToken}.${ownerToken}`]) {
    const told = await enter(header).then(() => 'let in', (error: Error) => error.stack ?? '')
    t.ok(told.includes('Refusal') && !told.includes(ownerToken.slice(16, 40)), told.slice(0, 60))
  }
})
