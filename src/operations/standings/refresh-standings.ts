import { NOTHING_ASKED } from '../../domain/quality/question.ts'
import { rankOf, type WorkspaceQuestions } from '../../domain/standing.ts'
import { questionsBy } from '../../database/questions.ts'
import { moveRanked, readRanked, saveWorkspaceQuestions } from '../../database/standings.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'

const BATCH_CONTACTS = 1000
/** Points of score: what moves less is not worth a write, and nobody can see it. */
const LEAST_MOVE = 0.005

/**
 * Brings the orders by score, and what the scores know of the workspace at large, up to `now` (epoch milliseconds), and tells
 * how many contacts moved. Time passes for all contacts; without this only those that something happened with would keep
 * their place. It goes in short transactions, so that nobody waits for it; `signal` ends it between two of them, with the
 * snapshot left as it was.
 */
export async function refreshStandings (database: OperationContext['database'], workspaceId: string, now: number, signal?: AbortSignal): Promise<number> {
  const workspace = await inWorkspace(database, workspaceId, async db => ({ ...(await questionsBy(db, [now])).get(now) ?? NOTHING_ASKED, at: now }))
  let moved = 0
  for (let after: string | null = null; ;) {
    signal?.throwIfAborted()
    const batch = await inWorkspace(database, workspaceId, db => refreshBatch(db, after, workspace))
    moved += batch.moved
    if (batch.last === null) break
    after = batch.last
  }
  await inWorkspace(database, workspaceId, db => saveWorkspaceQuestions(db, workspace))
  return moved
}

/** `last` is the contact to go on after; null where there is none. */
async function refreshBatch (db: Db, after: string | null, workspace: WorkspaceQuestions): Promise<{ moved: number, last: string | null }> {
  const contacts = await readRanked(db, after, BATCH_CONTACTS)
  const moves = contacts.filter(({ rankedAt }) => rankedAt <= workspace.at).flatMap(contact => {
    const { quality, warmth } = rankOf({ ...contact, workspace }, workspace.at)
    const hasMoved = Math.abs(quality - contact.quality) > LEAST_MOVE || Math.abs(warmth - contact.warmth) > LEAST_MOVE
    return hasMoved ? [{ contactId: contact.contactId, rankedAt: contact.rankedAt, quality, warmth }] : []
  })
  const moved = await moveRanked(db, moves, workspace.at)
  return { moved, last: contacts.length < BATCH_CONTACTS ? null : contacts.at(-1)?.contactId ?? null }
}
