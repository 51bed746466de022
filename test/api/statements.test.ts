import { connect as connectTo, createServer, type AddressInfo } from 'node:net'
import postgres from 'postgres'
import t, { type Test } from 'tap'
import { openReading } from '../../src/database/tenancy.ts'
import { findContacts } from '../../src/database/contacts/contacts.ts'
import { uuidOf } from '../../src/domain/type-id.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { add, daysAgo, log, type Meeting } from '../support/people.ts'

const CONTROL = /^\s*(begin|commit|rollback)\b/

const PAGE = `query ($first: Int!) { contacts(first: $first) {
  edges { cursor node { id name tags version identities { kind normalized } lastInteractionAt
    cadence { targetDays source state dueAt }
    quality { score band confidence warmth { ...F } reciprocity { ...F } responsiveness { ...F } substance { ...F } reasons { code text impact evidenceIds } }
    interactions(first: 5) { nodes { id channel occurredAt subject } pageInfo { hasNextPage endCursor } }
  } }
  pageInfo { hasNextPage hasPreviousPage endCursor }
} } fragment F on Factor { score confidence weight reasons { text impact } }`

t.test('a page of contacts with all that hangs on them takes a fixed number of statements, whatever its size', async t => {
  const app = await crowd(t)
  for (const first of [5, 50, 100]) {
    const { sent, data } = await counted(app, PAGE, { first })
    t.equal(data.contacts.edges.length, first)
    t.ok(data.contacts.edges.every((each: { node: { interactions: { nodes: object[] } } }) => each.node.interactions.nodes.length === 5))
    const work = sent.filter(text => !CONTROL.test(text))
    t.equal(sent.length - work.length, 2, 'one begin and one commit')
    t.ok(work.length <= 6, `first: ${first} takes ${work.length} statements, ${sent.length} with begin and commit`)
    t.equal(work.length, 5, 'who asks, the workspace, the contacts, their identities, their interactions')
  }
})

t.test('what is counted, assessed or turned round for each contact is read for all of them at once', async t => {
  const app = await crowd(t)
  const { data: { interactions: { edges: [{ cursor }] } } } = await app.query('{ interactions(first: 1, filter: { channel: [EMAIL] }) { edges { cursor } } }')
  const asks: Record<string, string> = {
    'a count of interactions': 'interactions(first: 1) { totalCount }',
    'a count by a filter': 'interactions(first: 1, filter: { channel: [EMAIL] }) { totalCount nodes { id } }',
    'quality at an instant': `quality(asOf: "${daysAgo(20)}") { score reasons { text } }`,
    'quality at two instants': `quality(asOf: "${daysAgo(20)}") { score } then: quality(asOf: "${daysAgo(40)}") { score }`,
    'a history': 'qualityHistory(every: WEEK) { at score }',
    participants: 'interactions(first: 3) { nodes { participants { name identities { value } quality { score } } } }',
    'a page between two places': `interactions(first: 2, after: "${cursor}") { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor } }`,
    'a page from the end': `interactions(last: 2, before: "${cursor}") { nodes { id } pageInfo { hasNextPage hasPreviousPage } }`
  }
  for (const [name, selection] of Object.entries(asks)) {
    const ask = (first: number) => counted(app, `query { contacts(first: ${first}) { nodes { ${selection} } } }`)
    const [few, many] = [await ask(5), await ask(50)]
    t.equal(many.sent.length, few.sent.length, `${name}: ${many.sent.length} statements`)
    t.ok(many.sent.length <= 10, name)
  }
})

