import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { openReading } from '../../src/database/tenancy.ts'
import type { Actor } from '../../src/domain/actor.ts'
import { listAllContacts, type ContactListing, type ListContactsInput } from '../../src/operations/contacts/find-contacts.ts'
import { pagesOf, readPlan, type Ran } from '../../test/database/support/plans.ts'
import { median } from '../support/median.ts'

/** A statement that is run for the sixth time may be planned without a look at its parameters. */
const WARM_UPS = 6
const RUNS = 3

/** What a list has cost: pages of 8 kB touched, in memory or not, and milliseconds. */
export interface Cost {
  readonly pages: number
  readonly ms: number
  readonly rows: number
}

export interface Meter {
  /** Lists as the server does, over one connection, until its plans have settled. */
  readonly cost: (actor: Actor, input: ListContactsInput, now: number) => Promise<Cost>
  /** What else a listing can be asked for. */
  readonly ask: <T>(actor: Actor, input: ListContactsInput, now: number, question: (listing: ContactListing) => Promise<T> | T) => Promise<T>
  readonly close: () => Promise<void>
}

/** Measures over a database that tells its plans, as the server's own role. */
export function openMeter (url: string): Meter {
  const ran: Ran[] = []
  const database = connect({ url, max: 1, statementTimeoutMs: 60_000, onNotice: notice => ran.push(...[readPlan(notice) ?? []].flat()) })
  const ask: Meter['ask'] = async (actor, input, now, question) => {
    const reading = openReading(database, actor.workspaceId)
    try {
      return await question(await listAllContacts({ database, reading, actor, requestId: 'bench', idempotencyKey: null, now, newId: uuidv7 }, input))
    } finally {
      // The plan of a statement is told when the next one comes, or the end.
      await reading.end()
    }
  }
  return {
    ask,
    close: database.close,
    async cost (actor, input, now) {
      const times: number[] = []
      let rows = 0
      for (let run = 0; run < WARM_UPS + RUNS; run++) {
        ran.length = 0
        const start = performance.now()
        rows = await ask(actor, input, now, ({ page }) => page.items.length)
        times.push(performance.now() - start)
      }
      return { pages: pagesOf(listOf(ran)), ms: median(times.slice(WARM_UPS)), rows }
    }
  }
}

/** The statement of the list; what a search runs within a function is in its pages. */
function listOf (ran: readonly Ran[]): Ran {
  const [list, ...others] = ran.filter(({ text }) => text.includes('order by p.key'))
  if (!list || others.length > 0) throw new Error(`A list is one statement, not ${others.length + (list ? 1 : 0)}.`)
  return list
}
