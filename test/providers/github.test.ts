import * as fc from 'fast-check'
import t from 'tap'
import type { NormalizedEvent, Translation } from '../../src/domain/integrations/normalized-event.ts'
import { joined, toldBy, valueOf, type Told } from '../../src/domain/integrations/told.ts'
import { github } from '../../src/providers/github/github.ts'
import { Unreadable } from '../../src/providers/provider.ts'
import { arrived, NOW, SENDERS } from './support/senders.ts'

const WRITTEN = '2026-02-28T09:00:00Z'
const CHANGED = '2026-02-28T09:30:00Z'
const [WRITTEN_AT, CHANGED_AT] = [Date.UTC(2026, 1, 28, 9), Date.UTC(2026, 1, 28, 9, 30)]
const account = (login: string, id: number, type = 'User') => ({ login, id, type })
const [ada, grace, linus] = [account('ada', 1), account('Grace', 2), account('linus', 3)]
const engines = { ...account('engines', 9, 'Organization') }
const repository = { id: 70, full_name: 'engines/first', html_url: 'https://github.com/engines/first', owner: engines, updated_at: CHANGED }
const issue = { id: 500, number: 12, title: 'It overflows', user: grace, body: 'Look.', html_url: 'https://github.com/engines/first/issues/12', created_at: WRITTEN, updated_at: CHANGED }
const pull = { ...issue, id: 600, html_url: 'https://github.com/engines/first/pull/12', merged: true, merged_at: CHANGED, merged_by: ada }
const comment = { id: 800, user: ada, body: ' It is **fixed**.\0', html_url: 'https://github.com/engines/first/issues/12#c', created_at: WRITTEN, updated_at: WRITTEN }

const from = (login: string) => ({ role: 'FROM', name: null, identities: [{ kind: 'GITHUB', value: login }] })
const to = (login: string) => ({ ...from(login), role: 'TO' })
const read = (name: string, payload: object) => github.translate(arrived(JSON.stringify({ sender: ada, repository, ...payload }), { 'x-github-event': name })) as Translation
const event = (name: string, payload: object) => {
  const translation = read(name, payload)
  if ('ignored' in translation) throw new Error(translation.ignored)
  return translation.events[0] as NormalizedEvent
}
const ignored = (reason: string) => ({ ignored: reason })
const COMMENT = {
  source: 'github',
  externalId: 'issue_comment:800',
  toldAt: WRITTEN_AT,
  sequence: 0,
  channel: 'COMMENT',
  occurredAt: WRITTEN_AT,
  status: 'HELD',
  parties: [from('ada'), to('Grace')],
  subject: 'Comment on engines/first#12: It overflows',
  text: 'It is **fixed**.',
  url: comment.html_url
}

t.test('a comment is from who wrote it, to whose issue it is on', async t => {
  t.strictSame(read('issue_comment', { action: 'created', issue, comment }), { events: [COMMENT] })
  t.strictSame(event('issue_comment', { action: 'created', issue: { ...issue, user: account('ADA', 1) }, comment }), { ...COMMENT, parties: [from('ada')] }, 'nobody writes to themselves')
  t.strictSame(event('issue_comment', { action: 'created', issue: { ...issue, user: null }, comment }), { ...COMMENT, parties: [from('ada')] }, 'an account that is gone')
})

t.test('who edits or deletes the words of another has not written them', async t => {
  const edited = event('issue_comment', { action: 'edited', issue, comment: { ...comment, body: 'It was fixed.', updated_at: CHANGED }, sender: linus })
  t.strictSame(edited, { ...COMMENT, toldAt: CHANGED_AT, sequence: 1, text: 'It was fixed.' })
  const deleted = event('issue_comment', { action: 'deleted', issue, comment: { ...comment, updated_at: CHANGED }, sender: linus })
  t.strictSame(deleted, { ...COMMENT, toldAt: CHANGED_AT, sequence: 2, status: 'CANCELLED', subject: null, text: null })
})