t.test('ledger and readiness cost no statement, first steps, favors and asks one each, whatever the size of the page', async t => {
  const app = await crowd(t)
  await owe(app)
  const PARTS = {
    'ledger { state given received balance reasons { text evidenceIds } }': 0,
    'askReadiness(size: LARGE) { verdict reasons { text evidenceIds } }': 0,
    'small: askReadiness(size: SMALL) { firstSteps { kind text } } large: askReadiness(size: LARGE) { firstSteps { kind } }': 1,
    'favors(first: 5) { nodes { kind worth } pageInfo { hasNextPage } }': 1,
    'asks(first: 5) { nodes { need status warnings { code } openMoves } pageInfo { hasNextPage } }': 1,
    'favors(first: 5) { nodes { kind ask { need } } }': 2,
    'asks(first: 5) { nodes { history { to at } favors { kind } contact { name } } }': 4,
    'favors(first: 1) { totalCount } asks(first: 1) { totalCount }': 4
  }
  const ask = (first: number, selection: string) => counted(app, `query { contacts(first: ${first}) { nodes { id ${selection} } } }`)
  const bare = (await ask(50, '')).sent.length
  for (const [selection, more] of Object.entries(PARTS)) {
    t.equal((await ask(50, selection)).sent.length - bare, more, selection)
    t.equal((await ask(5, selection)).sent.length - bare, more, selection)
  }
  const whole = await ask(50, Object.keys(PARTS).slice(0, 5).join(' '))
  t.equal(whole.sent.length - bare, 3, 'a page of contacts with ledger, readiness, five favors and five asks')
  t.ok(whole.data.contacts.nodes.every((each: { favors: { nodes: object[] }, asks: { nodes: object[] } }) => each.favors.nodes.length === 5 && each.asks.nodes.length === 5))
})

t.test('the agenda with all that hangs on it takes a fixed number of statements, whatever the day has room for', async t => {
  const app = await crowd(t)
  await app.query('mutation { updateWorkspace(input: { dailySuggestions: 100 }) { workspace { id } } setTagCadence(input: { tag: "tag 3", targetDays: 2 }) { isPending } }')
  const ask = (first: number) => counted(app, `query ($first: Int!) { agenda(first: $first) { totalCount waiting nodes {
    id kind priority dueAt channel reasons { text evidenceIds } giveIdeas { text } contact { name identities { value } quality { score reasons { text } } cadence { dueAt } }
  } pageInfo { hasNextPage endCursor } } }`, { first })
  const [few, many] = [await ask(2), await ask(50)]
  t.strictSame([few.data.agenda.nodes.length, many.data.agenda.nodes.length > 15], [2, true])
  t.equal(many.sent.length, few.sent.length)
  const work = many.sent.filter(text => !CONTROL.test(text))
  t.ok(work.length <= 10, `who asks, the workspace, the day, its suggestions, those that wait, contacts, identities, what is known to give: ${work.length}`)
})

t.test('what is asked for by id is read for all of them at once', async t => {
  const app = await crowd(t)
  const { data } = await app.query('{ contacts(first: 40) { nodes { id } } interactions(first: 40) { nodes { id } } }')
  const ids = [...data.contacts.nodes, ...data.interactions.nodes].map((each: { id: string }) => each.id)
  const ask = (some: string[]) => counted(app, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Contact { identities { value } } ... on Interaction { participants { name } } } }', { ids: some })
  const [few, many] = [await ask([...ids.slice(0, 2), ...ids.slice(-2)]), await ask(ids)]
  t.equal(many.sent.length, few.sent.length)
  t.equal(many.sent.length, 8, 'begin, who asks, the workspace, contacts, interactions, identities, participants, commit')
  const one = await counted(app, 'query ($id: ID!) { a: node(id: $id) { id } b: contact(id: $id) { name } c: node(id: $id) { id } }', { id: ids[0] })
  t.equal(one.sent.length, 5, 'the same one is read once')
})

t.test('who asks is known without a snapshot, and a workspace is read when it is asked for', async t => {
  const app = await testApp(t)
  await app.query('{ __typename }')
  t.equal((await counted(app, '{ viewer { actor role scopes } }')).sent.length, 1)
  t.equal((await counted(app, '{ viewer { workspace { name } } }')).sent.length, 5)
  t.equal((await counted(app, '{ __typename }')).sent.length, 1)
})

