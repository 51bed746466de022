import { setTimeout as wait } from 'node:timers/promises'
import { isRetryable } from '../database/errors.ts'

const MOST_ATTEMPTS = 5
const PAUSE_MS = 5

/**
 * What `work`, a transaction, comes to; it is run again where it met another one's changes. It changes nothing but the database. Rejects with
 * the last error where that goes on.
 */
export async function retried<T> (work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isRetryable(error)) throw error
      // Those that have met would meet again if all of them went on at once.
      await wait(Math.random() * PAUSE_MS * 2 ** attempt)
    }
  }
}
