import { createHmac } from 'node:crypto'
import { exportSPKI, importJWK, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose'
import postgres from 'postgres'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { authenticate, type Authenticate } from '../../src/http/authenticate.ts'
import { acceptJwts, type OidcOptions } from '../../src/http/oidc.ts'
import { firstWorkspace, NOW, type FirstWorkspace } from '../operations/support/first-workspace.ts'
import { localIssuer, sign, signingKey, type LocalIssuer, type SigningKey } from './support/issuer.ts'

const AUDIENCE = 'goodturn'
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const main = await signingKey('main')

interface Door extends FirstWorkspace {
  readonly issuer: LocalIssuer
  readonly enter: Authenticate
  /** Moves the clock. */
  at (now: number): void
  /** What a good JWT of Ada says, with changes; undefined leaves a claim out. */
  claims (changes?: Record<string, unknown>): JWTPayload
  /** Shows a JWT of Ada that the main key has signed. */
  enterWith (changes?: Record<string, unknown>): ReturnType<Authenticate>
}

async function door (t: Test, options: Partial<OidcOptions> = {}, ...keys: readonly SigningKey[]): Promise<Door> {
  const [first, issuer] = await Promise.all([firstWorkspace(t), localIssuer(t, main, ...keys)])
  let now = NOW
  const clock = () => now
  const jwts = acceptJwts({ issuer: issuer.address, audience: AUDIENCE, now: clock, ...options })
  const enter = authenticate({ database: first.database, newId: uuidv7, now: clock, uses: { note () {} }, issuer: jwts })
  const claims: Door['claims'] = (changes = {}) => {
    const all = {
      iss: issuer.address, aud: AUDIENCE, sub: 'ada', name: 'Ada Lovelace', goodturn_role: 'MEMBER', iat: clock() / SECOND, exp: (clock() + HOUR) / SECOND, ...changes
    }
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  }
  return {
    ...first,
    issuer,
    enter,
    claims,
    at: instant => { now = instant },
    enterWith: async changes => await enter(`Bearer ${await sign(main, claims(changes))}`, 'req-7')
  }
}

t.test('whom the issuer vouches for is a member from the first request on', async t => {
  const { enterWith, owner, adminUrl, issuer } = await door(t)
  const actor = await enterWith()
  t.strictSame(actor, { workspaceId: owner.workspaceId, memberId: actor.memberId, tokenId: null, name: 'Ada Lovelace', role: 'MEMBER', scopes: ['read', 'write'] })
  t.strictSame(await enterWith(), actor, 'and is the same member at the second')
  t.strictSame(await rows(adminUrl, 'select name, role, issuer, subject from app.member where name <> \'owner\''), [
    { name: 'Ada Lovelace', role: 'MEMBER', issuer: issuer.address, subject: 'ada' }
  ])
  t.match(await rows(adminUrl, 'select member_id, request_id, changes from app.audit where subject_type = \'member\''), [
    { member_id: actor.memberId, request_id: 'req-7', changes: { role: { after: 'MEMBER' }, subject: { after: 'ada' } } }
  ])
})

t.test('first requests that come at once make one member', async t => {
  const { enterWith, adminUrl } = await door(t)
  const actors = await Promise.all([1, 2, 3, 4, 5].map(() => enterWith()))
  t.equal(new Set(actors.map(({ memberId }) => memberId)).size, 1)
  t.strictSame(await rows(adminUrl, 'select (select count(*)::int from app.member) members, (select count(*)::int from app.audit) audits'), [{ members: 2, audits: 1 }])
})

t.test('each accepted algorithm is accepted', async t => {
  const keys = await Promise.all(['RS256', 'PS256', 'ES256', 'EdDSA'].map(alg => signingKey(`key of ${alg}`, alg)))
  const { enter, claims } = await door(t, {}, ...keys)
  for (const key of keys) {
    for (const typ of [undefined, 'JWT', 'at+jwt', 'application/at+jwt']) {
      const jwt = await sign(key, claims(), typ === undefined ? {} : { typ })
      t.match(await enter(`Bearer ${jwt}`), { name: 'Ada Lovelace' }, `${key.alg} ${typ}`)
    }
  }
})

t.test('a JWT of another kind signs nobody in', async t => {
  const { enter, claims } = await door(t)
  for (const typ of ['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'jwt+at', '']) {
    const jwt = await sign(main, claims(), { typ })
    await t.rejects(enter(`Bearer ${jwt}`), { code: 'UNAUTHENTICATED', message: 'The token is of a kind that does not sign anybody in.' }, typ)
  }
})

t.test('every claim of a JWT has to hold', async t => {
  const { enterWith, issuer } = await door(t)
  const refused: [Record<string, unknown>, string][] = [
    [{ iss: 'https://elsewhere.example' }, 'is from an issuer that is not accepted here'],
    [{ iss: `${issuer.address}/` }, 'is from an issuer that is not accepted here'],
    [{ iss: [issuer.address] }, 'is from an issuer that is not accepted here'],
    [{ iss: undefined }, 'has no claim “iss”'],
    [{ aud: 'another' }, 'is made for another audience'],
    [{ aud: ['another', 'third'] }, 'is made for another audience'],
    [{ aud: undefined }, 'has no claim “aud”'],
    [{ exp: undefined }, 'has no claim “exp”'],
    [{ exp: '2030-01-01' }, 'has a malformed claim “exp”'],
    [{ sub: undefined }, 'has no claim “sub”'],
    [{ sub: '' }, 'has a malformed claim “sub”'],
    [{ sub: 7 }, 'has a malformed claim “sub”'],
    [{ sub: 'ada\u0000' }, 'has a malformed claim “sub”'],
    [{ sub: 'a'.repeat(256) }, 'has a malformed claim “sub”'],
    [{ exp: NOW / SECOND - 60 }, 'has expired'],
    [{ nbf: NOW / SECOND + 61 }, 'is not valid yet']
  ]
  for (const [changes, what] of refused) {
    await t.rejects(enterWith(changes), { code: 'UNAUTHENTICATED', message: `The token ${what}.` }, JSON.stringify(changes).slice(0, 60))
  }
  t.match(await enterWith({ aud: ['another', AUDIENCE] }), { name: 'Ada Lovelace' }, 'one audience of several')
})

t.test('clocks may differ by a minute', async t => {
  const { enterWith } = await door(t)
  t.match(await enterWith({ exp: NOW / SECOND - 59, nbf: NOW / SECOND + 60 }), { name: 'Ada Lovelace' })
})

t.test('a JWT without a signature proves nothing', async t => {
  const { enter, claims, issuer } = await door(t)
  const none = new UnsecuredJWT(claims()).encode()
  const good = await sign(main, claims())
  const [head, body] = good.split('.')
  const spelled = ['None', 'NONE', 'nOnE'].map(alg => `${encode({ alg, kid: 'main' })}.${body}.`)
  for (const jwt of [none, `${head}.${body}.`, ...spelled]) {
    await t.rejects(enter(`Bearer ${jwt}`), { code: 'UNAUTHENTICATED' }, jwt.slice(0, 20))
  }
  t.equal(issuer.asked(), 1, 'only the one that names a good algorithm is worth a look at the keys')
})

t.test('a changed JWT has a wrong signature', async t => {
  const { enter, claims } = await door(t)
  const [head, , signature] = (await sign(main, claims())).split('.')
  await t.rejects(enter(`Bearer ${head}.${encode(claims({ sub: 'owner' }))}.${signature}`), { code: 'UNAUTHENTICATED', message: 'The token has a wrong signature.' })
  for (const jwt of ['..', 'a.b.c', `${head}..${signature}`, `${encode({ alg: 'ES256', kid: 'main', crit: ['x'], x: 1 })}.e30.${signature}`]) {
    await t.rejects(enter(`Bearer ${jwt}`), { code: 'UNAUTHENTICATED' }, jwt.slice(0, 12))
  }
})

t.test('a public key is no shared secret', async t => {
  const rsa = await signingKey('rsa', 'RS256')
  const { enter, claims } = await door(t, {}, rsa)
  const published = await importJWK(rsa.publicJwk, 'RS256') as CryptoKey
  const secrets = [await exportSPKI(published), (await exportSPKI(published)).trim(), JSON.stringify(rsa.publicJwk), rsa.publicJwk.n ?? '']
  for (const secret of secrets) {
    for (const alg of ['HS256', 'RS256']) {
      const signed = `${encode({ alg, kid: 'rsa', typ: 'JWT' })}.${encode(claims({ goodturn_role: 'OWNER' }))}`
      const jwt = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
      const message = alg === 'HS256' ? /signed in a way that is not accepted/ : /wrong signature/
      await t.rejects(enter(`Bearer ${jwt}`), { code: 'UNAUTHENTICATED', message }, `${alg} with ${secret.slice(0, 12)}`)
    }
  }
})

t.test('keys that a JWT brings along are not looked at', async t => {
  const { enter, claims, issuer } = await door(t)
  const foreign = await signingKey('foreign')
  const elsewhere = await localIssuer(t, foreign)
  for (const header of [{ jwk: foreign.publicJwk }, { jku: `${elsewhere.address}/keys` }, { x5u: `${elsewhere.address}/keys` }]) {
    const jwt = await sign(foreign, claims(), { ...header, kid: 'main' })
    await t.rejects(enter(`Bearer ${jwt}`), { code: 'UNAUTHENTICATED', message: 'The token has a wrong signature.' }, Object.keys(header).join())
  }
  t.strictSame(elsewhere.requests, [])
  t.equal(issuer.asked(), 1)
})

t.test('an algorithm that the configuration leaves out is refused', async t => {
  const { enterWith, enter, claims } = await door(t, { algorithms: ['RS256'] })
  await t.rejects(enterWith(), { code: 'UNAUTHENTICATED', message: /signed in a way that is not accepted/ })
  const long = await signingKey('main', 'ES384')
  await t.rejects(enter(`Bearer ${await sign(long, claims())}`), { code: 'UNAUTHENTICATED', message: /signed in a way that is not accepted/ })
})

t.test('a JWT that does not say which of several keys is refused, and is fine where there is one', async t => {
  const one = await door(t)
  t.match(await one.enter(`Bearer ${await sign(main, one.claims(), { kid: undefined })}`), { name: 'Ada Lovelace' })
  const two = await door(t, {}, await signingKey('other'))
  await t.rejects(two.enter(`Bearer ${await sign(main, two.claims(), { kid: undefined })}`), { code: 'UNAUTHENTICATED', message: /does not say which key/ })
})

t.test('keys are fetched once and kept', async t => {
  const { enterWith, issuer, at } = await door(t)
  await Promise.all([enterWith(), enterWith(), enterWith()])
  at(NOW + 9 * MINUTE)
  await enterWith()
  t.equal(issuer.asked(), 1)
  at(NOW + 10 * MINUTE)
  await Promise.all([enterWith(), enterWith()])
  t.equal(issuer.asked(), 2)
})

t.test('a new key is found when the first token names it, and the old one stops when it is withdrawn', async t => {
  const { enter, enterWith, claims, issuer, at } = await door(t)
  const next = await signingKey('next')
  await enterWith()
  issuer.keys.push(next.publicJwk)
  at(NOW + MINUTE)
  t.match(await enter(`Bearer ${await sign(next, claims())}`), { name: 'Ada Lovelace' })
  t.equal(issuer.asked(), 2)
  t.match(await enterWith(), { name: 'Ada Lovelace' }, 'both keys are good meanwhile')
  issuer.keys = [next.publicJwk]
  at(NOW + MINUTE + 10 * MINUTE)
  await t.rejects(enterWith(), { code: 'UNAUTHENTICATED', message: 'The token is signed with a key that its issuer does not publish.' })
})

t.test('keys may move to another address', async t => {
  const { enterWith, issuer, at } = await door(t)
  await enterWith()
  const elsewhere = await localIssuer(t, main)
  issuer.discovery = { jwks_uri: `${elsewhere.address}/keys` }
  at(NOW + 10 * MINUTE)
  await enterWith()
  t.strictSame(elsewhere.requests, ['/keys'])
})

t.test('unknown keys do not make us hammer the issuer', async t => {
  const { enter, enterWith, claims, issuer, at } = await door(t)
  const foreign = await Promise.all(Array.from({ length: 5 }, (_, index) => signingKey(`foreign ${index}`)))
  await enterWith()
  const storm = async () => {
    for (const key of [...foreign, ...foreign]) {
      await t.rejects(enter(`Bearer ${await sign(key, claims())}`), { code: 'UNAUTHENTICATED', message: /a key that its issuer does not publish/ })
    }
  }
  await storm()
  t.equal(issuer.asked(), 1, 'the keys are fresh')
  at(NOW + 30 * SECOND)
  await storm()
  t.equal(issuer.asked(), 2)
})

t.test('while the issuer is down known keys work and unknown ones are an outage', async t => {
  const { enter, enterWith, claims, issuer, at } = await door(t)
  const next = await signingKey('next')
  await enterWith()
  issuer.mood = 'down'
  for (const minutes of [1, 11, 60, 23 * 60]) {
    at(NOW + minutes * MINUTE)
    t.match(await enterWith(), { name: 'Ada Lovelace' }, `${minutes} minutes later`)
    await t.rejects(enter(`Bearer ${await sign(next, claims())}`), { code: 'ISSUER_UNREACHABLE', statusCode: 503, retryAfterSeconds: 5 }, 'it may be a new key')
  }
  at(NOW + 24 * HOUR)
  await t.rejects(enterWith(), { code: 'ISSUER_UNREACHABLE' }, 'a day without a word from the issuer is too long')
  issuer.mood = 'up'
  issuer.keys.push(next.publicJwk)
  at(NOW + 24 * HOUR + 5 * SECOND)
  t.match(await enter(`Bearer ${await sign(next, claims())}`), { name: 'Ada Lovelace' }, 'and it is forgiven at once')
})

t.test('an issuer that was never reached is asked again after five seconds, not with every token', async t => {
  const { enterWith, issuer, at } = await door(t)
  issuer.mood = 'down'
  for (let request = 0; request < 5; request++) await t.rejects(enterWith(), { code: 'ISSUER_UNREACHABLE', message: /cannot be had/, cause: { message: /status 503/ } })
  t.equal(issuer.asked(), 1)
  issuer.mood = 'up'
  at(NOW + 5 * SECOND)
  t.match(await enterWith(), { name: 'Ada Lovelace' })
})

t.test('an issuer that does not answer keeps the holders of known keys waiting once', async t => {
  const { enterWith, issuer, at } = await door(t)
  await enterWith()
  issuer.mood = 'mute'
  at(NOW + 10 * MINUTE)
  const start = performance.now()
  t.match(await enterWith(), { name: 'Ada Lovelace' })
  const waited = performance.now() - start
  t.ok(waited > 2_500 && waited < 6_000, `${Math.round(waited)} ms`)
  at(NOW + 11 * MINUTE)
  const again = performance.now()
  t.match(await enterWith(), { name: 'Ada Lovelace' })
  t.ok(performance.now() - again < 1_500, `${Math.round(performance.now() - again)} ms`)
})

t.test('a discovery document that is not the issuer\'s own is not believed', async t => {
  const { enterWith, issuer, at } = await door(t)
  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ issuer: 'https://elsewhere.example' }, /is of the issuer “https:\/\/elsewhere\.example”/],
    [{ jwks_uri: 'http://keys.example/keys' }, /names no safe address/],
    [{ jwks_uri: 'file:///etc/passwd' }, /names no safe address/],
    [{ jwks_uri: undefined }, /names no safe address/],
    [{ jwks_uri: `${issuer.address}/moved` }, /Expected 200 OK/],
    [{ jwks_uri: `${issuer.address}/missing` }, /Expected 200 OK/]
  ]
  for (const [index, [discovery, message]] of wrong.entries()) {
    issuer.discovery = discovery
    at(NOW + index * MINUTE)
    await t.rejects(enterWith(), { code: 'ISSUER_UNREACHABLE', cause: { message } }, String(message))
  }
})

