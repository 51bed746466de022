import postgres from 'postgres'
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { executableSchema } from '../../src/graphql/schema.ts'
import { suggestionId } from '../../src/domain/agenda/keep-suggestions.ts'
import { ID_TYPES, toTypeId, uuidOf } from '../../src/domain/type-id.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { ada, add, daysAgo, grace, linus, log, type Person } from '../support/people.ts'
import { addIntegration, arrive } from './integrations/support/deliveries.ts'
import { addImport } from './support/imports.ts'
import { leastInput } from './support/least-input.ts'

const MUTATIONS = Object.values(executableSchema().getMutationType()?.getFields() ?? {})

t.test('another workspace\'s records are not there, whatever is asked', async t => {
  const { app, theirs, mine } = await twoWorkspaces(t)
  const NOT_THERE: Record<string, object> = {
    'contact(id: $contact) { id }': { contact: null },
    'contact(id: $duplicate) { id }': { contact: null },
    'node(id: $contact) { id }': { node: null },
    'node(id: $interaction) { id }': { node: null },
    'node(id: $favor) { id }': { node: null },
    'node(id: $ask) { id }': { node: null },
    'favors { totalCount nodes { kind } }': { favors: { totalCount: 0, nodes: [] } },
    'favors(filter: { contactId: $contact }) { totalCount nodes { kind } }': { favors: { totalCount: 0, nodes: [] } },
    'asks { totalCount nodes { need } }': { asks: { totalCount: 0, nodes: [] } },
    'contacts { nodes { ledger { state } favors { totalCount } asks { totalCount } askReadiness { firstSteps { kind } } } }':
      { contacts: { nodes: [{ ledger: { state: 'NO_HISTORY' }, favors: { totalCount: 0 }, asks: { totalCount: 0 }, askReadiness: { firstSteps: [{ kind: 'RESOURCE' }, { kind: 'FEEDBACK' }] } }] } },
    'viewer { workspace { ledger { given received oweFirst { name } } } }': { viewer: { workspace: { ledger: { given: 0, received: 0, oweFirst: [] } } } },
    'node(id: $post) { id }': { node: null },
    'node(id: $feed) { id }': { node: null },
    'node(id: $suggestion) { id }': { node: null },
    'node(id: $integration) { id }': { node: null },
    'node(id: $delivery) { id }': { node: null },
    'node(id: $person) { id }': { node: null },
    'node(id: $imported) { id }': { node: null },
    'import(id: $imported) { fileName }': { import: null },
    'imports { totalCount nodes { fileName rows { totalCount } } }': { imports: { totalCount: 0, nodes: [] } },
    'node(id: $candidate) { id }': { node: null },
    'duplicateCandidates { totalCount nodes { reasons } }': { duplicateCandidates: { totalCount: 0, nodes: [] } },
    'integrations { totalCount nodes { name } }': { integrations: { totalCount: 0, nodes: [] } },
    'deliveries { totalCount nodes { deliveryKey } }': { deliveries: { totalCount: 0, nodes: [] } },
    'deliveries(filter: { integrationId: $integration }) { totalCount nodes { body { text } } }': { deliveries: { totalCount: 0, nodes: [] } },
    'deliveries(filter: { status: [FAILED] }) { totalCount nodes { deliveryKey } }': { deliveries: { totalCount: 0, nodes: [] } },
    'erasures { totalCount nodes { at } }': { erasures: { totalCount: 0, nodes: [] } },
    'inbox { totalCount nodes { name } }': { inbox: { totalCount: 0, nodes: [] } },
    'viewer { workspace { deliveryDays ownIdentities { value } } }': { viewer: { workspace: { deliveryDays: 30, ownIdentities: [] } } },
    'node(id: $workspace) { id }': { node: null },
    'nodes(ids: [$contact, $interaction, $workspace]) { id }': { nodes: [null, null, null] },
    'contactByIdentity(kind: EMAIL, value: "ada@engines.example") { id }': { contactByIdentity: null },
    'contacts(search: "lovelace") { totalCount nodes { id } }': { contacts: { totalCount: 0, nodes: [] } },
    'contacts(filter: { tags: ["poetry"] }) { totalCount nodes { id } }': { contacts: { totalCount: 0, nodes: [] } },
    'contacts(filter: { organization: "Analytical Engines" }) { totalCount nodes { id } }': { contacts: { totalCount: 0, nodes: [] } },
    'contacts { totalCount nodes { name interactions { totalCount nodes { participants { name } } } } }':
      { contacts: { totalCount: 1, nodes: [{ name: 'Grace Hopper', interactions: { totalCount: 1, nodes: [{ participants: [{ name: 'Grace Hopper' }] }] } }] } },
    'interactions(filter: { source: "theirs" }) { totalCount nodes { id } }': { interactions: { totalCount: 0, nodes: [] } },
    'scoringModels { totalCount nodes { version } }': { scoringModels: { totalCount: 0, nodes: [] } },
    'insights { tiesByBand { counts { total } } personalShare { touches } helpedOnce { helpers } topGivers { worth } cadencesKept { contacts } }':
      { insights: { tiesByBand: [{ counts: { total: 1 } }], personalShare: { touches: 1 }, helpedOnce: { helpers: 0 }, topGivers: [], cadencesKept: { contacts: 0 } } },
    'agenda { totalCount waiting nodes { contact { name } } }': { agenda: { totalCount: 0, waiting: 0, nodes: [] } },
    'tags { totalCount nodes { name contactCount } }': { tags: { totalCount: 0, nodes: [] } },
    'viewer { workspace { name contactCount interactionCount } }': { viewer: { workspace: { name: 'navy', contactCount: 1, interactionCount: 1 } } }
  }
  for (const [selection, data] of Object.entries(NOT_THERE)) {
    const declared = ['contact', 'duplicate', 'candidate', 'interaction', 'favor', 'ask', 'post', 'feed', 'suggestion', 'integration', 'delivery', 'person', 'imported', 'workspace'].filter(name => selection.includes(`$${name}`)).map(name => `$${name}: ID!`)
    t.strictSame(await app.query(`query ${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${selection} }`, theirs, mine.token), { data }, selection)
  }
})

