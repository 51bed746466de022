import t, { type Test } from 'tap'
import { firstWorkspace } from '../support/first-workspace.ts'
import { card, giver } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { sql, give, run, read, all } = giver(t, workspace)
const ME = { me: ['me@goodturn.example'] }

/** Reads a file, and the same again a day later: the first must bring something, and the second must change nothing at all. */
async function twice (t: Test, file: string, given: object = {}): Promise<void> {
  const first = await read(file, given)
  t.match(first, { status: 'DONE', failed: 0 })
  t.ok(first.created > 0, 'the first brings something')
  const before = await all()
  const later = first.createdAt + 86_400_000
  const second = await run(await give(file, { ...given, createdAt: later }), { now: () => later })
  t.match(second, { status: 'DONE', read: first.read, created: 0, updated: 0, failed: 0, skipped: first.skipped, contactsCreated: 0, interactionsCreated: 0 })
  t.strictSame(await all(), before)
}

t.test('the same vCards twice change nothing', async t => {
  await twice(t, card(['UID:0b3c424c-9c26-36c3', 'FN:Ada Lovelace', 'EMAIL:ada@engines.example', 'TEL:+49 30 1234567', 'CATEGORIES:Mathematics', 'BDAY:1815-12-10', 'NOTE:Met in Turin.']) +
    // The same house and number as Ada's, and another name.
    card(['FN:Charles Babbage', 'TEL:+49 30 1234567', 'URL:https://engines.example', 'NOTE:Computes.']) +
    // Nothing to be known by; two of one name.
    card(['FN:John Smith', 'ORG:Acme', 'NOTE:The elder.']) + card(['FN:John Smith', 'ORG:Acme', 'NOTE:The younger.']) +
    card(['FN:John Smith', 'ORG:Acme', 'NOTE:The elder.']) +
    // The first once more, with another organization and a nickname.
    card(['FN:Ada King', 'ORG:Royal Society', 'EMAIL:ada@engines.example', 'URL:https://engines.example']) +
    // No name, an address that is none, a number that is none.
    card(['FN:', 'EMAIL:linus@kernel.example']) + card(['FN:Linus', 'EMAIL:nowhere', 'TEL:call me']))
  t.equal((await sql`select 1 from app.contact where name = 'John Smith'`).length, 2)
})

t.test('the same CSV twice changes nothing', async t => {
  const header = 'First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value'
  await twice(t, [header,
    'Grace,,Hopper,,,,,,,,Navy,Admiral,,,Found a moth.,,* myContacts ::: Friends,Work,grace@navy.example,Mobile,+1 212 555 0100',
    'Grace,,Hopper,,,,,,,,Navy,,,,,,,,,,',
    'Alan,,Turing,,,,,,,,Bletchley,,,,Runs.,,,,,,'
  ].join('\n'))
})

t.test('the same mailbox twice changes nothing', async t => {
  const mail = (id: string, headers: readonly string[], body: string) =>
    ['From x@y.example Mon Feb  2 10:00:00 2026', `Message-ID: <${id}@mail.example>`, 'Date: Mon, 2 Feb 2026 10:00:00 +0000', ...headers, '', body, '', ''].join('\n')
  await twice(t,
    mail('m1', ['From: Ada Lovelace <ada@engines.example>', 'To: me@goodturn.example', 'Subject: Engine'], 'It runs.') +
    mail('m2', ['From: me@goodturn.example', 'To: Barbara Liskov <barbara@clu.example>', 'Subject: Types'], 'Which?') +
    mail('m3', ['From: news@letters.example', 'To: me@goodturn.example', 'List-Id: <news.letters.example>', 'Subject: News'], 'Much.') +
    mail('m1', ['From: Ada Lovelace <ada@engines.example>', 'To: me@goodturn.example', 'Subject: Engine'], 'It runs.'), ME)
})

t.test('the same mailbox twice changes nothing where strangers wait in the inbox', async t => {
  const mail = (id: string, from: string) => ['From x@y.example Mon Feb  2 10:00:00 2026', `Message-ID: <${id}@mail.example>`, 'Date: Mon, 2 Feb 2026 10:00:00 +0000', `From: ${from}`, 'To: me@goodturn.example', 'Subject: Hello', '', 'Hello.', '', ''].join('\n')
  await twice(t, mail('i1', 'Ada Lovelace <ada@engines.example>') + mail('i2', 'Stranger <stranger@nowhere.example>') + mail('i3', 'Stranger <stranger@nowhere.example>'), { ...ME, newContacts: 'INBOX' })
})

t.test('the same calendar twice changes nothing, with and without the time it was written', async t => {
  const event = (uid: string, more: readonly string[]) => ['BEGIN:VEVENT', `UID:${uid}@calendar.example`, 'SUMMARY:Lunch', 'ORGANIZER:mailto:me@goodturn.example', 'ATTENDEE;CN=Me:mailto:me@goodturn.example', ...more, 'END:VEVENT']
  await twice(t, ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test',
    ...event('held', ['DTSTAMP:20260101T000000Z', 'DTSTART:20260210T110000Z', 'DTEND:20260210T120000Z', 'ATTENDEE;CN=Ada:mailto:ada@engines.example']),
    ...event('planned', ['DTSTART:20260410T110000Z', 'DTEND:20260410T120000Z', 'ATTENDEE;CN=Donald Knuth:mailto:donald@tex.example']),
    'END:VCALENDAR', ''].join('\r\n'), ME)
})
