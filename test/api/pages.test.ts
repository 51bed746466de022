import fc from 'fast-check'
import t from 'tap'
import { testApp, type TestApp } from '../support/app.ts'
import { ada, add, daysAgo, linus, log, type Person } from '../support/people.ts'

interface Asked { orderBy: object & { direction: string }, filter: object | null, size: number, forward: boolean }
interface Walk { ids: string[], pages: { hasNextPage: boolean, hasPreviousPage: boolean }[] }

const ORDERS = ['QUALITY', 'WARMTH', 'NAME', 'LAST_INTERACTION_AT', 'CREATED_AT', 'DUE_AT'].flatMap(field => ['ASC', 'DESC'].map(direction => ({ field, direction })))
const FILTERS = [null, { tags: ['even'] }, { dueState: ['NO_CADENCE', 'ON_TRACK'] }, { band: ['INSUFFICIENT_EVIDENCE'] }, { lastInteractionAt: { from: daysAgo(25) } }]

t.test('a walk in either direction sees each contact once, in order, whatever is added meanwhile', async t => {
  const app = await testApp(t)
  await crowd(app)
  let added = 0
  const more = () => add(app, [{ name: `Newcomer ${++added}`, tags: ['even'] }])
  // In the order of the list, all that was there before; newcomers may turn up anywhere or not at all.
  await fc.assert(fc.asyncProperty(
    fc.record({ orderBy: fc.constantFrom(...ORDERS), filter: fc.constantFrom(...FILTERS), size: fc.integer({ min: 4, max: 17 }), forward: fc.boolean() }),
    async ({ orderBy, filter, size, forward }: Asked) => {
      const whole = await list(app, { first: 100, filter, orderBy })
      const { ids, pages } = await walk(app, { filter, orderBy }, size, forward, more)
      const old = ids.filter(id => whole.includes(id))
      if (old.join() !== whole.join()) throw new Error(`${old.join()} is not ${whole.join()}`)
      if (new Set(ids).size !== ids.length) throw new Error('A contact came twice.')
      const inner = pages.slice(1, -1)
      if (!inner.every(each => each.hasNextPage && each.hasPreviousPage)) throw new Error('There is no more from the middle.')
      const [start, end] = forward ? [pages[0], pages.at(-1)] : [pages.at(-1), pages[0]]
      if (start?.hasPreviousPage || end?.hasNextPage) throw new Error('There is something beyond the ends.')
    }
  ), { numRuns: 30, examples: ORDERS.map((orderBy): [Asked] => [{ orderBy, filter: null, size: 7, forward: orderBy.direction === 'ASC' }]) })
  t.ok(added >= 12, `${added} were added meanwhile`)
})

t.test('each order is what its name says', async t => {
  const app = await testApp(t)
  await crowd(app)
  const nodes = async (field: string) => (await app.query(`{ contacts(first: 100, orderBy: { field: ${field}, direction: ASC }) {
    nodes { name createdAt lastInteractionAt cadence { dueAt } quality { score warmth { score } } } } }`)).data.contacts.nodes
  const keys: Record<string, (node: Record<string, any>) => string | number> = {
    NAME: node => node.name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, ''),
    CREATED_AT: node => node.createdAt,
    LAST_INTERACTION_AT: node => node.lastInteractionAt ?? '',
    DUE_AT: node => node.cadence.dueAt ?? '9',
    QUALITY: node => node.quality.score ?? -1,
    WARMTH: node => node.quality.warmth.score ?? -1
  }
  for (const [field, key] of Object.entries(keys)) {
    const found = (await nodes(field)).map(key)
    t.equal(found.length, 40)
    t.ok(new Set(found).size > 3, `${field} tells them apart`)
    t.strictSame(found, [...found].sort((a, b) => a < b ? -1 : a > b ? 1 : 0), field)
  }
  const { data } = await app.query('{ best: contacts(first: 100) { nodes { id } orderAsOf } named: contacts(first: 100, orderBy: { field: QUALITY, direction: DESC }) { nodes { id } } none: contacts(first: 100, orderBy: null) { nodes { id } } }')
  t.strictSame(data.best.nodes, data.named.nodes, 'best first where nobody says otherwise')
  t.strictSame(data.none.nodes, data.named.nodes)
  t.equal(data.best.orderAsOf, '2026-03-01T12:00:00.000Z')
})

