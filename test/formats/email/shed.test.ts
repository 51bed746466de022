import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { readMail } from '../../../src/formats/email/mail.ts'
import { shedAttachments } from '../../../src/formats/email/shed.ts'
import { rawMails } from './support/mails.ts'

const shed = (...lines: string[]) => shedAttachments(Buffer.from(lines.join('\r\n'), 'latin1')).toString('latin1')

t.test('what is attached loses its body and keeps its headers; what is said stays, byte for byte', async t => {
  const headers = ['From: ada@example.org', 'Content-Type: multipart/mixed; boundary="b"', '']
  t.equal(shed(
    ...headers, 'This is a mail in parts.', '--b', 'Content-Type: text/plain; charset=koi8-r', '', '\xf0\xd2\xc9', '--b', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', '',
    'iVBORw0K', 'GgoAAAAN', '--b', 'Content-Type: text/calendar; method=REQUEST; name=invite.ics', '', 'BEGIN:VCALENDAR', '--b--', 'epilogue', ''
  ), [
    ...headers, '', '--b', 'Content-Type: text/plain; charset=koi8-r', '', '\xf0\xd2\xc9', '--b', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', '',
    '--b', 'Content-Type: text/calendar; method=REQUEST; name=invite.ics', '', 'BEGIN:VCALENDAR', '--b--', ''
  ].join('\r\n'))
})

t.test('text that is attached as a file goes as well', async t => {
  for (const disposition of ['attachment', 'ATTACHMENT; filename=a.txt', 'inline; filename="a.txt"', "inline; filename*=utf-8''a.txt"]) {
    t.equal(shed('From: a@b.org', 'Content-Type: text/plain', `Content-Disposition: ${disposition}`, '', 'secret'), `From: a@b.org\r\nContent-Type: text/plain\r\nContent-Disposition: ${disposition}\r\n\r\n`)
  }
  for (const type of ['image/png', 'application/pdf', 'text/csv', 'message/delivery-status', 'multipart/mixed', 'message/rfc822; x=y\r\nContent-Transfer-Encoding: base64']) {
    t.notMatch(shed('From: a@b.org', `Content-Type: ${type}`, '', 'secret'), /secret/, type)
  }
})

t.test('a mail within a mail is shed as well, five deep', async t => {
  const within = (depth: number): string[] => depth === 0
    ? ['Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'words', '--b', 'Content-Type: application/pdf', '', 'secret', '--b--']
    : ['Content-Type: message/rfc822', '', ...within(depth - 1)]
  for (const depth of [0, 1, 5]) t.match(shed(...within(depth)), /^(?![^]*secret)[^]*words/, `${depth} deep`)
  t.notMatch(shed(...within(6)), /secret|words/)
})

t.test('a mail that nothing is attached to stays the same bytes', async t => {
  const raw = Buffer.from('From: a@b.org\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nOne\n--b\nContent-Type: text/html\n\n<p>One\n--b--\n')
  t.equal(shedAttachments(raw), raw)
})

t.test('of any mail, whole or broken, the same is read before it is shed and after, and there is nothing more to shed', async t => {
  fc.assert(fc.property(rawMails, raw => {
    const once = shedAttachments(raw)
    return isDeepStrictEqual(readMail(once), readMail(raw)) && shedAttachments(once).equals(once) && once.length <= raw.length
  }), { numRuns: 300 })
})
