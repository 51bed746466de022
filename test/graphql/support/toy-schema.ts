import { setTimeout as wait } from 'node:timers/promises'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { GraphQLScalarType, type GraphQLSchema } from 'graphql'
import { Refusal, invalid } from '../../../src/domain/refusal.ts'
import { DateTime, EmailAddress, URL } from '../../../src/graphql/scalars.ts'

/** A small schema with one of each thing that an edge has to get right. */
const typeDefs = /* GraphQL */`
  directive @cost(weight: String!) on FIELD_DEFINITION | OBJECT
  directive @listSize(assumedSize: Int) on FIELD_DEFINITION

  scalar DateTime
  scalar URL
  scalar EmailAddress
  "Read to a Date, which is not JSON."
  scalar Day

  interface Node { id: ID! }
  type Query {
    "interpreted or compiled"
    engine: String!
    people(first: Int, after: String, last: Int, before: String, orderBy: PeopleOrder = { field: NAME, direction: DESC }): PersonConnection!
    everybody(first: Int = 50): PersonConnection!
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    person(by: PersonBy!): Person
    echo(text: String, at: DateTime, day: Day, url: URL, email: EmailAddress, mood: Mood = CHEERFUL, days: [Int!], input: EchoInput): Echo!
    need(number: Int! = 1): Int!
    lineage: Person!
    fails: String
    failsHard: String!
    overflows: Int
    refuses: String
    refusesFields: String
    slow: String
    nothing: String!
  }
  type Mutation {
    count: Counter!
    rename(input: RenameInput!): Person!
  }
  type Counter { value: Int! }
  type Person implements Node {
    id: ID!
    name: String!
    bornAt: DateTime!
    mood: Mood!
    later: String!
    secret: String
    friends(first: Int, last: Int): PersonConnection!
    pets: [Pet!]!
    houses: [House!]! @listSize(assumedSize: 3)
    score: Int! @cost(weight: "5")
  }
  type Pet implements Node { id: ID! name: String! owner: Person! }
  type House { street: String! }
  type PersonConnection { edges: [PersonEdge!]! nodes: [Person!]! pageInfo: PageInfo! totalCount: Int! }
  type PersonEdge { cursor: String! node: Person! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Echo { text: String at: DateTime day: Day mood: Mood! isDate: Boolean! days: [Int!] order: String url: URL email: EmailAddress said: String }
  enum Mood { CHEERFUL GLOOMY }
  enum PeopleField { NAME AGE }
  enum Direction { ASC DESC }
  input PeopleOrder { field: PeopleField! direction: Direction! = ASC }
  input PersonBy @oneOf { id: ID name: String }
  input EchoInput { text: String = "unsaid" times: Int = 1 mood: Mood = GLOOMY }
  input RenameInput { id: ID! name: String! }
`

interface Person { id: string, name: string }

const NAMES = ['Ada', 'Grace', 'Linus', 'Margaret', 'Edsger']
/** What a failing resolver says, and no client may read. */
export const SECRET = 'password=hunter2 at 10.0.0.7'

/** The schema with 500 people, and the number of times that its mutation ran. */
export function toySchema (): { schema: GraphQLSchema, counted: () => number, asked: () => number } {
  let count = 0
  let pages = 0
  const people: Person[] = Array.from({ length: 500 }, (_, index) => ({ id: `p${index}`, name: `${NAMES[index % NAMES.length]} ${index}` }))
  const page = (_: unknown, { first, last }: { first?: number | null, last?: number | null }) => {
    pages++
    const nodes = people.slice(0, first ?? last ?? 20)
    return { nodes, edges: nodes.map(node => ({ cursor: node.id, node })), totalCount: people.length, pageInfo: { hasNextPage: true, endCursor: null } }
  }
  const node = (id: string) => id.startsWith('pet') ? { id, name: 'Laika' } : people.find(each => each.id === id)

  const schema = makeExecutableSchema({
    typeDefs,
    resolvers: {
      DateTime,
      URL,
      EmailAddress,
      Day: new GraphQLScalarType({ name: 'Day', parseValue: value => new Date(`${String(value)}T00:00:00Z`), serialize: value => (value as Date).toISOString().slice(0, 10) }),
      Mood: { CHEERFUL: 1, GLOOMY: 2 },
      Node: { __resolveType: (value: Person) => value.id.startsWith('pet') ? 'Pet' : 'Person' },
      Query: {
        engine: () => new Error('where am I').stack?.includes('graphql/execution/execute') ? 'interpreted' : 'compiled',
        people: page,
        everybody: page,
        node: (_: unknown, { id }: { id: string }) => node(id),
        nodes: (_: unknown, { ids }: { ids: string[] }) => ids.map(node),
        person: (_: unknown, { by }: { by: Partial<Person> }) => people.find(each => each.id === by.id || each.name === by.name),
        echo: (_: unknown, given: Record<string, unknown>) =>
          ({ ...given, mood: given.mood, isDate: given.day instanceof Date, order: Object.keys(given).sort().join(), said: JSON.stringify(given.input ?? null) }),
        need: (_: unknown, { number }: { number: number }) => number,
        lineage: () => people[0],
        fails: () => { throw new Error(SECRET) },
        failsHard: async () => { throw new Error(SECRET) },
        overflows: () => 2 ** 40,
        refuses: () => { throw new Refusal('CONFLICT', 'Somebody was faster. Did you mean the other one?', { extensions: { currentVersion: 7 } }) },
        refusesFields: () => { throw invalid({ path: 'name', message: 'is empty.' }) },
        slow: async () => { await wait(300); return 'at last' },
        nothing: () => null
      },
      Mutation: {
        count: () => ({ value: ++count }),
        rename: (_: unknown, { input }: { input: Person }) => ({ ...people[0], ...input })
      },
      Person: {
        bornAt: () => Date.UTC(1815, 11, 10),
        mood: () => 2,
        later: async (person: Person) => `${person.name}, later`,
        secret: () => { throw new Error(SECRET) },
        friends: page,
        pets: (person: Person) => [{ id: `pet-${person.id}`, name: 'Laika' }, { id: `pet2-${person.id}`, name: 'Belka' }],
        houses: () => [{ street: 'Elm' }, { street: 'Oak' }],
        score: () => 42
      },
      Pet: { owner: () => people[0] }
    }
  })
  return { schema, counted: () => count, asked: () => pages }
}
