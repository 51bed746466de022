import { NOTHING_ASKED } from '../../domain/quality/totals/question.ts'
import { rankOf, type WorkspaceQuestions } from '../../domain/contacts/standing.ts'
import { questionsBy } from '../../database/interactions/questions.ts'
import { moveRanked, readRanked, saveWorkspaceQuestions, stretches, type Stretch } from '../../database/contacts/standings.ts'
import { inWorkspace, type Db } from '../../database/tenancy.ts'
import { refreshAgenda } from '../agenda/refresh-agenda.ts'
import type { OperationContext } from '../context.ts'
import { countBands } from '../insights/count-bands.ts'

const BATCH_CONTACTS = 1000
/** Points of score: what moves less is not worth a write, and nobody can see it. */
const LEAST_MOVE = 0.005
const RANKED = ['quality', 'warmth', 'substance'] as const

/**
 * Brings the orders by score, the agenda, and what the scores know of the workspace at large, up to `now` (epoch milliseconds), and tells
 * how many contacts moved. Time passes for all contacts; without this only those that something happened with would keep
 * their place. It goes in short transactions, so that nobody waits for it; `signal` ends it between two of them, with the
 * snapshot left as it was.
 */
export async function refreshStandings (database: OperationContext['database'], workspaceId: string, now: number, signal?: AbortSignal): Promise<number> {
  const { workspace, parts } = await inWorkspace(database, workspaceId, async db => ({
    workspace: { ...(await questionsBy(db, [now])).get(now) ?? NOTHING_ASKED, at: now },
    parts: await stretches(db, BATCH_CONTACTS)
  }))
  let moved = 0
  for (const part of parts) {
    signal?.throwIfAborted()
    moved += await inWorkspace(database, workspaceId, db => refreshStretch(db, part, workspace))
  }
  await inWorkspace(database, workspaceId, db => saveWorkspaceQuestions(db, workspace))
  await countBands(database, workspaceId, now)
  return moved
}

async function refreshStretch (db: Db, part: Stretch, workspace: WorkspaceQuestions): Promise<number> {
  const contacts = (await readRanked(db, part)).filter(({ rankedAt }) => rankedAt <= workspace.at)
  const moves = contacts.flatMap(contact => {
    const rank = rankOf({ ...contact, workspace }, workspace.at)
    const hasMoved = RANKED.some(score => Math.abs(rank[score] - contact[score]) > LEAST_MOVE)
    return hasMoved ? [{ contactId: contact.contactId, rankedAt: contact.rankedAt, ...rank }] : []
  })
  // First, since it tells by a contact's place whether anything has happened since it was read.
  await refreshAgenda(db, contacts, workspace)
  return await moveRanked(db, moves, workspace.at)
}
