import t from 'tap'
import { testApp, NOW, type TestApp } from '../support/app.ts'
import { ada, add, daysAgo, grace, log, type Meeting } from '../support/people.ts'
import vectors from '../scoring-vectors.json' with { type: 'json' }

const DAY_MS = 86_400_000
const NO_FACTOR = { score: null, confidence: 0 }

const QUALITY = `fragment Q on Quality { score band confidence modelVersion asOf
  warmth { ...F } reciprocity { ...F } responsiveness { ...F } substance { ...F } reasons { ...R } }
  fragment F on Factor { score confidence weight reasons { ...R } } fragment R on Reason { code text impact evidenceIds }`

t.test('the cases of the scoring model come out of the API as published', async t => {
  const cases = vectors.cases.filter(({ favors, posts }) => favors.length + posts.length === 0)
  t.ok(cases.length >= 10)
  for (const { name, events, targetDays, atDay, expect } of cases) {
    const app = await testApp(t)
    const t0 = vectors.t0 * 1000
    app.clock.now = t0 + atDay * DAY_MS
    const [id = ''] = await add(app, [{ name, ...targetDays !== null && { cadenceDays: targetDays } }])
    await log(app, events.map(([day, channel, direction]): Meeting => ({
      with: [id],
      occurredAt: new Date(t0 + Number(day) * DAY_MS).toISOString(),
      channel: String(channel),
      direction: { in: 'INBOUND', out: 'OUTBOUND', mutual: 'MUTUAL' }[String(direction)] ?? ''
    })))
    const { data } = await app.query(`query ($id: ID!) { contact(id: $id) { quality { ...Q } } } ${QUALITY}`, { id })
    const { quality } = data.contact
    t.equal(quality.score, rounded(expect.quality), `${name}: score`)
    t.equal(quality.band, expect.band, `${name}: band`)
    near(t, quality.confidence, expect.confidence, `${name}: confidence`)
    for (const factor of ['warmth', 'reciprocity', 'responsiveness', 'substance'] as const) {
      const [score = null, confidence = null] = expect[factor]
      t.equal(quality[factor].score, rounded(score), `${name}: ${factor}`)
      near(t, quality[factor].confidence, Number(confidence), `${name}: confidence of ${factor}`)
    }
    if (quality.score !== null) {
      const sum = quality.reasons.reduce((total: number, { impact }: { impact: number }) => total + impact, 50)
      near(t, sum, Number(expect.quality), `${name}: 50 and the impacts make the score`)
    }
  }
})

t.test('each reason names records that can be read', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  await log(app, Array.from({ length: 12 }, (_, week) => [
    { with: [id], occurredAt: daysAgo(90 - 7 * week), channel: 'EMAIL', direction: 'OUTBOUND' }, { with: [id], occurredAt: daysAgo(89 - 7 * week), channel: 'EMAIL', direction: 'INBOUND' }
  ]).flat())
  const { data } = await app.query(`query ($id: ID!) { contact(id: $id) { quality { ...Q } } } ${QUALITY}`, { id })
  const { reasons, warmth, reciprocity, responsiveness } = data.contact.quality
  t.ok(reasons.length > 2)
  const impacts = reasons.map((each: { impact: number }) => Math.abs(each.impact))
  t.strictSame(impacts, [...impacts].sort((a, b) => b - a), 'strongest first')
  for (const { text, code } of reasons) t.match(`${code}: ${text}`, /^[A-Z_]+: [\p{Lu}\d].*[^.]$/u)
  for (const factor of [warmth, reciprocity, responsiveness]) t.ok(factor.reasons.length > 0)
  const ids = [...new Set(reasons.flatMap((each: { evidenceIds: string[] }) => each.evidenceIds))]
  t.ok(ids.length > 0)
  const { data: { nodes } } = await app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Interaction { channel } } }', { ids })
  t.ok(nodes.every((each: { channel: string } | null) => each?.channel === 'EMAIL'))
})

