import t from 'tap'
import fc from 'fast-check'
import { crc32 } from 'node:zlib'
import type { Role, Scope } from '../../src/domain/actor.ts'
import { Refusal, type FieldError } from '../../src/domain/refusal.ts'
import { checkTokenWish, isTokenText, mayManageTokens, TOKEN_BYTES, tokenPrefix, tokenState, tokenText } from '../../src/domain/token.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const texts = fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES }).map(tokenText)

t.test('a token is goodturn_, its bytes, and their CRC-32', async t => {
  fc.assert(fc.property(fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES }), bytes => {
    const text = tokenText(bytes)
    const body = `goodturn_${Buffer.from(bytes).toString('base64url')}`
    const checksum = Buffer.alloc(4)
    checksum.writeUInt32BE(crc32(body))
    t.equal(text, body + checksum.toString('base64url'))
    t.equal(text.length, 58)
    t.ok(isTokenText(text))
  }), { numRuns: 50 })
})

t.test('any one wrong character gives a token away', async t => {
  fc.assert(fc.property(texts, fc.nat({ max: 57 }), fc.constantFrom(...'abcXYZ019_-'), (text, at, letter) => {
    if (text[at] === letter) return
    t.ok(!isTokenText(text.slice(0, at) + letter + text.slice(at + 1)))
  }), { numRuns: 300 })
})

t.test('two neighbours that changed places give a token away', async t => {
  fc.assert(fc.property(texts, fc.integer({ min: 9, max: 56 }), (text, at) => {
    if (text[at] === text[at + 1]) return
    t.ok(!isTokenText(text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)))
  }), { numRuns: 300 })
})

t.test('what is cut off, padded or of another make is no token', async t => {
  const text = tokenText(new Uint8Array(TOKEN_BYTES))
  for (const wrong of ['', 'goodturn_', text.slice(0, -1), text.slice(0, 52), `${text}A`, ` ${text}`, `${text}\n`, text.toUpperCase(), text.replace('goodturn', 'githubpt')]) {
    t.ok(!isTokenText(wrong), JSON.stringify(wrong))
  }
})

t.test('the prefix shows seven characters of the secret', async t => {
  t.equal(tokenPrefix(tokenText(new Uint8Array(TOKEN_BYTES).fill(255))), 'goodturn________')
})

t.test('a token works until the instant at which it expires, and never after it is revoked', async t => {
  t.equal(tokenState({ expiresAt: null, revokedAt: null }, NOW), 'ACTIVE')
  t.equal(tokenState({ expiresAt: NOW + 1, revokedAt: null }, NOW), 'ACTIVE')
  t.equal(tokenState({ expiresAt: NOW, revokedAt: null }, NOW), 'EXPIRED')
  t.equal(tokenState({ expiresAt: NOW + 1, revokedAt: NOW - 1 }, NOW), 'REVOKED')
  t.equal(tokenState({ expiresAt: NOW - 1, revokedAt: NOW - 1 }, NOW), 'REVOKED')
})

t.test('a wish is kept trimmed, with each scope once', async t => {
  const wish = { name: '  laptop ', scopes: ['write', 'read', 'write'] as Scope[], expiresAt: NOW + 1 }
  t.strictSame(checkTokenWish(wish, 'MEMBER', NOW), { name: 'laptop', scopes: ['read', 'write'], expiresAt: NOW + 1 })
})

t.test('all that is wrong with a wish is told at once', async t => {
  t.strictSame(fieldsOf(() => checkTokenWish({ name: ' ', scopes: [], expiresAt: NOW }, 'OWNER', NOW)), [
    { path: 'name', message: 'is empty.' },
    { path: 'scopes', message: 'has to name at least one of read, write, admin.' },
    { path: 'expiresAt', message: 'has passed.' }
  ])
  t.match(fieldsOf(() => checkTokenWish({ name: 'a'.repeat(101), scopes: ['read'], expiresAt: NaN }, 'OWNER', NOW)), [
    { path: 'name', message: /has 101 characters/ },
    { path: 'expiresAt', message: 'has passed.' }
  ])
})

t.test('no token reaches further than the role of its member', async t => {
  const reach: Record<Role, Scope[]> = { OWNER: ['read', 'write', 'admin'], ADMIN: ['read', 'write', 'admin'], MEMBER: ['read', 'write'], VIEWER: ['read'] }
  for (const role of Object.keys(reach) as Role[]) {
    for (const scope of ['read', 'write', 'admin'] as const) {
      const wish = () => checkTokenWish({ name: 'x', scopes: [scope], expiresAt: null }, role, NOW)
      if (reach[role].includes(scope)) t.strictSame(wish().scopes, [scope], `${role} ${scope}`)
      else t.strictSame(fieldsOf(wish), [{ path: 'scopes', message: `“${scope}” is more than the role ${role} allows.` }])
    }
  }
})

t.test('tokens are managed from above, by who has the scope for it', async t => {
  t.ok(mayManageTokens({ role: 'OWNER', scopes: ['admin'] }, 'OWNER'))
  t.ok(mayManageTokens({ role: 'ADMIN', scopes: ['admin'] }, 'ADMIN'))
  t.ok(mayManageTokens({ role: 'ADMIN', scopes: ['admin'] }, 'VIEWER'))
  t.ok(!mayManageTokens({ role: 'ADMIN', scopes: ['admin'] }, 'OWNER'))
  t.ok(!mayManageTokens({ role: 'OWNER', scopes: ['write'] }, 'VIEWER'))
  t.ok(!mayManageTokens({ role: 'MEMBER', scopes: ['admin'] }, 'VIEWER'))
})

function fieldsOf (work: () => unknown): readonly FieldError[] {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'INVALID') return error.fields
    throw error
  }
  throw new Error('Nothing was refused.')
}