t.test('a comment that was written, edited and deleted is deleted, in whatever order that is told', async t => {
  const told = ['created', 'edited', 'deleted'].map(action => toldBy(event('issue_comment', { action, issue, comment: { ...comment, updated_at: action === 'created' ? WRITTEN : CHANGED } })))
  const [a, b, c] = told as [Told, Told, Told]
  for (const order of [[a, b, c], [c, b, a], [b, c, a, a], [c, a, b]]) {
    const all = order.reduce(joined)
    t.strictSame([valueOf(all, 'status'), valueOf(all, 'text')], ['CANCELLED', null])
  }
})

t.test('words of every kind are comments, each with a name of its own', async t => {
  const discussion = { ...issue, id: 700 }
  const told = (name: string, payload: object) => {
    const { externalId, channel, parties, subject, text } = event(name, payload)
    t.equal(channel, 'COMMENT')
    return [externalId, parties?.map(({ identities }) => identities[0]?.value).join(' to '), subject, text]
  }
  const [title, fixed] = ['engines/first#12: It overflows', 'It is **fixed**.']
  t.strictSame(told('issues', { action: 'opened', issue }), ['issue:500', 'Grace', `Issue ${title}`, 'Look.'])
  t.strictSame(told('pull_request', { action: 'opened', pull_request: pull }), ['pull_request:600', 'Grace', `Pull request ${title}`, 'Look.'])
  t.strictSame(told('discussion', { action: 'created', discussion }), ['discussion:700', 'Grace', `Discussion ${title}`, 'Look.'])
  t.strictSame(told('discussion_comment', { action: 'created', discussion, comment }), ['discussion_comment:800', 'ada to Grace', `Comment on ${title}`, fixed])
  t.strictSame(told('discussion', { action: 'answered', discussion, answer: comment, sender: grace }), ['discussion_comment:800', 'ada to Grace', `Comment on ${title}`, fixed])
  t.strictSame(told('commit_comment', { action: 'created', comment }), ['commit_comment:800', 'ada', 'Comment on a commit of engines/first', fixed])
  t.strictSame(told('pull_request_review_comment', { action: 'created', pull_request: pull, comment }), ['pull_request_review_comment:800', 'ada to Grace', `Comment on ${title}`, fixed])
  for (const [state, what] of [['approved', 'Approval of'], ['changes_requested', 'Review that wants changes in'], ['commented', 'Review of'], ['dismissed', 'Dismissed review of']]) {
    t.strictSame(told('pull_request_review', { action: 'submitted', pull_request: pull, review: { ...comment, state } }), ['pull_request_review:800', 'ada to Grace', `${what} ${title}`, fixed])
  }
  t.strictSame(event('issues', { action: 'opened', issue: { ...issue, user: ada }, repository: { ...repository, owner: grace } }).parties, [from('ada'), to('Grace')], 'whose repository it is')
})

t.test('a review is told at the last change of its pull request', async t => {
  const { updated_at: _, created_at: __, ...review } = { ...comment, state: 'approved', submitted_at: WRITTEN, body: null }
  const told = event('pull_request_review', { action: 'submitted', pull_request: pull, review })
  t.strictSame([told.occurredAt, told.toldAt, told.text], [WRITTEN_AT, CHANGED_AT, null])
})

t.test('who assigns or asks for a review turns to somebody', async t => {
  const GESTURE = { source: 'github', toldAt: CHANGED_AT, sequence: 0, occurredAt: CHANGED_AT, status: 'HELD', text: null }
  t.strictSame(event('issues', { action: 'assigned', issue, assignee: linus }),
    { ...GESTURE, externalId: 'issue_assigned:500:3', channel: 'MENTION', parties: [from('ada'), to('linus')], subject: 'Assignment of engines/first#12: It overflows', url: issue.html_url })
  t.strictSame(event('pull_request', { action: 'review_requested', pull_request: pull, requested_reviewer: grace }),
    { ...GESTURE, externalId: 'review_requested:600:2', channel: 'MENTION', parties: [from('ada'), to('Grace')], subject: 'Review wanted of engines/first#12: It overflows', url: pull.html_url })
  t.strictSame(event('pull_request', { action: 'closed', pull_request: pull, sender: linus }),
    { ...GESTURE, externalId: 'merge:600', channel: 'COMMENT', parties: [from('ada'), to('Grace')], subject: 'Merge of engines/first#12: It overflows', url: pull.html_url })
  t.strictSame(read('issues', { action: 'assigned', issue, assignee: ada }), ignored('Nobody else is asked: they see to it themselves.'))
  t.strictSame(read('pull_request', { action: 'review_requested', pull_request: pull, requested_team: { name: 'core' } }), ignored('It is asked of nobody in particular.'))
  t.strictSame(read('pull_request', { action: 'closed', pull_request: { ...pull, merged: false } }), ignored('A pull request that is closed without being merged is not something between people.'))
  t.strictSame(read('pull_request', { action: 'closed', pull_request: { ...pull, user: ada } }), ignored('Nobody else takes part: they merged what is their own.'))
})

