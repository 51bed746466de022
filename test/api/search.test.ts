import t, { type Test } from 'tap'
import { testApp, type TestApp } from '../support/app.ts'
import { ada, add, grace, linus, rene, type Person } from '../support/people.ts'

const PEOPLE: readonly Person[] = [
  ada, grace, linus, rene,
  { name: 'Augusta Byron', organization: 'Lovelace & Sons', identities: [{ kind: 'PHONE', value: '+44 20 7946 0958' }] },
  { name: 'Mary Somerville', notes: 'Tutor of Ada Lovelace; knows Łódź and Straße by heart.', identities: [{ kind: 'LINKEDIN', value: 'https://www.linkedin.com/in/mary-somerville/' }] },
  { name: 'Łukasz Grün', title: 'Ingénieur', identities: [{ kind: 'EMAIL', value: 'l.gruen+news@mail.example.org' }] },
  { name: '김민준', organization: '100% Pure_Data' }
]

t.test('people are found by any part of what is known of them', async t => {
  const { found } = await searched(t)
  const wanted = {
    'Ada Lovelace': [
      'ada', 'Ada Lovelace', 'lovelace ada', 'love', 'ADA', 'poetry', 'menabrea',
      '030 901820', '+49 30 90 18 20', '901820', '90 18 20', '(030) 9018-20'
    ],
    'Grace Hopper': ['hopp', 'rear admiral', 'grace@navy.example', 'grace@', 'navy.exam', 'vy.exa', 'compil'],
    'René Descartes': ['rene', 'RENÉ', 'rene\u0301', 'descartes', 'leyde', 'universite', 'philosophe'],
    'Augusta Byron': ['020 7946 0958', '7946 09'],
    'Linus Torvalds': ['torvalds', 'orvald'],
    'Mary Somerville': ['mary-somerville', 'lodz', 'strasse'],
    'Łukasz Grün': ['lukasz', 'grun', 'gruen+news', 'ingenieur'],
    김민준: ['김민준', '민준', '100%', 'pure_data']
  }
  for (const [name, texts] of Object.entries(wanted)) {
    for (const text of texts) t.equal((await found(text))[0], name, text)
  }
})

t.test('a slip of the pen does not hide anybody', async t => {
  const { found } = await searched(t)
  const wanted: Record<string, string> = { lovelase: 'Ada Lovelace', lovlace: 'Ada Lovelace', 'grce hopper': 'Grace Hopper', torvald5: 'Linus Torvalds', decartes: 'René Descartes', somervile: 'Mary Somerville' }
  for (const [text, name] of Object.entries(wanted)) t.ok((await found(text)).includes(name), `${text}: ${await found(text)}`)
})

t.test('the best match comes first: a name before what else is known', async t => {
  const { found } = await searched(t)
  t.strictSame((await found('lovelace')).slice(0, 3), ['Ada Lovelace', 'Augusta Byron', 'Mary Somerville'], 'name, organization, notes')
  t.equal((await found('ada lovelace'))[0], 'Ada Lovelace')
})

t.test('what is not there is not found', async t => {
  const { found } = await searched(t)
  for (const text of ['zuse', '+1 555 0100 999', 'nobody@nowhere.example', 'qqqq']) t.strictSame(await found(text), [], text)
  // A wildcard of the database is a character like others.
  for (const text of ['8%2', '9_1', '9__82']) t.strictSame(await found(text), [], text)
})

t.test('nothing to search for is no search', async t => {
  const { app } = await searched(t)
  for (const search of [null, '', '   ', '%', '_', '*', '()', '& | !', '-- ;', '\\', '\u0000', '💥', '…']) {
    t.strictSame(await app.query('query ($search: String) { contacts(search: $search) { totalCount } }', { search }), { data: { contacts: { totalCount: PEOPLE.length } } }, JSON.stringify(search))
  }
})

t.test('what looks like a language of the database is searched for as it is', async t => {
  const { app, found } = await searched(t)
  for (const text of ['ada\' or \'1\'=\'1', 'ada; drop table app.contact', 'ada & !grace', 'ada:* | grace', 'ada <-> lovelace', '$$ada$$', '{"ada"}', 'ada\\', 'ada%', 'a'.repeat(10_000), 'ada '.repeat(2_500), '\' '.repeat(5_000)]) {
    const names = await found(text)
    t.ok(names.length <= PEOPLE.length, text.slice(0, 30))
  }
  t.strictSame((await app.query('{ contacts { totalCount } }')).data.contacts.totalCount, PEOPLE.length)
})

