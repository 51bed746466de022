/** An operation that a compiler may get wrong, and whether it is compiled at all or left to graphql-js. */
export interface CompilerQuery {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly engine: 'compiled' | 'interpreted'
}

/** Operations on the toy schema; each asks for `engine` besides. */
export const COMPILER_QUERIES: readonly CompilerQuery[] = [
  { engine: 'compiled', query: '{ engine people(first: 3) { totalCount edges { cursor node { id name bornAt mood later pets { id name owner { name } } } } } }' },
  { engine: 'compiled', query: '{ engine a: people(first: 1) { nodes { ...P } } b: people(first: 2) { nodes { ...P name } } } fragment P on Person { id pets { ...N } } fragment N on Node { id __typename }' },
  {
    engine: 'interpreted',
    query: 'query ($a: Boolean!, $b: Boolean!) { engine x: lineage { ...F @include(if: $a) __typename } y: lineage { ...F @include(if: $b) __typename } } fragment F on Person { id name }',
    variables: { a: true, b: false }
  },
  {
    engine: 'interpreted',
    query: 'query ($a: Boolean!, $b: Boolean!) { engine lineage { ...F @include(if: $a) ...F @include(if: $b) } } fragment F on Person { id }',
    variables: { a: false, b: true }
  },
  { engine: 'interpreted', query: 'query ($s: Boolean = true) { engine lineage { id @skip(if: $s) name ... @skip(if: $s) { mood } } }' },
  { engine: 'interpreted', query: '{ engine lineage { __proto__: name id } }' },
  { engine: 'interpreted', query: 'query ($order: PeopleOrder = { field: AGE }) { engine people(first: 1, orderBy: $order) { totalCount } }' },
  { engine: 'interpreted', query: 'query ($day: Day = "2026-01-02") { engine echo(day: $day) { day isDate } }' },
  { engine: 'compiled', query: 'query ($day: Day) { engine echo(day: $day) { day isDate } literal: echo(day: "2026-01-03") { day isDate } }', variables: { day: '2026-01-02' } },
  { engine: 'compiled', query: 'query ($at: DateTime) { engine echo(at: $at) { at } }', variables: { at: '2026-01-02T03:04:05+05:30' } },
  { engine: 'compiled', query: 'query ($mood: Mood = GLOOMY, $text: String = "a \\"quoted\\" text") { engine echo(mood: $mood, text: $text) { mood text order } }' },
  { engine: 'compiled', query: 'query ($days: [Int!]) { engine echo(days: $days) { days } }', variables: { days: 5 } },
  { engine: 'compiled', query: 'query ($input: EchoInput) { engine echo(input: $input) { said mood } }', variables: { input: { times: 3 } } },
  { engine: 'compiled', query: '{ engine echo(input: { mood: CHEERFUL }) { said } }' },
  { engine: 'compiled', query: 'query ($id: ID!) { engine node(id: $id) { id ... on Person { name friends(first: 1) { nodes { name } } } ... on Pet { owner { mood } } } }', variables: { id: 'p7' } },
  { engine: 'compiled', query: 'query ($ids: [ID!]!) { engine nodes(ids: $ids) { __typename id } }', variables: { ids: ['p1', 'pet-p1', 'nobody'] } },
  { engine: 'compiled', query: '{ engine refuses refusesFields lineage { name } }' },
  { engine: 'compiled', query: '{ engine people(first: 2) { nodes { id secret } } }' },
  { engine: 'compiled', query: '{ engine __schema { queryType { name } } __type(name: "Pet") { fields { name type { kind } } } }' },
  { engine: 'compiled', query: '{ engine lineage { ...on Node { id } ... { name } friends(last: 2) { pageInfo { hasNextPage endCursor } } } }' }
]
