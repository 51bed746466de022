import { recordUses, type TokenUse } from '../../database/workspaces/tokens.ts'
import { inWorkspace } from '../../database/tenancy.ts'
import type { Actor } from '../../domain/actor.ts'
import type { OperationContext } from '../context.ts'

const NOTED_EVERY_MS = 60_000
/** Tokens remembered at most; beyond them the one noted longest ago is forgotten, and may be written sooner than it need be. */
const MOST_TOKENS = 10_000

/** Keeps when each token was last used, without anybody waiting for it. */
export interface UseNotes {
  /** Returns at once and never throws. A token is written at most once a minute. */
  note (actor: Pick<Actor, 'workspaceId' | 'tokenId'>, now: number): void
  /** Resolves when all that was noted is written or has failed: for a server that is about to close its database. */
  settled (): Promise<void>
}

/** `onFailure` is told of what could not be written; the next use, a minute later, is another try. */
export function noteUses (database: OperationContext['database'], onFailure: (error: unknown) => void): UseNotes {
  const notedAt = new Map<string, number>()
  const waiting = new Map<string, TokenUse & { readonly workspaceId: string }>()
  let writing: Promise<void> | undefined

  /** One transaction at a time, so that notes never take more than one connection from the requests. */
  async function writeAll (): Promise<void> {
    while (waiting.size > 0) {
      const [first] = waiting.values()
      const { workspaceId } = first!
      const uses = [...waiting.values()].filter(use => use.workspaceId === workspaceId)
      for (const { tokenId } of uses) waiting.delete(tokenId)
      await inWorkspace(database, workspaceId, db => recordUses(db, uses)).catch(onFailure)
    }
    writing = undefined
  }

  return {
    note ({ tokenId, workspaceId }, now) {
      if (tokenId === null || now - (notedAt.get(tokenId) ?? -Infinity) < NOTED_EVERY_MS || waiting.size >= MOST_TOKENS) return
      // Taken out and put back, so that the map is in the order of the notes.
      notedAt.delete(tokenId)
      notedAt.set(tokenId, now)
      if (notedAt.size > MOST_TOKENS) notedAt.delete(notedAt.keys().next().value!)
      waiting.set(tokenId, { workspaceId, tokenId, lastUsedAt: now })
      writing ??= writeAll()
    },
    settled: async () => { await writing }
  }
}
