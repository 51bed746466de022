import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { receiving } from './support/receiving.ts'

const SHARED = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url))
const skip = existsSync(SHARED) ? false : 'the recorded payloads are not here'

/** What each recorded payload comes to, sent to a server with a signature of its provider. */
const RECORDED: Readonly<Record<string, string>> = {
  'cal-com/BOOKING_CANCELLED.json': 'PROCESSED VIDEO_CALL MUTUAL CANCELLED 2023-02-21T11:00Z “30 Min Meeting between Mo Host and John Doe” John Doe',
  'cal-com/BOOKING_CREATED.json': 'PROCESSED VIDEO_CALL MUTUAL HELD 2023-02-20T08:00Z “15 Min Meeting between Mo Host and John Doe” John Doe',
  'calendly/invitee.created.json': 'PROCESSED It is not told yet what happened.',
  'eml/base64encodedroot.eml': 'PROCESSED EMAIL INBOUND HELD 2026-03-01T12:00Z test@example.com',
  'eml/decoderended.eml': 'PROCESSED EMAIL INBOUND HELD 2004-09-09T08:15Z “Fwd: fotos” wwuaof',
  'eml/mixed.eml': 'IGNORED The mail names no sender.',
  'github/commit_comment.created.json': 'PROCESSED COMMENT INBOUND HELD 2019-05-15T15:20Z “Comment on a commit of Codertocat/Hello-World” Codertocat',
  'github/discussion.answered.json': 'PROCESSED COMMENT INBOUND HELD 2021-03-30T23:16Z “Comment on Codertocat/Hello-World#4: TEST edit” dan2wik',
  'github/discussion.created.json': 'PROCESSED COMMENT INBOUND HELD 2021-03-30T20:09Z “Discussion Codertocat/Hello-World#4: TEST edit” Codertocat',
  'github/fork.json': 'PROCESSED OTHER INBOUND HELD 2019-05-15T15:20Z “Fork of Codertocat/Hello-World” Octocoders',
  'github/issue_comment.created.json': 'PROCESSED COMMENT INBOUND HELD 2019-05-15T15:20Z “Comment on Codertocat/Hello-World#1: Spelling error in the README file” Codertocat',
  'github/issues.assigned.json': 'IGNORED Nobody else is asked: they see to it themselves.',
  'github/issues.opened.json': 'PROCESSED COMMENT INBOUND HELD 2019-05-15T15:20Z “Issue Codertocat/Hello-World#1: Spelling error in the README file” Codertocat',
  'github/ping.json': 'IGNORED It only tries whether webhooks arrive.',
  'github/pull_request.closed.json': 'IGNORED A pull request that is closed without being merged is not something between people.',
  'github/pull_request.opened.json': 'PROCESSED COMMENT INBOUND HELD 2019-05-15T15:20Z “Pull request Codertocat/Hello-World#2: Update the README with new information.” Codertocat',
  'github/pull_request.review_requested.json': 'PROCESSED MENTION INBOUND HELD 2019-05-15T15:20Z “Review wanted of Codertocat/Hello-World#2: Update the README with new information.” Codertocat',
  'github/pull_request_review_comment.created.json': 'PROCESSED COMMENT INBOUND HELD 2019-05-15T15:20Z “Comment on Codertocat/Hello-World#2: Update the README with new information.” Codertocat',
  'github/sponsorship.created.json': 'PROCESSED OTHER INBOUND HELD 2019-12-20T19:24Z “Sponsorship” monalisa',
  'github/star.created.json': 'PROCESSED REACTION INBOUND HELD 2019-05-15T15:20Z “Star for Codertocat/Hello-World” Codertocat',
  'github/with-headers.ping.json': 'IGNORED It only tries whether webhooks arrive.',
  'github/with-headers.star.json': 'PROCESSED REACTION INBOUND HELD 2023-03-06T04:19Z “Star for hookdeckwrite/simple-app” hookdeckwrite',
  'postmark/inbound.json': 'PROCESSED EMAIL INBOUND HELD 2023-05-05T21:44Z “Test subject” Postmarkapp Support',
  'sendgrid/inbound-parse.default_data.multipart.txt': 'PROCESSED EMAIL INBOUND HELD 2016-08-11T01:10Z “Inbound Parse Test Data” Example User',
  'slack/app_rate_limited.json': 'IGNORED Slack tells that it holds back events: there were too many.',
  'slack/message_bot.json': 'IGNORED It is a notice, or by an app: no person wrote it.',
  'slack/message_with_normal_text.json': 'PROCESSED COMMENT INBOUND HELD 2024-06-24T06:11Z U06NU4E26M9',
  'slack/url_verification.json': '200 3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
  'whatsapp/message.json#text': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T16:53Z Test Name',
  'whatsapp/message.json#image': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T16:56Z Test Name',
  'whatsapp/message.json#media_with_url': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T16:56Z Test Name',
  'whatsapp/message.json#video': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:12Z Test Name',
  'whatsapp/message.json#document': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:01Z Test Name',
  'whatsapp/message.json#audio': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T16:58Z Test Name',
  'whatsapp/message.json#voice': 'PROCESSED VOICE_MESSAGE INBOUND HELD 2023-10-11T16:57Z Test Name',
  'whatsapp/message.json#static_sticker': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:02Z Test Name',
  'whatsapp/message.json#animated_sticker': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:03Z Test Name',
  'whatsapp/message.json#reaction': 'PROCESSED REACTION INBOUND HELD 2023-10-11T17:14Z Test Name',
  'whatsapp/message.json#unreaction_empty': 'PROCESSED It is not told yet what happened.',
  'whatsapp/message.json#unreaction_no_emoji': 'PROCESSED It is not told yet what happened.',
  'whatsapp/message.json#current_location': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:15Z Test Name',
  'whatsapp/message.json#chosen_location': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:15Z Test Name',
  'whatsapp/message.json#contacts': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:17Z Test Name',
  'whatsapp/message.json#order': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:17Z Test Name',
  'whatsapp/message.json#unsupported': 'IGNORED It is a notice, or of a kind that WhatsApp does not pass on.',
  'whatsapp/message.json#unsupported_with_type': 'IGNORED It is a notice, or of a kind that WhatsApp does not pass on.',
  'whatsapp/message.json#reply': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:19Z Test Name',
  'whatsapp/message.json#forwarded': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:20Z Test Name',
  'whatsapp/message.json#forwarded_many_times': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:22Z Test Name',
  'whatsapp/message.json#interactive_message_with_err': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-11-20T18:38Z Test Name',
  'whatsapp/message.json#referral': 'PROCESSED DIRECT_MESSAGE INBOUND HELD 2023-10-11T17:23Z Test Name',
  'whatsapp/message_status.json#sent': 'IGNORED It tells that a message of ours was sent, delivered or read.',
  'whatsapp/message_status.json#delivered': 'IGNORED It tells that a message of ours was sent, delivered or read.',
  'whatsapp/message_status.json#read': 'IGNORED It tells that a message of ours was sent, delivered or read.',
  'whatsapp/message_status.json#played': 'IGNORED It tells that a message of ours was sent, delivered or read.',
  'whatsapp/message_status.json#failed': 'IGNORED It tells that a message of ours was sent, delivered or read.',
  'whatsapp/message_status.json#with_tracker': 'IGNORED It tells that a message of ours was sent, delivered or read.',
  'whatsapp/message_status.json#group': 'IGNORED It tells that a message of ours was sent, delivered or read.'
}

