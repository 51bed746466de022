import t from 'tap'
import { readMail } from '../../../src/formats/email/mail.ts'

const mail = (...lines: string[]) => readMail(Buffer.from(lines.join('\r\n')))

t.test('a mail is read: who wrote it to whom, when, about what, and what they said', async t => {
  const read = mail(
    'Message-ID: <letter.1@example.org>', 'In-Reply-To: <before@example.com>', 'References: <first@example.com>', ' <before@example.com>',
    'Date: Fri, 5 May 2023 17:44:33 -0400 (EDT)', 'From: =?utf-8?B?QWRhIEvDtm5pZw==?= <Ada@Example.org>',
    'To: "Hopper, Grace" <grace@example.com>, linus@example.com', 'Cc: The team: Barbara <barbara@example.com>, (nobody) ken@example.com;',
    'Reply-To: desk@example.org', 'Subject: =?iso-8859-1?Q?Gr=FC=DFe?= from', '\tMainz', '', 'Dear Grace,', '', 'it works.', '', '-- ', 'Ada König', ''
  )
  t.strictSame({ ...read, headers: read?.headers.size }, {
    messageId: 'letter.1@example.org',
    inReplyTo: ['before@example.com'],
    references: ['first@example.com', 'before@example.com'],
    date: Date.UTC(2023, 4, 5, 21, 44, 33),
    from: { address: 'Ada@Example.org', name: 'Ada König' },
    to: [{ address: 'grace@example.com', name: 'Hopper, Grace' }, { address: 'linus@example.com', name: null }],
    cc: [{ address: 'barbara@example.com', name: 'Barbara' }, { address: 'ken@example.com', name: 'nobody' }],
    replyTo: [{ address: 'desk@example.org', name: null }],
    subject: 'Grüße from Mainz',
    text: 'Dear Grace,\n\nit works.',
    headers: 9,
    calendarMethod: null
  })
})

t.test('a mail without a Message-ID is named by its date, sender and subject', async t => {
  const of = (date: string, from: string, subject: string) => mail(`Date: ${date}`, `From: ${from}`, `Subject: ${subject}`, '', 'x')?.messageId
  const id = of('5 May 2023 10:00 +0200', 'ada@example.org', 'Hi')
  t.match(id, /^sha256:[\da-f]{64}$/)
  t.equal(of('Fri, 05 May 2023 08:00:00 GMT', 'Ada <ADA@example.org>', ' Hi '), id)
  for (const other of [of('5 May 2023 10:01 +0200', 'ada@example.org', 'Hi'), of('5 May 2023 10:00 +0200', 'bob@example.org', 'Hi'), of('5 May 2023 10:00 +0200', 'ada@example.org', 'Ho')]) t.not(other, id)
})

t.test('what cannot be a Message-ID is none', async t => {
  t.equal(mail('Message-ID: a.1@example.org', '')?.messageId, 'a.1@example.org', 'some write it without brackets')
  t.equal(mail('Message-ID: (id) <a.2@exa', ' mple.org> <b@example.org>', '')?.messageId, 'a.2@example.org')
  for (const id of ['<>', '', `<${'x'.repeat(501)}@example.org>`, '<ä@example.org>']) t.match(mail(`Message-ID: ${id}`, 'From: a@b.org', '')?.messageId, /^sha256:/, id)
})

t.test('what has no headers is no mail', async t => {
  for (const body of ['', '\r\n', 'Dear Grace,\r\n\r\nit works.', '{"a":1}', '\0\u0001\u0002'.repeat(100)]) t.equal(readMail(Buffer.from(body)), null, JSON.stringify(body.slice(0, 20)))
})

t.test('the line that a mailbox file begins a mail with is none of its headers, nor is what goes on before one began', async t => {
  t.strictSame([...mail(' folded into nothing', 'From: ada@example.org', '', 'x')?.headers.keys() ?? []], ['from'])
  t.strictSame([...mail('From ada@example.org Fri May  5 10:00:00 2023', 'From: ada@example.org', '', 'x')?.headers.keys() ?? []], ['from'])
})

