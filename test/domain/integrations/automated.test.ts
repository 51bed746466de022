import t from 'tap'
import { automatedMail, isNoReply } from '../../../src/domain/integrations/automated.ts'

const by = (headers: Record<string, string>, from = 'ada@example.org', calendar?: string | null) =>
  automatedMail(new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]])), from, calendar)

t.test('a person who writes to a person is not a program', async t => {
  t.equal(by({}), null)
  t.equal(by({ From: 'ada@example.org', 'Content-Type': 'multipart/alternative; boundary=b', 'Return-Path': '<ada@example.org>', 'X-Mailer': 'Pine' }), null)
  t.equal(automatedMail(new Map([['list-id', []]]), 'ada@example.org'), null, 'a header without a value')
})

t.test('what tells of lists, programs, campaigns and reports is believed', async t => {
  for (const [name, value, reason] of [
    ['List-Id', '<dev.lists.example.org>', 'It went to a mailing list (List-Id).'],
    ['List-Post', '<mailto:dev@lists.example.org>', 'It went to a mailing list (List-Post).'],
    ['List-Unsubscribe', '<https://example.org/u>', 'It went to many at once (List-Unsubscribe).'],
    ['Precedence', 'bulk', 'It went to many at once (Precedence: bulk).'],
    ['Precedence', 'List', 'It went to many at once (Precedence: list).'],
    ['Precedence', ' junk ', 'It went to many at once (Precedence: junk).'],
    ['Precedence', 'auto_reply', 'A program answered for somebody (Precedence: auto_reply).'],
    ['Auto-Submitted', 'auto-generated', 'A program wrote it (Auto-Submitted).'],
    ['Auto-Submitted', 'auto-replied (vacation)', 'A program answered for somebody (Auto-Submitted: auto-replied).'],
    ['X-Autoreply', 'yes', 'A program answered for somebody (X-Autoreply).'],
    ['X-Autorespond', 'Away', 'A program answered for somebody (X-Autorespond).'],
    ['X-Auto-Response-Suppress', 'DR, OOF, AutoReply', 'A program wrote it (X-Auto-Response-Suppress).'],
    ['X-Campaign', 'spring', 'It is part of a campaign (X-Campaign).'],
    ['X-MC-User', 'abc', 'It is part of a campaign (X-MC-User).'],
    ['Feedback-ID', 'spring:acme:mailer', 'It is part of a campaign (Feedback-ID).'],
    ['Return-Path', '<>', 'It is a bounce or an automatic answer (Return-Path: <>).'],
    ['X-Envelope-From', '<>', 'It is a bounce or an automatic answer (Return-Path: <>).'],
    ['Content-Type', 'Multipart/Report; report-type=delivery-status; boundary=b', 'It is the report of a mail server (multipart/report).']
  ] as const) t.equal(by({ [name]: value }), reason, `${name}: ${value}`)
})

t.test('a mark that takes itself back is none', async t => {
  for (const [name, value] of [
    ['Precedence', 'first-class'], ['Auto-Submitted', 'no'], ['Auto-Submitted', 'No (typed by hand)'], ['Auto-Submitted', ''], ['X-Autoreply', 'no'],
    ['X-Autoresponder', 'false'], ['X-Auto-Response-Suppress', 'None'], ['Feedback-ID', '1.eu-west-1.a1b2=:AmazonSES'], ['List-Id', ' ']
  ] as const) t.equal(by({ [name]: value }), null, `${name}: ${value}`)
})

t.test('a calendar that answers is a program; an invitation is from who sends it', async t => {
  t.equal(by({}, 'ada@example.org', 'REPLY'), 'A calendar answered an invitation (text/calendar, REPLY).')
  t.equal(by({}, 'ada@example.org', 'REQUEST'), null)
  t.equal(by({}, 'ada@example.org', null), null)
})

t.test('an address that reads no answers is told by its words', async t => {
  for (const address of [
    'no-reply@example.org', 'noreply@example.org', 'No_Reply@example.org', 'no.reply@example.org', 'noreply2@example.org', 'noreply+a1b2@example.org',
    'comments-noreply@docs.example.org', 'invitations-noreply-7@example.org', 'do-not-reply@example.org', 'donotreply@example.org', 'dontreply@example.org',
    'auto-reply@example.org', 'mailer-daemon@example.org', 'MAILER-DAEMON@example.org', 'postmaster@example.org', 'bounce@example.org',
    'bounces+123-ada=example.org@mail.example.org', 'bounce-38-7@example.org', 'notification@example.org', 'notifications@example.org',
    'notifications+ab12@example.org', 'calendar-notification@example.org', 'newsletter@example.org',
    'microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@example.org', '1234+ada@users.noreply.example.org', 'ada@no-reply.example.org'
  ]) {
    t.equal(isNoReply(address), true, address)
    t.equal(by({}, address), 'It comes from an address that reads no answers.', address)
  }
})

t.test('no address that a person has is taken for a program\'s', async t => {
  for (const address of [
    'ada@example.org', 'news@gazette.example.org', 'info@example.org', 'hello@example.org', 'support@example.org', 'sales@example.org', 'team@example.org',
    'alerts@example.org', 'norman.reply@example.org', 'noreplyson@example.org', 'bounce.smith@example.org', 'bouncer@example.org', 'bounce-ada@example.org',
    'notificationist@example.org', 'ada.newsletter@example.org', 'post.master@example.org', 'ada@notreply.example.org', 'ada@replies.example.org', '', '@', 'ada', '@noreply.org'
  ]) t.equal(isNoReply(address), address === '@noreply.org', address)
})

t.test('an address of any length takes no time', async t => {
  for (const [part, reads] of [['no', true], ['no-', true], ['-no-reply', false], ['bounces+', false], ['a-', true], ['1', true], ['@', true], ['.', true]] as const) {
    t.equal(isNoReply(`${part.repeat(1_000_000)}@example.org`), !reads, part)
  }
  t.equal(isNoReply(`no-reply+${'x'.repeat(1_000_000)}@example.org`), true)
})