t.test('interactions come with everybody who took part in one statement more', async t => {
  const app = await crowd(t)
  const { sent } = await counted(app, '{ interactions(first: 100) { nodes { id participants { name } } } }')
  t.equal(sent.length, 6)
})

t.test('a bulk mutation takes a fixed number of statements, whatever its size', async t => {
  const app = await testApp(t)
  const people = (count: number, of: string) => Array.from({ length: count }, (_, index) => ({ name: `Person ${index}`, tags: ['new'], identities: [{ kind: 'EMAIL', value: `${of}${index}@people.example` }] }))
  const upsert = (contacts: object[]) => counted(app, 'mutation ($contacts: [CreateContactInput!]!) { upsertContacts(input: { contacts: $contacts }) { results { outcome } } }', { contacts })
  await upsert(people(1, 'warm'))
  // Many rows ask for a refresh of the order besides.
  t.equal((await upsert(people(60, 'a'))).sent.length, (await upsert(people(300, 'b'))).sent.length)
  const rows = (count: number, of: string) => Array.from({ length: count }, (_, index) => ({
    channel: 'MEAL', direction: 'MUTUAL', occurredAt: daysAgo(30 - index / 10), createMissing: true, participants: [{ identity: { kind: 'EMAIL', value: `${of}${index}@people.example` } }]
  }))
  const logged = (interactions: object[]) => counted(app, 'mutation ($interactions: [LogInteractionInput!]!) { logInteractions(input: { interactions: $interactions }) { results { outcome } } }', { interactions })
  t.equal((await logged(rows(60, 'c'))).sent.length, (await logged(rows(300, 'd'))).sent.length)
})

t.test('the workspace is set in the round trip of the first statement', async t => {
  const flushes: string[][] = []
  const app = await testApp(t, { max: 1, through: url => delayedProxy(t, url, flushes) })
  const [id = ''] = await add(app, [{ name: 'Ada' }])
  const read = async () => {
    const reading = openReading(app.database, app.workspaceId)
    const [contact] = await reading.read(db => findContacts(db, [uuidOf('contact', id) ?? '']))
    await reading.end()
    return contact?.name
  }
  // The first time the statement is prepared besides.
  await read()
  flushes.length = 0
  t.equal(await read(), 'Ada')
  t.equal(flushes.length, 2, 'one round trip to read, one to commit')
  t.match(flushes[0]?.join(''), /begin isolation level repeatable read read only/)
  t.match(flushes[0]?.join(''), uuidOf('contact', id) ?? '', 'the first has the parameters of the statement in it')
})

t.test('a request holds one connection at most, also when it changes and reads in turn', async t => {
  const app = await testApp(t, { max: 1 })
  const { data } = await app.query(`mutation {
    a: createContact(input: { name: "Ada", identities: [{ kind: GITHUB, value: "ada" }] }) { contact { identities { value } interactions { totalCount } } }
    b: createContact(input: { name: "Grace" }) { contact { identities { value } } }
    c: upsertContacts(input: { contacts: [{ name: "Ada King", identities: [{ kind: GITHUB, value: "ada" }] }] }) { results { contact { name identities { value } } } }
  }`)
  t.strictSame(data, {
    a: { contact: { identities: [{ value: 'ada' }], interactions: { totalCount: 0 } } },
    b: { contact: { identities: [] } },
    c: { results: [{ contact: { name: 'Ada King', identities: [{ value: 'ada' }] } }] }
  })
})

t.test('a request that was answered keeps no connection, even if it goes on', async t => {
  const app = await testApp(t, { max: 1 })
  const reading = openReading(app.database, app.workspaceId)
  await reading.read(async db => { await db.sql`select 1` })
  await reading.close()
  await t.rejects(reading.read(async db => { await db.sql`select 1` }), { message: 'The request is over; nothing more is read for it.' })
  t.strictSame(await app.query('{ contacts { totalCount } }'), { data: { contacts: { totalCount: 0 } } })
})

