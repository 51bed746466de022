import postgres from 'postgres'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { processDeliveries } from '../../../src/operations/deliveries/process-deliveries.ts'
import { uuidOf } from '../../../src/domain/type-id.ts'
import { CIPHER, NOW, PUBLIC_URL, testApp } from '../../support/app.ts'
import { ada, add, grace } from '../../support/people.ts'
import { addIntegration } from './support/deliveries.ts'

const app = await testApp(t)
const { query } = app
const sql = postgres(app.adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => sql.end({ timeout: 5 }))
const { integration, secret } = await addIntegration(app, { provider: 'GENERIC', name: 'The shop', newContacts: 'INBOX', ownIdentities: [{ kind: 'EMAIL', value: 'we@engines.example' }] })

const PERSON = 'id name state identities { kind value normalized } integration { name } firstSeenAt lastSeenAt reports'
const CONFIRM = `mutation ($input: ConfirmInboxPersonInput!) { confirmInboxPerson(input: $input) {
  person { id state } contact { id name identities { kind value isPrimary } interactions { nodes { subject direction source } } } } }`
const DISMISS = 'mutation ($id: ID!) { dismissInboxPerson(input: { id: $id }) { person { id state } } }'

let events = 0
/** Mails that came in from these addresses, a minute apart, until now. */
async function mails (from: readonly { readonly name: string, readonly emails: readonly string[] }[]): Promise<void> {
  const body = from.map((person, index) => ({
    external_id: `mail-${++events}`,
    kind: 'message',
    status: 'held',
    occurred_at: new Date(NOW - (from.length - index) * 60_000).toISOString(),
    subject: `Mail ${events}`,
    parties: [{ role: 'from', ...person }, { role: 'to', emails: ['we@engines.example'] }]
  }))
  const { statusCode } = await app.app.inject({
    method: 'POST', url: `/webhooks/${integration.id}`, headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, payload: JSON.stringify({ events: body })
  })
  t.equal(statusCode, 200)
  const { finished } = await processDeliveries({ database: app.database, newId: uuidv7, cipher: CIPHER, publicUrl: PUBLIC_URL, now: () => NOW, onFault: (_id, error) => { throw error } }, app.workspaceId)
  t.ok(finished > 0)
}

async function inbox (args = '') {
  const { data, errors } = await query(`{ inbox${args} { totalCount nodes { ${PERSON} } pageInfo { hasNextPage endCursor } } }`)
  if (!data) throw new Error(JSON.stringify(errors))
  return data.inbox
}

async function personCalled (name: string) {
  const { nodes } = await inbox()
  return nodes.find((person: { name: string }) => person.name === name).id as string
}

const emails = (...addresses: string[]) => ({ name: addresses[0]?.split('@')[0] ?? '', emails: addresses })

t.test('whom nobody knows waits in the inbox, the one who was seen last first', async t => {
  await mails([emails('joan@codes.example', 'joan@home.example'), emails('alan@codes.example'), emails('joan@codes.example')])
  const { totalCount, nodes } = await inbox()
  const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString()
  const kept = (value: string) => ({ kind: 'EMAIL', value, normalized: value })
  t.equal(totalCount, 2)
  t.match(nodes, [
    { id: /^person_/, name: 'joan', state: 'PENDING', identities: [kept('joan@codes.example'), kept('joan@home.example')], integration: { name: 'The shop' }, firstSeenAt: at(3), lastSeenAt: at(1), reports: 2 },
    { name: 'alan', identities: [kept('alan@codes.example')], reports: 1 }
  ])
  t.equal((await query('{ contacts { totalCount } }')).data.contacts.totalCount, 0)
  const { pageInfo, nodes: [first] } = await inbox('(first: 1)')
  t.strictSame([first.name, pageInfo.hasNextPage], ['joan', true])
  t.strictSame((await inbox(`(first: 1, after: "${pageInfo.endCursor}")`)).nodes.map(({ name }: { name: string }) => name), ['alan'])
  t.strictSame((await inbox(`(last: 1, before: "${(await inbox()).pageInfo.endCursor}")`)).nodes.map(({ name }: { name: string }) => name), ['joan'])
  t.match(await query('query ($id: ID!) { node(id: $id) { ... on InboxPerson { name } } }', { id: first.id }), { data: { node: { name: 'joan' } } })
})

t.test('who is confirmed becomes a contact, with what had waited for them', async t => {
  const id = await personCalled('joan')
  t.match((await query(CONFIRM, { input: { id, name: ' Joan Clarke ' } })).data.confirmInboxPerson, {
    person: { id, state: 'CONFIRMED' },
    contact: {
      name: 'Joan Clarke',
      identities: [{ kind: 'EMAIL', value: 'joan@codes.example', isPrimary: true }, { kind: 'EMAIL', value: 'joan@home.example', isPrimary: false }],
      interactions: { nodes: [{ subject: 'Mail 3', direction: 'INBOUND', source: 'generic' }, { subject: 'Mail 1' }] }
    }
  })
  t.strictSame((await inbox()).nodes.map(({ name }: { name: string }) => name), ['alan'])
  t.strictSame((await inbox('(state: CONFIRMED)')).nodes.map(({ name }: { name: string }) => name), ['joan'])
  t.match(await query(CONFIRM, { input: { id } }), { data: null, errors: [{ extensions: { code: 'CONFLICT' } }] })
  t.match(await query(DISMISS, { id }), { data: null, errors: [{ extensions: { code: 'CONFLICT' } }] })
  await mails([emails('joan@home.example')])
  t.equal((await query('{ contacts(search: "Joan") { nodes { interactions { totalCount } } } }')).data.contacts.nodes[0].interactions.totalCount, 3, 'and from now on she is known')
})

