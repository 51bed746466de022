import postgres from 'postgres'
import type { Actor } from '../../src/domain/actor.ts'
import type { OperationContext } from '../../src/operations/context.ts'
import { listAllContacts, type ListContactsInput } from '../../src/operations/contacts/find-contacts.ts'
import type { Ran } from '../../test/database/support/plans.ts'
import { casesOf, MOST_TIMES, ORDER_FIELDS, PAGE, type Case } from './cases.ts'
import { placeAfter } from './deep.ts'
import type { Cost, Meter } from './measure.ts'
import { tell } from './tell.ts'

/** Two workspaces of one database, and how many contacts they have. */
export interface Workspaces {
  readonly small: Actor
  readonly few: number
  readonly large: Actor
  readonly many: number
}

const DEEP_PAGES = 1_000

/** Prints what each list of contacts costs in the small workspace and in the large one, and far down beside the first page; whether all is within bounds. */
export async function compareLists (meter: Meter, adminUrl: string, workspaces: Workspaces, now: number): Promise<boolean> {
  const { small, few, large, many } = workspaces
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  const cost = (actor: Actor, input: ListContactsInput): Promise<Cost> => meter.cost(actor, async ctx => (await listAllContacts(ctx, input)).page.items.length, listAlone)
  try {
    const results: boolean[] = []
    console.log(`At ${few} and at ${many} contacts`)
    for (const each of casesOf(now)) {
      const [before, after] = [await cost(small, each.input), await cost(large, each.input)]
      results.push(tell(each.name, before, after, await mostPages(each, before, meter, workspaces)))
    }
    console.log(`The first page, and one after ${DEEP_PAGES} pages, at ${many} contacts`)
    for (const field of ORDER_FIELDS) {
      const orderBy = { field, direction: 'DESC' } as const
      const place = await placeAfter(admin, large.workspaceId, field, Math.min(many / 2, DEEP_PAGES * PAGE))
      const after = await meter.ask(large, async ctx => (await listAllContacts(ctx, { first: 1, orderBy })).cursorOf(place))
      const first = await cost(large, { first: PAGE, orderBy })
      results.push(tell(`order ${field} DESC`, first, await cost(large, { first: PAGE, after, orderBy }), first.pages * MOST_TIMES))
    }
    return results.every(Boolean)
  } finally {
    await admin.end({ timeout: 5 })
  }
}

/** How many pages a list may read in the large workspace. */
async function mostPages ({ input, bar }: Case, { pages }: Cost, meter: Meter, { small, large }: Workspaces): Promise<number> {
  if (typeof bar === 'number') return bar
  if (bar === 'FLAT') return pages * MOST_TIMES
  const count = async (ctx: OperationContext): Promise<number> => (await listAllContacts(ctx, input)).count()
  return pages * MOST_TIMES * await meter.ask(large, count) / await meter.ask(small, count)
}

/** The statement of the list; what a search runs within a function is in its pages. */
function listAlone (statements: readonly Ran[]): readonly Ran[] {
  const lists = statements.filter(({ text }) => text.includes('order by p.key'))
  if (lists.length !== 1) throw new Error(`A list is one statement, not ${lists.length}.`)
  return lists
}