t.test('a client may turn round anywhere', async t => {
  const app = await testApp(t)
  await crowd(app)
  const order = { orderBy: { field: 'NAME', direction: 'ASC' } }
  const all = await list(app, { first: 100, ...order })
  const middle = await connection(app, { first: 5, after: (await connection(app, { first: 10, ...order })).pageInfo.endCursor, ...order })
  t.strictSame(ids(middle), all.slice(10, 15))
  t.match(middle.pageInfo, { hasNextPage: true, hasPreviousPage: true, startCursor: middle.edges[0].cursor, endCursor: middle.edges[4].cursor })
  const { startCursor, endCursor } = middle.pageInfo
  for (const [page, from, to, hasPreviousPage, hasNextPage] of [
    [{ last: 3, before: startCursor }, 7, 10, true, true],
    [{ last: 100, before: startCursor }, 0, 10, false, true],
    [{ first: 100, before: startCursor }, 0, 10, false, true],
    [{ first: 4, before: startCursor }, 0, 4, false, true],
    [{ first: 100, after: endCursor }, 15, 40, true, false],
    [{ last: 100, after: endCursor }, 15, 40, true, false],
    [{ last: 4, after: endCursor }, 36, 40, true, false],
    [{ first: 100, after: startCursor, before: endCursor }, 11, 14, true, true],
    [{ last: 2, after: startCursor, before: endCursor }, 12, 14, true, true],
    [{ last: 40 }, 0, 40, false, false], [{ first: 40 }, 0, 40, false, false], [{ first: 39 }, 0, 39, false, true], [{ last: 39 }, 1, 40, true, false],
    [{ first: null, last: null }, 0, 20, false, true], [{}, 0, 20, false, true]
  ] as const) {
    const found = await connection(app, { ...page, ...order })
    t.strictSame(ids(found), all.slice(from, to), JSON.stringify(page).replaceAll(/"[\w=+/]{40,}"/g, '…'))
    t.match(found.pageInfo, { hasPreviousPage, hasNextPage })
  }
  const empty = await connection(app, { first: 5, after: endCursor, before: startCursor, ...order })
  t.strictSame([empty.edges, empty.nodes, empty.totalCount], [[], [], 40])
  t.match(empty.pageInfo, { startCursor: null, endCursor: null })
})

t.test('an empty list has no pages before or after it', async t => {
  const { query } = await testApp(t)
  const page = { edges: [], nodes: [], totalCount: 0, pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } }
  const PAGE = '{ edges { cursor } nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }'
  t.strictSame(await query(`{ a: contacts ${PAGE} b: contacts(last: 3) ${PAGE} c: contacts(search: "x") ${PAGE} d: interactions ${PAGE} e: interactions(last: 3) ${PAGE} }`), { data: { a: page, b: page, c: page, d: page, e: page } })
})

t.test('a page has 1 to 100 items, counted from one end', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const lists = ['contacts(%) { nodes { id } }', 'interactions(%) { nodes { id } }', `contact(id: "${id}") { interactions(%) { nodes { id } } }`]
  for (const place of lists) {
    for (const [args, variables] of [['first: 0'], ['first: 101'], ['last: -1'], ['last: 0'], ['first: 1, last: 1'], ...[0, 101, -1, 2 ** 31 - 1].flatMap(n => [['first: $n', n], ['last: $n', n]] as const), ['first: $n, last: $n', 5]] as [string, number?][]) {
      const query = `query ${variables === undefined ? '' : '($n: Int)'} { ${place.replace('%', args)} }`
      const { status, body } = await app.post(query, { n: variables })
      t.equal(status, 400, `${query} ${variables}`)
      t.match(body, { errors: [{ extensions: { code: 'INVALID', fields: [{ path: /\w/ }] } }] })
      t.notOk('data' in body)
    }
    for (const variables of [{ n: 1 }, { n: 100 }, { n: null }, {}]) {
      t.equal((await app.query(`query ($n: Int) { ${place.replace('%', 'first: $n')} }`, variables)).errors, undefined)
    }
  }
})

t.test('a cursor is good in its own list and order alone', async t => {
  const app = await testApp(t)
  await crowd(app)
  const cursors = new Map<string, string>()
  for (const orderBy of ORDERS) cursors.set(JSON.stringify(orderBy), (await connection(app, { first: 1, orderBy })).pageInfo.endCursor)
  const refused = { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'after', message: 'is not a cursor of this list in this order; take one from its edges or pageInfo.' }] } }] }
  const ask = (variables: object) => app.query('query ($after: String, $orderBy: ContactOrder, $search: String) { contacts(first: 1, after: $after, orderBy: $orderBy, search: $search) { nodes { id } } }', variables)
  for (const orderBy of ORDERS) {
    for (const [of, after] of cursors) {
      const answer = await ask({ after, orderBy })
      if (of === JSON.stringify(orderBy)) t.equal(answer.errors, undefined)
      else t.match(answer, refused)
    }
  }
  const [first = ''] = cursors.values()
  for (const after of ['', ' ', 'x', '💥', 'AAAA', first.slice(1), first.slice(0, -4), `${first}x`, first.toLowerCase()]) t.match(await ask({ after, orderBy: ORDERS[0] }), refused, after)
  t.match(await app.query('query ($after: String) { interactions(after: $after) { nodes { id } } }', { after: first }), refused)
  t.match(await ask({ after: first, orderBy: null, search: 'person' }), refused, 'relevance is another order')
})

