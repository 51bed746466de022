import { instantAt, textAt, type Json } from '../read-json.ts'
import { accountAt, between, idAt, NOBODY, ownerOf, pageAt, SOURCE, subjectOf, type Telling } from './telling.ts'

/** Something that somebody wrote, where a payload has it, and what it answers. */
interface Writing {
  readonly kind: string
  readonly path: string
  /** The work that it is about, whose author it is for; of a work itself the repository, and its owner. */
  readonly answers: 'issue' | 'pull_request' | 'discussion' | null
  readonly actions: readonly string[]
  readonly what: (payload: Json) => string
}

/** Which is later of two that were told at the same time. */
const SEQUENCES: Readonly<Record<string, number>> = { edited: 1, answered: 1, dismissed: 2, deleted: 2 }

const REVIEWS: Readonly<Record<string, string>> = { approved: 'Approval of', changes_requested: 'Review that wants changes in', dismissed: 'Dismissed review of' }

const ROWS: Readonly<Record<string, readonly Writing[]>> = {
  issues: [{ kind: 'issue', path: 'issue', answers: null, actions: ['opened', 'edited', 'deleted'], what: () => 'Issue' }],
  pull_request: [{ kind: 'pull_request', path: 'pull_request', answers: null, actions: ['opened', 'edited'], what: () => 'Pull request' }],
  discussion: [
    { kind: 'discussion', path: 'discussion', answers: null, actions: ['created', 'edited', 'deleted'], what: () => 'Discussion' },
    // The comment that was chosen for the answer is told once more: it may have been written before anybody listened.
    { kind: 'discussion_comment', path: 'answer', answers: 'discussion', actions: ['answered'], what: () => 'Comment on' }
  ],
  issue_comment: [commentOn('issue', 'issue_comment')],
  pull_request_review_comment: [commentOn('pull_request', 'pull_request_review_comment')],
  discussion_comment: [commentOn('discussion', 'discussion_comment')],
  commit_comment: [{ kind: 'commit_comment', path: 'comment', answers: null, actions: ['created'], what: () => 'Comment on a commit of' }],
  pull_request_review: [{
    kind: 'pull_request_review',
    path: 'review',
    answers: 'pull_request',
    actions: ['submitted', 'edited', 'dismissed'],
    what: payload => REVIEWS[textAt(payload, 'review.state')?.toLowerCase() ?? ''] ?? 'Review of'
  }]
}

/** What people write, by event and action. */
export const WRITINGS: readonly (readonly [string, Telling])[] = Object.entries(ROWS).flatMap(([event, writings]) => writings.flatMap(writing =>
  writing.actions.map(action => [`${event}.${action}`, telling(writing, action)] as const)))

function commentOn (answers: 'issue' | 'pull_request' | 'discussion', kind: string): Writing {
  return { kind, path: 'comment', answers, actions: ['created', 'edited', 'deleted'], what: () => 'Comment on' }
}

function telling ({ kind, path, answers, what }: Writing, action: string): Telling {
  return (payload, receivedAt) => {
    const id = idAt(payload, `${path}.id`)
    // A moderator can edit and delete what others wrote: it stays from who wrote it, whoever sent this.
    const from = accountAt(payload, `${path}.user`, 'FROM')
    if (from === null) return NOBODY
    const occurredAt = instantAt(payload, `${path}.created_at`) ?? instantAt(payload, `${path}.submitted_at`)
    const isDeleted = action === 'deleted'
    return {
      source: SOURCE,
      externalId: `${kind}:${id}`,
      toldAt: instantAt(payload, `${path}.updated_at`) ?? reviewedAt(payload) ?? occurredAt ?? receivedAt,
      sequence: SEQUENCES[action] ?? 0,
      channel: 'COMMENT',
      ...(occurredAt !== null && { occurredAt }),
      status: isDeleted ? 'CANCELLED' : 'HELD',
      parties: between(from, answers ? accountAt(payload, `${answers}.user`, 'TO') : ownerOf(payload)),
      subject: isDeleted ? null : subjectOf(what(payload), payload, answers ?? path),
      text: isDeleted ? null : textAt(payload, `${path}.body`),
      ...pageAt(payload, path)
    }
  }
}

/** A review has no time of its last change, but its pull request changes with it. */
function reviewedAt (payload: Json): number | null {
  const [submittedAt, updatedAt] = [instantAt(payload, 'review.submitted_at'), instantAt(payload, 'pull_request.updated_at')]
  return submittedAt === null || updatedAt === null ? null : Math.max(submittedAt, updatedAt)
}
