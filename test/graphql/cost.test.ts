import { parse, type GraphQLSchema } from 'graphql'
import t from 'tap'
import { actualCost } from '../../src/graphql/cost/actual-cost.ts'
import { estimate, type Estimate } from '../../src/graphql/cost/cost.ts'
import { planOperation } from '../../src/graphql/cost/plan.ts'
import { coerceVariables } from '../../src/graphql/protocol/variables.ts'
import { buildEdge } from './support/edge.ts'
import { githubSchema, ISSUES_PULL_REQUESTS_COMMENTS, REPOSITORY_ISSUE_LABELS, REPOSITORY_ISSUES } from './support/github-schema.ts'
import { toySchema } from './support/toy-schema.ts'

const toy = toySchema().schema

function sizeOf (schema: GraphQLSchema, query: string, given = {}, operationName?: string): Estimate {
  const document = parse(query)
  const variables = coerceVariables(schema, document, operationName, given)
  return estimate(planOperation(schema, document, operationName, variables), variables)
}

function costOf (query: string, variables = {}): number {
  return sizeOf(toy, query, variables).cost
}

t.test("the numbers of GitHub's documentation come out", t => {
  t.equal(sizeOf(githubSchema, REPOSITORY_ISSUES).nodes, 550)
  t.equal(sizeOf(githubSchema, ISSUES_PULL_REQUESTS_COMMENTS).nodes, 22_060)
  const { requests } = sizeOf(githubSchema, REPOSITORY_ISSUE_LABELS)
  t.equal(requests, 5101)
  t.equal(Math.max(1, Math.round(requests / 100)), 51)
  t.end()
})

t.test('a connection costs 2 and 1 for each item, and what lies below an item as often', t => {
  t.equal(costOf('{ need }'), 1, 'the least that anything costs')
  t.equal(costOf('{ lineage { id name } }'), 1)
  t.equal(costOf('{ people(first: 50) { nodes { id } } }'), 52)
  t.equal(costOf('{ people(first: 50) { edges { cursor node { id } } pageInfo { hasNextPage } totalCount } }'), 52)
  t.equal(costOf('{ people(first: 50) { totalCount } }'), 2)
  t.equal(costOf('{ people(first: 50) { nodes { id } edges { node { id } } } }'), 52, 'items are paid for once')
  t.equal(costOf('{ people(first: 50) { nodes { friends(first: 5) { nodes { id } } } } }'), 2 + 50 * (1 + 2 + 5))
  t.equal(costOf('{ people(first: 10) { nodes { friends(last: 5) { edges { node { pets { id } } } } } } }'), 2 + 10 * (1 + 2 + 5 * (1 + 1)))
  t.equal(costOf('mutation { count { value } }'), 11)
  t.equal(costOf('{ __schema { types { name } } }'), 50)
  t.end()
})

t.test('the schema may weigh a field, and say how long a list is', t => {
  t.equal(costOf('{ people(first: 10) { nodes { score } } }'), 2 + 10 * (1 + 5))
  t.equal(costOf('{ lineage { houses { street } } }'), 1 + 3)
  t.equal(costOf('{ nodes(ids: ["p1", "p2", "p3"]) { id } }'), 3)
  t.equal(costOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['p1', 'p2'] }), 2)
  t.end()
})

t.test('a page size counts wherever it comes from', t => {
  const page = (size: number) => 2 + size
  t.equal(costOf('{ people { nodes { id } } }'), page(20), 'none: 20')
  t.equal(costOf('{ people(first: null) { nodes { id } } }'), page(20))
  t.equal(costOf('query ($n: Int) { people(first: $n) { nodes { id } } }', { n: 7 }), page(7), 'a variable')
  t.equal(costOf('query ($n: Int) { people(first: $n) { nodes { id } } }'), page(20), 'a variable that is not given')
  t.equal(costOf('query ($n: Int = 8) { people(first: $n) { nodes { id } } }'), page(8), "a variable's default")
  t.equal(costOf('{ everybody { nodes { id } } }'), page(50), "the argument's default")
  t.equal(costOf('query ($n: Int) { everybody(first: $n) { nodes { id } } }'), page(50))
  t.equal(costOf('{ ...A } fragment A on Query { all: people(last: 9) { ...B } } fragment B on PersonConnection { nodes { id } }'), page(9), 'in fragments, by an alias')
  t.end()
})