t.test('a star is one, by either of its names, from a repository or from its organization; taken away, it is gone', async t => {
  const STAR = {
    source: 'github', toldAt: WRITTEN_AT, sequence: 0, occurredAt: WRITTEN_AT, status: 'HELD', text: null, externalId: 'star:70:1', channel: 'REACTION', parties: [from('ada')], subject: 'Star for engines/first', url: repository.html_url
  }
  t.strictSame(event('star', { action: 'created', starred_at: WRITTEN }), STAR)
  t.strictSame(event('star', { action: 'created', starred_at: WRITTEN, organization: engines }), STAR)
  t.strictSame(event('watch', { action: 'started' }), { ...STAR, toldAt: CHANGED_AT, occurredAt: CHANGED_AT })
  t.strictSame(event('star', { action: 'deleted', starred_at: null }),
    { source: 'github', toldAt: CHANGED_AT, sequence: 1, status: 'CANCELLED', subject: null, text: null, externalId: 'star:70:1', channel: 'REACTION', parties: [from('ada')] })
})

t.test('a fork and a sponsorship are told', async t => {
  t.match(event('fork', { forkee: { id: 71, created_at: WRITTEN, html_url: 'https://github.com/ada/first' } }),
    { externalId: 'fork:71', channel: 'OTHER', occurredAt: WRITTEN_AT, parties: [from('ada')], subject: 'Fork of engines/first', url: 'https://github.com/ada/first' })
  const sponsorship = { node_id: 'S1', created_at: WRITTEN, sponsor: ada, sponsorable: grace, tier: { name: '$5 a month' } }
  t.match(event('sponsorship', { action: 'created', sponsorship }), { externalId: 'sponsorship:S1', status: 'HELD', occurredAt: WRITTEN_AT, parties: [from('ada'), to('Grace')], subject: 'Sponsorship' })
  t.match(event('sponsorship', { action: 'cancelled', sponsorship }), { externalId: 'sponsorship:S1', status: 'CANCELLED', toldAt: NOW, occurredAt: WRITTEN_AT, subject: null })
})

t.test('a program is known by its type, or by its name', async t => {
  for (const bot of [account('dependabot[bot]', 5, 'Bot'), account('helper', 6, 'Bot'), account('renovate[bot]', 7)]) {
    t.match(event('issue_comment', { action: 'created', issue, comment: { ...comment, user: bot } }).parties?.[0], { isBot: true }, bot.login)
  }
  t.strictSame(read('issue_comment', { action: 'created', issue, comment: { ...comment, user: account('ghost', 10137) } }), ignored('It does not say who it is from.'))
})

