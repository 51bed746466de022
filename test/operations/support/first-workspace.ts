import { uuidv7 } from 'uuidv7'
import type { Test } from 'tap'
import { connect, type Database } from '../../../src/database/connect.ts'
import { inWorkspace, openReading } from '../../../src/database/tenancy.ts'
import { insertMember } from '../../../src/database/workspaces/members.ts'
import type { Actor, Role } from '../../../src/domain/actor.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { cipherOf } from '../../../src/operations/integrations/cipher.ts'
import { actAsOwner } from '../../../src/operations/members/act-as-owner.ts'
import { firstStart } from '../../../src/operations/workspaces/first-start.ts'
import { testDatabase } from '../../support/postgres.ts'

export const NOW = Date.parse('2026-03-01T12:00:00Z')

/** What secrets are sealed with. */
export const CIPHER = cipherOf([Buffer.alloc(32, 'goodturn')])

export interface FirstWorkspace {
  readonly database: Database
  /** The owner's connection string: above row-level security. */
  readonly adminUrl: string
  /** What the server connects with. */
  readonly url: string
  readonly ownerToken: string
  readonly owner: Actor
  /** The statements sent so far, but for those that each connection begins with. */
  readonly statements: string[]
}

/** A server's database after its first start. */
export async function firstWorkspace (t: Test): Promise<FirstWorkspace> {
  const { url, adminUrl } = await testDatabase(t)
  const statements: string[] = []
  const database = connect({ url, onStatement: text => { if (!text.includes('pg_catalog.pg_type')) statements.push(text) } })
  t.teardown(() => database.close())
  const ownerToken = await firstStart(database, { now: NOW, newId: uuidv7 })
  if (!ownerToken) throw new Error('The database of this test is not new.')
  return { database, adminUrl, url, ownerToken, owner: await actAsOwner({ database }, 'personal'), statements }
}

/** What a request of this actor hands to an operation. */
export function requestOf (t: Test, database: Database, actor: Actor, given: Partial<OperationContext> = {}): OperationContext {
  const reading = openReading(database, actor.workspaceId)
  t.teardown(() => reading.end())
  return { database, reading, actor, requestId: 'req-1', idempotencyKey: null, now: NOW, newId: uuidv7, cipher: CIPHER, ...given }
}

/** A new member of the actor's workspace, with all scopes. */
export async function memberWith (database: Database, { workspaceId }: Actor, name: string, role: Role): Promise<Actor> {
  const memberId = uuidv7()
  await inWorkspace(database, workspaceId, db => insertMember(db, { id: memberId, name, role, createdAt: NOW }))
  return { workspaceId, memberId, tokenId: null, name, role, scopes: ['admin'] }
}
