import type { Actor } from '../../src/domain/actor.ts'
import { pagesOf, type Ran } from '../../test/database/support/plans.ts'
import { openRuns, RUNS_UNTIL_PLANS_SETTLE, type Work } from '../../test/database/support/runs.ts'
import { median } from '../support/median.ts'

const RUNS = 3

/** What a work has cost: pages of 8 kB touched, in memory or not, and milliseconds. */
export interface Cost {
  readonly pages: number
  readonly ms: number
  readonly rows: number
}

export interface Meter {
  /** Works as the server does, over one connection, until its plans have settled. The work gives its rows; of its statements those that `choose` gives are counted. */
  readonly cost: (actor: Actor, work: Work<number>, choose?: (statements: readonly Ran[]) => readonly Ran[]) => Promise<Cost>
  /** What else somebody may want to know. */
  readonly ask: <T>(actor: Actor, work: Work<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** Measures over a database that tells its plans, as of `now`. */
export function openMeter (url: string, now: number): Meter {
  const runs = openRuns(url)
  return {
    ask: async (actor, work) => (await runs.read(actor, work, now)).result,
    close: runs.close,
    async cost (actor, work, choose = statements => statements) {
      const times: number[] = []
      for (let run = 0; run < RUNS_UNTIL_PLANS_SETTLE; run++) await runs.read(actor, work, now)
      for (let run = 1; ; run++) {
        const start = performance.now()
        const { result, statements } = await runs.read(actor, work, now)
        times.push(performance.now() - start)
        if (run === RUNS) return { pages: choose(statements).reduce((sum, ran) => sum + pagesOf(ran), 0), ms: median(times), rows: result }
      }
    }
  }
}
