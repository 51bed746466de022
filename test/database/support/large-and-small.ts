import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { connect, type Database } from '../../../src/database/connect.ts'
import type { Actor } from '../../../src/domain/actor.ts'
import { actAsOwner } from '../../../src/operations/members/act-as-owner.ts'
import { firstStart } from '../../../src/operations/workspaces/first-start.ts'
import { filledDatabase, type TestDatabase } from '../../support/postgres.ts'
import { fillCrowds } from './crowd.ts'
import { otherWorkspace } from './two-workspaces.ts'

/** Contacts of the small workspace, and of the large one: with half of them it would be best to read the table of contacts from end to end. */
export const FEW = 2_000
export const MANY = 20_000
const INTERACTIONS_EACH = 3

/** A database with two workspaces that differ in nothing but their size, and what they are asked as. */
export interface LargeAndSmall extends TestDatabase {
  readonly database: Database
  readonly large: Actor
  readonly small: Actor
}

/** A clone of the one crowd that all tests of plans look at. */
export async function largeAndSmall (): Promise<LargeAndSmall> {
  const { url, adminUrl } = await filledDatabase(t, 'crowds', fill)
  const database = connect({ url })
  t.teardown(() => database.close())
  return { database, url, adminUrl, large: await actAsOwner({ database }, 'personal'), small: await actAsOwner({ database }, 'small') }
}

async function fill ({ url, adminUrl }: TestDatabase): Promise<void> {
  const database = connect({ url, max: 1 })
  try {
    await firstStart(database, { now: Date.now(), newId: uuidv7 })
    const [large, small] = [await actAsOwner({ database }, 'personal'), await otherWorkspace(database, 'small')]
    await fillCrowds(adminUrl, [
      { workspaceId: large.workspaceId, contacts: MANY, interactionsEach: INTERACTIONS_EACH },
      { workspaceId: small.workspaceId, contacts: FEW, interactionsEach: INTERACTIONS_EACH }
    ])
  } finally {
    await database.close()
  }
}
