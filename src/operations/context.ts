import type { Actor } from '../domain/actor.ts'
import type { Database } from '../database/connect.ts'
import type { Reading } from '../database/tenancy.ts'
import type { Cipher } from './integrations/cipher.ts'

/** What every operation takes first: who asks, when, and of which database. One for each request. */
export interface OperationContext {
  readonly database: Database
  /** The snapshot that this request reads from. */
  readonly reading: Reading
  readonly actor: Actor
  readonly requestId: string
  /** The Idempotency-Key header, where one came; made another by nextKey for each further mutation of a document. */
  readonly idempotencyKey: string | null
  /** Epoch milliseconds: one instant for the whole request. */
  readonly now: number
  /** A new UUIDv7. */
  readonly newId: () => string
  /** What secrets in the database are sealed with. */
  readonly cipher: Cipher
}