t.test('the best role counts, whatever else the claim names', async t => {
  const { enterWith } = await door(t)
  const roles: [unknown, string][] = [['VIEWER', 'VIEWER'], ['admin', 'ADMIN'], [['viewer', 'staff', 'Owner', 'member'], 'OWNER'], [['MEMBER', 7, null], 'MEMBER']]
  for (const [claim, role] of roles) t.match(await enterWith({ goodturn_role: claim }), { role }, JSON.stringify(claim))
})

t.test('a changed role changes the member, and no role claim leaves it', async t => {
  const { enterWith, adminUrl } = await door(t)
  const { memberId } = await enterWith({ goodturn_role: 'ADMIN' })
  t.match(await enterWith({ goodturn_role: 'VIEWER' }), { memberId, role: 'VIEWER', scopes: ['read'] })
  for (const none of [undefined, 'chief', [], 7]) t.match(await enterWith({ goodturn_role: none }), { memberId, role: 'VIEWER' }, String(none))
  t.strictSame(await rows(adminUrl, `select role from app.member where id = '${memberId}'`), [{ role: 'VIEWER' }])
  t.match(await rows(adminUrl, `select changes from app.audit where subject_id = '${memberId}' order by id`), [
    { changes: { role: { after: 'ADMIN' } } }, { changes: { role: { before: 'ADMIN', after: 'VIEWER' } } }
  ])
})

