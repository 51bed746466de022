import fc from 'fast-check'
import t from 'tap'
import { asciiDomain, IDENTITY_KINDS, normalizeEmail, normalizeIdentity, type IdentityKind } from '../../../src/domain/contacts/identity.ts'
import { Refusal } from '../../../src/domain/refusal.ts'

const EMAILS: Readonly<Record<string, readonly string[]>> = {
  'ada@example.org': [
    'ada@example.org', 'Ada@Example.ORG', ' ada@example.org ', 'mailto:ada@example.org', 'MAILTO:ada@example.org', 'Ada Lovelace <ada@example.org>',
    '"Lovelace, Ada" <Ada@example.org>', '<ada@example.org>', 'ada@example.org.'
  ],
  'ada+books@example.org': ['ada+books@example.org', 'Ada+Books@example.org'],
  'a.d.a@gmail.com': ['A.d.a@gmail.com'],
  'ada@xn--bcher-kva.example': ['ada@bücher.example', 'ada@BÜCHER.example', 'ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example', 'ada@XN--BCHER-KVA.example'],
  'ada@xn--fsqu00a.xn--0zwm56d': ['ada@例子.测试', 'ada@例子。测试'],
  'ada@xn--strae-oqa.example': ['ada@straße.example'],
  'jürgen@example.org': ['Jürgen@example.org', 'Ju\u0308rgen@example.org'],
  "o'brien@example.org": ["O'Brien@example.org"],
  'x_y-z!#$%&*/=?^`{|}~@sub.example.co.uk': ['x_y-z!#$%&*/=?^`{|}~@sub.example.co.uk']
}
const NO_EMAILS = [
  'ada', 'ada@', '@example.org', 'ada@localhost', 'ada@example', 'ada lovelace@example.org', 'ada@exam ple.org', '.ada@example.org', 'ada.@example.org', 'a..da@example.org',
  'ada@@example.org', 'ada@127.0.0.1', 'ada@[127.0.0.1]', 'ada@example.org/path', 'ada@example.org:25', 'ada@example..org', `${'a'.repeat(65)}@example.org`, 'ada@-_-.org',
  'ada@exa%6Dple.org', 'ada@example.org?x', 'ada@0x7f.1', 'a,b@example.org', 'ada@example.org\nbcc: all@example.org', 'ada\u0000@example.org', `ada@${'a'.repeat(64)}.`
]

/** What is typed, in the country that the workspace has. */
const PHONES: Readonly<Record<string, readonly (readonly [country: string, typed: string])[]>> = {
  '+4930901820': [['DE', '030 901820'], ['DE', '030/90 18-20'], ['DE', '+49 30 901820'], ['US', '+49 (0)30 901820'], ['DE', '0049 30 901820'], ['DE', 'tel:+49-30-901820'], ['DE', '(030) 901820']],
  '+12125550123': [['US', '(212) 555-0123'], ['US', '212.555.0123'], ['US', '1 212 555 0123'], ['DE', '+1 212-555-0123'], ['DE', '001 212 555 0123'], ['US', '011 1 212 555 0123']],
  '+442079460958': [['GB', '020 7946 0958'], ['GB', '+44 20 7946 0958'], ['US', '+44 (0)20 7946 0958'], ['US', '011 44 20 7946 0958']],
  '+33142685300': [['FR', '01 42 68 53 00'], ['DE', '+33 1 42 68 53 00']],
  '+390612345678': [['IT', '06 1234 5678'], ['DE', '+39 06 1234 5678']],
  '+81312345678': [['JP', '03-1234-5678'], ['JP', '０３－１２３４－５６７８']],
  '+919876543210': [['IN', '098765 43210'], ['IN', '98765 43210']],
  '+5511987654321': [['BR', '(11) 98765-4321']],
  '+74951234567': [['RU', '8 (495) 123-45-67']],
  '+966501234567': [['SA', '٠٥٠١٢٣٤٥٦٧']]
}
const NO_PHONES = ['', ' ', 'ada', '+', '++49', '12', '+49', '+999 123456', '030 901820 or 030 901821', 'call 030 901820', '1'.repeat(30), '+4930901820+4930901820', '０']

