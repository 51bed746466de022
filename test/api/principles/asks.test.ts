import t, { type Test } from 'tap'
import { testApp, type TestApp } from '../../support/app.ts'
import { ada, add, daysAgo, grace, log } from '../../support/people.ts'

const NOTHING = 'ask_01h455vb4pex5vsknk084sn02q'
const ASK = 'id need offer offerKind size status deadline warnings { code text } createdAt version openMoves contact { name } history { from to at note } favors { kind direction }'
const CREATE = `mutation ($input: CreateAskInput!) { createAsk(input: $input) { ask { ${ASK} } } }`
const MOVE = `mutation ($input: UpdateAskStatusInput!) { updateAskStatus(input: $input) { ask { ${ASK} } } }`
const UPDATE = `mutation ($input: UpdateAskInput!) { updateAsk(input: $input) { ask { ${ASK} } } }`
const DELETE = 'mutation ($id: ID!) { deleteAsk(input: { id: $id }) { deletedId } }'
const RECORD = 'mutation ($input: RecordFavorInput!) { recordFavor(input: $input) { favor { id ask { id status } } } }'

t.test('an ask begins as a draft and is told as it was given', async t => {
  const { app, contactId } = await friends(t)
  const { data } = await app.query(CREATE, { input: { contactId, need: ' Read my draft ', offer: 'A guest post', offerKind: 'GUEST_POST', size: 'LARGE', deadline: '2026-04-01T00:00:00Z' } })
  const { id, ...ask } = data.createAsk.ask
  t.strictSame(ask, {
    need: 'Read my draft',
    offer: 'A guest post',
    offerKind: 'GUEST_POST',
    size: 'LARGE',
    status: 'DRAFT',
    deadline: '2026-04-01T00:00:00.000Z',
    warnings: [],
    createdAt: daysAgo(0),
    version: 1,
    openMoves: ['SENT', 'WITHDRAWN'],
    contact: { name: 'Ada Lovelace' },
    history: [],
    favors: []
  })
  t.match(await app.query('query ($id: ID!) { node(id: $id) { __typename ... on Ask { need } } }', { id }), { data: { node: { __typename: 'Ask', need: 'Read my draft' } } })
  t.match((await create(app, { contactId, need: 'x', size: null, offer: ' ' })), { size: 'MEDIUM', offer: null, deadline: null, offerKind: null })
})

t.test('an ask goes its way, and its history is kept', async t => {
  const { app, contactId } = await friends(t)
  const { id } = await create(app, { contactId, need: 'x', offer: 'y' })
  await move(app, { id, status: 'SENT', at: daysAgo(9), note: ' By mail ' })
  await move(app, { id, status: 'ACCEPTED', at: daysAgo(8) })
  await move(app, { id, status: 'FULFILLED' })
  app.clock.now += 86_400_000
  t.match(await move(app, { id, status: 'THANKED', note: 'A card' }), {
    status: 'THANKED',
    version: 5,
    openMoves: ['RECIPROCATED'],
    history: [
      { from: 'DRAFT', to: 'SENT', at: daysAgo(9), note: 'By mail' }, { from: 'SENT', to: 'ACCEPTED', at: daysAgo(8), note: null },
      { from: 'ACCEPTED', to: 'FULFILLED', at: daysAgo(0), note: null }, { from: 'FULFILLED', to: 'THANKED', at: daysAgo(-1), note: 'A card' }
    ]
  })
})

t.test('a wrong move is refused, says which are open, and changes nothing', async t => {
  const { app, contactId } = await friends(t)
  const { id } = await create(app, { contactId, need: 'x', offer: 'y' })
  t.match(await app.query(MOVE, { input: { id, status: 'FULFILLED' } }), {
    data: null,
    errors: [{ message: 'The ask is DRAFT and cannot become FULFILLED; open are SENT, WITHDRAWN.', path: ['updateAskStatus'], extensions: { code: 'CONFLICT', status: 'DRAFT', openMoves: ['SENT', 'WITHDRAWN'] } }]
  })
  t.match(await move(app, { id, status: 'WITHDRAWN' }), { openMoves: [], history: [{ to: 'WITHDRAWN' }] })
  t.match(await app.query(MOVE, { input: { id, status: 'SENT' } }), { errors: [{ extensions: { code: 'CONFLICT', openMoves: [] } }] })
  for (const [wrong, path] of [[{ at: daysAgo(-1) }, 'at'], [{ note: 'x'.repeat(2001) }, 'note']] as const) {
    const draft = await create(app, { contactId, need: 'x' })
    t.match(await app.query(MOVE, { input: { id: draft.id, status: 'SENT', ...wrong } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path }] } }] })
  }
})