t.test('somebody with whom nothing has passed has no score, and is told why', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const { data } = await app.query(`query ($id: ID!) { contact(id: $id) { quality { ...Q } qualityHistory { at score } } } ${QUALITY}`, { id })
  t.match(data.contact.quality, {
    score: null, band: 'INSUFFICIENT_EVIDENCE', confidence: 0, asOf: '2026-03-01T12:00:00.000Z', warmth: NO_FACTOR, reciprocity: NO_FACTOR, responsiveness: NO_FACTOR, substance: NO_FACTOR
  })
  t.ok(data.contact.quality.reasons.length > 0)
  t.equal(['warmth', 'reciprocity', 'responsiveness', 'substance'].reduce((sum, factor) => sum + data.contact.quality[factor].weight, 0), 1)
  t.strictSame(data.contact.qualityHistory, [{ at: '2026-03-01T12:00:00.000Z', score: null }])
})

t.test('quality at a past instant is of what had happened by then, whenever it was told', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const at = async (asOf: string) => (await app.query(`query ($id: ID!, $asOf: DateTime) { contact(id: $id) { quality(asOf: $asOf) { ...Q } } } ${QUALITY}`, { id, asOf })).data.contact.quality
  await log(app, [{ with: [id], occurredAt: daysAgo(60) }])
  const [then, before] = [await at(daysAgo(30)), await at(daysAgo(61))]
  t.equal(then.asOf, daysAgo(30))
  t.equal(before.confidence, 0)
  await log(app, [{ with: [id], occurredAt: daysAgo(10) }])
  app.clock.now += DAY_MS
  t.strictSame(await at(daysAgo(30)), then, 'what happens later changes nothing')
  const [late = ''] = await log(app, [{ with: [id], occurredAt: daysAgo(40), channel: 'PHONE_CALL' }])
  t.not(JSON.stringify(await at(daysAgo(30))), JSON.stringify(then), 'what is told later does')
  await app.query('mutation ($id: ID!) { deleteInteraction(input: { id: $id }) { deletedId } }', { id: late })
  t.strictSame(await at(daysAgo(30)), then, 'and what is taken back is gone')
  t.equal((await at(daysAgo(60))).confidence > 0, true, 'an instant is in it')
  t.equal((await at(new Date(NOW - 60 * DAY_MS - 1).toISOString())).confidence, 0)
})

t.test('now is the same as the instant of now', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [{ ...ada, cadenceDays: 14 }])
  await log(app, [{ with: [id], occurredAt: daysAgo(20) }, { with: [id], occurredAt: daysAgo(0), channel: 'EMAIL', direction: 'INBOUND' }])
  const { data } = await app.query(`query ($id: ID!, $now: DateTime) { contact(id: $id) { a: quality { ...Q } b: quality(asOf: $now) { ...Q } c: quality(asOf: null) { ...Q } } } ${QUALITY}`, { id, now: daysAgo(0) })
  t.strictSame(data.contact.b, data.contact.a)
  t.strictSame(data.contact.c, data.contact.a)
})

t.test('nobody is told of the future', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const future = new Date(NOW + 1).toISOString()
  t.strictSame(await app.query('query ($id: ID!, $at: DateTime) { contact(id: $id) { quality(asOf: $at) { score } } }', { id, at: future }), {
    data: { contact: null },
    errors: [{
      message: 'asOf: lies in the future, and nobody knows what will have happened by then.',
      locations: [{ line: 1, column: 54 }],
      path: ['contact', 'quality'],
      extensions: { code: 'INVALID', fields: [{ path: 'asOf', message: 'lies in the future, and nobody knows what will have happened by then.' }] }
    }]
  })
  t.match(await app.query('query ($id: ID!, $at: DateTime) { contact(id: $id) { qualityHistory(to: $at) { score } } }', { id, at: future }), {
    data: { contact: null }, errors: [{ path: ['contact', 'qualityHistory'], extensions: { code: 'INVALID', fields: [{ path: 'to' }] } }]
  })
})

