import { uuidv7 } from 'uuidv7'
import type { Test } from 'tap'
import { insertMember } from '../../../src/database/workspaces/members.ts'
import { insertOutbox } from '../../../src/database/outbox.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { insertWorkspace } from '../../../src/database/workspaces/workspaces.ts'
import type { Database } from '../../../src/database/connect.ts'
import type { Actor } from '../../../src/domain/actor.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import { createToken } from '../../../src/operations/tokens/create-token.ts'
import { noteUses } from '../../../src/operations/tokens/note-uses.ts'
import { firstWorkspace, NOW, requestOf, type FirstWorkspace } from '../../operations/support/first-workspace.ts'

/** A workspace, somebody in it, and a contact of theirs. */
export interface Filled {
  readonly actor: Actor
  readonly contactId: string
  /** The hash of a token of theirs is of this text. */
  readonly tokenText: string
}

export interface TwoWorkspaces extends FirstWorkspace {
  readonly ours: Filled
  readonly theirs: Filled
}

/** A database with two workspaces, both with something in every table. */
export async function twoWorkspaces (t: Test): Promise<TwoWorkspaces> {
  const first = await firstWorkspace(t)
  const other = await otherWorkspace(first.database, 'other')
  return { ...first, ours: await fill(t, first.database, first.owner), theirs: await fill(t, first.database, other) }
}

/** One more workspace, with an owner. */
export async function otherWorkspace (database: Database, slug: string): Promise<Actor> {
  const [workspaceId, memberId] = [uuidv7(), uuidv7()]
  await inWorkspace(database, workspaceId, async db => {
    await insertWorkspace(db, { slug, name: slug, timeZone: 'UTC', defaultCountry: 'DE', createdAt: NOW })
    await insertMember(db, { id: memberId, name: 'owner', role: 'OWNER', createdAt: NOW })
  })
  return { workspaceId, memberId, tokenId: null, name: 'owner', role: 'OWNER', scopes: ['admin'] }
}

async function fill (t: Test, database: Database, actor: Actor): Promise<Filled> {
  const { id: contactId } = await createContact(requestOf(t, database, actor, { idempotencyKey: 'first' }), {
    name: 'Ada Lovelace', tags: ['mathematics'], identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }]
  })
  await logInteraction(requestOf(t, database, actor), {
    channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: NOW - 60_000, subject: 'When may I come?', participants: [{ contactId }]
  })
  const { token, text } = await createToken(requestOf(t, database, actor), { name: 'laptop', scopes: ['read'], expiresAt: null })
  const uses = noteUses(database, error => { throw error })
  uses.note({ workspaceId: actor.workspaceId, tokenId: token.id }, NOW)
  await uses.settled()
  await inWorkspace(database, actor.workspaceId, db => insertOutbox(db, { id: uuidv7(), topic: 'test.nothing', key: 'all', payload: {} }, NOW))
  return { actor, contactId, tokenText: text ?? '' }
}
