import fc from 'fast-check'

const line = fc.constantFrom('Dear Grace,', 'it works.', '', '> quoted', '--', 'Grüße', '--b', '--c--', '----', 'From: x', 'Content-Type: image/png', '\0\u0001', 'caf=C3=A9 =', 'SGVsbG8=')
const words = fc.array(line, { maxLength: 5 }).map(lines => lines.join('\n'))
const type = fc.constantFrom(
  '', 'text/plain', 'text/plain; charset=windows-1252', 'text/html', 'TEXT/HTML; charset="utf-8"', 'text/calendar; method=REPLY', 'image/png; name=a.png', 'application/pdf',
  'application/octet-stream', 'text/csv', 'message/delivery-status', 'text'
)
const disposition = fc.constantFrom('', 'inline', 'attachment', 'attachment; filename="a.txt"', 'inline; filename=a.txt', "inline; filename*=utf-8''a.txt")
const encoding = fc.constantFrom('', '7bit', '8bit', 'base64', 'quoted-printable', 'unheard-of')

const headers = (pairs: readonly (readonly [string, string])[]) => pairs.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}\n`).join('')
const leaf = fc.tuple(type, disposition, encoding, words).map(([type, disposition, encoding, body]) =>
  `${headers([['Content-Type', type], ['Content-Disposition', disposition], ['Content-Transfer-Encoding', encoding]])}\n${body}`)
/** Whole and broken: with no end, with an end of somebody else's, and with text around the parts. */
const multipart = (part: fc.Arbitrary<string>) => fc.tuple(
  fc.constantFrom('mixed', 'alternative', 'related', 'report'), fc.constantFrom('b', 'c', 'b--', 'd e'), fc.array(part, { maxLength: 3 }),
  words, words, fc.constantFrom('--', '--', '--', ' ', '-')
).map(([kind, boundary, parts, preamble, epilogue, end]) =>
  `Content-Type: multipart/${kind}; boundary="${boundary}"\n\n${preamble}${parts.map(part => `\n--${boundary}\n${part}`).join('')}\n--${boundary}${end}\n${epilogue}`)

const { entity } = fc.letrec<{ entity: string, inner: string }>(tie => ({
  entity: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, multipart(tie('entity')), fc.tuple(fc.constantFrom('', 'Content-Disposition: inline\n', 'Content-Transfer-Encoding: base64\n'), tie('entity'))
    .map(([extra, inner]) => `Content-Type: message/rfc822\n${extra}\nSubject: inner\n${inner}`)),
  inner: leaf
}))

/** Raw mails with parts of every kind, whole and broken, with line ends of either kind. */
export const rawMails: fc.Arbitrary<Buffer> = fc.tuple(entity, fc.boolean()).map(([entity, isUnix]) => {
  const text = `From: Ada <ada@example.org>\nTo: grace@example.com\nDate: Fri, 5 May 2023 10:00:00 +0000\nSubject: It\n${entity}`
  return Buffer.from(isUnix ? text : text.replaceAll('\n', '\r\n'))
})