t.test('a history steps by days, weeks and months, each point as quality has it', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [{ ...ada, cadenceDays: 30 }])
  await log(app, Array.from({ length: 8 }, (_, index) => ({ with: [id], occurredAt: daysAgo(100 - 14 * index), channel: index % 2 ? 'EMAIL' : 'MEAL', direction: index % 2 ? 'INBOUND' : 'MUTUAL' })))
  const history = async (args: string) => (await app.query(`query ($id: ID!) { contact(id: $id) { qualityHistory${args} { at score } } }`, { id })).data.contact.qualityHistory
  const weekly = await history('')
  t.equal(weekly.length, 15)
  t.strictSame(weekly[0], { at: daysAgo(100), score: null }, 'it begins with the first interaction')
  t.strictSame(weekly.map((each: { at: string }) => each.at), Array.from({ length: 15 }, (_, week) => daysAgo(100 - 7 * week)))
  for (const { at, score } of weekly) {
    const { data } = await app.query('query ($id: ID!, $at: DateTime) { contact(id: $id) { quality(asOf: $at) { score } } }', { id, at })
    t.equal(score, data.contact.quality.score, at)
  }
  t.equal((await history(`(every: DAY, from: "${daysAgo(10)}")`)).length, 11)
  t.strictSame((await history('(every: MONTH, from: "2026-01-31T23:00:00Z", to: "2026-03-01T00:00:00Z")')).map((each: { at: string }) => each.at), ['2026-01-31T23:00:00.000Z', '2026-02-28T23:00:00.000Z'])
  t.strictSame(await history('(from: null, to: null)'), weekly)
  t.equal((await history(`(every: DAY, from: "${daysAgo(1099)}")`)).length, 1100)
  for (const [args, path] of [[`(every: DAY, from: "${daysAgo(1100)}")`, 'every'], ['(from: "0001-01-01T00:00:00Z")', 'every'], [`(from: "${daysAgo(1)}", to: "${daysAgo(2)}")`, 'to']]) {
    t.match(await app.query(`query ($id: ID!) { contact(id: $id) { qualityHistory${args} { at } } }`, { id }), { data: { contact: null }, errors: [{ extensions: { code: 'INVALID', fields: [{ path }] } }] })
  }
})

t.test('an instant is one instant, whatever clock it is written by', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  // Clocks went forward in Berlin on 29 March 2026 at 02:00, and back on 26 October 2025 at 03:00.
  app.clock.now = Date.parse('2026-04-01T00:00:00Z')
  const same = [
    ['2026-03-29T03:30:00+02:00', '2026-03-29T01:30:00.000Z'], ['2026-03-29T02:30:00+01:00', '2026-03-29T01:30:00.000Z'],
    ['2025-10-26T02:30:00+02:00', '2025-10-26T00:30:00.000Z'], ['2025-10-26T02:30:00+01:00', '2025-10-26T01:30:00.000Z'],
    ['2024-02-29T23:59:59.999-12:00', '2024-03-01T11:59:59.999Z'], ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.500Z'], ['2000-02-29T00:00:00.1234567z', '2000-02-29T00:00:00.123Z']
  ]
  for (const [occurredAt, told] of same) {
    const { data } = await app.query('mutation ($input: LogInteractionInput!) { logInteraction(input: $input) { interaction { id occurredAt } } }', {
      input: { channel: 'EMAIL', direction: 'INBOUND', occurredAt, participants: [{ contactId: id }] }
    })
    t.equal(data.logInteraction.interaction.occurredAt, told)
    t.equal((await app.query('query ($id: ID!) { node(id: $id) { ... on Interaction { occurredAt } } }', { id: data.logInteraction.interaction.id })).data.node.occurredAt, told, 'also when it is read again')
  }
  for (const occurredAt of ['2025-02-29T00:00:00Z', '2026-03-01', '2026-03-01T10:00:00', '2026-03-01T24:00:00Z', '2026-03-01T10:60:00Z', '2026-06-30T23:59:60Z', '2026-13-01T00:00:00Z', '1772366400000', '']) {
    t.match(await app.post('query ($at: DateTime) { contacts(filter: { lastInteractionAt: { from: $at } }) { totalCount } }', { at: occurredAt }), { status: 400, body: { errors: [{ extensions: { code: 'INVALID' } }] } }, occurredAt)
  }
})