t.test('nobody is told what another workspace\'s contacts would be together', async t => {
  const { app, theirs: { contact, second, duplicate }, mine, own } = await twoWorkspaces(t)
  for (const input of [{ survivorId: contact, otherIds: [second] }, { survivorId: own, otherIds: [contact] }, { survivorId: own, otherIds: [duplicate] }]) {
    t.match(await app.query('query ($input: MergeContactsInput!) { previewMerge(input: $input) { name notes } }', { input }, mine.token), { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  }
})

t.test('no query field that takes an id is forgotten', async t => {
  const taking = Object.values(executableSchema().getQueryType()?.getFields() ?? {}).filter(({ args }) => args.some(({ type }) => /\bID\b/.test(String(type)))).map(({ name }) => name)
  t.strictSame(taking, ['node', 'nodes', 'contact', 'import'], 'each is asked above')
})

t.test('another workspace\'s cursors are no cursors here', async t => {
  const { app, mine } = await twoWorkspaces(t)
  const { data } = await app.query('{ contacts(first: 1) { edges { cursor } } interactions(first: 1) { edges { cursor } } favors(first: 1) { edges { cursor } } asks(first: 1) { edges { cursor } } integrations(first: 1) { edges { cursor } } deliveries(first: 1) { edges { cursor } } inbox(first: 1) { edges { cursor } } duplicateCandidates(first: 1) { edges { cursor } } imports(first: 1) { edges { cursor } } erasures(first: 1) { edges { cursor } } }')
  for (const list of ['contacts', 'interactions', 'favors', 'asks', 'integrations', 'deliveries', 'inbox', 'duplicateCandidates', 'imports', 'erasures']) {
    const { cursor } = data[list].edges[0]
    for (const side of ['after', 'before']) {
      t.match(await app.query(`query ($cursor: String) { ${list}(${side}: $cursor) { nodes { id } } }`, { cursor }, mine.token), {
        data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: side }] } }]
      })
    }
  }
})