t.test('somebody new without a role is told which claim is missing', async t => {
  const { enterWith, adminUrl } = await door(t)
  await t.rejects(enterWith({ goodturn_role: ['chief'] }), { code: 'FORBIDDEN', message: /no claim “goodturn_role” that names a role/ })
  t.strictSame(await rows(adminUrl, 'select name from app.member'), [{ name: 'owner' }])
})

t.test('claims may have other names', async t => {
  const { enterWith } = await door(t, { roleClaim: 'https://example.com/roles', workspaceClaim: 'tenant' })
  t.match(await enterWith({ 'https://example.com/roles': ['VIEWER'], tenant: 'personal' }), { role: 'VIEWER' })
  await t.rejects(enterWith({ sub: 'new' }), { code: 'FORBIDDEN', message: /“https:\/\/example\.com\/roles”/ })
})

t.test('a token is good for the workspace that it names, and for no other', async t => {
  const { enterWith, adminUrl, owner } = await door(t)
  const other = uuidv7()
  await rows(adminUrl, `insert into app.workspace values ('${other}', 'other', 'other', 'UTC', 'US', now())`)
  const there = await enterWith({ goodturn_workspace: 'other', goodturn_role: 'OWNER' })
  const here = await enterWith({ goodturn_role: 'VIEWER' })
  t.match([there, here], [{ workspaceId: other, role: 'OWNER' }, { workspaceId: owner.workspaceId, role: 'VIEWER' }])
  t.ok(there.memberId !== here.memberId, 'one person is two members')
  await t.rejects(enterWith({ goodturn_workspace: 'nowhere' }), { code: 'FORBIDDEN', message: 'The token is for the workspace “nowhere”, which is not here.' })
  t.match(await enterWith({ goodturn_workspace: null }), { workspaceId: owner.workspaceId }, 'an empty claim names none')
  for (const wrong of [7, ['personal'], '', 'Per\u0000sonal', 'Personal']) {
    await t.rejects(enterWith({ goodturn_workspace: wrong }), { code: 'FORBIDDEN', message: /“goodturn_workspace” is not the short name/ }, JSON.stringify(wrong))
  }
})