t.test('fields that are asked for several times are paid for once, as they are executed', t => {
  t.equal(costOf('{ ...A ...B } fragment A on Query { people(first: 9) { nodes { id } } } fragment B on Query { people(first: 9) { nodes { name pets { id } } } }'), 2 + 9 * (1 + 1))
  t.equal(costOf('{ a: people(first: 9) { nodes { id } } b: people(first: 9) { nodes { id } } }'), 22)
  t.end()
})

t.test('of the kinds that an object may be, the dearest counts', t => {
  const query = '{ node(id: "p1") { id ... on Person { friends(first: 10) { nodes { id } } } ... on Pet { owner { id } } } }'
  t.equal(costOf(query), 1 + 12)
  t.equal(costOf('{ node(id: "p1") { ... on Node { ... on Pet { owner { pets { id } } } } } }'), 3)
  t.end()
})

t.test('what @skip and @include leave out costs nothing', t => {
  const query = 'query ($with: Boolean = true) { lineage { id friends(first: 9) @include(if: $with) { nodes { id } } pets @skip(if: $with) { id } } }'
  t.equal(costOf(query), 1 + 11)
  t.equal(costOf(query, { with: false }), 2)
  t.equal(costOf('{ lineage { pets @skip(if: true) { id } } }'), 1)
  t.end()
})

t.test('page sizes other than 1 to 100 are refused where they are asked for, and before a resolver runs', async t => {
  const { post, asked } = await buildEdge(t)
  const wrong: [string, object, string][] = [
    ['{ people(first: 0) { totalCount } }', {}, 'people.first'],
    ['{ people(first: 101) { totalCount } }', {}, 'people.first'],
    ['{ people(last: -1) { totalCount } }', {}, 'people.last'],
    ['query ($n: Int) { people(first: $n) { totalCount } }', { n: 1e9 }, 'people.first'],
    ['query ($n: Int = 1000) { people(first: $n) { totalCount } }', {}, 'people.first'],
    ['{ all: people(first: 500) { totalCount } }', {}, 'all.first'],
    ['{ lineage { ...F } } fragment F on Person { friends(first: 101) { nodes { id } } }', {}, 'lineage.friends.first'],
    ['{ people(first: 1) { nodes { f: friends(last: 0) { totalCount } } } }', {}, 'people.nodes.f.last'],
    ['{ people(first: 1, last: 1) { totalCount } }', {}, 'people'],
    ['query ($f: Int, $l: Int) { people(first: $f, last: $l) { totalCount } }', { f: 1, l: 1 }, 'people'],
    ['{ node(id: "p1") { ... on Person { friends(first: 200) { totalCount } } } }', {}, 'node.friends.first']
  ]
  for (const [query, variables, path] of wrong) {
    for (let time = 0; time < 4; time++) {
      const { status, body } = await post({ query, variables })
      t.equal(status, 400)
      t.match(body, { errors: [{ extensions: { code: 'INVALID', fields: [{ path }] } }] }, query)
      t.equal('extensions' in body, false, 'it was not priced')
    }
  }
  t.equal(asked(), 0)
  t.equal((await post({ query: '{ a: people(first: 1) { totalCount } b: people(last: 100) { totalCount } c: people(first: 1, last: null) { totalCount } }' })).status, 200)
})

t.test('of ids there may be none, and not more than 100', async t => {
  const { post } = await buildEdge(t)
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'
  t.strictSame((await post({ query, variables: { ids: [] } })).body.data, { nodes: [] })
  t.equal((await post({ query, variables: { ids: Array.from({ length: 100 }, () => 'p1') } })).status, 200)
  t.match((await post({ query, variables: { ids: Array.from({ length: 101 }, () => 'p1') } })).body, {
    errors: [{ message: 'nodes.ids: ids has to be 0 to 100, and not 101.', extensions: { code: 'INVALID', fields: [{ path: 'nodes.ids' }] } }]
  })
})