t.test('no mutation reaches another workspace\'s records, or changes anything in trying', async t => {
  const { app, theirs, mine, own } = await twoWorkspaces(t)
  const { contact, second, candidate, merge, interaction, favor, ask, post, feed, suggestion, integration, delivery, person, imported, erasure } = theirs
  const lunch = { channel: 'MEAL', direction: 'MUTUAL', occurredAt: daysAgo(1) }
  const NOT_FOUND: Record<string, object[]> = {
    updateContact: [{ id: contact, title: 'Ours' }, { id: contact, version: 1 }],
    deleteContact: [{ id: contact }],
    setCadence: [{ contactId: contact, targetDays: 3 }, { contactId: contact, paused: true }],
    updateInteraction: [{ id: interaction, subject: 'Ours' }, { id: interaction, status: 'CANCELLED' }],
    deleteInteraction: [{ id: interaction }],
    recordFavor: [{ contactId: contact, direction: 'GIVEN', kind: 'GIFT', occurredAt: daysAgo(1) }, { contactId: own, direction: 'GIVEN', kind: 'GIFT', occurredAt: daysAgo(1), askId: ask }],
    updateFavor: [{ id: favor, worth: 5 }, { id: favor, version: 1 }],
    deleteFavor: [{ id: favor }],
    createAsk: [{ contactId: contact, need: 'Ours' }],
    updateAsk: [{ id: ask, need: 'Ours' }],
    updateAskStatus: [{ id: ask, status: 'ACCEPTED' }, { id: ask, status: 'DRAFT' }],
    deleteAsk: [{ id: ask }],
    recordPosts: [{ contactId: contact, posts: [{ network: 'x', externalId: '1', kind: 'POST', publishedAt: daysAgo(1) }] }],
    deletePost: [{ id: post }],
    erasePosts: [{ contactId: contact }],
    ratePost: [{ id: post, rating: 1 }],
    overrideSubstance: [{ contactId: contact, score: 0, reason: 'Ours' }],
    clearSubstanceOverride: [{ contactId: contact }],
    followFeed: [{ contactId: contact, url: 'https://ours.example/feed' }],
    unfollowFeed: [{ id: feed }],
    snoozeSuggestion: [{ id: suggestion, until: daysAgo(-7) }],
    skipSuggestion: [{ id: suggestion, reason: 'Ours' }],
    updateIntegration: [{ id: integration, name: 'Ours' }, { id: integration, version: 1, paused: true }],
    rotateIntegrationSecret: [{ id: integration }, { id: integration, graceSeconds: 0 }],
    deleteIntegration: [{ id: integration }],
    confirmInboxPerson: [{ id: person }, { id: person, contactId: own }],
    dismissInboxPerson: [{ id: person }],
    removeOwnIdentity: [{ kind: 'EMAIL', value: 'we@engines.example' }],
    mergeContacts: [{ survivorId: contact, otherIds: [own] }, { survivorId: own, otherIds: [contact] }, { survivorId: contact, otherIds: [second] }],
    undoMerge: [{ mergeId: merge }],
    eraseContact: [{ id: contact }],
    liftErasure: [{ id: erasure }],
    undoImport: [{ id: imported }],
    dismissDuplicate: [{ id: candidate }],
    restoreDuplicate: [{ contactIds: [contact, second] }, { contactIds: [own, contact] }],
    logInteraction: [
      { ...lunch, participants: [{ contactId: contact }] }, { ...lunch, createMissing: true, participants: [{ contactId: contact }] },
      { ...lunch, participants: [{ identity: { kind: 'EMAIL', value: 'ada@engines.example' } }] }
    ]
  }
  const OWN: Record<string, object[]> = {
    createContact: [{ name: 'Their namesake', identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }], tags: ['Poetry'] }],
    upsertContacts: [{ contacts: [ada] }],
    saveScoringModel: [{ weights: { warmth: 1, reciprocity: 0, responsiveness: 0, substance: 0 } }],
    resetScoringModel: [{}],
    setTagCadence: [{ tag: 'Poetry', targetDays: 3 }],
    updateWorkspace: [{ dailySuggestions: 9, deliveryDays: 9 }],
    createIntegration: [{ provider: 'GENERIC', name: 'Ours', ownIdentities: [{ kind: 'EMAIL', value: 'we@engines.example' }] }],
    addOwnIdentities: [{ identities: [{ kind: 'EMAIL', value: 'we@engines.example' }] }],
    replayDeliveries: [{ ids: [delivery] }, { failedSince: daysAgo(30) }],
    logInteractions: [{ interactions: [{ ...lunch, source: 'theirs', externalId: '1', createMissing: true, participants: [{ contactId: contact }] }] }]
  }
  t.strictSame(MUTATIONS.map(({ name }) => name).filter(name => !NOT_FOUND[name] && !OWN[name]), [], 'every mutation is tried')
  const before = await everything(app)
  const attempts = [...Object.entries(NOT_FOUND), ...Object.entries(OWN)].flatMap(([name, inputs]) => inputs.map(input => ({ name, input })))
  for (const { name, input } of attempts) {
    const type = MUTATIONS.find(each => each.name === name)?.args[0]?.type
    const answer = await app.query(`mutation ($input: ${String(type)}) { ${name}(input: $input) { __typename } }`, { input }, mine.token)
    if (NOT_FOUND[name]) t.match(answer, { data: null, errors: [{ path: [name], extensions: { code: 'NOT_FOUND' } }] }, `${name} ${JSON.stringify(input)}`)
    else t.equal(answer.errors, undefined, `${name} makes its own`)
  }
  t.strictSame(await everything(app), before, 'nothing of theirs has changed')
  const { data } = await app.query('{ contacts(search: "lovelace") { totalCount } interactions(filter: { source: "theirs" }) { totalCount } }', {}, mine.token)
  t.strictSame(data, { contacts: { totalCount: 1 }, interactions: { totalCount: 0 } }, 'a row that names their contact failed')
})

