import { randomBytes } from 'node:crypto'
import type { Database } from '../../src/database/connect.ts'
import { openReading } from '../../src/database/tenancy.ts'
import type { OperationContext } from '../../src/operations/context.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import { logInteractions, type LogInteractionInput } from '../../src/operations/interactions/log-interactions.ts'
import { upsertContacts } from '../../src/operations/contacts/upsert-contacts.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { uuidv7 } from 'uuidv7'

const CHANNELS = ['EMAIL', 'EMAIL', 'EMAIL', 'PHONE_CALL', 'MEAL', 'DIRECT_MESSAGE', 'COMMENT'] as const
const DIRECTIONS = ['INBOUND', 'OUTBOUND', 'MUTUAL'] as const
const DAY_MS = 86_400_000
const ROWS = 500

/** Fills a workspace with contacts of two identities and a year of interactions, through the operations, the same each time. */
export async function fill (database: Database, actor: Actor, contacts: number, interactionsEach: number, now: number): Promise<void> {
  const ctx: OperationContext = { database, reading: openReading(database, actor.workspaceId), actor, requestId: 'bench', idempotencyKey: null, now, newId: uuidv7, cipher: cipherOf([randomBytes(32)]) }
  const people = Array.from({ length: contacts }, (_, index) => ({
    name: `Person ${index} of the Bench`,
    organization: `Organization ${index % 97}`,
    title: 'Engineer',
    tags: [`tag ${index % 7}`, `tag ${index % 11}`],
    identities: [
      { kind: 'EMAIL' as const, value: `person${index}@example.org`, isPrimary: true },
      { kind: 'GITHUB' as const, value: `person-${index}` }
    ]
  }))
  for (let at = 0; at < people.length; at += ROWS) await upsertContacts(ctx, { contacts: people.slice(at, at + ROWS) })
  const total = contacts * interactionsEach
  const rows = Array.from({ length: total }, (_, index): LogInteractionInput => {
    const person = (index * 7919) % contacts
    return {
      channel: CHANNELS[index % CHANNELS.length]!,
      direction: DIRECTIONS[(index * 31) % DIRECTIONS.length]!,
      occurredAt: now - Math.floor((1 - index / total) * 365 * DAY_MS),
      subject: `About matter ${index}`,
      participants: [{ identity: { kind: 'EMAIL', value: `person${person}@example.org` } }]
    }
  })
  for (let at = 0; at < rows.length; at += ROWS) await logInteractions(ctx, { interactions: rows.slice(at, at + ROWS) })
}
