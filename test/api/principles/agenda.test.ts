import t from 'tap'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { toTypeId, uuidOf } from '../../../src/domain/type-id.ts'
import { refreshStandings } from '../../../src/operations/standings/refresh-standings.ts'
import { NOW, testApp, type TestApp } from '../../support/app.ts'
import { ada, add, daysAgo, grace, linus, log, type Person } from '../../support/people.ts'
import { onDatabase } from '../../support/server.ts'

const AGENDA = `query ($first: Int, $after: String, $filter: AgendaFilter) { agenda(first: $first, after: $after, filter: $filter) {
  totalCount waiting nodes { id kind contact { name } dueAt priority channel snoozedUntil skippedAt skipReason doneAt
    reasons { code text impact evidenceIds } giveIdeas { kind text effort worth } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

async function agenda (app: TestApp, variables: object = {}, token?: string) {
  const { data, errors } = await app.query(AGENDA, variables, token)
  if (errors) throw new Error(JSON.stringify(errors))
  return data.agenda
}

/** Who is suggested for what, best first. */
async function shown (app: TestApp, variables: object = {}): Promise<string[]> {
  return (await agenda(app, variables)).nodes.map(({ kind, contact }: { kind: string, contact: { name: string } }) => `${kind} ${contact.name}`)
}

/** Contacts that are overdue, each more than the one before. */
async function overdue (app: TestApp, count: number, change: Partial<Person> = {}): Promise<string[]> {
  const ids = await add(app, Array.from({ length: count }, (_, n) => ({ name: `Person ${n}`, cadenceDays: 10, ...change })))
  await log(app, ids.map((id, n) => ({ with: [id], occurredAt: daysAgo(12 + n) })))
  return ids
}

/** A favor, or an ask with its moves, as operations write them, for contacts that are then reckoned anew. */
async function write (app: TestApp, rows: readonly string[]): Promise<void> {
  await onDatabase(app.adminUrl, async sql => { for (const row of rows) await sql.unsafe(row.replaceAll(':workspace', `'${app.workspaceId}'`)) })
  await refreshStandings(app.database, app.workspaceId, app.clock.now)
}

function askRow (id: string, contactId: string, moves: Record<string, string>): string[] {
  const contact = uuidOf('contact', contactId) ?? ''
  return [
    `insert into app.ask (workspace_id, id, contact_id, need, size, status, warnings, version, created_at, updated_at)
      values (:workspace, '${id}', '${contact}', 'An hour on looms', 'SMALL', '${Object.keys(moves).at(-1)}', '[]', 1, '${daysAgo(60)}', '${daysAgo(60)}')`,
    ...Object.entries(moves).map(([to, at]) => `insert into app.ask_move (workspace_id, id, ask_id, from_status, to_status, at)
      values (:workspace, gen_random_uuid(), '${id}', 'DRAFT', '${to}', '${at}')`)
  ]
}

t.test('who is due is in the agenda, with reasons, evidence and ideas; the touch that is logged is what does it', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [{ ...ada, cadenceDays: 10 }])
  const [lunch] = await log(app, [{ with: [id], occurredAt: daysAgo(25) }])
  const { totalCount, waiting, nodes: [suggestion], pageInfo } = await agenda(app)
  t.strictSame([totalCount, waiting, pageInfo.hasNextPage, pageInfo.hasPreviousPage], [1, 0, false, false])
  t.match(suggestion, { id: /^suggestion_/, kind: 'REACH_OUT', contact: { name: 'Ada Lovelace' }, channel: null, snoozedUntil: null, doneAt: null })
  t.equal(suggestion.reasons[0].text, 'The last real touch was 25 days ago; you want one every 10 days')
  t.strictSame(suggestion.reasons[0].evidenceIds, [lunch])
  t.ok(suggestion.giveIdeas.length >= 1 && suggestion.giveIdeas.length <= 3)
  const impacts = suggestion.reasons.reduce((sum: number, { impact }: { impact: number }) => sum + impact, 0)
  t.ok(Math.abs(impacts - 100 * suggestion.priority) < 1e-6)

  await log(app, [{ with: [id], channel: 'REACTION', direction: 'OUTBOUND', occurredAt: daysAgo(1) }])
  t.strictSame(await shown(app), ['REACH_OUT Ada Lovelace'], 'a like does not')
  const [call = ''] = await log(app, [{ with: [id], channel: 'PHONE_CALL', occurredAt: daysAgo(0) }])
  t.strictSame(await shown(app), [])
  const { data } = await app.query('query ($id: ID!) { node(id: $id) { ... on Suggestion { kind doneAt contact { name } reasons { code } } } }', { id: suggestion.id })
  t.match(data.node, { kind: 'REACH_OUT', doneAt: new Date(NOW).toISOString(), contact: { name: 'Ada Lovelace' } })

  await app.query('mutation ($id: ID!) { deleteInteraction(input: { id: $id }) { deletedId } }', { id: call })
  t.match(await agenda(app), { nodes: [{ id: suggestion.id, doneAt: null }] }, 'a call that never was does nothing')
})

t.test('a day has room for five, less what was done in it; the rest waits, and the next day there is room again', async t => {
  const app = await testApp(t)
  const ids = await overdue(app, 9)
  const first = await agenda(app)
  t.strictSame([first.totalCount, first.waiting, first.nodes.length], [5, 4, 5])
  t.strictSame(first.nodes.map(({ contact }: { contact: { name: string } }) => contact.name), ['Person 8', 'Person 7', 'Person 6', 'Person 5', 'Person 4'])
  await log(app, [{ with: [ids[8] ?? ''] }, { with: [ids[7] ?? ''] }])
  t.match(await agenda(app), { totalCount: 3, waiting: 4, nodes: [{ contact: { name: 'Person 6' } }, {}, {}] })

  // It is 13:00 in Berlin; the day ends in eleven hours there, and in twelve in Greenwich.
  app.clock.now = NOW + 11 * 3_600_000 - 1
  t.equal((await agenda(app)).totalCount, 3)
  app.clock.now = NOW + 11 * 3_600_000
  t.match(await agenda(app), { totalCount: 5, waiting: 2 })
})

t.test('an owner says how many suggestions a day has', async t => {
  const app = await testApp(t)
  await overdue(app, 9)
  const change = (daily: number | null, token?: string) =>
    app.query('mutation ($daily: Int) { updateWorkspace(input: { dailySuggestions: $daily }) { workspace { name dailySuggestions } } }', { daily }, token)
  t.strictSame((await app.query('{ viewer { workspace { dailySuggestions } } }')).data, { viewer: { workspace: { dailySuggestions: 5 } } })
  t.strictSame((await change(3)).data, { updateWorkspace: { workspace: { name: 'engines', dailySuggestions: 3 } } })
  t.match(await agenda(app), { totalCount: 3, waiting: 6 })
  t.strictSame((await app.query('mutation { updateWorkspace(input: {}) { workspace { dailySuggestions } } }')).data, { updateWorkspace: { workspace: { dailySuggestions: 3 } } })
  t.strictSame((await change(null)).data, { updateWorkspace: { workspace: { name: 'engines', dailySuggestions: 5 } } })
  for (const daily of [0, 101]) t.match(await change(daily), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'dailySuggestions' }] } }] })
  t.match(await change(9, await app.tokenOf('MEMBER', ['write'])), { errors: [{ extensions: { code: 'FORBIDDEN' } }] })
})

t.test('pages of the agenda never overlap, also when something is done in between', async t => {
  const app = await testApp(t)
  const ids = await overdue(app, 9)
  const one = await agenda(app, { first: 2 })
  t.strictSame([one.totalCount, one.pageInfo.hasNextPage], [5, true])
  await log(app, [{ with: [ids[8] ?? ''] }])
  const two = await agenda(app, { first: 2, after: one.pageInfo.endCursor })
  t.strictSame(two.nodes.map(({ contact }: { contact: { name: string } }) => contact.name), ['Person 6', 'Person 5'])
  t.strictSame([two.pageInfo.hasPreviousPage, two.pageInfo.hasNextPage], [true, true])
  t.match(await agenda(app, { first: 2, after: two.pageInfo.endCursor }), { nodes: [{ contact: { name: 'Person 4' } }], pageInfo: { hasNextPage: false } })
  for (const wrong of [{ first: 0 }, { first: 101 }, { after: 'nonsense' }]) {
    t.match(await app.query(AGENDA, wrong), { errors: [{ extensions: { code: 'INVALID' } }] })
  }
})

t.test('a filter by kind and tags has the whole day\'s room', async t => {
  const app = await testApp(t)
  const ids = await overdue(app, 6)
  const [lone = ''] = await add(app, [{ ...grace, tags: ['Navy'] }])
  await write(app, askRow('01890a5d-0000-7000-8000-000000000001', lone, { SENT: daysAgo(9) }))
  t.strictSame((await shown(app))[0], 'FOLLOW_UP Grace Hopper')
  t.strictSame(await shown(app, { filter: { kind: ['FOLLOW_UP', 'THANK'] } }), ['FOLLOW_UP Grace Hopper'])
  t.strictSame(await shown(app, { filter: { tags: ['navy'] } }), ['FOLLOW_UP Grace Hopper'])
  t.strictSame(await shown(app, { filter: { tags: ['nobody\'s'] } }), [])
  t.strictSame(await shown(app, { filter: { kind: [] } }), [])
  t.equal((await shown(app, { filter: { kind: ['REACH_OUT'] } })).length, 5)
  t.equal((await agenda(app, { filter: { kind: ['REACH_OUT'] } })).waiting, ids.length - 5)
})

t.test('each kind is suggested, the most pressing first', async t => {
  const app = await testApp(t)
  const favor = (contactId: string, n: number, direction: string, days: number) =>
    `insert into app.favor (workspace_id, id, contact_id, direction, kind, worth, effort, occurred_at, version, created_at, updated_at)
      values (:workspace, '01890a5d-0000-7000-8000-00000000010${n}', '${uuidOf('contact', contactId)}', '${direction}', 'ADVICE', 2, 2, '${daysAgo(days)}', 1, '${daysAgo(days)}', '${daysAgo(days)}')`
  const [helper = '', lender = '', asked = '', old = '', taker = ''] = await add(app, [ada, { name: 'Radia' }, grace, linus, { name: 'Tony' }])
  await log(app, [
    ...[400, 420, 440].map(days => ({ with: [old], occurredAt: daysAgo(days) })),
    ...[20, 40, 60].map(days => ({ with: [taker], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(days) }))
  ])
  await write(app, [
    ...askRow('01890a5d-0000-7000-8000-000000000002', helper, { SENT: daysAgo(9), FULFILLED: daysAgo(1) }),
    ...askRow('01890a5d-0000-7000-8000-000000000003', asked, { SENT: daysAgo(9) }),
    favor(lender, 1, 'RECEIVED', 40),
    ...[1, 2, 3].map(n => favor(taker, n + 1, 'GIVEN', 20 * n))
  ])
  await app.query('mutation { updateWorkspace(input: { dailySuggestions: 6 }) { workspace { id } } }')
  t.strictSame(await shown(app), ['THANK Ada Lovelace', 'FOLLOW_UP Grace Hopper', 'RECIPROCATE Radia', 'REVIVE Linus Torvalds', 'REACH_OUT Ada Lovelace', 'LET_REST Tony'])
  const { nodes: [thanks, , debt, revived] } = await agenda(app)
  t.strictSame(thanks.reasons.map(({ evidenceIds }: { evidenceIds: string[] }) => evidenceIds), [[toTypeId('ask', '01890a5d-0000-7000-8000-000000000002')]])
  t.equal(thanks.dueAt, daysAgo(-1))
  t.ok(debt.giveIdeas.length > 0)
  t.strictSame([thanks.giveIdeas, revived.giveIdeas], [[], []])
})

t.test('from the asking to the thanks: each step is done by the next, and a touch that asks for nothing comes last', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const { data } = await app.query('mutation ($id: ID!) { createAsk(input: { contactId: $id, need: "An hour on looms", size: SMALL }) { ask { id } } }', { id })
  const move = async (status: string) => {
    const { errors } = await app.query('mutation ($id: ID!, $status: AskStatus!) { updateAskStatus(input: { id: $id, status: $status }) { ask { id } } }', { id: data.createAsk.ask.id, status })
    if (errors) throw new Error(JSON.stringify(errors))
  }
  const inDays = (days: number) => { app.clock.now = NOW + days * DAY_MS }
  await move('SENT')
  t.strictSame(await shown(app), [])
  inDays(7)
  t.match(await agenda(app), { totalCount: 1, nodes: [{ kind: 'FOLLOW_UP', reasons: [{ evidenceIds: [data.createAsk.ask.id] }] }] })
  await log(app, [{ with: [id], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(-7) }])
  t.strictSame(await shown(app), [], 'another word was said')
  inDays(8)
  await move('FULFILLED')
  t.match(await agenda(app), { nodes: [{ kind: 'THANK', dueAt: daysAgo(-10), priority: 0.95 }, { kind: 'REACH_OUT', dueAt: daysAgo(-38), priority: 0.3 }] })
  await move('THANKED')
  t.match(await agenda(app), { totalCount: 1, nodes: [{ kind: 'REACH_OUT' }] })
  inDays(22)
  t.match(await agenda(app), { nodes: [{ kind: 'REACH_OUT', dueAt: daysAgo(-38), reasons: [{ code: 'AFTERCARE' }] }] })
  await log(app, [{ with: [id], channel: 'PHONE_CALL', occurredAt: daysAgo(-22) }])
  t.strictSame(await shown(app), [])

  await app.query('mutation ($id: ID!, $at: DateTime!) { recordFavor(input: { contactId: $id, direction: RECEIVED, kind: INTRODUCTION, occurredAt: $at }) { favor { id } } }', { id, at: daysAgo(-8) })
  t.match(await agenda(app), { nodes: [{ kind: 'RECIPROCATE', reasons: [{ text: 'You owe for the introduction of 9 March' }] }] })
  await app.query('mutation ($id: ID!, $at: DateTime!) { recordFavor(input: { contactId: $id, direction: GIVEN, kind: INTRODUCTION, occurredAt: $at }) { favor { id } } }', { id, at: daysAgo(-22) })
  t.strictSame(await shown(app), [])
  const { data: { agenda: left } } = await app.query('{ agenda { totalCount waiting } }')
  t.strictSame(left, { totalCount: 0, waiting: 0 })
})

t.test('what was told by mistake, and is deleted or changed, was not done', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const { data: { recordFavor, createAsk } } = await app.query(`mutation ($id: ID!, $at: DateTime!) {
    recordFavor(input: { contactId: $id, direction: RECEIVED, kind: ADVICE, occurredAt: $at }) { favor { id } }
    createAsk(input: { contactId: $id, need: "An hour on looms", deadline: "2026-03-02T12:00:00Z" }) { ask { id } } }`, { id, at: daysAgo(20) })
  await app.query('mutation ($id: ID!, $at: DateTime!) { updateAskStatus(input: { id: $id, status: SENT, at: $at }) { ask { id } } }', { id: createAsk.ask.id, at: daysAgo(1) })
  const { nodes } = await agenda(app)
  t.strictSame(nodes.map(({ kind }: { kind: string }) => kind), ['THANK', 'FOLLOW_UP', 'RECIPROCATE'])
  await app.query('mutation ($id: ID!) { updateAsk(input: { id: $id, deadline: null }) { ask { id } } }', { id: createAsk.ask.id })
  t.strictSame(await shown(app), ['THANK Ada Lovelace', 'RECIPROCATE Ada Lovelace'])
  await app.query('mutation ($id: ID!) { updateAsk(input: { id: $id, deadline: "2026-03-02T12:00:00Z" }) { ask { id } } }', { id: createAsk.ask.id })
  await app.query('mutation ($favor: ID!, $ask: ID!) { deleteFavor(input: { id: $favor }) { deletedId } deleteAsk(input: { id: $ask }) { deletedId } }', { favor: recordFavor.favor.id, ask: createAsk.ask.id })
  t.strictSame(await shown(app), [])
  const { data } = await app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Suggestion { doneAt } } }', { ids: nodes.map((node: { id: string }) => node.id) })
  t.strictSame(data.nodes, [{ doneAt: null }, { doneAt: null }, { doneAt: null }], 'so that it takes no room of the day')

  const [lunch] = await log(app, [200, 150, 100].map(days => ({ with: [id], occurredAt: daysAgo(days) })))
  const { nodes: [touch] } = await agenda(app)
  await app.query('mutation ($id: ID!) { deleteInteraction(input: { id: $id }) { deletedId } }', { id: lunch })
  t.strictSame(await shown(app), [], 'two lunches are no rhythm')
  t.match(await app.query('query ($id: ID!) { node(id: $id) { ... on Suggestion { kind doneAt } } }', { id: touch.id }), { data: { node: { kind: 'REACH_OUT', doneAt: null } } })
})

t.test('three messages without an answer are followed by another way, which is named', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [{ ...ada, cadenceDays: 10 }])
  await log(app, [80, 60, 40].map(days => ({ with: [id], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(days) })))
  t.match(await agenda(app), {
    nodes: [{
      kind: 'REACH_OUT', channel: 'PHONE_CALL', reasons: [{ code: 'TRY_ANOTHER_CHANNEL', text: 'Your last 3 messages got no answer: try a call, not another message' }]
    }]
  })
  await log(app, [{ with: [id], channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: daysAgo(38) }])
  t.strictSame(await shown(app), [])
  await log(app, [{ with: [id], channel: 'EMAIL', direction: 'INBOUND', occurredAt: daysAgo(30) }])
  t.match(await agenda(app), { nodes: [{ kind: 'REACH_OUT', channel: null }] })
})

t.test('what is snoozed stays away until its instant, whatever happens meanwhile', async t => {
  const app = await testApp(t)
  const [id = ''] = await overdue(app, 1)
  const { nodes: [{ id: suggestion }] } = await agenda(app)
  const snooze = (until: string, which = suggestion) =>
    app.query('mutation ($id: ID!, $until: DateTime!) { snoozeSuggestion(input: { id: $id, until: $until }) { suggestion { id snoozedUntil } } }', { id: which, until })
  t.strictSame((await snooze(daysAgo(-20))).data, { snoozeSuggestion: { suggestion: { id: suggestion, snoozedUntil: daysAgo(-20) } } })
  t.strictSame(await shown(app), [])
  t.equal((await agenda(app)).totalCount, 0)
  await app.query('mutation ($id: ID!) { setCadence(input: { contactId: $id, targetDays: 5 }) { contact { id } } }', { id })
  await log(app, [{ with: [id], occurredAt: daysAgo(6) }])
  app.clock.now = NOW + 19 * DAY_MS
  await refreshStandings(app.database, app.workspaceId, app.clock.now)
  t.strictSame(await shown(app), [])
  app.clock.now = NOW + 20 * DAY_MS
  t.strictSame(await shown(app), ['REACH_OUT Person 0'], 'and then it is there, refreshed or not')

  t.match(await snooze(daysAgo(-20)), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'until' }] } }] })
  t.match(await snooze(daysAgo(-400)), { errors: [{ extensions: { code: 'INVALID' } }] })
  t.match(await snooze(daysAgo(-30), toTypeId('suggestion', '01890a5d-0000-7000-8000-000000000009')), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.match(await snooze(daysAgo(-30), id), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
})

t.test('what is skipped with a reason comes back with its next cause, a touch when the next one is wanted', async t => {
  const app = await testApp(t)
  const [id = ''] = await overdue(app, 1)
  await write(app, askRow('01890a5d-0000-7000-8000-000000000004', id, { SENT: daysAgo(9), FULFILLED: daysAgo(1) }))
  const { nodes } = await agenda(app)
  t.strictSame(nodes.map(({ kind }: { kind: string }) => kind), ['THANK', 'REACH_OUT'])
  const skip = (which: string, reason: string, token?: string) =>
    app.query('mutation ($id: ID!, $reason: String!) { skipSuggestion(input: { id: $id, reason: $reason }) { suggestion { skippedAt skipReason snoozedUntil } } }', { id: which, reason }, token)
  t.strictSame((await skip(nodes[0].id, 'Thanked by phone')).data, { skipSuggestion: { suggestion: { skippedAt: daysAgo(0), skipReason: 'Thanked by phone', snoozedUntil: null } } })
  t.strictSame((await skip(nodes[1].id, 'On leave')).data, { skipSuggestion: { suggestion: { skippedAt: daysAgo(0), skipReason: 'On leave', snoozedUntil: daysAgo(-10) } } })
  t.strictSame(await shown(app), [])
  t.match(await skip(nodes[0].id, ' '), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'reason' }] } }] })
  t.match(await skip(nodes[0].id, 'x', await app.tokenOf('VIEWER')), { errors: [{ extensions: { code: 'FORBIDDEN' } }] })

  app.clock.now = NOW + 10 * DAY_MS
  t.strictSame(await shown(app), ['REACH_OUT Person 0'])
  t.match(await agenda(app), { nodes: [{ skippedAt: null, skipReason: null }] }, 'and nobody has skipped that one')
  await write(app, askRow('01890a5d-0000-7000-8000-000000000005', id, { SENT: daysAgo(9), FULFILLED: daysAgo(-9) }))
  t.strictSame(await shown(app), ['THANK Person 0', 'REACH_OUT Person 0'], 'they have helped again')
})

t.test('a mutation sent again with its key is answered as the first time', async t => {
  const app = await testApp(t)
  await overdue(app, 1)
  const { nodes: [{ id }] } = await agenda(app)
  const send = () => app.query('mutation ($id: ID!) { skipSuggestion(input: { id: $id, reason: "On leave" }) { suggestion { id kind priority skipReason } } }', { id },
    { headers: { 'idempotency-key': 'once' } })
  t.strictSame(await send(), await send())
})

t.test('nobody sees another workspace\'s agenda', async t => {
  const app = await testApp(t)
  await overdue(app, 2)
  const other = await app.newWorkspace('looms')
  t.match(await agenda(app, {}, other.token), { totalCount: 0, waiting: 0, nodes: [] })
})