t.test('an Idempotency-Key is one member\'s own', async t => {
  const { app, mine } = await twoWorkspaces(t)
  const CREATE = 'mutation ($name: String!) { createContact(input: { name: $name }) { contact { name } } }'
  const headers = { 'idempotency-key': 'the-same-key' }
  const colleague = await app.tokenOf('MEMBER')
  for (const [token, name] of [[app.token, 'One'], [mine.token, 'Two'], [colleague, 'Three']] as const) {
    t.strictSame(await app.query(CREATE, { name }, { token, headers }), { data: { createContact: { contact: { name } } } })
  }
})

t.test('who may only read is told so by every mutation, and reads all the same', async t => {
  const app = await testApp(t)
  const [contactId = ''] = await add(app, [ada])
  await log(app, [{ with: [contactId] }])
  const readers = { viewer: await app.tokenOf('VIEWER'), 'reading token': await app.tokenOf('OWNER', ['read']), 'viewer with a writing token': await app.tokenOf('VIEWER', ['write']) }
  const before = await everything(app)
  t.ok(MUTATIONS.length >= 9)
  for (const [who, token] of Object.entries(readers)) {
    for (const mutation of MUTATIONS) {
      // An id of the wrong type is not found before anybody asks who wants it.
      const answers = await Promise.all(ID_TYPES.map(idType => app.query(...leastInput(mutation, idType), token)))
      t.ok(answers.every(({ data }) => data === null), `${who}: ${mutation.name} does nothing`)
      const codes = answers.map(({ errors: [error] }) => error.extensions.code)
      t.ok(codes.includes('FORBIDDEN'), `${who}: ${mutation.name} is ${codes.join()}`)
      t.ok(codes.every(code => code === 'FORBIDDEN' || code === 'NOT_FOUND'), `${who}: ${mutation.name} says no more`)
    }
    t.equal((await app.query('{ contacts { totalCount } }', {}, token)).data.contacts.totalCount, 1)
  }
  t.strictSame(await everything(app), before)
  const [first] = await Promise.all([app.query('mutation { createContact(input: { name: "x" }) { contact { id } } }', {}, readers.viewer)])
  t.strictSame(first, {
    data: null,
    errors: [{
      message: 'viewer may read, but not change anything: it needs the role MEMBER and the scope write.',
      locations: [{ line: 1, column: 12 }],
      path: ['createContact'],
      extensions: { code: 'FORBIDDEN' }
    }]
  })
})

