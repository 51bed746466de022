import fc from 'fast-check'
import t from 'tap'
import { linkedinInvitations } from '../../../src/formats/linkedin/invitations.ts'
import { linkedinMessages } from '../../../src/formats/linkedin/messages.ts'
import { cutAnywhere, eventsOf, rowsOf, summaryOf } from '../support/interaction-rows.ts'

const [ADA, GRACE, LINUS] = ['https://www.linkedin.com/in/ada', 'https://www.linkedin.com/in/grace', 'https://www.linkedin.com/in/linus']
const csv = (...rows: string[][]) => `${rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`
const HEADINGS = ['CONVERSATION ID', 'CONVERSATION TITLE', 'FROM', 'SENDER PROFILE URL', 'TO', 'RECIPIENT PROFILE URLS', 'DATE', 'SUBJECT', 'CONTENT', 'FOLDER', 'ATTACHMENTS', 'IS MESSAGE DRAFT']
interface Row { from?: [string, string], to?: [string, string], date?: string, content?: string, folder?: string, draft?: string }
const row = ({ from = ['Ada Lovelace', ADA], to = ['Grace Hopper', GRACE], date = '2025-06-01 14:03:22 UTC', content = 'Hello', folder = 'INBOX', draft = 'No' }: Row) =>
  ['2-abc', '', ...from, ...to, date, 'An idea', content, folder, '', draft]
const messages = (...rows: Row[]) => csv(HEADINGS, ...rows.map(row))
const INVITATIONS = ['From', 'To', 'Sent At', 'Message', 'Direction', 'inviterProfileUrl', 'inviteeProfileUrl']

t.test('a message is from one member to others, by their profiles', async t => {
  const rows = await rowsOf(linkedinMessages, [messages({ content: 'Dear Grace,\n\nhave a look, "please".' }, { from: ['Grace Hopper', `${GRACE}/`], to: ['Ada Lovelace,Linus', `${ADA},${LINUS}`] })])
  t.strictSame(rows.map(({ line }) => line), [2, 5])
  const [letter, answer] = rows.flatMap(each => 'event' in each ? [each.event] : [])
  t.match(letter, {
    source: 'linkedin',
    externalId: /^message:[\da-f]{64}$/,
    toldAt: Date.UTC(2025, 5, 1, 14, 3, 22),
    channel: 'DIRECT_MESSAGE',
    occurredAt: Date.UTC(2025, 5, 1, 14, 3, 22),
    status: 'HELD',
    parties: [{ role: 'FROM', name: 'Ada Lovelace', identities: [{ kind: 'LINKEDIN', value: ADA }] }, { role: 'TO', name: 'Grace Hopper', isUs: true }],
    subject: 'An idea',
    text: 'Dear Grace,\n\nhave a look, "please".'
  })
  t.strictSame(answer?.parties?.map(({ role, name, isUs, identities }) => [role, name, isUs ?? false, identities[0]?.value]), [
    ['FROM', 'Grace Hopper', true, `${GRACE}/`], ['TO', 'Ada Lovelace', false, ADA], ['TO', 'Linus', false, LINUS]
  ])
  t.equal((await eventsOf(linkedinMessages, messages({}), { me: [`${GRACE.toUpperCase()}/`] }))[0]?.parties?.[1]?.isUs, true, 'by our profile')
  const [unpaired] = await eventsOf(linkedinMessages, messages({ to: ['Hopper, Grace, Linus', `${GRACE},${LINUS}`] }))
  t.strictSame(unpaired?.parties?.map(({ name }) => name), ['Ada Lovelace', null, null])
})

t.test('drafts, advertisements, spam and nameless members are not told', async t => {
  const why = async (given: Row) => summaryOf(await rowsOf(linkedinMessages, [messages(given)])).skipped.join()
  t.equal(await why({ draft: 'Yes' }), '2: It is a draft.')
  t.equal(await why({ folder: 'SPAM' }), '2: It is spam.')
  t.equal(await why({ content: '<p class="spinmail-quill-editor__spin-break">Buy</p>' }), '2: It is an advertisement.')
  t.equal(await why({ content: '' }), '2: Nothing is said in it any more.')
  for (const given of [{ from: ['LinkedIn Member', ''] }, { from: ['LinkedIn Member', ADA] }, { from: ['Grace Hopper', GRACE], to: ['LinkedIn Member', ''] }] as Row[]) t.equal(await why(given), '2: LinkedIn does not say with whom it was.')
  t.match(await eventsOf(linkedinMessages, messages({ content: '<p>One<br>two</p>' })), [{ text: 'One\ntwo' }])
})

