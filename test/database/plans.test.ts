import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { openReading } from '../../src/database/tenancy.ts'
import type { ContactOrder } from '../../src/domain/contacts/contact-list.ts'
import { findContacts, findIdentities, listAllContacts, type ListContactsInput, type Listing } from '../../src/operations/contacts/find-contacts.ts'
import { findAsks, findMoves } from '../../src/operations/asks/find-asks.ts'
import { askList } from '../../src/operations/asks/list-asks.ts'
import type { OperationContext } from '../../src/operations/context.ts'
import { findFavorsOfAsks } from '../../src/operations/favors/find-favors.ts'
import { findGiveIdeas } from '../../src/operations/favors/find-give-ideas.ts'
import { favorList } from '../../src/operations/favors/list-favors.ts'
import {
  findParticipants, haveContactInteractionsBeyond, listAllInteractions, listContactInteractions, readInteractionPage
} from '../../src/operations/interactions/find-interactions.ts'
import { firstWorkspace } from '../operations/support/first-workspace.ts'
import { fillCrowds } from './support/crowd.ts'
import { pagesOf, readPlan, rowsSorted, tablesReadWhole, tellPlans, type Ran } from './support/plans.ts'
import { otherWorkspace } from './support/two-workspaces.ts'

const FEW = 2_000
const MANY = 20_000
const PAGE = 50
/** A statement that is run for the sixth time may be planned without a look at its parameters. */
const RUNS = 7

const { database: first, url, adminUrl, owner } = await firstWorkspace(t)
const small = await otherWorkspace(first, 'small')
await fillCrowds(adminUrl, [
  { workspaceId: owner.workspaceId, contacts: MANY, interactionsEach: 3 },
  { workspaceId: small.workspaceId, contacts: FEW, interactionsEach: 3 }
])
const isTold = await tellPlans(adminUrl)
const ran: Ran[] = []
const database = connect({ url, max: 1, onNotice: notice => ran.push(...readPlan(notice) ? [readPlan(notice) as Ran] : []) })
t.teardown(() => database.close())

const ORDERS: readonly ContactOrder[] = (['QUALITY', 'WARMTH', 'NAME', 'CREATED_AT', 'LAST_INTERACTION_AT', 'DUE_AT'] as const)
  .flatMap(field => [{ field, direction: 'ASC' }, { field, direction: 'DESC' }] as const)

test('a page of contacts in any order is read from the index of the order, and costs what it costs in a small workspace', async t => {
  for (const orderBy of ORDERS) {
    const name = `${orderBy.field} ${orderBy.direction}`
    await costsTheSame(t, `${name}, first`, ctx => listAllContacts(ctx, { first: PAGE, orderBy }))
    await costsTheSame(t, `${name}, last`, ctx => listAllContacts(ctx, { last: PAGE, orderBy }))
    await costsTheSame(t, `${name}, after`, async ctx => listAllContacts(ctx, { first: PAGE, after: await middle(ctx, orderBy), orderBy }))
    await costsTheSame(t, `${name}, before`, async ctx => listAllContacts(ctx, { last: PAGE, before: await middle(ctx, orderBy), orderBy }))
  }
})

test('whether more contacts come is one look into an index, in the middle and at the ends', async t => {
  for (const orderBy of ORDERS) {
    for (const page of [{ first: 1 }, { last: 1 }]) {
      for (const after of [true, false]) {
        const statements = await largest(async ctx => listAllContacts(ctx, { ...page, orderBy }), listing => beyond(listing, after))
        for (const statement of statements) t.ok(pagesOf(statement) <= 10, `${pagesOf(statement)} pages: ${JSON.stringify([orderBy, page, after])}`)
        assertIndexed(t, statements, 1)
      }
    }
  }
})

