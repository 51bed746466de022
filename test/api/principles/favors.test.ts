import t, { type Test } from 'tap'
import { testApp, type TestApp } from '../../support/app.ts'
import { ada, add, daysAgo, grace, linus } from '../../support/people.ts'

const NOTHING = 'favor_01h455vb4pex5vsknk084sn02q'
const FAVOR = 'id direction kind worth effort occurredAt note version contact { name } ask { id status }'
const LEDGER = 'ledger { state given received credit debt balance reasons { code text impact evidenceIds } }'
const RECORD = `mutation ($input: RecordFavorInput!) { recordFavor(input: $input) { favor { ${FAVOR} } } }`
const UPDATE = `mutation ($input: UpdateFavorInput!) { updateFavor(input: $input) { favor { ${FAVOR} } } }`
const DELETE = 'mutation ($id: ID!) { deleteFavor(input: { id: $id }) { deletedId } }'

t.test('a favor is told as it was recorded, worth what its kind usually is', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  const { data } = await app.query(RECORD, { input: { contactId: adaId, direction: 'RECEIVED', kind: 'INTRODUCTION', occurredAt: '2026-02-27T12:30:00+01:00', note: ' To Babbage ' } })
  const { id, ...favor } = data.recordFavor.favor
  t.match(id, /^favor_/)
  t.strictSame(favor, {
    direction: 'RECEIVED', kind: 'INTRODUCTION', worth: 4, effort: 2, occurredAt: '2026-02-27T11:30:00.000Z', note: 'To Babbage', version: 1, contact: { name: 'Ada Lovelace' }, ask: null
  })
  t.match(await app.query('query ($id: ID!) { node(id: $id) { __typename id ... on Favor { kind contact { name } } } }', { id }), {
    data: { node: { __typename: 'Favor', id, kind: 'INTRODUCTION', contact: { name: 'Ada Lovelace' } } }
  })
  const another = await app.query(RECORD, { input: { contactId: adaId, direction: 'GIVEN', kind: 'RESHARE', occurredAt: daysAgo(0), worth: 2, effort: 3 } })
  t.match(another.data.recordFavor.favor, { worth: 2, effort: 3, note: null })
})

t.test('the ledger says who owes whom and names the favors, at once', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  t.strictSame(await ledgerOf(app, contactId), {
    state: 'NO_HISTORY', given: 0, received: 0, credit: 0, debt: 0, balance: 0, reasons: [{ code: 'FAVORS_NO_HISTORY', text: 'No favor known yet', impact: 0, evidenceIds: [] }]
  })
  const help = await record(app, { contactId, kind: 'REVIEW', direction: 'RECEIVED', occurredAt: daysAgo(400) })
  t.strictSame(await ledgerOf(app, contactId), {
    state: 'WE_OWE', given: 0, received: 3, credit: 0, debt: 3, balance: -0.6, reasons: [{ code: 'FAVORS_WE_OWE', text: 'You owe for the review of 25 January 2025', impact: 0, evidenceIds: [help] }]
  }, 'a debt does not fade')
  t.strictSame(await statesOf(app, ['WE_OWE']), ['Ada Lovelace'])
  await record(app, { contactId, kind: 'REVIEW', direction: 'GIVEN', occurredAt: daysAgo(1) })
  t.match(await ledgerOf(app, contactId), { state: 'BALANCED', given: 3, received: 3, debt: 0, balance: 0 })
  t.strictSame(await statesOf(app, ['WE_OWE', 'ONLY_WE_TAKE']), [])
  t.strictSame(await statesOf(app, ['BALANCED']), ['Ada Lovelace'])
})

t.test('what we gave fades by half in a year, and the list by state knows', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  await record(app, { contactId, kind: 'INTRODUCTION', direction: 'GIVEN', occurredAt: daysAgo(0) })
  t.match(await ledgerOf(app, contactId), { state: 'WE_GIVE_MORE', credit: 4 })
  app.clock.now += 365 * 86_400_000
  t.match(await ledgerOf(app, contactId), { state: 'WE_GIVE_MORE', given: 4, credit: 2 })
  t.strictSame(await statesOf(app, ['WE_GIVE_MORE']), ['Ada Lovelace'])
  app.clock.now += 2 * 365 * 86_400_000
  t.match(await ledgerOf(app, contactId), { state: 'BALANCED', given: 4, credit: 0.5 })
  t.strictSame(await statesOf(app, ['WE_GIVE_MORE']), [])
  t.strictSame(await statesOf(app, ['BALANCED']), ['Ada Lovelace'])
})