t.test('text stands before HTML, and HTML for it where there is none', async t => {
  const both = (plain: string, html: string) => mail('Content-Type: multipart/alternative; boundary="a b"', '', '--a b', 'Content-Type: text/plain', '', plain,
    '--a b', 'Content-Type: text/html', '', html, '--a b--')?.text
  t.equal(both('Plainly.', '<p>Boldly.</p>'), 'Plainly.')
  t.equal(both(' ', '<style>p{}</style><p>One &amp; two</p><blockquote>old</blockquote>'), 'One & two')
  t.equal(mail('Content-Type: text/html; charset=utf-8', '', '<p>Only<br>this</p>')?.text, 'Only\nthis')
  t.equal(mail('Content-Type: multipart/mixed; (one) boundary="\\b"', '', 'preamble', '--b', '', 'One.', '--b', 'Content-Type: text/html', '', '<b>Two.</b>', '--b--', 'epilogue')?.text, 'One.\nTwo.')
})

t.test('what is attached says nothing, whatever it is', async t => {
  const read = mail('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'Look.', '--b', 'Content-Type: text/plain', 'Content-Disposition: attachment', '', 'attached',
    '--b', 'Content-Type: text/plain', 'Content-Disposition: inline; filename="notes.txt"', '', 'notes', '--b', 'Content-Type: message/rfc822', '', 'Subject: inner', '', 'forwarded',
    '--b', 'Content-Type: text/calendar; method=reply; name="invite.ics"', '', 'BEGIN:VCALENDAR', '--b--')
  t.equal(read?.text, 'Look.')
  t.equal(read?.subject, null)
  t.equal(read?.calendarMethod, 'REPLY')
})

t.test('every charset that people write in is read', async t => {
  const said = (charset: string, encoding: string, body: string) =>
    readMail(Buffer.concat([Buffer.from(`Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`), Buffer.from(body, 'latin1')]))?.text
  t.equal(said('"ISO-2022-JP"', '7bit', '\x1b$B$3$s$K$A$O\x1b(B'), 'こんにちは')
  t.equal(said('windows-1252', '8bit', '\x93Gr\xfc\xdfe\x94 \x80 5'), '“Grüße” € 5')
  t.equal(said('cp1252', '8bit', 'Gr\xfc\xdfe'), 'Grüße')
  t.equal(said('x-cp932', '8bit', '\x82\xb1'), 'こ')
  t.equal(said('koi8-r', 'quoted-printable', '=F0=D2=C9=D7=C5=D4'), 'Привет')
  t.equal(said('utf-8', 'base64', Buffer.from('Grüße').toString('base64')), 'Grüße')
  t.equal(said('utf-8', 'BASE64 (by hand)', 'R3LD\r\nvMOfZQ==\r\n'), 'Grüße')
  t.equal(said('utf-8', 'quoted-printable', 'one =\r\nline, 2 =3D 2, =zz, caf=C3=A9='), 'one line, 2 = 2, =zz, café')
  t.equal(said('us-ascii', '8bit', 'Gr\xfc\xdfe'), 'Grüße', 'none, who do not know what they write')
  t.equal(said('no-such-thing', '8bit', 'Gr\xc3\xbc\xc3\x9fe'), 'Grüße')
  t.equal(readMail(Buffer.from('Subject: Gr\xfc\xdfe\r\n\r\nsch\xf6n', 'latin1'))?.subject, 'Grüße')
  t.equal(mail('Subject: =?windows-1252?Q?=93Gr=FC=DFe=94?=', '')?.subject, '“Grüße”')
  t.equal(readMail(Buffer.from('Subject: x\r\n\r\nsch\xf6n', 'latin1'))?.text, 'schön')
})

t.test('a mail with line ends of Unix, and one that breaks off, are read as far as they go', async t => {
  t.equal(readMail(Buffer.from('Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne.\n--b \t\nContent-Type: text/plain\n\nTwo.'))?.text, 'One.\nTwo.')
  t.equal(readMail(Buffer.from('Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n--b--\n'))?.text, null)
  t.equal(readMail(Buffer.from('Content-Type: multipart/mixed\n\n--b\n\nNo boundary.\n--b--\n'))?.text, null)
})