test('interactions, their participants, and the identities of a page of contacts are looked up', async t => {
  const ids = async (ctx: OperationContext) => (await listAllContacts(ctx, { first: PAGE })).page.items.map(({ item }) => item.id)
  await costsTheSame(t, 'contacts by id', async ctx => findContacts(ctx, await ids(ctx)))
  await costsTheSame(t, 'identities', async ctx => findIdentities(ctx, await ids(ctx)))
  await costsTheSame(t, 'the last five interactions of each', async ctx => {
    const [listing] = await listContactInteractions(ctx, await ids(ctx), {}, readInteractionPage(ctx, { first: 5 }))
    const [newest] = listing?.page.items ?? []
    if (!listing || !newest) throw new Error('The first contact has no interactions.')
    const places = (await ids(ctx)).map(contactId => ({ ...newest.place, contactId }))
    await haveContactInteractionsBeyond(ctx, places, {}, true)
    await haveContactInteractionsBeyond(ctx, places, {}, false)
    await listContactInteractions(ctx, await ids(ctx), {}, readInteractionPage(ctx, { first: 5, after: listing.cursorOf(newest.place) }))
    await listContactInteractions(ctx, await ids(ctx), { channel: ['MEAL'] }, readInteractionPage(ctx, { last: 5 }))
  })
  await costsTheSame(t, 'the interactions of the workspace', async ctx => {
    const listing = await listAllInteractions(ctx, { first: PAGE })
    await beyond(listing, true)
    await beyond(listing, false)
    const last = listing.page.items.at(-1)
    await listAllInteractions(ctx, { first: PAGE, after: last && listing.cursorOf(last.place) })
    await listAllInteractions(ctx, { last: PAGE })
    await findParticipants(ctx, listing.page.items.map(({ item }) => item.id))
  })
})

test('favors and asks are listed from their indexes, of the workspace and of a page of contacts, and so is what to give', async t => {
  const ids = async (ctx: OperationContext) => (await listAllContacts(ctx, { first: PAGE })).page.items.map(({ item }) => item.id)
  for (const [name, list] of [['favors', favorList], ['asks', askList]] as const) {
    await costsTheSame(t, `the ${name} of the workspace`, async ctx => {
      const listing = await list.all(ctx, { first: PAGE })
      await beyond(listing, true)
      await beyond(listing, false)
      const last = listing.page.items.at(-1)
      await list.all(ctx, { first: PAGE, after: last && listing.cursorOf(last.place) })
      await list.all(ctx, { last: PAGE })
      await list.all(ctx, { first: PAGE, filter: { contactId: (await ids(ctx))[0] ?? '' } })
    })
    await costsTheSame(t, `the last five ${name} of each`, async ctx => {
      const listings = await list.of(ctx, await ids(ctx), list.readRequest(ctx, { first: 5 }))
      const newest = listings.flatMap(({ page }) => page.items.map(({ place }) => place))[0]
      if (!newest) throw new Error(`Nobody has ${name}.`)
      const places = (await ids(ctx)).map(contactId => ({ ...newest, contactId }))
      await list.haveBeyond(ctx, places, true)
      await list.haveBeyond(ctx, places, false)
      await list.countOf(ctx, await ids(ctx))
    })
  }
  await costsTheSame(t, 'the moves and the favors of asks', async ctx => {
    const asks = (await askList.all(ctx, { first: 20 })).page.items.map(({ item }) => item.id)
    await findMoves(ctx, asks)
    await findFavorsOfAsks(ctx, asks)
    await findAsks(ctx, asks)
  })
})

test('what to give to a page of contacts is looked up', async t => {
  const statements = await largest(async ctx => findGiveIdeas(ctx, (await listAllContacts(ctx, { first: PAGE })).page.items.map(({ item }) => item)))
  assertIndexed(t, statements, PAGE * 24)
  // Of each contact's two tags twelve people are looked at: a few pages for each, and no more in a larger workspace.
  for (const statement of statements) t.ok(pagesOf(statement) <= PAGE * 24 * 7, `${pagesOf(statement)} pages`)
})

test('a search looks at what it finds, and not at the workspace', async t => {
  for (const search of ['mail777@example.org', '0151 0000 0777', 'barbara lovelase', 'mail 19999', 'nobody at all']) {
    const statements = await largest(async ctx => listAllContacts(ctx, { first: PAGE, search }))
    assertIndexed(t, statements, 200)
    for (const statement of statements) t.ok(pagesOf(statement) <= 3_000, `${search}: ${pagesOf(statement)} pages`)
  }
})

test('a search for what everybody resembles and nobody has ends after the first thousands', async t => {
  const statements = await largest(async ctx => listAllContacts(ctx, { first: PAGE, search: 'org 777' }))
  assertIndexed(t, statements, 5_000)
})

