import type { NormalizedEvent } from '../../domain/integrations/normalized-event.ts'
import { instantAt, textAt, valueAt, type Json } from '../read-json.ts'
import { accountAt, between, idAt, isSameAccount, NOBODY, ownerOf, pageAt, SOURCE, subjectOf, type Telling } from './telling.ts'

/** What people do without writing, by event and action. */
export const GESTURES: readonly (readonly [string, Telling])[] = [
  ['issues.assigned', asked('issue', 'assignee', 'issue_assigned', 'Assignment of')],
  ['pull_request.assigned', asked('pull_request', 'assignee', 'pull_request_assigned', 'Assignment of')],
  ['pull_request.review_requested', asked('pull_request', 'requested_reviewer', 'review_requested', 'Review wanted of')],
  ['pull_request.closed', merged],
  ['star.created', star],
  ['star.deleted', star],
  // GitHub sends it beside `star`, and by this name: for its interface, to watch was once to star.
  ['watch.started', star],
  ['fork', fork],
  ['sponsorship.created', sponsorship],
  ['sponsorship.cancelled', sponsorship]
]

/** Somebody asks somebody else to see to a work. */
function asked (work: 'issue' | 'pull_request', whom: string, kind: string, what: string): Telling {
  return (payload, receivedAt) => {
    const id = idAt(payload, `${work}.id`)
    const [from, to] = [accountAt(payload, 'sender', 'FROM'), accountAt(payload, whom, 'TO')]
    if (from === null) return NOBODY
    if (to === null) return 'It is asked of nobody in particular.'
    if (isSameAccount(from, to)) return 'Nobody else is asked: they see to it themselves.'
    return {
      ...happened(instantAt(payload, `${work}.updated_at`), receivedAt),
      externalId: `${kind}:${id}:${idAt(payload, `${whom}.id`)}`,
      channel: 'MENTION',
      parties: [from, to],
      subject: subjectOf(what, payload, work),
      ...pageAt(payload, work)
    }
  }
}

/** Somebody takes in what somebody else made. */
function merged (payload: Json, receivedAt: number): NormalizedEvent | string {
  const id = idAt(payload, 'pull_request.id')
  if (valueAt(payload, 'pull_request.merged') !== true) return 'A pull request that is closed without being merged is not something between people.'
  const [from, to] = [accountAt(payload, 'pull_request.merged_by', 'FROM') ?? accountAt(payload, 'sender', 'FROM'), accountAt(payload, 'pull_request.user', 'TO')]
  if (from === null || to === null) return NOBODY
  if (isSameAccount(from, to)) return 'Nobody else takes part: they merged what is their own.'
  return {
    ...happened(instantAt(payload, 'pull_request.merged_at'), receivedAt),
    externalId: `merge:${id}`,
    channel: 'COMMENT',
    parties: [from, to],
    subject: subjectOf('Merge of', payload, 'pull_request'),
    ...pageAt(payload, 'pull_request')
  }
}

function star (payload: Json, receivedAt: number): NormalizedEvent | string {
  const [repository, account] = [idAt(payload, 'repository.id'), idAt(payload, 'sender.id')]
  const from = accountAt(payload, 'sender', 'FROM')
  if (from === null) return NOBODY
  // Taking a star away names no time of its own, but it is a change of the repository.
  const at = instantAt(payload, 'starred_at') ?? instantAt(payload, 'repository.updated_at')
  const externalId = `star:${repository}:${account}`
  const parties = between(from, ownerOf(payload))
  if (textAt(payload, 'action') === 'deleted') return { ...takenBack(at, receivedAt), externalId, channel: 'REACTION', parties }
  return { ...happened(at, receivedAt), externalId, channel: 'REACTION', parties, subject: subjectOf('Star for', payload, 'repository'), ...pageAt(payload, 'repository') }
}

function fork (payload: Json, receivedAt: number): NormalizedEvent | string {
  const id = idAt(payload, 'forkee.id')
  const from = accountAt(payload, 'sender', 'FROM')
  if (from === null) return NOBODY
  return {
    ...happened(instantAt(payload, 'forkee.created_at'), receivedAt),
    externalId: `fork:${id}`,
    channel: 'OTHER',
    parties: between(from, ownerOf(payload)),
    subject: subjectOf('Fork of', payload, 'repository'),
    ...pageAt(payload, 'forkee')
  }
}

function sponsorship (payload: Json, receivedAt: number): NormalizedEvent | string {
  const id = idAt(payload, 'sponsorship.node_id')
  const [from, to] = [accountAt(payload, 'sponsorship.sponsor', 'FROM') ?? accountAt(payload, 'sender', 'FROM'), accountAt(payload, 'sponsorship.sponsorable', 'TO')]
  if (from === null) return NOBODY
  const at = instantAt(payload, 'sponsorship.created_at')
  const [externalId, parties] = [`sponsorship:${id}`, between(from, to)]
  // The only time in it is that of the beginning; the end comes later.
  if (textAt(payload, 'action') === 'cancelled') return { ...takenBack(null, receivedAt), externalId, channel: 'OTHER', parties, ...(at !== null && { occurredAt: at }) }
  return { ...happened(at, receivedAt), externalId, channel: 'OTHER', parties, subject: 'Sponsorship' }
}

function happened (at: number | null, receivedAt: number): Pick<NormalizedEvent, 'source' | 'toldAt' | 'sequence' | 'occurredAt' | 'status' | 'text'> {
  return { source: SOURCE, toldAt: at ?? receivedAt, sequence: 0, occurredAt: at ?? receivedAt, status: 'HELD', text: null }
}

/** When it had happened is not told again. */
function takenBack (at: number | null, receivedAt: number): Pick<NormalizedEvent, 'source' | 'toldAt' | 'sequence' | 'status' | 'subject' | 'text'> {
  return { source: SOURCE, toldAt: at ?? receivedAt, sequence: 1, status: 'CANCELLED', subject: null, text: null }
}