t.test('what providers were recorded to send becomes interactions', { skip }, async t => {
  const { send } = await receiving(t)
  for (const [file, expected] of Object.entries(RECORDED)) {
    t.equal(await sent(send, file), expected, file)
  }
})

t.test('nothing that was recorded of a provider is forgotten', { skip }, async t => {
  const files = Object.keys(RECORDED)
  const folders = new Set(files.map(file => file.split('/')[0] as string))
  for (const folder of folders) {
    for (const name of readdirSync(SHARED + folder)) {
      const path = `${folder}/${name}`
      const events = folder === 'whatsapp' ? Object.keys(JSON.parse(readFileSync(SHARED + path, 'utf8'))).map(event => `${path}#${event}`) : [path]
      t.strictSame(events.filter(event => !files.includes(event)), [], path)
    }
  }
})

type Send = Awaited<ReturnType<typeof receiving>>['send']

function sent (send: Send, file: string): Promise<string> {
  const [path = '', kind] = file.split('#')
  const text = readFileSync(SHARED + path, 'utf8')
  const [folder = '', name = ''] = path.split('/')
  const event = kind ?? name.replace(/^with-headers\./, '').split('.')[0] ?? ''
  switch (folder) {
    case 'github': return send('GITHUB', name.startsWith('with-headers') ? JSON.stringify(JSON.parse(text).body) : text, { headers: { 'x-github-event': event, 'x-github-delivery': file } })
    case 'cal-com': return send('CAL_COM', text)
    case 'calendly': return send('CALENDLY', text)
    case 'postmark': return send('POSTMARK', text)
    case 'slack': return send('SLACK', text)
    case 'eml': return send('MIME', text, { headers: { 'content-type': 'message/rfc822' } })
    // Whoever recorded them has masked all ids by the same one.
    case 'whatsapp': return send('WHATSAPP', JSON.stringify(JSON.parse(text)[event]).replaceAll('wamid.', `wamid.${event}.`))
    case 'sendgrid': return send('SENDGRID', text.replaceAll(/\r?\n/g, '\r\n'), { headers: { 'content-type': 'multipart/form-data; boundary=xYzZY' } })
    default: throw new Error(`Nobody knows who sent ${file}.`)
  }
}

const octokit = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly { readonly name: string, readonly examples: readonly object[] }[]

t.test('everything that GitHub is known to send is taken, and what passes between people is kept once', async t => {
  const { post, read, counted } = await receiving(t)
  for (const { name, examples } of octokit) {
    for (const [index, example] of examples.entries()) {
      const { status } = await post('GITHUB', JSON.stringify(example), { headers: { 'x-github-event': name, 'x-github-delivery': `${name} ${index}` } })
      if (status !== 200) t.equal(status, 200, `${name} ${index}`)
    }
  }
  t.strictSame(await read(), { IGNORED: 273, PROCESSED: 56 })
  t.strictSame(await counted(), {
    'COMMENT INBOUND CANCELLED': 4,
    'COMMENT INBOUND HELD': 7,
    'MENTION INBOUND HELD': 1,
    'OTHER INBOUND HELD': 2,
    'REACTION INBOUND CANCELLED': 1
  }, 'each thing once: the examples tell of the same ones')
})
