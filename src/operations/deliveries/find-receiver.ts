import type { Database } from '../../database/connect.ts'
import { findIntegrationAt } from '../../database/integrations/receive.ts'
import type { Provider } from '../../domain/integrations/integration.ts'
import type { Cipher } from '../integrations/cipher.ts'

const REMEMBERED_MS = 2_000
const MOST_REMEMBERED = 1_000

/** Who receives at an address, with secrets as the provider has them. */
export interface Receiver {
  readonly id: string
  readonly workspaceId: string
  readonly provider: Provider
  readonly version: number
  readonly secret: string
  /** Good until then (epoch milliseconds), while the provider is told of the other one. */
  readonly previous: { readonly secret: string, readonly until: number } | null
}

/** The secrets that are good at that instant, the present one first. */
export function secretsAt ({ secret, previous }: Receiver, now: number): string[] {
  return previous !== null && now < previous.until ? [secret, previous.secret] : [secret]
}

export interface Receivers {
  /** Who receives there, as it was two seconds ago at the longest; null where nobody does. */
  find (id: string): Promise<{ readonly receiver: Receiver, readonly isFresh: boolean } | null>
  /** Who receives there now. */
  findAnew (id: string): Promise<Receiver | null>
}

/**
 * Finds receivers, and remembers those that were found last: a provider that sends much costs no statement more for each. Whoever writes
 * for one says for which version of it, and so finds out about a change.
 */
export function receiversOf ({ database, cipher, now }: { readonly database: Database, readonly cipher: Cipher, readonly now: () => number }): Receivers {
  const remembered = new Map<string, { readonly receiver: Receiver, readonly at: number }>()

  async function findAnew (id: string): Promise<Receiver | null> {
    const at = now()
    const found = await findIntegrationAt(database, id)
    remembered.delete(id)
    if (!found) return null
    const { secret, previousSecret, previousUntil, ...rest } = found
    const receiver = {
      ...rest,
      id,
      secret: cipher.open(secret, id),
      previous: previousSecret !== null && previousUntil !== null && at < previousUntil ? { secret: cipher.open(previousSecret, id), until: previousUntil } : null
    }
    remembered.set(id, { receiver, at })
    if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!)
    return receiver
  }

  return {
    findAnew,
    async find (id) {
      const known = remembered.get(id)
      // A clock that was set back makes nothing young again.
      if (!known || Math.abs(now() - known.at) >= REMEMBERED_MS) {
        const receiver = await findAnew(id)
        return receiver && { receiver, isFresh: true }
      }
      // Taken out and put back, so that the map is in the order of use.
      remembered.delete(id)
      remembered.set(id, known)
      return { receiver: known.receiver, isFresh: false }
    }
  }
}
