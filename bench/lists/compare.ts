import postgres from 'postgres'
import type { Actor } from '../../src/domain/actor.ts'
import { casesOf, MOST_TIMES, ORDER_FIELDS, PAGE, type Case } from './cases.ts'
import { placeAfter } from './deep.ts'
import { openMeter, type Cost, type Meter } from './measure.ts'

/** Two workspaces of one database, and how many contacts they have. */
export interface Workspaces {
  readonly small: Actor
  readonly few: number
  readonly large: Actor
  readonly many: number
  readonly now: number
}

const DEEP_PAGES = 1_000

/** Prints what each list costs in the small workspace and in the large one, and far down beside the first page; whether all is within bounds. */
export async function compareLists ({ url, adminUrl }: { readonly url: string, readonly adminUrl: string }, workspaces: Workspaces): Promise<boolean> {
  const { small, few, large, many, now } = workspaces
  const meter = openMeter(url)
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    const results: boolean[] = []
    console.log(`At ${few} and at ${many} contacts`)
    for (const each of casesOf(now)) {
      const [before, after] = [await meter.cost(small, each.input, now), await meter.cost(large, each.input, now)]
      results.push(tell(each.name, before, after, await mostPages(each, before, meter, workspaces)))
    }
    console.log(`The first page, and one after ${DEEP_PAGES} pages, at ${many} contacts`)
    for (const field of ORDER_FIELDS) {
      const orderBy = { field, direction: 'DESC' } as const
      const place = await placeAfter(admin, large.workspaceId, field, Math.min(many / 2, DEEP_PAGES * PAGE))
      const after = await meter.ask(large, { first: 1, orderBy }, now, listing => listing.cursorOf(place))
      const first = await meter.cost(large, { first: PAGE, orderBy }, now)
      results.push(tell(`order ${field} DESC`, first, await meter.cost(large, { first: PAGE, after, orderBy }, now), first.pages * MOST_TIMES))
    }
    return results.every(Boolean)
  } finally {
    await admin.end({ timeout: 5 })
    await meter.close()
  }
}

/** How many pages a list may read in the large workspace. */
async function mostPages ({ input, bar }: Case, { pages }: Cost, meter: Meter, { small, large, now }: Workspaces): Promise<number> {
  if (typeof bar === 'number') return bar
  if (bar === 'FLAT') return pages * MOST_TIMES
  const count = (actor: Actor): Promise<number> => meter.ask(actor, input, now, listing => listing.count())
  return pages * MOST_TIMES * await count(large) / await count(small)
}

function tell (name: string, before: Cost, after: Cost, most: number): boolean {
  const isWithin = after.pages <= most && after.rows > 0
  console.log([
    name.padEnd(34),
    `${before.pages} → ${after.pages} pages (${(after.pages / before.pages).toFixed(2)}), at most ${Math.floor(most)}`.padEnd(46),
    `${before.ms.toFixed(1)} → ${after.ms.toFixed(1)} ms (${(after.ms / before.ms).toFixed(2)})`.padEnd(28),
    `${before.rows} → ${after.rows} rows`.padEnd(16),
    isWithin ? 'ok' : 'FAILED'
  ].join(' '))
  return isWithin
}