t.test('a cadence passes through its states as time does', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const CADENCE = 'targetDays source lastTouchAt dueAt state'
  const set = async (input: object) => (await app.query(`mutation ($input: SetCadenceInput!) { setCadence(input: $input) { contact { version cadence { ${CADENCE} } } } }`, { input: { contactId: id, ...input } })).data.setCadence.contact
  const seen = async () => (await app.query(`query ($id: ID!) { contact(id: $id) { cadence { ${CADENCE} } } }`, { id })).data.contact.cadence
  t.strictSame(await seen(), { targetDays: null, source: 'NONE', lastTouchAt: null, dueAt: null, state: 'NO_CADENCE' })
  t.strictSame(await set({ targetDays: 30 }), { version: 2, cadence: { targetDays: 30, source: 'CONTACT', lastTouchAt: null, dueAt: daysAgo(-30), state: 'ON_TRACK' } }, 'it runs from when the contact was added')
  await log(app, [{ with: [id], occurredAt: daysAgo(10) }, { with: [id], occurredAt: daysAgo(1), channel: 'REACTION' }])
  t.strictSame(await seen(), { targetDays: 30, source: 'CONTACT', lastTouchAt: daysAgo(10), dueAt: daysAgo(-20), state: 'ON_TRACK' }, 'a like never resets it')
  for (const [days, state] of [[20, 'DUE'], [35, 'OVERDUE'], [80, 'LAPSED']] as const) {
    app.clock.now = NOW + days * DAY_MS - 1
    t.not((await seen()).state, state)
    t.strictSame(await dueOnes(app, state), [])
    app.clock.now++
    t.equal((await seen()).state, state)
    t.strictSame(await dueOnes(app, state), ['Ada Lovelace'], 'and the filter says the same')
  }
  const paused = { targetDays: 30, source: 'CONTACT', lastTouchAt: daysAgo(10), dueAt: null, state: 'PAUSED' }
  t.strictSame(await set({ paused: true }), { version: 3, cadence: paused })
  t.strictSame(await dueOnes(app, 'PAUSED'), ['Ada Lovelace'])
  t.strictSame(await set({ paused: null }), { version: 3, cadence: paused }, 'null leaves it')
  t.equal((await set({ paused: false })).cadence.state, 'LAPSED')
  await log(app, [{ with: [id], occurredAt: new Date(app.clock.now).toISOString(), channel: 'PHONE_CALL', direction: 'INBOUND' }])
  t.equal((await seen()).state, 'ON_TRACK', 'whoever gets in touch resets it')
  t.strictSame(await set({ targetDays: null }), { version: 5, cadence: { targetDays: null, source: 'NONE', lastTouchAt: new Date(app.clock.now).toISOString(), dueAt: null, state: 'NO_CADENCE' } })
  t.strictSame(await dueOnes(app, 'NO_CADENCE'), ['Ada Lovelace'])
})