t.test('a contact\'s own interactions are walked like any list', async t => {
  const app = await testApp(t)
  const [id = '', other = ''] = await add(app, [ada, linus])
  // Several at one instant, so that the id has to tell them apart.
  await log(app, Array.from({ length: 23 }, (_, index) => ({ with: index % 5 ? [id] : [id, other], occurredAt: daysAgo(Math.floor(index / 4)), channel: index % 2 ? 'EMAIL' : 'MEAL', direction: 'MUTUAL' })))
  const PAGE = '{ totalCount nodes { id occurredAt } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }'
  for (const filter of [null, { channel: ['EMAIL'] }]) {
    const ask = async (args: object) => (await app.query(`query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: InteractionFilter) {
      contact(id: $id) { interactions(first: $first, after: $after, last: $last, before: $before, filter: $filter) ${PAGE} } }`, { id, filter, ...args })).data.contact.interactions
    const whole = await ask({ first: 100 })
    t.equal(whole.totalCount, whole.nodes.length)
    t.strictSame(whole.nodes.map((each: { occurredAt: string }) => each.occurredAt), whole.nodes.map((each: { occurredAt: string }) => each.occurredAt).sort().reverse(), 'newest first')
    const forward: object[] = []
    for (let page = await ask({ first: 5 }); ; page = await ask({ first: 5, after: page.pageInfo.endCursor })) {
      t.equal(page.pageInfo.hasPreviousPage, forward.length > 0)
      forward.push(...page.nodes)
      if (!page.pageInfo.hasNextPage) break
    }
    t.strictSame(forward, whole.nodes)
    const backward: object[] = []
    for (let page = await ask({ last: 4 }); ; page = await ask({ last: 4, before: page.pageInfo.startCursor })) {
      t.equal(page.pageInfo.hasNextPage, backward.length > 0)
      backward.unshift(...page.nodes)
      if (!page.pageInfo.hasPreviousPage) break
    }
    t.strictSame(backward, whole.nodes)
  }
})

/** Forty people, with ties in every order. */
async function crowd (app: TestApp): Promise<void> {
  for (let batch = 0; batch < 4; batch++) {
    const people = await add(app, Array.from({ length: 10 }, (_, index): Person => ({
      name: ['Ångström', 'Émilie', 'zoe', 'Ada', 'ada', 'Bo'][index % 6] + (index % 3 ? '' : ` ${batch}`),
      tags: index % 2 ? ['odd'] : ['even'],
      ...index % 4 === 0 && { cadenceDays: 7 * (1 + index % 3) }
    })))
    app.clock.now += 60_000
    await log(app, people.flatMap((id, index) => Array.from({ length: index % 5 }, (_, round) => ({
      with: [id], occurredAt: daysAgo(20 * round + index + batch), channel: round % 2 ? 'EMAIL' : 'PHONE_CALL', direction: round % 2 ? 'INBOUND' : 'OUTBOUND'
    }))))
  }
  app.clock.now -= 4 * 60_000
}

async function connection ({ query }: TestApp, args: object) {
  const { data, errors } = await query(`query ($first: Int, $after: String, $last: Int, $before: String, $filter: ContactFilter, $orderBy: ContactOrder) {
    contacts(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      edges { cursor node { id } } nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, args)
  if (errors) throw new Error(JSON.stringify(errors))
  return data.contacts
}

function ids ({ nodes }: { nodes: { id: string }[] }): string[] {
  return nodes.map(({ id }) => id)
}

async function list (app: TestApp, args: object): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = null; ;) {
    const page: { nodes: { id: string }[], pageInfo: { hasNextPage: boolean, endCursor: string } } = await connection(app, { ...args, after })
    ids.push(...page.nodes.map(({ id }) => id))
    if (!page.pageInfo.hasNextPage) return ids
    after = page.pageInfo.endCursor
  }
}

async function walk (app: TestApp, args: object, size: number, forward: boolean, between: () => Promise<unknown>): Promise<Walk> {
  const seen: Walk = { ids: [], pages: [] }
  for (let place = {}; ;) {
    const { nodes, pageInfo } = await connection(app, { ...args, ...forward ? { first: size } : { last: size }, ...place })
    const found = nodes.map(({ id }: { id: string }) => id)
    seen.ids = forward ? [...seen.ids, ...found] : [...found, ...seen.ids]
    seen.pages.push(pageInfo)
    if (!(forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return seen
    place = forward ? { after: pageInfo.endCursor } : { before: pageInfo.startCursor }
    if (seen.pages.length === 2) await between()
  }
}
