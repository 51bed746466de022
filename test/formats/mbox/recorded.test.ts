import { readFileSync } from 'node:fs'
import t from 'tap'
import { eml } from '../../../src/formats/mbox/eml.ts'
import { mbox } from '../../../src/formats/mbox/mbox.ts'
import { cutAnywhere, eventsOf, recorded, rowsOf, summaryOf } from '../support/interaction-rows.ts'
import fc from 'fast-check'

const [boxes, mails] = [recorded('mbox'), recorded('eml')]

t.test('recorded mailboxes have the mails that they have', { skip: boxes.skip }, async t => {
  const read = (name: string) => readFileSync(new URL(name, boxes.url))
  t.ok(mbox.recognizes(read('test-1-message.mbox'), ''))
  const [only, ...more] = await eventsOf(mbox, read('test-1-message.mbox'))
  t.equal(more.length, 0)
  t.match(only, { occurredAt: Date.UTC(2011, 11, 25, 13, 33, 37), subject: 'mail 1', text: 'The mail content of mail 1...', parties: [{ role: 'FROM', name: 'abc', identities: [{ value: 'abc@gmail.com' }] }] })
  t.equal(only?.parties?.length, 1, 'nobody can be reached at ydefmail.com')
  t.strictSame(['test-attached.mbox', 'test-not-an.mbox'].map(name => mbox.recognizes(read(name), name)), [true, false])
  t.notOk(mbox.recognizes(read('test-attached.mbox'), 'notes.txt'), 'a text that quotes a mail is none')
  t.match(summaryOf(await rowsOf(mbox, [read('test-attached.mbox')])), { events: 1, faults: [/^1: No mail begins here/] })
  t.match(summaryOf(await rowsOf(mbox, [read('test-not-an.mbox')])), { events: 0, faults: [/^1: No mail begins here/] })
})

t.test('recorded mails are read', { skip: mails.skip }, async t => {
  const read = (name: string) => readFileSync(new URL(name, mails.url))
  t.strictSame(summaryOf(await rowsOf(eml, [read('base64encodedroot.eml')])), { events: 0, skipped: ['1: The mail does not say when it was sent.'], faults: [] })
  t.strictSame(summaryOf(await rowsOf(eml, [read('mixed.eml')])), { events: 0, skipped: ['1: The mail does not say when it was sent.'], faults: [] })
  const [letter] = await eventsOf(eml, read('decoderended.eml'))
  t.match(letter, {
    occurredAt: Date.UTC(2004, 8, 9, 8, 15, 52),
    subject: 'Fwd: fotos',
    parties: [{ role: 'FROM', name: 'wwuaof', identities: [{ value: 'booewq@uuui.com' }] }, { role: 'TO', name: 'dabadabadu', identities: [{ value: 'wwer@iiieww.net' }] }],
    text: /^Note: forwarded message attached\./
  })
  for (const name of ['base64encodedroot.eml', 'mixed.eml', 'decoderended.eml']) t.ok(eml.recognizes(read(name), name), name)
})

const LETTER = 'Message-ID: <1@x>\r\nDate: Thu, 5 Feb 2026 22:00:00 +0100\r\nFrom: ada@example.org\r\nTo: grace@example.com\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nYes.\r\n'

t.test('a mail by itself is one event, wherever its bytes are cut', async t => {
  const expected = await rowsOf(eml, [LETTER])
  t.match(expected, [{ line: 1, event: { externalId: '1@x', subject: 'Grüße', text: 'Yes.' } }])
  await fc.assert(fc.asyncProperty(cutAnywhere(Buffer.from(LETTER)), async pieces => t.strictSame(await rowsOf(eml, pieces), expected)), { numRuns: 30 })
})

t.test('a mail is known by its headers, and not only by its name', async t => {
  t.ok(eml.recognizes(Buffer.from(LETTER), 'x'))
  t.ok(eml.recognizes(Buffer.from('From: ada@example.org\n\nx'), 'a.EML'))
  for (const [text, name] of [['From: ada@example.org\n\nx', 'a.txt'], ['Notes\n\nFrom: a\nTo: b', 'a.eml'], ['From a@b.org Thu Feb 05 21:02:13 2026\nFrom: a\nTo: b', 'a.eml'], ['{}', 'a.eml']] as const) t.notOk(eml.recognizes(Buffer.from(text), name), text)
  t.match(summaryOf(await rowsOf(eml, ['no mail'])).faults, [/^1: It is no mail/])
})