t.test('all spellings of an e-mail address share one, and what is before the @ is kept but for its case', async t => {
  for (const [email, spellings] of Object.entries(EMAILS)) for (const typed of spellings) t.equal(normalizeIdentity('EMAIL', typed, 'DE'), email, typed)
})

t.test('what is no e-mail address is refused', async t => {
  for (const typed of NO_EMAILS) t.match(refusalOf('EMAIL', typed), { code: 'INVALID', fields: [{ path: 'value' }] }, typed)
})

t.test('a phone number is read as one of the workspace\'s country where it does not say which it is of', async t => {
  for (const [number, spellings] of Object.entries(PHONES)) {
    for (const [country, typed] of spellings) {
      t.equal(normalizeIdentity('PHONE', typed, country), number, `${typed} in ${country}`)
      t.equal(normalizeIdentity('WHATSAPP', typed, country), number, `${typed} in ${country} on WhatsApp`)
    }
  }
})

t.test('what is no phone number is refused', async t => {
  for (const typed of NO_PHONES) t.match(refusalOf('PHONE', typed), { code: 'INVALID', fields: [{ path: 'value' }] }, typed)
})

t.test('WhatsApp\'s own names of a number are read too', async t => {
  for (const typed of ['4930901820@s.whatsapp.net', '4930901820@c.us', '4930901820', '+4930901820']) t.equal(normalizeIdentity('WHATSAPP', typed, 'US'), '+4930901820', typed)
})

t.test('a web page is told by host and path, however it is opened', async t => {
  const pages = {
    'ada.example': ['ada.example', 'https://ada.example', 'http://www.ada.example/', 'HTTPS://Ada.Example', 'https://ada.example/#about', 'https://ada.example:443'],
    'ada.example/Blog?p=1': ['https://ada.example/Blog?p=1', 'www.ada.example/Blog?p=1'],
    'ada.example:8080': ['http://ada.example:8080/'],
    'xn--mller-kva.example/%C3%BCber': ['https://müller.example/über']
  }
  for (const [page, spellings] of Object.entries(pages)) for (const typed of spellings) t.equal(normalizeIdentity('WEBSITE', typed, 'DE'), page, typed)
  for (const typed of ['ada', 'ftp://ada.example', 'javascript:alert(1)', 'https://', 'https://user:secret@ada.example', 'http://localhost:80', 'https://127.0.0.1/', 'ada lovelace.example']) {
    t.match(refusalOf('WEBSITE', typed), { code: 'INVALID' }, typed)
  }
})

t.test('an address that grows beyond an index when it is written as the web has it is refused', async t => {
  t.equal(normalizeIdentity('WEBSITE', `a.example/${'漢'.repeat(200)}`, 'DE').length, 1_810)
  t.match(refusalOf('WEBSITE', `a.example/${'漢'.repeat(400)}`), { code: 'INVALID', fields: [{ path: 'value', message: /^is too long once its letters are written/ }] })
})

t.test('anything else is compared without case and by single spaces', async t => {
  t.equal(normalizeIdentity('OTHER', '  Skype:  Ada.L ', 'DE'), 'skype: ada.l')
})

t.test('a handle is refused in words that show one', async t => {
  t.match(refusalOf('GITHUB', 'https://example.org/ada'), { message: 'value: “https://example.org/ada” is not a GitHub login such as ada or https://github.com/ada.' })
  t.match(refusalOf('MASTODON', 'ada', 'identities.3.value'), { fields: [{ path: 'identities.3.value', message: '“ada” is not a fediverse address such as @ada@example.social.' }] })
})