t.test('scopes of ours narrow what the role allows, and others do not matter', async t => {
  const { enterWith } = await door(t)
  const scopes: [unknown, string[]][] = [
    ['openid goodturn:read email', ['read']],
    ['goodturn:write goodturn:read', ['read', 'write']],
    ['openid profile', ['read', 'write']],
    ['goodturn:everything', ['read', 'write']],
    [undefined, ['read', 'write']],
    [['goodturn:read'], ['read']]
  ]
  for (const [scope, granted] of scopes) t.strictSame((await enterWith({ scope })).scopes, granted, JSON.stringify(scope))
})

t.test('a member is called by name, else by address, else by subject', async t => {
  const { enterWith } = await door(t)
  t.match(await enterWith({ sub: '1', name: ' Ada\u0000 Lovelace ' }), { name: 'Ada  Lovelace' })
  t.match(await enterWith({ sub: '2', name: ' ', email: 'grace@example.org' }), { name: 'grace@example.org' })
  t.match(await enterWith({ sub: '3', name: 7 }), { name: '3' })
  t.equal((await enterWith({ sub: '4', name: 'a'.repeat(300) })).name.length, 200)
})

t.test('an issuer needs https unless it is on this machine, and signatures that prove something', async t => {
  const accept = (options: Partial<OidcOptions>) => acceptJwts({ issuer: 'https://login.example.com', audience: AUDIENCE, now: () => NOW, ...options })
  for (const issuer of ['http://login.example.com', 'http://127.0.0.1.example.com', 'http://localhost.example.com', 'ftp://127.0.0.1', 'login.example.com']) {
    t.throws(() => accept({ issuer }), { code: 'INVALID', fields: [{ path: 'OIDC_ISSUER' }] }, issuer)
  }
  for (const issuer of ['https://login.example.com/tenant/', 'http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:8080/realm']) {
    t.equal(accept({ issuer }).roleClaim, 'goodturn_role', issuer)
  }
  for (const algorithms of [['HS256'], ['RS256', 'none'], ['RS256 '], []]) {
    t.throws(() => accept({ algorithms }), { code: 'INVALID', fields: [{ path: 'OIDC_ALGORITHMS' }] }, algorithms.join())
  }
})

function encode (part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

async function rows (adminUrl: string, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    return [...await sql.unsafe(statement)]
  } finally {
    await sql.end()
  }
}