t.test('a cadence is learned from the rhythm of a tie, from three dates on', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  const seen = async () => (await app.query('query ($id: ID!) { contact(id: $id) { cadence { targetDays source state } } }', { id })).data.contact.cadence
  await log(app, [{ with: [id], occurredAt: daysAgo(42) }, { with: [id], occurredAt: daysAgo(28) }])
  t.strictSame(await seen(), { targetDays: null, source: 'NONE', state: 'NO_CADENCE' })
  await log(app, [{ with: [id], occurredAt: daysAgo(14) }])
  t.match(await seen(), { targetDays: Number, source: 'LEARNED' })
  t.ok(Number.isInteger((await seen()).targetDays))
})

t.test('contacts are chosen by score and band as they are shown', async t => {
  const app = await testApp(t)
  const [adaId = '', graceId = ''] = await add(app, [{ ...ada, cadenceDays: 90 }, grace])
  await log(app, [270, 180, 90, 0].map(days => ({ with: [adaId], occurredAt: daysAgo(days) })))
  await log(app, Array.from({ length: 10 }, (_, week) => ({ with: [graceId], occurredAt: daysAgo(75 - 7 * week), channel: 'EMAIL', direction: 'OUTBOUND' })))
  await add(app, [{ name: 'Nobody' }])
  const { data } = await app.query('{ contacts { nodes { name quality { score band } } } }')
  t.strictSame(data.contacts.nodes.map((each: { name: string }) => each.name), ['Ada Lovelace', 'Grace Hopper', 'Nobody'], 'best first')
  const [best, worst] = data.contacts.nodes
  t.ok(best.quality.score > worst.quality.score)
  const names = async (filter: object) => (await app.query('query ($filter: ContactFilter) { contacts(filter: $filter) { nodes { name } } }', { filter })).data.contacts.nodes.map((each: { name: string }) => each.name).join()
  for (const { name, quality: { score, band } } of [best, worst]) {
    t.equal(await names({ quality: { min: score, max: score } }), name)
    t.equal(await names({ band: [band] }), name)
  }
  t.equal(await names({ quality: { min: best.quality.score + 1 } }), '')
  t.equal(await names({ quality: { max: worst.quality.score - 1 } }), '')
  t.equal(await names({ quality: { min: 50, max: 40 } }), '')
  t.equal(await names({ quality: {} }), 'Ada Lovelace,Grace Hopper', 'who has no score has none between')
  t.equal(await names({ band: ['INSUFFICIENT_EVIDENCE'] }), 'Nobody')
  t.equal(await names({ band: [] }), '')
  t.equal(await names({ band: null, quality: null, tags: null, dueState: null, lastInteractionAt: null, organization: null }), 'Ada Lovelace,Grace Hopper,Nobody')
  t.equal(await names({ lastInteractionAt: { from: daysAgo(12) } }), 'Ada Lovelace,Grace Hopper')
  t.equal(await names({ lastInteractionAt: { to: daysAgo(0) } }), 'Grace Hopper', 'who never met us is in no time')
  t.equal(await names({ lastInteractionAt: { from: daysAgo(0), to: daysAgo(-1) } }), 'Ada Lovelace')
  t.equal(await names({ tags: ['COMPILERS', 'unknown'] }), 'Grace Hopper')
  t.equal(await names({ tags: ['compilers', 'poétry'] }), 'Ada Lovelace,Grace Hopper')
  t.equal(await names({ organization: 'analytical  ENGINES' }), 'Ada Lovelace')
  t.equal(await names({ tags: ['compilers'], organization: 'analytical engines' }), '', 'all parts have to fit')
})

async function dueOnes ({ query }: TestApp, state: string): Promise<string[]> {
  const { data } = await query('query ($state: [DueState!]) { contacts(filter: { dueState: $state }) { nodes { name } } }', { state })
  return data.contacts.nodes.map((each: { name: string }) => each.name)
}

function rounded (score: number | null): number | null {
  return score === null ? null : Math.round(score)
}

function near (t: { ok: (is: boolean, name: string) => unknown }, found: number, wanted: number, name: string): void {
  t.ok(Math.abs(found - wanted) < 1e-6, `${name}: ${found} is ${wanted}`)
}
