import { uuidv7 } from 'uuidv7'
import type { Database } from '../../src/database/connect.ts'
import { insertContacts } from '../../src/database/contacts/contacts.ts'
import { insertIdentities } from '../../src/database/contacts/identities.ts'
import { analyzeTables } from '../../src/database/statistics.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { identityKey } from '../../src/domain/contacts/contact.ts'
import { crowd } from '../../test/domain/duplicates/crowd.ts'

const ROWS = 2000

/** Fills a workspace with made-up contacts, some of them there twice; an identity that two would hold is the first one's. */
export async function fillDoubles (database: Database, workspaceId: string, count: number): Promise<void> {
  const now = Date.now()
  const held = new Set<string>()
  const contacts = crowd(count).map(({ name, organization, title, identities }) => ({
    id: uuidv7(),
    name,
    organization,
    title,
    notes: null,
    tags: [],
    targetDays: null,
    paused: false,
    version: 1,
    createdAt: now,
    updatedAt: now,
    identities: identities.filter(identity => !held.has(identityKey(identity)) && held.add(identityKey(identity)))
  }))
  for (let at = 0; at < contacts.length; at += ROWS) {
    const some = contacts.slice(at, at + ROWS)
    await inWorkspace(database, workspaceId, async db => {
      await insertContacts(db, some)
      await insertIdentities(db, some.flatMap(({ id: contactId, identities }) => identities.map(({ kind, normalized }, position) =>
        ({ id: uuidv7(), contactId, kind, value: normalized, normalized, label: null, isPrimary: position === 0, position }))))
    })
  }
  await inWorkspace(database, workspaceId, analyzeTables)
}
