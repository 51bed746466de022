import fc from 'fast-check'
import t from 'tap'
import { readChoices, type UploadRequest } from '../../../src/domain/imports/read-choices.ts'
import { Refusal } from '../../../src/domain/refusal.ts'

const DEFAULTS = { timeZone: 'Europe/Berlin', defaultCountry: 'DE', fields: ['name', 'email'] }

function read (query: string | Record<string, string>): UploadRequest {
  return readChoices(new URLSearchParams(query), DEFAULTS)
}

/** What is said of a query that is refused, each by its place. */
function refused (query: string | Record<string, string>): string[] {
  try {
    read(query)
  } catch (error) {
    if (error instanceof Refusal) return error.fields.map(({ path, message }) => `${path} ${message}`)
    throw error
  }
  return []
}

t.test('a file that nothing is said of is read as the workspace has it', async t => {
  t.strictSame(read(''), {
    fileName: 'file',
    dryRun: false,
    choices: { me: [], timeZone: 'Europe/Berlin', defaultCountry: 'DE', newContacts: 'CREATE', overwrite: false, keepText: false }
  })
})

t.test('all that can be said of a file is heard', async t => {
  t.strictSame(read('me=ada@example.org&me=%20Ada%0ALovelace&me=ada@example.org&timeZone=Asia/Tokyo&defaultCountry=jp&columns={"Wer":"name","__proto__":"email"}&newContacts=INBOX' +
    '&overwrite=true&keepText=true&dryRun=true&fileName=C:\\Users\\ada\\mail.mbox'), {
    fileName: 'mail.mbox',
    dryRun: true,
    choices: {
      me: ['ada@example.org', 'Ada Lovelace'],
      timeZone: 'Asia/Tokyo',
      defaultCountry: 'JP',
      columns: Object.fromEntries([['Wer', 'name'], ['__proto__', 'email']]),
      newContacts: 'INBOX',
      overwrite: true,
      keepText: true
    }
  })
})

t.test('a name of a file is the last part of its path, and always a name', async t => {
  t.strictSame(['/tmp/a b.vcf', 'a\0\r\nb', '..', '/', '', `${'x'.repeat(254)}😀`].map(fileName => read({ fileName }).fileName), ['a b.vcf', 'a b', '..', 'file', 'file', `${'x'.repeat(254)}\ufffd`])
})

t.test('wrong values are refused all at once, with what is possible', async t => {
  t.strictSame(refused('timezone=x&timeZone=Mars&defaultCountry=XX&newContacts=create&overwrite=1&keepText=&dryRun=no&dryRun=true&me='), [
    'timezone is no parameter; there are me, timeZone, defaultCountry, columns, newContacts, overwrite, keepText, dryRun, fileName.',
    'dryRun is given more than once.',
    'me is empty; it is an address, a number, a profile or a name of yours.',
    'dryRun is “no”; it is true or false.',
    'timeZone is “Mars”, which is no time zone such as Europe/Berlin.',
    'defaultCountry is “XX”, which is no country such as DE (ISO 3166).',
    'newContacts is “create”, which is none of CREATE, ONLY_KNOWN, INBOX.',
    'overwrite is “1”; it is true or false.',
    'keepText is “”; it is true or false.'
  ])
  t.throws(() => read('dryRun=yes'), { code: 'INVALID', message: 'dryRun is “yes”; it is true or false.' })
})

t.test('columns are fields by their headings, and nothing else', async t => {
  const NO_OBJECT = 'columns is no JSON object such as {"Full name": "name", "Mail": "email"}.'
  for (const columns of ['', '{', '[]', 'null', '"name"']) t.strictSame(refused({ columns }), [NO_OBJECT], columns)
  t.strictSame(refused({ columns: '{}' }), ['columns names no column.'])
  t.strictSame(refused({ columns: '{"A":"name","B":"shoes","C":1}' }), [
    'columns says that “B” is “shoes”, which is none of name, email.', 'columns says that “C” is no text, which is none of name, email.'
  ])
  t.strictSame(refused({ columns: JSON.stringify({ ['x'.repeat(501)]: 'name' }) }), ['columns has a heading longer than 500 characters.'])
  t.strictSame(refused({ columns: JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`c${n}`, 'name']))) }), ['columns names 201 columns; at most 200 are read.'])
})

t.test('nobody is fifty-one people, nor has a name of a page', async t => {
  t.strictSame(refused(Array.from({ length: 51 }, (_, n) => `me=a${n}`).join('&')), ['me is given 51 times; at most 50 are read.'])
  t.strictSame(refused({ me: 'x'.repeat(501), ['y'.repeat(60)]: '' }), [
    'me is longer than 500 characters.', `${'y'.repeat(50)} is no parameter; there are me, timeZone, defaultCountry, columns, newContacts, overwrite, keepText, dryRun, fileName.`
  ])
  t.match(refused({ timeZone: 'z'.repeat(60) })[0], `“${'z'.repeat(50)}…”`)
})

t.test('any parameters are either read or refused as INVALID, and what is read can be kept as JSON', async t => {
  const names = fc.constantFrom('me', 'timeZone', 'defaultCountry', 'columns', 'newContacts', 'overwrite', 'fileName', 'other')
  fc.assert(fc.property(fc.array(fc.tuple(names, fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom('true', 'DE', 'INBOX')))), parameters => {
    try {
      const request = readChoices(parameters, DEFAULTS)
      t.notOk(/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(request)))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }), { numRuns: 200 })
})