test('a search that finds more than anybody reads costs the page, beside the finding of it', async t => {
  const statements = await largest(async ctx => listAllContacts(ctx, { first: PAGE, search: 'ada' }))
  const outer = statements.find(({ text }) => text.includes('app.search_contacts'))
  const inner = statements.find(({ text }) => text.includes('app.contact_search'))
  if (!outer || !inner) throw new Error('The search was not told of.')
  t.strictSame(statements.flatMap(tablesReadWhole), [])
  t.ok(pagesOf(outer) - pagesOf(inner) < 2_500, `${pagesOf(outer)} pages, ${pagesOf(inner)} of them in the search`)
})

test('a filter that few contacts fit begins with those', async t => {
  const filters: Record<string, ListContactsInput['filter']> = { tag: { tags: ['Tag 7'] }, organization: { organization: 'ORG 7' } }
  for (const [name, filter] of Object.entries(filters)) {
    const statements = await largest(async ctx => listAllContacts(ctx, { first: PAGE, filter }))
    t.strictSame(statements.flatMap(tablesReadWhole), [], name)
    for (const statement of statements) t.ok(pagesOf(statement) <= 4_000, `${name}: ${pagesOf(statement)} pages`)
  }
})

type Work = (ctx: OperationContext) => Promise<unknown>

/**
 * Asserts that a work's statements use indexes, and touch at most half as many pages again in the large workspace as in the small
 * one, where the rows of a page lie closer together, or a handful for each row.
 */
async function costsTheSame (t: Test, name: string, work: Work): Promise<void> {
  const inSmall = await statementsOf(small.workspaceId, work)
  const inLarge = await statementsOf(owner.workspaceId, work)
  t.strictSame(inLarge.map(({ text }) => text), inSmall.map(({ text }) => text), `${name}: the same statements`)
  t.ok(inLarge.length > 0, `${name}: there are some`)
  assertIndexed(t, [...inSmall, ...inLarge], 4 * PAGE)
  inLarge.forEach((statement, index) => {
    const [few, many] = [pagesOf(inSmall[index] ?? statement), pagesOf(statement)]
    t.ok(many <= Math.max(few * 1.5, 4 * PAGE), `${name}, statement ${index}: ${many} pages, and ${few} in a tenth of the workspace`)
  })
}

function assertIndexed (t: Test, statements: readonly Ran[], most: number): void {
  for (const statement of statements) {
    t.strictSame(tablesReadWhole(statement), [], statement.text)
    t.ok(rowsSorted(statement) <= most, `${rowsSorted(statement)} rows sorted: ${statement.text}`)
  }
}

/** What the large workspace is asked, in the last of several runs. */
function largest<T> (work: (ctx: OperationContext) => Promise<T>, then: (result: T) => Promise<unknown> = async () => {}): Promise<Ran[]> {
  return statementsOf(owner.workspaceId, async ctx => then(await work(ctx)), then.length > 0)
}

/** The statements of the last of several runs of `work`; the last one alone where that is what matters. */
async function statementsOf (workspaceId: string, work: Work, lastAlone = false): Promise<Ran[]> {
  for (let run = 1; run <= RUNS; run++) {
    ran.length = 0
    const reading = openReading(database, workspaceId)
    try {
      await work({ database, reading, actor: { ...owner, workspaceId }, requestId: 'r', idempotencyKey: null, now: Date.now(), newId: uuidv7 })
    } finally {
      // The plan of a statement is told when the next one comes, or the end.
      await reading.end()
    }
  }
  const own = ran.filter(({ text }) => /\bapp\.(?!set_workspace)/.test(text))
  return lastAlone ? own.slice(-1) : own
}

async function middle (ctx: OperationContext, orderBy: ContactOrder): Promise<string | undefined> {
  const { page, cursorOf } = await listAllContacts(ctx, { first: 100, orderBy })
  const last = page.items.at(-1)
  return last && cursorOf(last.place)
}

async function beyond ({ page, hasBeyond }: Listing<unknown>, after: boolean): Promise<void> {
  const place = page.items.at(after ? -1 : 0)?.place
  if (!place) throw new Error('The page is empty.')
  await hasBeyond(place, after)
}

function test (name: string, work: (t: Test) => Promise<void>): void {
  t.test(name, { skip: isTold ? false : 'this PostgreSQL has no auto_explain' }, work)
}