t.test('no identity of any kind is empty, longer than 500 characters, or has a NUL', async t => {
  for (const kind of IDENTITY_KINDS) {
    t.match(refusalOf(kind, ' \n '), { code: 'INVALID', fields: [{ path: 'value', message: 'is empty.' }] }, kind)
    for (const typed of ['a'.repeat(501), 'a\u0000b', '@'.repeat(10_000), `${'a.'.repeat(5_000)}@example.org`, '+1'.repeat(5_000), '<'.repeat(10_000)]) {
      const started = performance.now()
      t.match(refusalOf(kind, typed), { message: /is longer than 500 characters, or has a NUL character/ }, kind)
      t.ok(performance.now() - started < 100, `${kind} in no time`)
    }
  }
})

t.test('500 characters of anything are read in no time', async t => {
  for (const kind of IDENTITY_KINDS) {
    for (const unit of ['a', '@', '.', 'a.', 'a@', '<', '<a>', '-', '+1', '1 ', '(', '//', '%', 'ä', '\u0308', '１']) {
      const started = performance.now()
      try {
        normalizeIdentity(kind, unit.repeat(500 / unit.length), 'DE')
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
      t.ok(performance.now() - started < 100, `${kind} ${unit}`)
    }
  }
})

t.test('an identity that was normalized stays as it is, and nothing but a refusal is thrown', async t => {
  const spelling = fc.oneof(
    fc.emailAddress(), fc.webUrl(), fc.domain(), fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({ unit: fc.constantFrom(...'0123456789+-()/ .'), maxLength: 20 }), fc.constantFrom(...Object.values(EMAILS).flat()),
    fc.tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 12 })).map(([name, host]) => `${name}@${host}.example`)
  )
  fc.assert(fc.property(fc.constantFrom(...IDENTITY_KINDS), spelling, fc.constantFrom('DE', 'US', 'IT', 'JP', 'BR'), (kind, typed, country) => {
    const once = attempt(kind, typed, country)
    return once === null || normalizeIdentity(kind, once, country) === once
  }), { numRuns: 8_000 })
})

t.test('an address that is only read, as from a list of recipients, is null where it is none', async t => {
  t.equal(normalizeEmail('Ada <ada@example.org>'), 'ada@example.org')
  t.equal(normalizeEmail('ju\u0308rgen@example.org'), 'jürgen@example.org')
  for (const typed of NO_EMAILS) t.equal(normalizeEmail(typed), null, typed)
})

t.test('a domain is what DNS knows it by', async t => {
  const domains = { 'Example.ORG': 'example.org', 'bücher.example': 'xn--bcher-kva.example', 'example.org.': 'example.org', localhost: 'localhost' }
  for (const [typed, domain] of Object.entries(domains)) t.equal(asciiDomain(typed), domain, typed)
  for (const typed of ['', ' ', '.', 'a b', 'a/b', 'a?b', 'a#b', 'a@b', 'a:80', '[::1]', '127.0.0.1', '1', 'a%62', 'xn--a.example\u0000', 'a'.repeat(254), `${'a'.repeat(63)}.`.repeat(4) + 'com']) {
    t.equal(asciiDomain(typed), null, typed)
  }
})

t.test('an address that the web writes much longer than people do is refused once it outgrows an index', async t => {
  t.ok(normalizeIdentity('WEBSITE', `https://a.example/${'文'.repeat(200)}`, 'DE').length > 1_800)
  t.match(refusalOf('WEBSITE', `https://a.example/${'文'.repeat(400)}`), { code: 'INVALID', message: 'value: is too long once its letters are written as the web has them.' })
})

function refusalOf (kind: IdentityKind, typed: string, path?: string): Pick<Refusal, 'code' | 'message' | 'fields'> {
  try {
    return { code: 'NOT_FOUND', message: `It was read as ${normalizeIdentity(kind, typed, 'DE', path)}`, fields: [] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, message: error.message, fields: error.fields }
  }
}

function attempt (kind: IdentityKind, typed: string, country: string): string | null {
  try {
    return normalizeIdentity(kind, typed, country)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return null
  }
}
