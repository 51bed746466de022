import t, { type Test } from 'tap'
import type { Db } from '../../../src/database/tenancy.ts'
import type { Actor } from '../../../src/domain/actor.ts'
import { pagesOf, rowsSorted, tablesReadWhole, tellPlans, type Ran } from './plans.ts'
import { openRuns, RUNS_UNTIL_PLANS_SETTLE, type Run, type Work } from './runs.ts'

/** How PostgreSQL has run what a test asks for, by then with the plans that it keeps. */
export interface PlanRuns {
  /** A test that is skipped where PostgreSQL tells no plans. */
  readonly test: (name: string, work: (t: Test) => Promise<void>) => void
  /** The statements that a request's work has sent, the last of several times. */
  readonly statementsOf: (actor: Actor, work: Work) => Promise<readonly Ran[]>
  /** The statements that a transaction's work has sent, the last of several times. */
  readonly writesOf: (actor: Actor, work: (db: Db) => Promise<unknown>) => Promise<readonly Ran[]>
}

/** Runs works over a database that is filled already: each connection from now on is told its plans. */
export async function planRuns ({ url, adminUrl }: { readonly url: string, readonly adminUrl: string }): Promise<PlanRuns> {
  const isTold = await tellPlans(adminUrl)
  const runs = openRuns(url)
  t.teardown(() => runs.close())
  return {
    statementsOf: (actor, work) => lastOf(() => runs.read(actor, work)),
    writesOf: (actor, work) => lastOf(() => runs.write(actor, work)),
    test (name, work) {
      t.test(name, { skip: isTold ? false : 'this PostgreSQL has no auto_explain' }, work)
    }
  }
}

/** What a statement may cost at most, however large the workspace. */
export interface Bar {
  /** Of 8 kB, where they are more than half as many again as in a small workspace. */
  readonly pages: number
  readonly rowsSorted: number
}

/**
 * Asserts that a work's statements use indexes in both workspaces, and touch at most half as many pages again in the large one as in
 * the small one, where the rows of a page lie closer together, or those of the bar.
 */
export async function assertCostsTheSame (
  t: Test, name: string, { small, large }: { readonly small: Actor, readonly large: Actor }, statementsOf: (actor: Actor) => Promise<readonly Ran[]>, bar: Bar
): Promise<void> {
  const [inSmall, inLarge] = [await statementsOf(small), await statementsOf(large)]
  t.strictSame(inLarge.map(({ text }) => text), inSmall.map(({ text }) => text), `${name}: the same statements`)
  t.ok(inLarge.length > 0, `${name}: there are some`)
  assertIndexed(t, [...inSmall, ...inLarge], bar.rowsSorted)
  inLarge.forEach((statement, index) => {
    const [few, many] = [pagesOf(inSmall[index] ?? statement), pagesOf(statement)]
    t.ok(many <= Math.max(few * 1.5, bar.pages), `${name}, statement ${index}: ${many} pages, and ${few} in the small workspace: ${statement.text}`)
  })
}

/** Asserts that no table is read from end to end, and how many rows are sorted at once at most. */
export function assertIndexed (t: Test, statements: readonly Ran[], mostSorted: number): void {
  for (const statement of statements) {
    t.strictSame(tablesReadWhole(statement), [], statement.text)
    t.ok(rowsSorted(statement) <= mostSorted, `${rowsSorted(statement)} rows sorted: ${statement.text}`)
  }
}

async function lastOf (run: () => Promise<Run<unknown>>): Promise<readonly Ran[]> {
  for (let times = 0; times < RUNS_UNTIL_PLANS_SETTLE; times++) await run()
  return (await run()).statements
}
