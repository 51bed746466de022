import t from 'tap'
import { NOW, testApp } from '../../support/app.ts'
import { ada, add, log } from '../../support/people.ts'
import { addIntegration, arrive } from './support/deliveries.ts'

const app = await testApp(t)
const { query } = app
const { integration: calendar } = await addIntegration(app)
const { integration: shop } = await addIntegration(app, { name: 'The shop', provider: 'GENERIC' })
// Newest first: c4 … c0 of the calendar, s1 and s0 of the shop between them.
const [c0 = '', c1 = '', c2 = '', c3 = '', c4 = ''] = await arrive(app, calendar.id, [
  { minutesAgo: 50 }, { minutesAgo: 40, status: 'FAILED', reason: 'It has no meeting.' }, { minutesAgo: 30, status: 'IGNORED', reason: 'A ping is nothing between people.' },
  { minutesAgo: 20, status: 'FAILED' }, { minutesAgo: 10, status: 'RECEIVED' }
])
const [s0 = '', s1 = ''] = await arrive(app, shop.id, [{ minutesAgo: 35, status: 'FAILED' }, { minutesAgo: 15 }])
const ALL = [c4, s1, c3, c2, s0, c1, c0]

const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: DeliveryFilter) {
  deliveries(first: $first, after: $after, last: $last, before: $before, filter: $filter) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

async function list (args: object = {}) {
  const { data, errors } = await query(LIST, args)
  if (!data) throw new Error(JSON.stringify(errors))
  const { nodes, totalCount, pageInfo } = data.deliveries
  return { ids: nodes.map(({ id }: { id: string }) => id), totalCount, pageInfo }
}

t.test('deliveries are listed newest first, with all that is known of them', async t => {
  const { data } = await query(`{ deliveries(first: 3) { nodes {
    id status receivedAt deliveryKey reason attempts nextAttemptAt processedAt integration { name } interactions { id } } } }`)
  const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString()
  t.match(data.deliveries.nodes, [
    { id: c4, status: 'RECEIVED', receivedAt: at(10), reason: null, attempts: 0, nextAttemptAt: at(10), processedAt: null, integration: { name: 'Our calendar' }, interactions: [] },
    { id: s1, status: 'PROCESSED', attempts: 1, nextAttemptAt: null, processedAt: at(15), integration: { name: 'The shop' } },
    { id: c3, status: 'FAILED', nextAttemptAt: null }
  ])
  t.strictSame((await query('query ($id: ID!) { node(id: $id) { ... on Delivery { reason } } }', { id: c1 })).data.node, { reason: 'It has no meeting.' })
})

t.test('a filter leaves what fits, and counts it', async t => {
  const fits = async (filter: object) => { const { ids, totalCount } = await list({ filter }); t.equal(ids.length, totalCount); return ids }
  t.strictSame(await fits({}), ALL)
  t.strictSame(await fits({ status: null, integrationId: null, receivedAt: null }), ALL)
  t.strictSame(await fits({ integrationId: shop.id }), [s1, s0])
  t.strictSame(await fits({ status: ['FAILED'] }), [c3, s0, c1])
  t.strictSame(await fits({ status: ['FAILED', 'RECEIVED', 'FAILED'] }), [c4, c3, s0, c1])
  t.strictSame(await fits({ status: [] }), [])
  t.strictSame(await fits({ integrationId: calendar.id, status: ['FAILED', 'IGNORED'] }), [c3, c2, c1])
  const receivedAt = { from: new Date(NOW - 40 * 60_000).toISOString(), to: new Date(NOW - 20 * 60_000).toISOString() }
  t.strictSame(await fits({ receivedAt }), [c2, s0, c1], 'from is within, to is not')
  t.strictSame(await fits({ receivedAt, integrationId: calendar.id }), [c2, c1])
  t.strictSame(await fits({ receivedAt, status: ['FAILED'], integrationId: calendar.id }), [c1])
  for (const integrationId of ['integration_01h455vb4pex5vsknk084sn02q', c0, 'x']) t.strictSame(await fits({ integrationId }), [])
})

t.test('every list is walked from both ends, each delivery once', async t => {
  for (const [filter, expected] of [[undefined, ALL], [{ status: ['FAILED', 'IGNORED', 'RECEIVED'] }, [c4, c3, c2, s0, c1]], [{ integrationId: calendar.id }, [c4, c3, c2, c1, c0]]] as const) {
    for (const forward of [true, false]) {
      const seen: string[] = []
      let page = await list({ filter, [forward ? 'first' : 'last']: 2 })
      for (;;) {
        if (forward) seen.push(...page.ids)
        else seen.unshift(...page.ids)
        t.equal(page.pageInfo[forward ? 'hasPreviousPage' : 'hasNextPage'], seen.length > page.ids.length, 'and it is told what lies behind')
        if (!page.pageInfo[forward ? 'hasNextPage' : 'hasPreviousPage']) break
        page = await list({ filter, ...forward ? { first: 2, after: page.pageInfo.endCursor } : { last: 2, before: page.pageInfo.startCursor } })
      }
      t.strictSame(seen, expected)
    }
  }
})

t.test('a delivery names the interactions that came of it, without those that were deleted', async t => {
  const [contact = ''] = await add(app, [ada])
  const [kept = '', gone = ''] = await log(app, [{ with: [contact], subject: 'Kept' }, { with: [contact], subject: 'Gone' }])
  const { integration } = await addIntegration(app)
  const [id = ''] = await arrive(app, integration.id, [{ interactionIds: [gone, kept] }])
  await query('mutation ($id: ID!) { deleteInteraction(input: { id: $id }) { deletedId } }', { id: gone })
  t.strictSame((await query('query ($id: ID!) { node(id: $id) { ... on Delivery { interactions { subject participants { name } } } } }', { id })).data.node, {
    interactions: [{ subject: 'Kept', participants: [{ name: 'Ada Lovelace' }] }]
  })
})

t.test('what was sent is shown to who manages the workspace, as text or in base64', async t => {
  const { integration } = await addIntegration(app)
  const long = Buffer.from(`${'x'.repeat(1_048_575)}ü and more`)
  const [text = '', bytes = '', start = ''] = await arrive(app, integration.id, [
    { body: Buffer.from('\ufeff{"name":"René"}'), headers: { 'content-type': 'application/json', 'x-kind': 'a, b' } }, { body: Buffer.from([0xff, 0x00, 0x80]) }, { body: long }
  ])
  const ask = (ids: string[], token?: string) => query('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Delivery { status body { text base64 size isWhole } headers { name value } } } }', { ids }, token)
  t.strictSame((await ask([text, bytes])).data.nodes, [
    { status: 'PROCESSED', body: { text: '\ufeff{"name":"René"}', base64: null, size: 19, isWhole: true }, headers: [{ name: 'x-kind', value: 'a, b' }, { name: 'content-type', value: 'application/json' }] },
    { status: 'PROCESSED', body: { text: null, base64: '/wCA', size: 3, isWhole: true }, headers: [] }
  ])
  const [{ body }] = (await ask([start])).data.nodes
  t.strictSame([body.text.length, body.size, body.isWhole], [1_048_575, long.length, false], 'the letter that was cut is left out')
  const denied = { status: 'PROCESSED', body: null, headers: null }
  const forbidden = { extensions: { code: 'FORBIDDEN' }, message: 'Reading what was received needs the scope admin.' }
  t.match(await ask([text], await app.tokenOf('MEMBER')), { data: { nodes: [denied] }, errors: [forbidden, forbidden] })
})
