import t from 'tap'
import { isInJson, needlesOf, redactJson } from '../../../src/domain/erasures/needles.ts'
import type { IdentityKind } from '../../../src/domain/contacts/identity.ts'

function redacted (text: string, identities: readonly (readonly [IdentityKind, string, string?])[], names: readonly string[] = []): string {
  const needles = needlesOf(identities.map(([kind, normalized, value = normalized]) => ({ kind, normalized, value })), names)
  if (!needles) return text
  const result = needles.redact(text)
  t.equal(needles.isIn(text), result !== text)
  // PostgreSQL may find more than is redacted, and never less.
  if (result !== text) t.match(text, new RegExp(needles.crude, 'u'), text)
  return result
}

t.test('an address is found in any case, and not within a longer one', async t => {
  const ada = [['EMAIL', 'ada@engines.example']] as const
  t.equal(redacted('Mail ADA@Engines.example.', ada), 'Mail (erased).')
  t.equal(redacted('?to=ada%40engines.example', ada), '?to=(erased)')
  for (const other of ['lada@engines.example', 'x.ada@engines.example', 'ada@engines.example-mail.net', 'ada@engines.examples']) t.equal(redacted(other, ada), other)
})

t.test('an address is found as somebody typed it, too', async t => {
  t.equal(redacted('ada@müller.example', [['EMAIL', 'ada@xn--mller-kva.example', 'ada@Müller.example']]), '(erased)')
})

t.test('a number is found with whatever signs it is written', async t => {
  const ada = [['PHONE', '+491701234567']] as const
  for (const number of ['+49 170 1234567', '0049 (170) 123-45-67', '0170/1234567', '170.123.45.67', '491701234567']) t.equal(redacted(`Call ${number} now`, ada), 'Call (erased) now')
  for (const other of ['4917012345678', '21701234567']) t.equal(redacted(other, ada), other)
  t.equal(redacted('1234567 123456', [['WHATSAPP', '+123456']]), '1234567 123456', 'too short to be anybody\'s')
  t.equal(redacted('+0000000', [['PHONE', '+0000000']]), '(erased)', 'whatever country it is of')
})

t.test('a login is found by itself only where it is no word', async t => {
  t.equal(redacted('@ada of github.com/ada, Ada', [['GITHUB', 'ada']]), '(erased) of (erased), Ada')
  t.equal(redacted('ada-lovelace and ada_1 and somebodyelse', [['GITHUB', 'ada-lovelace'], ['X', 'ada_1'], ['X', 'somebodyelse']]), '(erased) and (erased) and (erased)')
  t.equal(redacted('t.me/adal bsky.app/profile/ada.example linkedin.com/in/ada', [['TELEGRAM', 'adal'], ['BLUESKY', 'ada.example'], ['LINKEDIN', 'ada']]), '(erased) (erased) (erased)')
  t.equal(redacted('company/engines', [['LINKEDIN', 'company/engines']]), '(erased)')
})

t.test('a name in the fediverse is found as an address and as a page', async t => {
  t.equal(redacted('@ada@math.example https://math.example/@ada https://math.example/users/ada', [['MASTODON', 'ada@math.example']]), '@(erased) https://(erased) https://(erased)')
})

t.test('a member of Slack is found with the team and without', async t => {
  t.equal(redacted('<@U024BE7LH> T0AAAAAA/U024BE7LH', [['SLACK', 'T0AAAAAA/U024BE7LH']]), '<@(erased)> (erased)')
  t.equal(redacted('<@U024BE7LH>', [['SLACK', 'U024BE7LH']]), '<@(erased)>')
})

t.test('a page is found on its host and below it, and an address at the host is another\'s', async t => {
  t.equal(redacted('https://www.ada.example/blog bob@ada.example', [['WEBSITE', 'ada.example']]), 'https://www.(erased)/blog bob@ada.example')
})

t.test('a full name is found in any case, with its accents or without, and family name first', async t => {
  for (const name of ['Ada Zoë Lovelace', 'ADA ZOË LOVELACE', 'ada zoe lovelace', 'Lovelace, Ada Zoë', 'Ada\nZoë  Lovelace', 'Ada Zoe\u0308 Lovelace']) t.equal(redacted(`${name}’s`, [], ['Ada Zoë Lovelace']), '(erased)’s')
  t.equal(redacted('Ada Lovelacey, Nada Lovelace', [], ['Ada Lovelace']), 'Ada Lovelacey, Nada Lovelace')
  t.equal(redacted('straße weiß STRASSE WEISS', [], ['Straße Weiß']), '(erased) (erased)')
})

t.test('a single word is nobody\'s name', async t => {
  t.equal(needlesOf([], ['Ada']), null)
  t.equal(needlesOf([{ kind: 'OTHER', normalized: 'ada', value: '' }], []), null)
})

t.test('signs of patterns are only signs', async t => {
  t.equal(redacted('x (a.b*c)+[d]|"e"\\f$ y', [['OTHER', '(a.b*c)+[d]|"e"\\f$']]), 'x (erased) y')
  const needles = needlesOf([{ kind: 'OTHER', normalized: '"quoted"\\name', value: '"quoted"\\name' }], [])
  t.match(JSON.stringify('"quoted"\\name'), new RegExp(needles?.crude ?? '', 'u'), 'as JSON has them as well')
})

t.test('JSON is looked through and redacted at any depth', async t => {
  const needles = needlesOf([{ kind: 'EMAIL', normalized: 'ada@engines.example', value: 'ada@engines.example' }], [])
  if (!needles) throw new Error('There is an address.')
  const value = { a: ['x\nada@engines.example', 1, null, true], 'ada@engines.example': { b: 'bob' } }
  t.strictSame(redactJson(value, needles.redact), { a: ['x\n(erased)', 1, null, true], '(erased)': { b: 'bob' } })
  t.ok(isInJson(value, needles))
  t.ok(isInJson({ 'ada@engines.example': 1 }, needles))
  t.not(isInJson({ a: [1, null, 'bob'] }, needles), true)
})