t.test('what stands against asking is told when the ask is made, and refuses nothing', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  const ask = await create(app, { contactId, need: 'x' })
  t.strictSame(codesOf(ask), ['NO_OFFER', 'NEVER_TALKED'])
  t.ok(ask.warnings.every(({ text }: { text: string }) => text.length > 20))
  t.match(await move(app, { id: ask.id, status: 'SENT' }), { status: 'SENT' }, 'it goes out all the same')
  t.strictSame(codesOf(await create(app, { contactId, need: 'y', offer: 'z', size: 'SMALL' })), ['NEVER_TALKED', 'TOO_SOON_AFTER_LAST_ASK'])
  await record(app, { contactId, direction: 'RECEIVED', kind: 'ADVICE', occurredAt: daysAgo(1) })
  await log(app, [1, 2, 3].map(days => ({ with: [contactId ?? ''], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(days) })))
  t.strictSame(codesOf(await create(app, { contactId, need: 'y', offer: 'z', size: 'LARGE' })), ['NEVER_TALKED', 'TOO_SOON_AFTER_LAST_ASK', 'WE_OWE', 'UNANSWERED_STREAK'])
})

t.test('a draft is warned about anew as it changes; what was sent keeps what was told', async t => {
  const { app, contactId } = await friends(t)
  const ask = await create(app, { contactId, need: 'x' })
  t.strictSame(codesOf(ask), ['NO_OFFER'])
  const update = async (input: object) => (await app.query(UPDATE, { input: { id: ask.id, ...input } })).data?.updateAsk.ask
  t.match(await update({ version: 1, offer: 'A guest post' }), { offer: 'A guest post', warnings: [], version: 2 })
  t.match(await app.query(UPDATE, { input: { id: ask.id, version: 1, need: 'z' } }), { data: null, errors: [{ extensions: { code: 'CONFLICT', version: 2 } }] })
  await move(app, { id: ask.id, status: 'SENT' })
  t.match(await update({ offer: null, deadline: daysAgo(-9), size: 'SMALL' }), { offer: null, deadline: daysAgo(-9), size: 'SMALL', warnings: [], version: 4 })
  t.match(await app.query(UPDATE, { input: { id: ask.id, need: ' ' } }), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'need' }] } }] })
  await move(app, { id: ask.id, status: 'DECLINED' })
  t.match(await app.query(UPDATE, { input: { id: ask.id, need: 'z' } }), { data: null, errors: [{ message: 'The ask is DECLINED; its words stay as they were.', extensions: { code: 'CONFLICT' } }] })
})

t.test('what we give back for help makes the ask reciprocated; what we receive for it moves nothing', async t => {
  const { app, contactId } = await friends(t)
  const { id: askId } = await create(app, { contactId, need: 'x', offer: 'y' })
  await move(app, { id: askId, status: 'SENT' })
  t.match(await record(app, { contactId, direction: 'RECEIVED', kind: 'REVIEW', occurredAt: daysAgo(0), askId }), { ask: { id: askId, status: 'SENT' } })
  t.match(await record(app, { contactId, direction: 'GIVEN', kind: 'RESHARE', occurredAt: daysAgo(0), askId }), { ask: { status: 'SENT' } }, 'nothing is returned before it was given')
  await move(app, { id: askId, status: 'FULFILLED' })
  const { id } = await record(app, { contactId, direction: 'GIVEN', kind: 'REVIEW', occurredAt: daysAgo(0) })
  const { data } = await app.query('mutation ($id: ID!, $askId: ID!) { updateFavor(input: { id: $id, askId: $askId }) { favor { ask { status version } } } }', { id, askId })
  t.strictSame(data.updateFavor.favor.ask, { status: 'RECIPROCATED', version: 4 })
  const told = (await app.query(`query ($id: ID!) { node(id: $id) { ... on Ask { ${ASK} } } }`, { id: askId })).data.node
  t.match(told, { openMoves: ['THANKED'], history: [{ to: 'SENT' }, { to: 'FULFILLED' }, { from: 'FULFILLED', to: 'RECIPROCATED' }], favors: [{ kind: 'REVIEW' }, { kind: 'RESHARE' }, { kind: 'REVIEW', direction: 'GIVEN' }] })
})