t.test('what costs more than 1,000 points is refused before a resolver runs, with its price', async t => {
  const { post, asked } = await buildEdge(t, { rateLimit: 100 })
  const within = await post({ query: '{ people(first: 99) { nodes { friends(first: 7) { nodes { id } } } } }' })
  t.equal(within.body.extensions.cost.requestedQueryCost, 992)
  const before = asked()
  const { status, body } = await post({ query: '{ people(first: 100) { nodes { friends(first: 8) { nodes { id } } } } }' })
  t.equal(status, 400)
  t.equal(asked(), before)
  t.strictSame(body.errors, [{ message: 'The operation costs 1102 points; the limit is 1000. Ask for smaller pages, or for less below them.', extensions: { code: 'TOO_COMPLEX' } }])
  t.match(body.extensions.cost, { requestedQueryCost: 1102, actualQueryCost: null, throttleStatus: { maximumAvailable: 2000, restoreRate: 100 } })
})

t.test('the actual cost counts what came, and is never more than was asked', async t => {
  const { post } = await buildEdge(t)
  const paid = async (query: string) => {
    const { requestedQueryCost, actualQueryCost } = (await post({ query })).body.extensions.cost
    t.ok(actualQueryCost <= requestedQueryCost, query)
    return [requestedQueryCost, actualQueryCost]
  }
  t.strictSame(await paid('{ people(first: 50) { nodes { id } } }'), [52, 52])
  t.strictSame(await paid('{ node(id: "nobody") { id } }'), [1, 1])
  t.strictSame(await paid('{ nodes(ids: ["p1", "nobody", "pet-p1"]) { id } }'), [3, 2])
  t.strictSame(await paid('{ node(id: "pet-p1") { ... on Person { friends(first: 50) { nodes { id } } } ... on Pet { owner { id } } } }'), [53, 2])
  t.strictSame(await paid('{ lineage { houses { street } pets { id } } }'), [5, 5], 'two houses of three, two pets of one')
  t.strictSame(await paid('{ people(first: 3) { edges { node { friends(first: 4) { edges { node { id } } } } } } }'), [2 + 3 * (1 + 2 + 4), 2 + 3 * (1 + 2 + 4)])
  t.strictSame(await paid('{ lineage { id } failsHard }'), [1, 1])
})

t.test('a half-empty page costs half, and 6,000 fields are counted in a moment', t => {
  const query = '{ people(first: 100) { edges { cursor node { id name bornAt mood pets { id name } friends(first: 8) { edges { node { id name mood } } } } } } }'
  const document = parse(query)
  const plan = planOperation(toy, document, undefined, {})
  const friend = { node: { id: 'p', name: 'n', mood: 'GLOOMY' } }
  const edge = { cursor: 'c', node: { id: 'p', name: 'n', bornAt: 'x', mood: 'GLOOMY', pets: [{ id: 'a', name: 'b' }], friends: { edges: Array.from({ length: 8 }, () => friend) } } }
  const page = (length: number) => ({ people: { edges: Array.from({ length }, () => edge) } })
  t.equal(actualCost(plan, page(100), 1e6), 2 + 100 * (1 + 1 + 2 + 8))
  t.equal(actualCost(plan, page(50), 1e6), 2 + 50 * (1 + 1 + 2 + 8))
  const data = page(100)
  for (let warm = 0; warm < 200; warm++) actualCost(plan, data, 1e6)
  const started = performance.now()
  for (let time = 0; time < 100; time++) actualCost(plan, data, 1e6)
  t.ok((performance.now() - started) / 100 < 2)
  t.end()
})

t.test('an operation that comes to too many fields is refused', t => {
  const doubling = Array.from({ length: 16 }, (_, at) => `fragment F${at} on Person { friends { nodes { ...F${at + 1} } } other: friends { nodes { ...F${at + 1} } } }`).join(' ')
  const document = parse(`{ lineage { ...F0 } } ${doubling} fragment F16 on Person { id }`)
  t.throws(() => planOperation(toy, document, undefined, {}), { code: 'TOO_COMPLEX' })
  t.end()
})
