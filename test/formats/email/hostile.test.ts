import t from 'tap'
import { readMail } from '../../../src/formats/email/mail.ts'
import { mimeParts } from '../../../src/formats/email/parts.ts'
import { readMailboxes } from '../../../src/formats/email/mailboxes.ts'
import { shedAttachments } from '../../../src/formats/email/shed.ts'

t.test('10,000 multiparts within one another are read as far as anybody nests, and nothing of the rest is kept', async t => {
  const lines = Array.from({ length: 10_000 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`)
  const raw = Buffer.from(`From: ada@example.org\r\n${lines.join('')}\r\nsecret`)
  t.equal(mimeParts(raw).parts.length, 51)
  t.equal(readMail(raw)?.text, null)
  t.notMatch(shedAttachments(raw).toString(), /secret/)
})

t.test('a million parts are a thousand, and the rest is dropped', async t => {
  const raw = Buffer.from(`From: ada@example.org\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(1_000_000)}`)
  t.equal(mimeParts(raw).parts.length, 1_000)
  t.ok(shedAttachments(raw).length < 10_000)
})

t.test('a header of a megabyte is cut, and those after it are read', async t => {
  for (const part of ['x', '\r\n ', '(', '"', '\\', ';', 'a=', '<', '=?utf-8?Q?', '=?utf-8?B?', ':', ',', '"a@b.c', '<a@b.c>,', 'é']) {
    for (const name of ['To', 'Subject', 'Content-Type', 'References']) {
      const long = part.repeat(1_000_000 / Buffer.byteLength(part))
      t.equal(readMail(Buffer.from(`${name}: ${long}\r\nCc: ada@example.org\r\n\r\nx`))?.cc[0]?.address, 'ada@example.org', `${name}: ${part}`)
    }
  }
})

t.test('of a hundred thousand headers the first thousand are read', async t => {
  const read = readMail(Buffer.from(`From: ada@example.org\n${Array.from({ length: 100_000 }, (_, at) => `X-${at}: x\n`).join('')}Cc: linus@example.net\n\nwords`))
  t.strictSame([read?.headers.size, read?.cc, read?.text], [1_000, [], 'words'])
})

t.test('of 25 MB no more is kept than is read, and reading costs no more for it', async t => {
  const part = (type: string, body: string) => `--b\nContent-Type: ${type}\n\n${body}\n`
  const multipart = (...parts: string[]) => `From: ada@example.org\nContent-Type: multipart/mixed; boundary=b\n\n${parts.join('')}`
  const times = (text: string, count: number) => Array<string>(count).fill(text)
  for (const [what, mail] of [
    ['a text', `From: ada@example.org\n\n${'word '.repeat(5_000_000)}`],
    ['many texts', multipart(...times(part('text/plain', 'x'.repeat(600_000)), 40))],
    ['HTML beside a text', multipart(part('text/plain', 'x'), ...times(part('text/html', '<p>&amp;'.repeat(60_000)), 50))],
    ['mails in it', multipart(...times(part('message/rfc822', `From: ada@example.org\n\n${'x'.repeat(600_000)}`), 40))],
    ['headers', multipart(...times(`--b\n${'a\n'.repeat(500_000)}\nx\n`, 25))],
    ['headers without an end', `From: ada@example.org\n${'a\n'.repeat(12_500_000)}`],
    ['recipients', `From: ada@example.org\n${`To: ${'a@b.example, '.repeat(7_000)}\n`.repeat(270)}`]
  ] as const) {
    const raw = Buffer.from(mail)
    const before = process.cpuUsage()
    const kept = shedAttachments(raw)
    t.ok(readMail(kept))
    t.ok(readMail(raw))
    const ms = process.cpuUsage(before).user / 1_000
    t.ok(ms < 600, `${what}: ${ms} ms`)
    t.ok(kept.length < (what === 'a text' ? 600_000 : 5_000_000), `${what}: ${kept.length} bytes`)
  }
})

t.test('a body of any bytes is read in steps that grow with its length alone', async t => {
  for (const head of ['Content-Type: multipart/mixed; boundary=b\n\n--b\n\n', 'Content-Transfer-Encoding: quoted-printable\n\n', 'Content-Type: text/html\n\n', 'Content-Transfer-Encoding: base64\n\n', '\n']) {
    for (const part of ['\n', '--\n', '--b\n', '--b--\n', '=', '= ', '=\n', '<', '<a ', 'a: b\n', ' x\n', '\0', '\r', '> a\n']) {
      const raw = Buffer.from(`Subject: x\n${head}${part.repeat(300_000 / part.length)}`)
      const began = performance.now()
      t.equal(readMail(raw)?.subject, 'x')
      shedAttachments(raw)
      t.ok(performance.now() - began < 3_000, JSON.stringify([head, part]))
    }
  }
})

t.test('an address is whom it names, and not whom it quotes', async t => {
  const read = (header: string) => readMailboxes([header]).map(({ address, name }) => [name, address])
  t.strictSame(read('"ada@example.org" <eve@example.com>'), [['ada@example.org', 'eve@example.com']])
  t.strictSame(read('Ada (ada@example.org) <eve@example.com>'), [['Ada', 'eve@example.com']])
  t.strictSame(read('=?utf-8?Q?Ada_=3Cada=40example=2Eorg=3E=2C?= <eve@example.com>'), [['Ada <ada@example.org>,', 'eve@example.com']])
  t.strictSame(read("'Ada' <ada@example.org>, ada@example.org, ADA@EXAMPLE.ORG, <ada@example.org>"), [['Ada', 'ada@example.org']])
  t.strictSame(read('ada@example.org <ada@example.org>'), [[null, 'ada@example.org']])
  t.strictSame(read('Undisclosed recipients:;, ada, @, <>, ada@localhost, "a b"@example.org, <ada@exa\0mple.org'), [])
  t.strictSame(read(`=?utf-8?B?${Buffer.from('Ada\r\nBcc: eve@example.com\0').toString('base64')}?= <ada@example.org>`), [['Ada Bcc: eve@example.com', 'ada@example.org']])
  t.equal(read(`${'x'.repeat(199)}😀 <ada@example.org>`)[0]?.[0], 'x'.repeat(199))
  t.equal(readMailboxes([Array.from({ length: 500 }, (_, at) => `p${at}@example.org`).join(', ')]).length, 100)
  t.strictSame(read(`${'x'.repeat(2_000)}@example.org, ada@example.org`), [[null, 'ada@example.org']])
})
