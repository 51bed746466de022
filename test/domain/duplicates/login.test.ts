import t from 'tap'
import type { IdentityKind } from '../../../src/domain/contacts/identity.ts'
import { loginsOf, sharedLogin } from '../../../src/domain/duplicates/login.ts'
import { readName } from '../../../src/domain/duplicates/name.ts'

t.test('each network has its way to write a login', async t => {
  const logins: readonly (readonly [IdentityKind, string, string | undefined])[] = [
    ['EMAIL', 'zero.engine+news@hooli.com', 'zeroengine'], ['GITHUB', 'zero-engine', 'zeroengine'], ['X', 'zero_engine', 'zeroengine'], ['TELEGRAM', 'zero_engine', 'zeroengine'],
    ['MASTODON', 'zero_engine@example.social', 'zeroengine'], ['BLUESKY', 'zeroengine.bsky.social', 'zeroengine'], ['BLUESKY', 'blog.zeroengine.dev', 'zeroengine'],
    ['LINKEDIN', 'zero-engine-1a2b3c4d', 'zeroengine'], ['LINKEDIN', 'zero-engine', 'zeroengine'], ['WEBSITE', 'zeroengine.dev', 'zeroengine'], ['WEBSITE', 'zeroengine.github.io', 'zeroengine'],
    ['LINKEDIN', 'company/hooli', undefined], ['WEBSITE', 'hooli.com/zero-engine', undefined], ['BLUESKY', 'did:plc:zeroengine', undefined], ['GITHUB', 'renovate[bot]', undefined],
    ['TELEGRAM', '12345678', undefined], ['PHONE', '+4930901820', undefined], ['SLACK', 'U024BE7LH', undefined], ['X', 'ada', undefined], ['EMAIL', 'support@hooli.com', undefined]
  ]
  for (const [kind, normalized, compact] of logins) t.equal(of([[kind, normalized]])[0]?.compact, compact, normalized)
})

t.test('a login that the name does not suggest comes first, then the longer', async t => {
  const logins = of([['GITHUB', 'adalovelace'], ['X', 'zeroengine'], ['TELEGRAM', 'quietfoxes'], ['BLUESKY', 'quiet.bsky.social'], ['MASTODON', 'ada77@example.social']])
  t.strictSame(logins.map(({ compact }) => compact), ['quietfoxes', 'zeroengine', 'quiet', 'adalovelace'])
})

t.test('what two have in common says where', async t => {
  t.equal(shared([['GITHUB', 'ada-lo']], [['X', 'ada_lo']]), 'The same login on GitHub and X')
  t.equal(shared([['GITHUB', 'ada-lo']], [['GITHUB', 'adalo']]), 'Nearly the same login on GitHub')
  t.equal(shared([['EMAIL', 'ada.lo@hooli.com']], [['EMAIL', 'adalo@gmail.com']]), 'The same name before the @ at gmail.com and hooli.com')
  t.equal(shared([['EMAIL', 'ada.lo@hooli.com']], [['X', 'adalo']]), 'The same login on X and their mail')
  t.equal(shared([['GITHUB', 'zeroengine']], [['X', 'quietfox']]), undefined)
})

t.test('of several in common the most telling is told', async t => {
  const [one, other] = [of([['GITHUB', 'adalovelace'], ['X', 'zero_engine']]), of([['X', 'ada_lovelace'], ['GITHUB', 'zeroengine']])]
  t.strictSame(sharedLogin(one, other), { isPlain: false, reason: 'The same login on GitHub and X' })
  t.strictSame(sharedLogin(one.slice(1), other.slice(1)), { isPlain: true, reason: 'The same login on GitHub and X' })
})

function of (identities: readonly (readonly [IdentityKind, string])[]) {
  return loginsOf(identities.map(([kind, normalized]) => ({ kind, normalized })), readName('Ada Lovelace'))
}

function shared (one: readonly (readonly [IdentityKind, string])[], other: readonly (readonly [IdentityKind, string])[]): string | undefined {
  return sharedLogin(of(one), of(other))?.reason
}
