import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t from 'tap'
import type { Translation } from '../../src/domain/integrations/normalized-event.ts'
import { github } from '../../src/providers/github/github.ts'
import { arrived } from './support/senders.ts'

type Payload = Record<string, unknown>
const DEFINITIONS = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly { readonly name: string, readonly examples: readonly Payload[] }[]

const read = (name: string, payload: unknown) => github.translate(arrived(JSON.stringify(payload), { 'x-github-event': name })) as Translation
const eventsOf = (translation: Translation) => 'events' in translation ? translation.events : []

/** How many of the collected payloads tell something. */
const TELLING = {
  'commit_comment.created': 5,
  'discussion.created': 2,
  'discussion.answered': 1,
  'discussion.edited': 2,
  'discussion_comment.created': 2,
  'discussion_comment.deleted': 1,
  'discussion_comment.edited': 1,
  fork: 3,
  'issue_comment.created': 5,
  'issue_comment.deleted': 2,
  'issue_comment.edited': 2,
  'issues.edited': 3,
  'issues.deleted': 1,
  'issues.opened': 4,
  'pull_request.opened': 4,
  'pull_request.review_requested': 1,
  'pull_request_review.submitted': 3,
  'pull_request_review.dismissed': 1,
  'pull_request_review_comment.created': 3,
  'pull_request_review_comment.deleted': 1,
  'pull_request_review_comment.edited': 1,
  'sponsorship.created': 2,
  'star.created': 2,
  'star.deleted': 1,
  'watch.started': 3
}

t.test('each of 329 collected payloads tells something, or is ignored with a reason', async t => {
  const telling: Record<string, number> = {}
  const reasons = new Set<string>()
  let all = 0
  for (const { name, examples } of DEFINITIONS) {
    for (const payload of examples) {
      all++
      const event = [name, payload['action']].filter(Boolean).join('.')
      const translation = read(name, payload)
      for (const told of eventsOf(translation)) {
        telling[event] = (telling[event] ?? 0) + 1
        if (!told.externalId.includes(':') || told.toldAt >= Date.UTC(2026, 0) || told.parties?.[0]?.role !== 'FROM') t.fail(`${event} is told badly`)
      }
      if ('ignored' in translation) reasons.add(translation.ignored.replace(event, 'x'))
    }
  }
  t.equal(all, 329)
  t.strictSame(telling, TELLING)
  t.strictSame([...reasons].sort(), [
    'A pull request that is closed without being merged is not something between people.', 'It only tries whether webhooks arrive.',
    'Nobody else is asked: they see to it themselves.', 'x is not something between people.'
  ])
})

t.test('a payload of any event tells nothing wrong under the name of another', async t => {
  const payloads = DEFINITIONS.flatMap(({ examples }) => examples.slice(0, 1))
  for (const { name } of DEFINITIONS) {
    for (const payload of payloads) {
      try {
        read(name, payload)
      } catch (error) {
        if ((error as Error).name !== 'Unreadable') t.fail(`${name}: ${String(error)}`)
      }
    }
  }
  t.pass('it is told, ignored or unreadable')
})

const SHARED = new URL('../../../shared/fixtures/github/', import.meta.url)

t.test('the recorded webhooks tell what they did', { skip: existsSync(SHARED) ? false : 'the recorded webhooks are not here' }, async t => {
  const found = readdirSync(SHARED).map(file => {
    const content = JSON.parse(readFileSync(new URL(file, SHARED), 'utf8')) as Payload & { headers?: Record<string, string>, body?: Payload }
    const name = content.headers?.['x-github-event'] ?? (content.headers ? file.split('.')[1] : file.split('.')[0]) ?? ''
    const translation = read(name, content.headers ? content.body : content)
    const told = eventsOf(translation)[0]
    const people = told?.parties?.map(({ role, identities }) => `${role} ${identities[0]?.value}`).join(', ')
    return [file.replace('.json', ''), 'ignored' in translation ? translation.ignored : `${told?.channel} ${told?.status} ${told?.externalId}, ${people}`]
  })
  t.strictSame(Object.fromEntries(found), {
    'commit_comment.created': 'COMMENT HELD commit_comment:33548674, FROM Codertocat',
    'discussion.answered': 'COMMENT HELD discussion_comment:550561, FROM dan2wik, TO Codertocat',
    'discussion.created': 'COMMENT HELD discussion:3299614, FROM Codertocat',
    fork: 'OTHER HELD fork:186853261, FROM Octocoders, TO Codertocat',
    'issue_comment.created': 'COMMENT HELD issue_comment:492700400, FROM Codertocat',
    'issues.assigned': 'Nobody else is asked: they see to it themselves.',
    'issues.opened': 'COMMENT HELD issue:444500041, FROM Codertocat',
    ping: 'It only tries whether webhooks arrive.',
    'pull_request.closed': 'A pull request that is closed without being merged is not something between people.',
    'pull_request.opened': 'COMMENT HELD pull_request:279147437, FROM Codertocat',
    'pull_request.review_requested': 'MENTION HELD review_requested:279147437:5346, FROM Codertocat, TO octocat',
    'pull_request_review_comment.created': 'COMMENT HELD pull_request_review_comment:284312630, FROM Codertocat',
    'sponsorship.created': 'OTHER HELD sponsorship:MDExOlNwb25zb3JzaGlwMQ==, FROM monalisa, TO octocat',
    'star.created': 'REACTION HELD star:186853002:21031067, FROM Codertocat',
    'with-headers.ping': 'It only tries whether webhooks arrive.',
    'with-headers.star': 'REACTION HELD star:592181315:123277766, FROM hookdeckwrite'
  })
})
