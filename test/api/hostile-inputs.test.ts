import t from 'tap'
import { testApp } from '../support/app.ts'
import { ada, add, daysAgo, log } from '../support/people.ts'

const HOSTILE = [
  '', '\u0000', 'a\u0000b', '\ud800', 'x\udfff', '\\', '\\u0000', '\'; drop table app.contact; --', '" or 1=1', '$1', '%', '_', '{}', '{"a"}', '[]', 'null',
  '\u202e', '\ufeff', '\u{1f600}', 'e\u0301'.repeat(500), ':*', '& | !', '<->', '(', 'a:b', '\'', '\'\'', '//', '-- ', '/*', 'ʼ ʹ ½ ²', '１２３４', '한국어', 'नमस्ते', '\u00a0', 'A'.repeat(10_000)
]

t.test('no text that a client can send makes anything fail', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  await log(app, [{ with: [id], source: 'api', externalId: '1', occurredAt: daysAgo(1) }])
  const asks = [
    'query ($text: String!) { contacts(search: $text) { totalCount nodes { name } pageInfo { hasNextPage } } }',
    'query ($text: String!) { contacts(search: $text, orderBy: { field: NAME, direction: ASC }) { nodes { name } } }',
    'query ($text: String!) { contacts(filter: { tags: [$text] }) { totalCount nodes { name } } }',
    'query ($text: String!) { contacts(filter: { organization: $text }) { totalCount nodes { name } } }',
    'query ($text: String!) { interactions(filter: { source: $text }) { totalCount nodes { id } } }',
    'query ($text: String!) { contacts(after: $text) { nodes { name } } }',
    'query ($text: ID!) { node(id: $text) { id } nodes(ids: [$text]) { id } contact(id: $text) { id } }',
    ...['EMAIL', 'PHONE', 'LINKEDIN', 'GITHUB', 'X', 'MASTODON', 'BLUESKY', 'SLACK', 'WHATSAPP', 'TELEGRAM', 'WEBSITE', 'OTHER']
      .map(kind => `query ($text: String!) { contactByIdentity(kind: ${kind}, value: $text) { id } }`),
    ...['name', 'organization', 'title', 'notes'].map(field => `mutation ($text: String!) { createContact(input: { name: "x", ${field}: $text }) { contact { name } } }`.replace('name: "x", name', 'name')),
    'mutation ($text: String!) { createContact(input: { name: "x", tags: [$text] }) { contact { tags } } }',
    'mutation ($text: String!) { upsertContacts(input: { contacts: [{ name: "x", identities: [{ kind: OTHER, value: $text, label: $text }] }] }) { results { outcome } } }',
    ...['subject', 'summary', 'source', 'externalId'].map(field => `mutation ($text: String!) { logInteraction(input: {
      channel: MEAL, direction: MUTUAL, occurredAt: "${daysAgo(2)}", ${field}: $text, participants: [{ contactId: "${id}" }] }) { outcome } }`),
    `mutation ($text: String!) { logInteraction(input: { channel: MEAL, direction: MUTUAL, occurredAt: "${daysAgo(2)}", createMissing: true,
      participants: [{ identity: { kind: EMAIL, value: "new@people.example" }, name: $text }] }) { outcome } }`,
    `mutation ($text: String!) { recordFavor(input: { contactId: "${id}", direction: GIVEN, kind: OTHER, occurredAt: "${daysAgo(2)}", note: $text }) { favor { note } } }`,
    ...['need', 'offer'].map(field => `mutation ($text: String!) { createAsk(input: { contactId: "${id}", need: "x", ${field}: $text }) { ask { need } } }`.replace('need: "x", need', 'need')),
    `mutation ($text: ID!) { recordFavor(input: { contactId: "${id}", direction: GIVEN, kind: OTHER, occurredAt: "${daysAgo(2)}", askId: $text }) { favor { id } } }`,
    'query ($text: ID!) { favors(filter: { contactId: $text }) { totalCount nodes { id } } asks(filter: { contactId: $text }) { totalCount nodes { id } } }',
    'mutation ($text: ID!) { updateAskStatus(input: { id: $text, status: SENT }) { ask { id } } }',
    'mutation ($text: String!) { createIntegration(input: { provider: GENERIC, name: $text }) { integration { name } } }',
    ...['GENERIC', 'STANDARD_WEBHOOKS', 'CAL_COM', 'POSTMARK', 'SENDGRID', 'SLACK', 'ACTIVITYPUB'].map(provider =>
      `mutation ($text: String!) { createIntegration(input: { provider: ${provider}, name: "x", secret: $text }) { integration { name } } }`),
    'mutation ($text: String!) { addOwnIdentities(input: { identities: [{ kind: OTHER, value: $text, label: $text }] }) { ownIdentities { value } } }',
    'mutation ($text: String!) { removeOwnIdentity(input: { kind: OTHER, value: $text }) { ownIdentities { value } } }',
    'mutation ($text: ID!) { replayDeliveries(input: { ids: [$text] }) { queued } }',
    `query ($text: ID!) { previewMerge(input: { survivorId: "${id}", otherIds: [$text], choices: { name: $text } }) { name } }`,
    'mutation ($text: ID!) { mergeContacts(input: { survivorId: $text, otherIds: [$text] }) { mergeId } }',
    'mutation ($text: ID!) { dismissDuplicate(input: { id: $text }) { dismissedId } }',
    'mutation ($text: ID!) { restoreDuplicate(input: { contactIds: [$text, $text] }) { contacts { id } } }',
    'query ($text: String!) { duplicateCandidates(after: $text) { nodes { id } } }',
    'query ($text: ID!) { import(id: $text) { id } }',
    'query ($text: String!) { imports(after: $text) { nodes { rows(after: $text) { nodes { line } } } } }',
    'mutation ($text: ID!) { undoImport(input: { id: $text }) { import { id } } }',
    'mutation ($text: ID!) { undoMerge(input: { mergeId: $text }) { mergeId } }',
    'mutation ($text: ID!) { eraseContact(input: { id: $text }) { erasedId } }',
    'mutation ($text: ID!) { liftErasure(input: { id: $text }) { erasure { id } } }',
    'query ($text: String!) { erasures(after: $text) { nodes { id } } }',
    'mutation ($text: ID!) { deleteIntegration(input: { id: $text }) { deletedId } }',
    'mutation ($text: ID!) { confirmInboxPerson(input: { id: $text }) { contact { id } } }',
    'query ($text: ID!) { deliveries(filter: { integrationId: $text }) { totalCount nodes { id } } }',
    'query ($text: String!) { deliveries(after: $text) { nodes { id } } }',
    'query ($text: String!) { integrations(before: $text) { nodes { id } } }',
    'query ($text: String!) { inbox(after: $text) { nodes { id } } }',
    `mutation ($text: ID!) { logInteraction(input: { channel: MEAL, direction: MUTUAL, occurredAt: "${daysAgo(2)}", participants: [{ contactId: $text }] }) { outcome } }`
  ]
  const failed: string[] = []
  for (const query of asks) {
    for (const text of HOSTILE) {
      const { body } = await app.post(query, { text })
      const codes = (body.errors ?? []).map((each: { extensions: { code: string } }) => each.extensions.code)
      if (codes.some((code: string) => !['INVALID', 'NOT_FOUND'].includes(code))) failed.push(`${codes.join()} ${query} ${JSON.stringify(text.slice(0, 40))}`)
    }
  }
  t.strictSame(failed, [])
  t.strictSame(app.logs, [])
})