t.test('columns are found by their headings, and a row that cannot be read costs itself', async t => {
  const old = csv(['Notes:'], ['date', 'content', 'from', 'sender profile url', 'to', 'recipient profile urls', 'conversation id'], ['2020-01-02 03:04:05', 'Hi', 'Ada', ADA, 'Grace Hopper', '', '1'], ['yesterday', 'Hi', 'Ada', ADA, 'Grace Hopper', '', '1'])
  const rows = await rowsOf(linkedinMessages, [`\ufeff${old}"broken\n`])
  t.match(rows[0], { line: 3, event: { occurredAt: Date.UTC(2020, 0, 2, 3, 4, 5), subject: null } })
  t.match(summaryOf(rows), { events: 1, faults: ['4: Its DATE is “yesterday”; 2025-06-01 14:03:22 UTC was expected.', /^5: It has a quoted cell/] })
  for (const text of ['', 'a,b\n', 'a\n'.repeat(30)]) t.match(summaryOf(await rowsOf(linkedinMessages, [text])).faults, [/^1: None of its first lines has the headings CONVERSATION ID/], JSON.stringify(text))
})

t.test('an invitation to connect is a gesture, and with words a message', async t => {
  const file = csv(INVITATIONS, ['Ada', 'Grace', '1/29/26, 2:37 PM', 'We met in Mainz.', 'INCOMING', ADA, GRACE], ['Grace', 'Linus', '12/1/2025, 12:05 AM', '', 'OUTGOING', GRACE, LINUS])
  const [came, went] = await eventsOf(linkedinInvitations, file)
  t.match(came, { channel: 'DIRECT_MESSAGE', occurredAt: Date.UTC(2026, 0, 29, 13, 37), subject: 'Invitation to connect', text: 'We met in Mainz.', parties: [{ role: 'FROM', name: 'Ada', identities: [{ kind: 'LINKEDIN', value: ADA }] }, { role: 'TO', isUs: true }] })
  t.match(went, { channel: 'FOLLOW', occurredAt: Date.UTC(2025, 10, 30, 23, 5), text: null, parties: [{ role: 'FROM', isUs: true }, { role: 'TO', name: 'Linus', identities: [{ kind: 'LINKEDIN', value: LINUS }] }] })
  t.match([came?.externalId, went?.externalId], [/^invitation:/, /^invitation:/])
  t.strictSame(summaryOf(await rowsOf(linkedinInvitations, [csv(INVITATIONS.slice(0, 5), ['Ada', 'Grace', '1/29/26, 2:37 PM', '', 'INCOMING'], ['Ada', 'Grace', '29.1.26', '', 'INCOMING'], ['Ada', 'Grace', '13/29/26, 2:37 PM', '', 'INCOMING'], ['Ada', 'Grace', '', '', 'SIDEWAYS'])])), {
    events: 0, skipped: ['2: LinkedIn does not say whose profile it is.'], faults: ['3: Its Sent At is “29.1.26”; 1/29/26, 2:37 PM was expected.', '4: Its Sent At is “13/29/26, 2:37 PM”; 1/29/26, 2:37 PM was expected.', '5: Its Direction is “SIDEWAYS”; INCOMING or OUTGOING was expected.']
  })
})

t.test('each file is known by its headings', async t => {
  const files = [messages({}), csv(INVITATIONS), csv(['First Name', 'Last Name', 'URL', 'Connected On']), 'From,To\n', '']
  t.strictSame(files.map(file => [linkedinMessages, linkedinInvitations].map(format => format.recognizes(Buffer.from(file), 'x.csv'))), [[true, false], [false, true], [false, false], [false, false], [false, false]])
})

t.test('wherever the bytes are cut, the messages are the same', async t => {
  const file = Buffer.from(`\ufeff${messages({ content: 'Grüße,\r\n\r\n"Ada" 🎉' }, { draft: 'Yes' }, {})}`)
  const expected = await rowsOf(linkedinMessages, [file])
  t.equal(summaryOf(expected).events, 2)
  await fc.assert(fc.asyncProperty(cutAnywhere(file), async pieces => t.strictSame(await rowsOf(linkedinMessages, pieces), expected)), { numRuns: 30 })
})