t.test('who is known under another address gets it, and what had waited', async t => {
  const [contactId = ''] = await add(app, [ada])
  await mails([emails('countess@lovelace.example')])
  const confirmed = (await query(CONFIRM, { input: { id: await personCalled('countess'), contactId } })).data.confirmInboxPerson.contact
  t.match(confirmed, { id: contactId, name: 'Ada Lovelace', interactions: { nodes: [{ subject: /^Mail/ }] } })
  t.strictSame(confirmed.identities.map(({ value, isPrimary }: { value: string, isPrimary: boolean }) => [value, isPrimary]),
    [['Ada@Engines.example', true], ['030 901820', true], ['countess@lovelace.example', false]])
})

t.test('an identity that another contact has got meanwhile is in the way, and it is told whose', async t => {
  await mails([emails('grace@navy.example')])
  const id = await personCalled('grace')
  const [contactId = ''] = await add(app, [grace])
  t.match(await query(CONFIRM, { input: { id } }), { data: null, errors: [{ extensions: { code: 'CONFLICT', contactId } }] })
  t.match(await query(CONFIRM, { input: { id, contactId } }), { data: { confirmInboxPerson: { contact: { id: contactId, interactions: { nodes: [{}] } } } } })
})

t.test('who is dismissed does not come up again, and can be confirmed after all', async t => {
  const id = await personCalled('alan')
  const dismissed = { data: { dismissInboxPerson: { person: { id, state: 'DISMISSED' } } } }
  t.strictSame(await query(DISMISS, { id }), dismissed)
  t.strictSame(await query(DISMISS, { id }), dismissed, 'once more changes nothing')
  await mails([emails('alan@codes.example')])
  t.strictSame([(await inbox()).totalCount, (await inbox('(state: DISMISSED)')).totalCount], [0, 1])
  const { data: { deliveries } } = await query('{ deliveries(first: 1) { nodes { status reason } } }')
  t.match(deliveries.nodes, [{ status: 'IGNORED', reason: /^alan was dismissed in the inbox/ }])
  const { contact } = (await query(CONFIRM, { input: { id } })).data.confirmInboxPerson
  t.match(contact, { name: 'alan', interactions: { nodes: [{ subject: 'Mail 2' }] } })
})

t.test('a viewer looks and says nothing, a member says who it is, and what cannot be is told', async t => {
  await mails([emails('kurt@logic.example')])
  const id = await personCalled('kurt')
  const viewer = await app.tokenOf('VIEWER')
  t.equal((await query('{ inbox { totalCount } }', {}, viewer)).data.inbox.totalCount, 1)
  for (const [text, variables] of [[CONFIRM, { input: { id } }], [DISMISS, { id }]] as const) t.match(await query(text, variables, viewer), { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  for (const [input, code] of [
    [{ id, name: ' ' }, 'INVALID'], [{ id, name: 'x'.repeat(201) }, 'INVALID'], [{ id, contactId: 'contact_01h455vb4pex5vsknk084sn02q' }, 'NOT_FOUND'], [{ id: 'person_01h455vb4pex5vsknk084sn02q' }, 'NOT_FOUND'], [{ id: integration.id }, 'NOT_FOUND']
  ] as const) t.match(await query(CONFIRM, { input }), { data: null, errors: [{ extensions: { code } }] }, JSON.stringify(input).slice(0, 60))
  t.ok((await query(CONFIRM, { input: { id } }, await app.tokenOf('MEMBER', ['write']))).data)
})

t.test('an integration that is gone is named by nobody any more', async t => {
  await mails([emails('emmy@rings.example')])
  const id = await personCalled('emmy')
  await query('mutation ($id: ID!) { deleteIntegration(input: { id: $id }) { deletedId } }', { id: integration.id })
  t.strictSame((await query('query ($id: ID!) { node(id: $id) { ... on InboxPerson { integration { id } } } }', { id })).data.node, { integration: null })
  t.match((await query(CONFIRM, { input: { id } })).data.confirmInboxPerson.contact.interactions.nodes, [{ direction: 'INBOUND' }], 'what it told is still true')
})

t.test('the audit says who was confirmed, and as whom', async t => {
  const rows = await sql`select changes from app.audit where action = 'confirmInboxPerson' and subject_type = 'person' order by id limit 1`
  const [joan] = (await query('{ contacts(search: "Joan") { nodes { id } } }')).data.contacts.nodes
  t.strictSame(rows.map(({ changes }) => changes), [{ state: { before: 'PENDING', after: 'CONFIRMED' }, contactId: { after: uuidOf('contact', joan.id) } }])
})