t.test('a search can be filtered, ordered and paged, and counts what it finds', async t => {
  const { app } = await searched(t)
  await add(app, Array.from({ length: 12 }, (_, index) => ({ name: `Ada ${String.fromCharCode(76 - index)}`, tags: index % 2 ? ['odd'] : [], organization: index < 6 ? 'Ring' : undefined }) as Person))
  const names = async (args: string, variables = {}) => {
    const declared = args.includes('$orderBy') ? 'query ($orderBy: ContactOrder)' : ''
    const { data, errors } = await app.query(`${declared} { contacts(search: "ada", ${args}) { totalCount nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, variables)
    if (errors) throw new Error(JSON.stringify(errors))
    return { ...data.contacts, names: data.contacts.nodes.map((each: { name: string }) => each.name) }
  }
  t.equal((await names('first: 100')).totalCount, 14, 'twelve, herself, and in the notes of another')
  const odd = await names('filter: { tags: ["odd"], organization: "RING" }, orderBy: { field: NAME, direction: ASC }')
  t.strictSame([odd.totalCount, odd.names], [3, ['Ada G', 'Ada I', 'Ada K']])
  const byName = await names('first: 100, orderBy: { field: NAME, direction: ASC }')
  t.strictSame(byName.names, [...byName.names].sort(), 'ordered by name where that is asked for')

  const whole = (await names('first: 100')).names
  t.equal(whole.at(-1), 'Mary Somerville', 'else best match first')
  t.strictSame((await names('first: 100, orderBy: null')).names, whole)
  // Often enough for the query to be compiled.
  for (let time = 0; time < 4; time++) t.strictSame((await names('first: 100, orderBy: $orderBy')).names, whole, 'also where the order is a variable that nobody gave')
  t.strictSame((await names('first: 100, orderBy: $orderBy', { orderBy: null })).names, whole)
  t.strictSame((await names('first: 100, orderBy: $orderBy', { orderBy: { field: 'NAME', direction: 'ASC' } })).names, byName.names)

  const walked: string[] = []
  for (let page = await names('first: 5'); ; page = await names(`first: 5, after: "${page.pageInfo.endCursor}"`)) {
    t.equal(page.pageInfo.hasPreviousPage, walked.length > 0)
    walked.push(...page.names)
    if (!page.pageInfo.hasNextPage) break
  }
  t.strictSame(walked, whole)
  const last = await names('last: 5')
  t.strictSame([last.names, last.pageInfo.hasPreviousPage, last.pageInfo.hasNextPage], [whole.slice(-5), true, false])
  const before = await names(`last: 4, before: "${last.pageInfo.startCursor}"`)
  t.strictSame(before.names, whole.slice(-9, -5))
})

t.test('a search follows each change', async t => {
  const { app, found } = await searched(t)
  const { data } = await app.query('{ contactByIdentity(kind: GITHUB, value: "torvalds") { id } }')
  const { id } = data.contactByIdentity
  await app.query('mutation ($input: UpdateContactInput!) { updateContact(input: $input) { contact { id } } }', { input: { id, name: 'L. T.', organization: 'Kernel Works', identities: [], tags: ['git'] } })
  t.strictSame(await found('torvalds'), [])
  for (const text of ['kernel', 'git']) t.equal((await found(text))[0], 'L. T.')
  await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id })
  t.strictSame(await found('kernel'), [])
})

async function searched (t: Test): Promise<{ app: TestApp, found: (search: string) => Promise<string[]> }> {
  const app = await testApp(t)
  await add(app, PEOPLE)
  return {
    app,
    found: async search => {
      const { data, errors } = await app.query('query ($search: String!) { contacts(search: $search) { totalCount nodes { name } } }', { search })
      if (errors) throw new Error(JSON.stringify(errors))
      const names = data.contacts.nodes.map((each: { name: string }) => each.name)
      t.equal(data.contacts.totalCount, names.length)
      return names
    }
  }
}