t.test('members and admins may write, with a token for it', async t => {
  const app = await testApp(t)
  for (const [role, scope] of [['MEMBER', 'write'], ['MEMBER', 'admin'], ['ADMIN', 'write'], ['OWNER', 'admin']] as const) {
    const token = await app.tokenOf(role, [scope])
    t.equal((await app.query('mutation { createContact(input: { name: "x" }) { contact { version } } }', {}, token)).data.createContact.contact.version, 1)
    t.strictSame((await app.query('{ viewer { actor role scopes workspace { id name timeZone } } }', {}, token)).data.viewer, {
      actor: role.toLowerCase(), role, scopes: [scope], workspace: { id: app.id, name: 'engines', timeZone: 'Europe/Berlin' }
    })
  }
})

t.test('a token that may nothing, or is none, is told nothing', async t => {
  const app = await testApp(t)
  const nothing = await app.post('{ viewer { actor } }', {}, await app.tokenOf('OWNER', []))
  t.equal(nothing.status, 403)
  t.strictSame(nothing.body, { errors: [{ message: 'This token may not read; it needs the scope read.', extensions: { code: 'FORBIDDEN' } }] })
  for (const token of ['', 'x', `${app.token}x`, app.token.slice(0, -1)]) {
    const { status, body } = await app.post('{ viewer { actor } }', {}, token)
    t.equal(status, 401)
    t.match(body, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    t.notOk('data' in body)
  }
})

async function twoWorkspaces (t: Test) {
  const app = await testApp(t)
  const mine = await app.newWorkspace('navy')
  const alone: Person = { ...grace, tags: [] }
  const [contact = '', second = '', duplicate = ''] = await add(app, [ada, linus, { name: 'Ada King' }])
  const erasure = await eraseSomebody(app)
  const [interaction = ''] = await log(app, [{ with: [contact], source: 'theirs', externalId: '1' }])
  const { favor, ask } = await reciprocate(app, contact)
  const { post, feed } = await publish(app, contact)
  const { integration, delivery, person } = await receive(app)
  const { data } = await app.query('mutation ($input: MergeContactsInput!) { mergeContacts(input: $input) { mergeId } }', { input: { survivorId: contact, otherIds: [duplicate] } })
  await app.query('mutation ($contact: ID!) { setCadence(input: { contactId: $contact, targetDays: 30 }) { contact { id } } }', { contact })
  const suggestion = toTypeId('suggestion', suggestionId(uuidOf('contact', contact) ?? '', 'REACH_OUT'))
  const [own = ''] = await add(app, [alone], mine.token)
  await log(app, [{ with: [own] }], mine.token)
  return { app, mine, own, theirs: { contact, second, duplicate, candidate: await suspect(app, [contact, second]), merge: data.mergeContacts.mergeId as string, imported: await addImport(app), interaction, favor, ask, post, feed, suggestion, integration, delivery, person, erasure, workspace: app.id } }
}

/** An ask of a contact's that was sent, and a favor that was received for it. */
async function reciprocate (app: TestApp, contact: string): Promise<{ favor: string, ask: string }> {
  const made = await app.query('mutation ($contact: ID!) { createAsk(input: { contactId: $contact, need: "An hour" }) { ask { id } } }', { contact })
  const ask: string = made.data.createAsk.ask.id
  const { data } = await app.query(`mutation ($contact: ID!, $ask: ID!, $at: DateTime!) {
    updateAskStatus(input: { id: $ask, status: SENT }) { ask { id } }
    recordFavor(input: { contactId: $contact, direction: RECEIVED, kind: ADVICE, occurredAt: $at, askId: $ask }) { favor { id } }
  }`, { contact, ask, at: daysAgo(1) })
  return { favor: data.recordFavor.favor.id, ask }
}

/** A post, a feed and an override of a contact's. */
async function publish ({ query }: TestApp, contactId: string): Promise<{ post: string, feed: string }> {
  const { data } = await query(`mutation ($contactId: ID!, $at: DateTime!) {
    recordPosts(input: { contactId: $contactId, posts: [{ network: "x", externalId: "1", kind: POST, publishedAt: $at }] }) { results { post { id } } }
    followFeed(input: { contactId: $contactId, url: "https://theirs.example/feed" }) { feed { id } }
    overrideSubstance(input: { contactId: $contactId, score: 90, reason: "Theirs" }) { contact { id } }
  }`, { contactId, at: daysAgo(2) })
  return { post: data.recordPosts.results[0].post.id, feed: data.followFeed.feed.id }
}

/** That two contacts may be one person. */
async function suspect ({ database, workspaceId }: TestApp, contactIds: readonly string[]): Promise<string> {
  const [id, [one, other]] = [uuidv7(), contactIds.map(each => uuidOf('contact', each)).sort()]
  await inWorkspace(database, workspaceId, ({ sql }) => sql`
    insert into app.duplicate_candidate (workspace_id, id, contact_id, other_id, score, reasons, found_at)
    values (${workspaceId}, ${id}, ${one ?? ''}, ${other ?? ''}, 0.9, '["Same name"]', now())`)
  return toTypeId('duplicate', id)
}

/** An integration, a delivery that has failed, and somebody in the inbox. */
async function receive (app: TestApp): Promise<{ integration: string, delivery: string, person: string }> {
  const { integration: { id: integration } } = await addIntegration(app, { ownIdentities: [{ kind: 'EMAIL', value: 'we@engines.example' }] })
  const [delivery = ''] = await arrive(app, integration, [{ status: 'FAILED', body: Buffer.from('{"theirs":true}') }])
  const person = uuidv7()
  await inWorkspace(app.database, app.workspaceId, ({ sql, workspaceId }) => sql`
    insert into app.inbox_person (workspace_id, id, name, state, first_seen_at, last_seen_at, reports, created_at) values (${workspaceId}, ${person}, 'Joan Clarke', 'PENDING', now(), now(), 1, now())`)
  return { integration, delivery, person: toTypeId('person', person) }
}

/** Every row of the app's first workspace, as the database has it. */
async function everything ({ adminUrl, workspaceId }: TestApp): Promise<Record<string, string[]>> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  const tables = await sql<{ name: string }[]>`
    select c.table_name as name from information_schema.columns c join information_schema.tables b using (table_schema, table_name)
    where c.table_schema = 'app' and c.column_name = 'workspace_id' and b.table_type = 'BASE TABLE' and c.table_name not in ('token_use', 'idempotency_key') order by 1`
  const rows: Record<string, string[]> = {}
  for (const { name } of tables) {
    const found = await sql<{ row: string }[]>`select x::text as row from ${sql(`app.${name}`)} x where workspace_id = ${workspaceId} order by 1`
    rows[name] = found.map(({ row }) => row)
  }
  await sql.end()
  if (![rows['contact'], rows['interaction'], rows['identity'], rows['audit']].every(found => found && found.length > 0)) throw new Error('There is nothing to compare.')
  return rows
}

async function eraseSomebody (app: TestApp): Promise<string> {
  const [id] = await add(app, [{ name: 'Alan' }])
  await app.query('mutation ($id: ID!) { eraseContact(input: { id: $id }) { erasedId } }', { id })
  return (await app.query('{ erasures { nodes { id } } }')).data.erasures.nodes[0].id
}