t.test('favors enter reciprocity at once, and a deleted one was never there', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  const scored = async () => (await app.query('query ($id: ID!) { contact(id: $id) { quality { reciprocity { score confidence reasons { text } } } } }', { id: contactId })).data.contact.quality.reciprocity
  const before = [await scored(), await ledgerOf(app, contactId)]
  t.equal(before[0].score, null)
  const first = await record(app, { contactId, kind: 'ADVICE', direction: 'GIVEN', occurredAt: daysAgo(3) })
  t.match(await scored(), { score: 63, reasons: [{ text: 'You gave more than you received: 1 favor given, 0 received' }] })
  const second = await record(app, { contactId, kind: 'GIFT', direction: 'RECEIVED', occurredAt: daysAgo(2) })
  t.match(await scored(), { score: 100 })
  for (const id of [second, first]) t.strictSame(await app.query(DELETE, { id }), { data: { deleteFavor: { deletedId: id } } })
  t.strictSame([await scored(), await ledgerOf(app, contactId)], before)
  t.match(await app.query(DELETE, { id: first }), { data: null, errors: [{ message: 'There is no such favor.', extensions: { code: 'NOT_FOUND' } }] })
})

t.test('a favor is changed field by field, and of two changes from one version the second is told', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  const id = await record(app, { contactId, kind: 'REVIEW', direction: 'GIVEN', occurredAt: daysAgo(3), note: 'Her book' })
  const update = async (input: object) => (await app.query(UPDATE, { input: { id, ...input } })).data?.updateFavor.favor
  t.match(await update({ version: 1, kind: 'SPEAKING_SLOT' }), { kind: 'SPEAKING_SLOT', worth: 5, effort: 3, note: 'Her book', version: 2 })
  t.match(await ledgerOf(app, contactId), { given: 5 })
  t.match(await app.query(UPDATE, { input: { id, version: 1, worth: 1 } }), { data: null, errors: [{ extensions: { code: 'CONFLICT', version: 2 } }] })
  t.match(await update({ direction: 'RECEIVED', worth: 4, note: null, occurredAt: daysAgo(9) }), { direction: 'RECEIVED', worth: 4, note: null, occurredAt: daysAgo(9), version: 3 })
  t.match(await ledgerOf(app, contactId), { state: 'WE_OWE', given: 0, received: 4, debt: 4 })
  t.equal((await update({ worth: 4 })).version, 3, 'nothing changes where nothing is said')
  t.match(await app.query(UPDATE, { input: { id: NOTHING, worth: 1 } }), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

t.test('what cannot be is refused with the path to it', async t => {
  const app = await testApp(t)
  const [contactId, other] = await add(app, [ada, linus])
  const { data: { createAsk: { ask } } } = await app.query('mutation ($contactId: ID!) { createAsk(input: { contactId: $contactId, need: "x" }) { ask { id } } }', { contactId: other })
  const favor = { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: daysAgo(1) }
  for (const [wrong, path] of [[{ worth: 6 }, 'worth'], [{ worth: 0 }, 'worth'], [{ effort: 6 }, 'effort'], [{ occurredAt: daysAgo(-1) }, 'occurredAt'], [{ note: 'x'.repeat(2001) }, 'note'], [{ askId: ask.id }, 'askId']] as const) {
    t.match(await app.query(RECORD, { input: { ...favor, ...wrong } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path }] } }] }, path)
  }
  const id = await record(app, favor)
  t.match(await app.query(UPDATE, { input: { id, askId: ask.id } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'askId' }] } }] })
  t.match(await app.query(UPDATE, { input: { id, worth: 9 } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'worth' }] } }] })
  for (const wrong of [{ contactId: NOTHING }, { contactId: 'contact_01h455vb4pex5vsknk084sn02q' }, { askId: 'ask_01h455vb4pex5vsknk084sn02q' }, { askId: 'nonsense' }, { askId: '' }]) {
    t.match(await app.query(RECORD, { input: { ...favor, ...wrong } }), { data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  }
})

t.test('favors are listed newest first, in pages, and by what they are', async t => {
  const { app, adaId } = await village(t)
  const list = async (args: string, variables?: object) => (await app.query(`query ${variables ? '($contactId: ID)' : ''} { favors(${args}) { totalCount nodes { note } pageInfo { hasNextPage hasPreviousPage } edges { cursor } } }`, variables)).data.favors
  const notes = (page: { nodes: { note: string }[] }) => page.nodes.map(({ note }) => note)
  const all = await list('first: 100')
  t.strictSame([all.totalCount, notes(all)], [6, ['f', 'e', 'd', 'c', 'b', 'a']])
  const page = await list('first: 2')
  t.strictSame([notes(page), page.pageInfo], [['f', 'e'], { hasNextPage: true, hasPreviousPage: false }])
  const next = await list(`first: 2, after: "${page.edges[1].cursor}"`)
  t.strictSame([notes(next), next.pageInfo], [['d', 'c'], { hasNextPage: true, hasPreviousPage: true }])
  t.strictSame(notes(await list(`last: 1, before: "${page.edges[1].cursor}"`)), ['f'])
  const filters: Record<string, string[]> = {
    'direction: [RECEIVED]': ['f', 'd', 'b'],
    'direction: []': [],
    'kind: [GIFT]': ['f', 'c'],
    'kind: [GIFT], direction: [GIVEN]': ['c'],
    'contactId: $contactId': ['e', 'c', 'a'],
    'contactId: "nonsense"': [],
    'contactId: ""': [],
    'contactId: null': ['f', 'e', 'd', 'c', 'b', 'a'],
    [`occurredAt: { from: "${daysAgo(3)}", to: "${daysAgo(1)}" }`]: ['e', 'd']
  }
  for (const [filter, expected] of Object.entries(filters)) {
    const found = await list(`first: 10, filter: { ${filter} }`, filter.includes('$') ? { contactId: adaId } : undefined)
    t.strictSame([notes(found), found.totalCount], [expected, expected.length], filter)
  }
})