/** 120 people with six interactions each, some of them shared. */
async function crowd (t: Test): Promise<TestApp> {
  const app = await testApp(t)
  const ids = await add(app, Array.from({ length: 120 }, (_, index) => ({
    name: `Person ${index}`, tags: [`tag ${index % 7}`], identities: [{ kind: 'EMAIL', value: `p${index}@people.example` }, { kind: 'GITHUB', value: `p${index}` }]
  })))
  await log(app, ids.flatMap((id, index) => Array.from({ length: 6 }, (_, round): Meeting => ({
    with: round % 3 ? [id] : [id, ids[(index + 1) % ids.length] ?? id],
    occurredAt: daysAgo(60 - 9 * round - index / 100),
    channel: round % 2 ? 'EMAIL' : 'PHONE_CALL',
    direction: round % 2 ? 'INBOUND' : 'MUTUAL',
    subject: `Round ${round}`
  }))))
  return app
}

/** Six favors and six asks with everybody, by plain SQL: mutations one by one would take minutes. */
async function owe ({ adminUrl, workspaceId }: TestApp): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  await sql`
    insert into app.ask (workspace_id, id, contact_id, need, size, status, warnings, version, created_at, updated_at)
    select workspace_id, md5('ask' || k || c.id::text)::uuid, c.id, 'An hour', 'SMALL', 'SENT', '[]', 1, now() - k * interval '1 day', now()
    from app.contact c, generate_series(1, 6) k where workspace_id = ${workspaceId}`
  await sql`
    insert into app.ask_move (workspace_id, id, ask_id, from_status, to_status, at)
    select workspace_id, md5('move' || id::text)::uuid, id, 'DRAFT', 'SENT', created_at from app.ask where workspace_id = ${workspaceId}`
  await sql`
    insert into app.favor (workspace_id, id, contact_id, direction, kind, worth, effort, occurred_at, ask_id, version, created_at, updated_at)
    select workspace_id, md5('favor' || id::text)::uuid, contact_id, 'RECEIVED', 'ADVICE', 2, 2, '2026-02-01'::timestamptz - (now() - created_at), id, 1, now(), now()
    from app.ask where workspace_id = ${workspaceId}`
  await sql.end()
}

async function counted (app: TestApp, query: string, variables: object = {}) {
  // The first request with a token has its use noted, and a snapshot is given back after its answer.
  await app.query('{ __typename }')
  await settled(app)
  const from = app.statements.length
  const { data, errors } = await app.query(query, variables)
  if (errors) throw new Error(JSON.stringify(errors))
  await settled(app)
  return { data, sent: app.statements.slice(from) }
}

/** Until nothing runs any more: the use of the token is noted behind the first answer, and every transaction has ended. */
async function settled ({ statements, noted }: TestApp): Promise<void> {
  const count = (pattern: RegExp) => statements.filter(text => pattern.test(text)).length
  for (let seen = -1; seen !== statements.length || noted() === 0 || count(/^begin/) !== count(/^(commit|rollback)/);) {
    seen = statements.length
    await new Promise(resolve => setTimeout(resolve, 15))
  }
}

/** Passes on what the client sends only once it has been quiet for a while, so that each round trip is one flush. */
async function delayedProxy (t: Test, url: string, flushes: string[][]): Promise<string> {
  const { hostname, port } = new URL(url)
  const server = createServer(client => {
    const upstream = connectTo(Number(port || 5432), hostname)
    let held: Buffer[] = []
    let timer: NodeJS.Timeout | undefined
    client.on('data', chunk => {
      held.push(chunk)
      clearTimeout(timer)
      timer = setTimeout(() => {
        flushes.push(held.map(each => each.toString('latin1')))
        upstream.write(Buffer.concat(held))
        held = []
      }, 30)
    })
    upstream.on('data', chunk => client.write(chunk))
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => { server.close() })
  return Object.assign(new URL(url), { hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) }).href
}