t.test('an ask that is deleted lets go of its favors', async t => {
  const { app, contactId } = await friends(t)
  const { id: askId } = await create(app, { contactId, need: 'x', offer: 'y' })
  const { id } = await record(app, { contactId, direction: 'RECEIVED', kind: 'REVIEW', occurredAt: daysAgo(0), askId })
  t.strictSame(await app.query(DELETE, { id: askId }), { data: { deleteAsk: { deletedId: askId } } })
  t.match(await app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Favor { kind ask { id } version } } }', { ids: [askId, id] }), { data: { nodes: [null, { kind: 'REVIEW', ask: null, version: 2 }] } })
  t.match(await app.query(DELETE, { id: askId }), { errors: [{ message: 'There is no such ask.', extensions: { code: 'NOT_FOUND' } }] })
  t.match(await app.query(MOVE, { input: { id: NOTHING, status: 'SENT' } }), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.match(await app.query(CREATE, { input: { contactId: NOTHING, need: 'x' } }), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

t.test('asks are listed newest first, in pages, and by where they stand', async t => {
  const { app, contactId, other } = await friends(t)
  for (const [index, [who, size, status]] of ([[contactId, 'SMALL', null], [other, 'LARGE', 'SENT'], [contactId, 'LARGE', 'SENT'], [other, 'MEDIUM', 'WITHDRAWN']] as const).entries()) {
    app.clock.now += 3_600_000
    const { id } = await create(app, { contactId: who, need: String(index), size })
    if (status) await move(app, { id, status })
  }
  const list = async (args: string) => (await app.query(`{ asks(${args}) { totalCount nodes { need } pageInfo { hasNextPage hasPreviousPage endCursor } } }`)).data.asks
  const needs = async (filter: string) => (await list(`first: 9, filter: { ${filter} }`)).nodes.map(({ need }: { need: string }) => need).join('')
  const page = await list('first: 3')
  t.match(page, { totalCount: 4, nodes: [{ need: '3' }, { need: '2' }, { need: '1' }], pageInfo: { hasNextPage: true, hasPreviousPage: false } })
  t.match(await list(`first: 3, after: "${page.pageInfo.endCursor}"`), { nodes: [{ need: '0' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
  t.strictSame([await needs('status: [SENT]'), await needs('status: [SENT, DRAFT]'), await needs('size: [LARGE]'), await needs(`contactId: "${contactId}"`), await needs(`contactId: "${contactId}", status: [SENT]`)], ['21', '210', '21', '20', '2'])
  t.equal(await needs(`createdAt: { from: "${daysAgo(-1.5 / 24)}", to: "${daysAgo(-3.5 / 24)}" }`), '21')
  const { data } = await app.query('query ($id: ID!) { contact(id: $id) { asks(last: 1) { totalCount nodes { need } pageInfo { hasPreviousPage } } } }', { id: contactId })
  t.strictSame(data.contact.asks, { totalCount: 2, nodes: [{ need: '0' }], pageInfo: { hasPreviousPage: true } })
})

t.test('answers to asks enter responsiveness: a plain no counts, silence does too, and each counts twice', async t => {
  const app = await testApp(t)
  const [yes, no, silent, open] = await add(app, ['Yes', 'No', 'Silent', 'Open'].map(name => ({ name })))
  const settle = async (contactId: string | undefined, ...statuses: string[]) => {
    const { id } = await create(app, { contactId, need: 'x' })
    for (const status of ['SENT', ...statuses]) await move(app, { id, status })
    return id
  }
  await settle(yes, 'FULFILLED')
  await settle(no, 'DECLINED')
  const ask = await settle(silent, 'NO_ANSWER')
  await settle(open)
  const scores = async () => Object.fromEntries((await app.query('{ contacts { nodes { name quality { responsiveness { score confidence reasons { code evidenceIds } } } } } }')).data.contacts.nodes
    .map(({ name, quality }: { name: string, quality: { responsiveness: object } }) => [name, quality.responsiveness]))
  const before = await scores()
  // One ask counts as two questions: n = 2, and confidence 1 - 2^(-2/3).
  const confidence = 1 - 2 ** (-2 / 3)
  for (const name of ['Yes', 'No', 'Silent']) t.equal(before[name].confidence, confidence, name)
  t.equal(before.Yes.score, before.No.score)
  t.ok(before.Silent.score < before.No.score)
  t.match(before.Open, { score: null, confidence: 0 })
  t.strictSame(before.Silent.reasons[0].evidenceIds, [ask])
  await move(app, { id: ask, status: 'ACCEPTED' })
  t.equal((await scores()).Silent.score, before.Yes.score, 'a late answer is an answer')
  await app.query(DELETE, { id: ask })
  t.match((await scores()).Silent, { score: null, confidence: 0 })
})

t.test('the message that carries an ask is not counted as a question once more', async t => {
  const app = await testApp(t)
  const [told = '', untold = ''] = await add(app, [ada, grace])
  for (const contactId of [told, untold]) {
    const { id } = await create(app, { contactId, need: 'Review my draft', channel: 'EMAIL' })
    await move(app, { id, status: 'SENT', at: daysAgo(20) })
    await move(app, { id, status: 'NO_ANSWER' })
  }
  const LOG = 'mutation ($input: LogInteractionInput!) { logInteraction(input: $input) { interaction { id carriesAsk } } }'
  const mail = (contactId: string, carriesAsk: boolean) => app.query(LOG, { input: { channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(20), participants: [{ contactId }], carriesAsk } })
  const { data: { logInteraction: { interaction } } } = await mail(told, true)
  t.equal(interaction.carriesAsk, true)
  await mail(untold, false)
  const answers = async () => (await app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Contact { quality { responsiveness { reasons { text } } } } } }', { ids: [told, untold] })).data.nodes
    .map((node: { quality: { responsiveness: { reasons: { text: string }[] } } }) => node.quality.responsiveness.reasons.find(({ text }) => text.includes('answered'))?.text)
  t.strictSame(await answers(), ['None of 1 question answered', 'None of 2 questions answered'])
  const UPDATE = 'mutation ($input: UpdateInteractionInput!) { updateInteraction(input: $input) { interaction { carriesAsk } } }'
  await app.query(UPDATE, { input: { id: interaction.id, carriesAsk: false } })
  t.strictSame(await answers(), ['None of 2 questions answered', 'None of 2 questions answered'])
  const { errors } = await app.query(UPDATE, { input: { id: interaction.id, carriesAsk: true, direction: 'INBOUND' } })
  t.match(errors, [{ extensions: { code: 'INVALID', fields: [{ path: 'carriesAsk' }] } }])
})

t.test('an ask says how it is made, and may be made another way', async t => {
  const { app, contactId } = await friends(t)
  const { id } = await create(app, { contactId, need: 'x', channel: 'EMAIL' })
  const CHANGE = 'mutation ($input: UpdateAskInput!) { updateAsk(input: $input) { ask { channel } } }'
  const channels = []
  for (const change of [{}, { channel: 'PHONE_CALL' }, { channel: null }]) channels.push((await app.query(CHANGE, { input: { id, ...change } })).data.updateAsk.ask.channel)
  t.strictSame(channels, ['EMAIL', 'PHONE_CALL', null])
})

/** Ada, with whom we have met five times lately, and Grace, whom nobody has met. */
async function friends (t: Test) {
  const app = await testApp(t)
  const [contactId = '', other = ''] = await add(app, [ada, grace])
  await log(app, [1, 5, 9, 14, 20].map(days => ({ with: [contactId], occurredAt: daysAgo(days) })))
  return { app, contactId, other }
}

async function create ({ query }: TestApp, input: object) {
  return told(await query(CREATE, { input })).createAsk.ask
}

async function move ({ query }: TestApp, input: object) {
  return told(await query(MOVE, { input })).updateAskStatus.ask
}

async function record ({ query }: TestApp, input: object) {
  return told(await query(RECORD, { input })).recordFavor.favor
}

function told (answer: Awaited<ReturnType<TestApp['query']>>) {
  if (!answer.data) throw new Error(JSON.stringify(answer.errors))
  return answer.data
}

function codesOf ({ warnings }: { warnings: { code: string }[] }): string[] {
  return warnings.map(({ code }) => code)
}