t.test('a forged cursor is refused, whatever it says', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada, { name: 'Grace' }])
  await log(app, [{ with: [id] }])
  const uuid = '01890a5d-ac96-774b-bcce-b302099a8057'
  const keys = ['x', '', '1', 1e300, -1e300, 9e15, 'Infinity', '-Infinity', null, true, [], {}, 'NaN', '2026-01-01T00:00:00Z', '\u0000', '\ud800', 1.5]
  for (const field of ['QUALITY', 'WARMTH', 'NAME', 'LAST_INTERACTION_AT', 'CREATED_AT', 'DUE_AT']) {
    const list = `contacts(first: 1, orderBy: { field: ${field}, direction: ASC }`
    const { data } = await app.query(`{ ${list}) { edges { cursor } } }`)
    const [name] = JSON.parse(atob(data.contacts.edges[0].cursor))
    for (const key of keys) {
      const { errors = [] } = await app.query(`query ($after: String!) { ${list}, after: $after) { nodes { name } } }`, { after: forge([name, key, uuid]) })
      t.ok(errors.length === 0 || errors[0].extensions.code === 'INVALID', `${field} ${JSON.stringify(key)}: ${errors[0]?.extensions.code}`)
    }
    for (const wrong of [[name, 1], [name], [], {}, null, 1, [name, 1, 'not-a-uuid'], [name, 1, null], [`${name} `, 1, uuid]]) {
      t.match(await app.query(`query ($after: String!) { ${list}, after: $after) { nodes { name } } }`, { after: forge(wrong) }), { data: null, errors: [{ extensions: { code: 'INVALID' } }] })
    }
  }
  await app.query(`mutation { recordFavor(input: { contactId: "${id}", direction: GIVEN, kind: GIFT, occurredAt: "${daysAgo(1)}" }) { favor { id } } createAsk(input: { contactId: "${id}", need: "x" }) { ask { id } } }`)
  for (const listed of ['interactions', 'favors', 'asks']) {
    const { data } = await app.query(`{ ${listed} { edges { cursor } } }`)
    const [name] = JSON.parse(atob(data[listed].edges[0].cursor))
    for (const key of keys) {
      for (const list of [`${listed}(before: $cursor) { nodes { id } }`, `contact(id: "${id}") { ${listed}(after: $cursor) { nodes { id } } }`]) {
        const { errors = [] } = await app.query(`query ($cursor: String!) { ${list} }`, { cursor: forge([name, key, uuid]) })
        t.ok(errors.length === 0 || errors[0].extensions.code === 'INVALID', `${listed} ${JSON.stringify(key)}: ${errors[0]?.extensions.code}`)
      }
    }
  }
  t.strictSame(app.logs, [])
})

function forge (cursor: unknown): string {
  return btoa(JSON.stringify(cursor))
}