t.test('a contact has its own favors, in pages', async t => {
  const { app, adaId } = await village(t)
  const page = async (args: string) => (await app.query(`query ($id: ID!) { contact(id: $id) { favors(${args}) { totalCount nodes { note } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`, { id: adaId })).data.contact.favors
  const first = await page('first: 2')
  t.match(first, { totalCount: 3, nodes: [{ note: 'e' }, { note: 'c' }], pageInfo: { hasNextPage: true, hasPreviousPage: false } })
  t.match(await page(`first: 2, after: "${first.pageInfo.endCursor}"`), { nodes: [{ note: 'a' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
  t.match(await app.query('query ($id: ID!) { contact(id: $id) { favors(first: 0) { totalCount } } }', { id: adaId }), { errors: [{ extensions: { code: 'INVALID' } }] })
})

t.test('the workspace knows how much was given and received, and to whom it owes most', async t => {
  const { app } = await village(t)
  const ask = (args = '') => app.query(`{ viewer { workspace { ledger { given received states { state contacts } oweFirst${args} { name ledger { debt } } } } } }`)
  const { data: { viewer: { workspace: { ledger } } } } = await ask()
  t.strictSame(ledger, {
    given: 2 + 2 + 2,
    received: 4 + 3 + 2,
    states: [
      { state: 'WE_OWE', contacts: 1 }, { state: 'ONLY_WE_TAKE', contacts: 1 }, { state: 'NO_HISTORY', contacts: 0 }, { state: 'BALANCED', contacts: 0 },
      { state: 'WE_GIVE_MORE', contacts: 0 }, { state: 'ONLY_WE_GIVE', contacts: 1 }
    ],
    oweFirst: [{ name: 'Grace Hopper', ledger: { debt: 6 } }, { name: 'Linus Torvalds', ledger: { debt: 3 } }]
  })
  t.match((await ask('(first: 1)')).data.viewer.workspace.ledger.oweFirst, [{ name: 'Grace Hopper' }])
  t.match(await ask('(first: 101)'), { errors: [{ extensions: { code: 'INVALID' } }] })
})

t.test('a favor sent twice with one key is done once', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  const input = { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: daysAgo(1) }
  const send = () => app.query(RECORD, { input }, { headers: { 'idempotency-key': 'gift-1' } })
  t.strictSame(await send(), await send())
  t.match(await ledgerOf(app, contactId), { given: 2 })
})

t.test('whoever deletes a contact deletes its favors and asks', async t => {
  const { app, adaId } = await village(t)
  await app.query('mutation ($contactId: ID!) { createAsk(input: { contactId: $contactId, need: "x" }) { ask { id } } }', { contactId: adaId })
  t.strictSame((await app.query('{ favors { totalCount } asks { totalCount } }')).data, { favors: { totalCount: 6 }, asks: { totalCount: 1 } })
  await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id: adaId })
  t.strictSame((await app.query('{ favors { totalCount } asks { totalCount } }')).data, { favors: { totalCount: 3 }, asks: { totalCount: 0 } })
})

/** Ada only received, Grace only gave, and Linus gave once; notes a to f, the oldest first. */
async function village (t: Test) {
  const app = await testApp(t)
  const [adaId, graceId, linusId] = await add(app, [ada, grace, linus])
  for (const [note, contactId, direction, kind, days] of [
    ['a', adaId, 'GIVEN', 'ADVICE', 9], ['b', graceId, 'RECEIVED', 'INTRODUCTION', 5], ['c', adaId, 'GIVEN', 'GIFT', 4],
    ['d', linusId, 'RECEIVED', 'REVIEW', 3], ['e', adaId, 'GIVEN', 'ADVICE', 2], ['f', graceId, 'RECEIVED', 'GIFT', 1]
  ]) await record(app, { contactId, direction, kind, note, occurredAt: daysAgo(Number(days)) })
  return { app, adaId, graceId, linusId }
}

async function record ({ query }: TestApp, input: object): Promise<string> {
  const { data, errors } = await query(RECORD, { input })
  if (!data) throw new Error(JSON.stringify(errors))
  return data.recordFavor.favor.id
}

async function ledgerOf ({ query }: TestApp, id: string | undefined) {
  return (await query(`query ($id: ID!) { contact(id: $id) { ${LEDGER} } }`, { id })).data.contact.ledger
}

async function statesOf ({ query }: TestApp, states: readonly string[]): Promise<string[]> {
  const { data } = await query('query ($states: [LedgerState!]) { contacts(filter: { ledgerState: $states }) { nodes { name } } }', { states })
  return data.contacts.nodes.map(({ name }: { name: string }) => name)
}
