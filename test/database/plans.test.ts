import type { Test } from 'tap'
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
import { largeAndSmall, MANY } from './support/large-and-small.ts'
import { assertCostsTheSame, assertIndexed, planRuns } from './support/plan-runs.ts'
import { pagesOf, tablesReadWhole } from './support/plans.ts'
import type { Work } from './support/runs.ts'

const PAGE = 50

const sizes = await largeAndSmall()
const { large } = sizes
const { test, statementsOf } = await planRuns(sizes)

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
        const statements = (await statementsOf(large, async ctx => beyond(await listAllContacts(ctx, { ...page, orderBy }), after))).slice(-1)
        t.equal(statements.length, 1)
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
      const places = (await ids(ctx)).map(contactId => ({ ...newest, ownerId: contactId }))
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
  const statements = await statementsOf(large, async ctx => findGiveIdeas(ctx, (await listAllContacts(ctx, { first: PAGE })).page.items.map(({ item }) => item)))
  assertIndexed(t, statements, PAGE * 24)
  // Of each contact's two tags twelve people are looked at: a few pages for each, and no more in a larger workspace.
  for (const statement of statements) t.ok(pagesOf(statement) <= PAGE * 24 * 7, `${pagesOf(statement)} pages`)
})

test('a search looks at what it finds, and not at the workspace', async t => {
  for (const search of ['mail777@example.org', '0151 0000 0777', 'barbara lovelase', `mail ${MANY - 1}`, 'nobody at all']) {
    const statements = await statementsOf(large, async ctx => listAllContacts(ctx, { first: PAGE, search }))
    assertIndexed(t, statements, 200)
    for (const statement of statements) t.ok(pagesOf(statement) <= 3_000, `${search}: ${pagesOf(statement)} pages`)
  }
})

test('a search for what everybody resembles and nobody has ends after the first thousands', async t => {
  const statements = await statementsOf(large, async ctx => listAllContacts(ctx, { first: PAGE, search: 'org 777' }))
  assertIndexed(t, statements, 5_000)
})

test('a search that finds more than anybody reads costs the page, beside the finding of it', async t => {
  const statements = await statementsOf(large, async ctx => listAllContacts(ctx, { first: PAGE, search: 'ada' }))
  const outer = statements.find(({ text }) => text.includes('app.search_contacts'))
  const inner = statements.find(({ text }) => text.includes('app.contact_search'))
  if (!outer || !inner) throw new Error('The search was not told of.')
  t.strictSame(statements.flatMap(tablesReadWhole), [])
  t.ok(pagesOf(outer) - pagesOf(inner) < 2_500, `${pagesOf(outer)} pages, ${pagesOf(inner)} of them in the search`)
})

test('a filter that few contacts fit begins with those', async t => {
  const filters: Record<string, ListContactsInput['filter']> = { tag: { tags: ['Tag 7'] }, organization: { organization: 'ORG 7' } }
  for (const [name, filter] of Object.entries(filters)) {
    const statements = await statementsOf(large, async ctx => listAllContacts(ctx, { first: PAGE, filter }))
    t.strictSame(statements.flatMap(tablesReadWhole), [], name)
    for (const statement of statements) t.ok(pagesOf(statement) <= 4_000, `${name}: ${pagesOf(statement)} pages`)
  }
})

async function costsTheSame (t: Test, name: string, work: Work): Promise<void> {
  await assertCostsTheSame(t, name, sizes, actor => statementsOf(actor, work), { pages: 4 * PAGE, rowsSorted: 4 * PAGE })
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