t.test('what has lost its times or its people is told at its arrival, or by nobody', async t => {
  const { created_at: _, updated_at: __, ...bare } = comment
  const told = event('issue_comment', { action: 'created', issue, comment: bare })
  t.strictSame([told.toldAt, told.occurredAt], [NOW, undefined])
  t.match(event('fork', { forkee: { id: 71 } }), { toldAt: NOW, occurredAt: NOW })
  t.match(event('star', { action: 'deleted', repository: { id: 70 } }), { toldAt: NOW, status: 'CANCELLED' })
  t.match(event('pull_request', { action: 'closed', pull_request: { ...pull, merged_by: null }, sender: linus }), { parties: [from('linus'), to('Grace')] })
  t.match(event('sponsorship', { action: 'cancelled', sponsorship: { node_id: 'S1' } }), { parties: [from('ada')] })
  const gone = { sender: { id: 4 } }
  for (const [name, payload] of Object.entries({
    issues: { action: 'assigned', issue, assignee: ada }, pull_request: { action: 'closed', pull_request: { ...pull, merged_by: null } }, star: { action: 'created' }, fork: { forkee: { id: 71 } }, sponsorship: { action: 'created', sponsorship: { node_id: 'S1' } }
  })) t.strictSame(read(name, { ...payload, ...gone }), ignored('It does not say who it is from.'), name)
  t.match(event('issues', { action: 'opened', issue: { ...issue, number: null, title: null, html_url: 'javascript:1' }, repository: {} }), { subject: 'Issue', url: undefined })
})

t.test('what is not between people is ignored, and says so', async t => {
  t.strictSame(read('ping', { zen: 'Speak like a human.' }), ignored('It only tries whether webhooks arrive.'))
  t.strictSame(read('push', {}), ignored('push is not something between people.'))
  t.strictSame(read('issues', { action: 'labeled', issue }), ignored('issues.labeled is not something between people.'))
  t.strictSame(read('constructor', { action: '<script>' }), ignored('constructor is not something between people.'))
})

t.test('a form is read as well as JSON, and judged as it came', async t => {
  const body = new URLSearchParams({ payload: JSON.stringify({ action: 'created', issue, comment, repository, sender: ada }) }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-github-event': 'issue_comment' }
  t.strictSame(github.translate(arrived(body, headers)), { events: [COMMENT] })
  const { headers: signed } = SENDERS.GITHUB.sends(body)
  t.ok(github.verify(arrived(body, { ...signed, ...headers }), [SENDERS.GITHUB.secret]).isGenuine)
  t.throws(() => github.translate(arrived('a=1', headers)), new Unreadable('The form has no field payload.'))
  t.throws(() => github.translate(arrived('payload=%7B', headers)), new Unreadable('The field payload is not JSON.'))
})

t.test('what GitHub does not send is unreadable', async t => {
  t.throws(() => github.translate(arrived('{}', {})), new Unreadable('The header x-github-event names no event.'))
  t.throws(() => github.translate(arrived('[]', { 'x-github-event': 'star' })), new Unreadable('The payload is not an object.'))
  t.throws(() => read('issue_comment', { action: 'created', issue }), new Unreadable('comment.id is missing in the payload.'))
  t.throws(() => read('fork', {}), new Unreadable('forkee.id is missing in the payload.'))
})

t.test('a delivery sent again has the same key', async t => {
  t.equal(github.deliveryKey(arrived('{}', { 'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' })), '72d3162e-cc78-11e3-81ab-4c9367dc0958')
  t.match(github.deliveryKey(arrived('{}', {})), /^[0-9a-f]{64}$/)
})

t.test('any part of a payload can be anything', async t => {
  const payload = { sender: ada, repository, issue, comment, pull_request: pull, review: comment, discussion: issue, answer: comment, assignee: linus, requested_reviewer: grace, forkee: repository, sponsorship: { node_id: 'S1', sponsor: ada } }
  const names = ['issues.assigned', 'issues.opened', 'issue_comment.deleted', 'pull_request.closed', 'pull_request.review_requested', 'pull_request_review.submitted', 'discussion.answered', 'star.created', 'fork.x', 'sponsorship.created']
  fc.assert(fc.property(fc.constantFrom(...names), fc.constantFrom(...Object.keys(payload)), fc.constantFrom('', 'id', 'user', 'created_at', 'title', 'html_url', 'login', 'owner'), fc.jsonValue(), (name, key, field, value) => {
    const [event = '', action] = name.split('.')
    const part = payload[key as keyof typeof payload]
    try {
      read(event, { ...payload, action: action === 'x' ? undefined : action, [key]: field === '' ? value : { ...part, [field]: value } })
    } catch (error) {
      return error instanceof Unreadable
    }
    return true
  }), { numRuns: 300 })
  t.pass('it is told, ignored or unreadable')
})
