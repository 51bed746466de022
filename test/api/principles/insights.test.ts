import t from 'tap'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { countPastBands, lacksPastBands } from '../../../src/operations/insights/count-past-bands.ts'
import { refreshStandings } from '../../../src/operations/standings/refresh-standings.ts'
import { NOW, testApp, type TestApp } from '../../support/app.ts'
import { ada, add, daysAgo, grace, linus, log, rene } from '../../support/people.ts'
import { onDatabase } from '../../support/server.ts'

const BANDS = 'insufficientEvidence low fair good excellent total'

t.test('a workspace with nobody in it is told of nobody', async t => {
  const app = await testApp(t)
  const { data } = await app.query(`{ insights {
    tiesByBand { at countedOn counts { ${BANDS} } } cadencesKept { contacts isComplete share mostKeptUp { share } leastKeptUp { share } }
    topGivers { worth } valuableButNeglected { substance } personalShare { touches crumbs bulk share months { share } } helpedOnce { helpers forgotten contacts { helpedAt } } } }`)
  t.strictSame(data.insights, {
    tiesByBand: [{ at: daysAgo(0), countedOn: '2026-03-01T00:00:00.000Z', counts: { insufficientEvidence: 0, low: 0, fair: 0, good: 0, excellent: 0, total: 0 } }],
    cadencesKept: { contacts: 0, isComplete: true, share: null, mostKeptUp: [], leastKeptUp: [] },
    topGivers: [],
    valuableButNeglected: [],
    personalShare: { touches: 0, crumbs: 0, bulk: 0, share: null, months: Array.from({ length: 12 }, () => ({ share: null })) },
    helpedOnce: { helpers: 0, forgotten: 0, contacts: [] }
  })
})

t.test('ties are counted by band with each refresh, and today as it is', async t => {
  const app = await testApp(t)
  const [one = ''] = await add(app, [ada, grace])
  await log(app, Array.from({ length: 12 }, (_, week) => ({ with: [one], occurredAt: daysAgo(7 * week) })))
  t.strictSame(await ties(app, 'every: DAY'), [[0, 0, { insufficientEvidence: 1, excellent: 1, total: 2 }]], 'before anybody counted')
  await refreshStandings(app.database, app.workspaceId, NOW)
  await add(app, [linus])
  t.strictSame(await ties(app, 'every: DAY'), [[0, 0, { insufficientEvidence: 2, excellent: 1, total: 3 }]])

  app.clock.now = NOW + DAY_MS
  t.strictSame(await ties(app, `every: DAY, from: "${daysAgo(0.25)}"`), [
    [0.25, 0, { insufficientEvidence: 1, excellent: 1, total: 2 }], [-0.75, -1, { insufficientEvidence: 2, excellent: 1, total: 3 }],
    [-1, -1, { insufficientEvidence: 2, excellent: 1, total: 3 }]
  ], 'the end of the range is told besides its steps')
  await refreshStandings(app.database, app.workspaceId, NOW + DAY_MS)
  await refreshStandings(app.database, app.workspaceId, NOW + DAY_MS + 3600_000)
  const rows = await onDatabase(app.adminUrl, sql => sql`select distinct day::text from app.band_count where workspace_id = ${app.workspaceId} order by day`)
  t.strictSame(rows.map(({ day }) => day), ['2026-03-01', '2026-03-02'], 'once a day')

  app.clock.now = NOW + 400 * DAY_MS
  await refreshStandings(app.database, app.workspaceId, app.clock.now)
  t.strictSame((await ties(app)).map(([, , counts]) => counts), [{ insufficientEvidence: 2, low: 1, total: 3 }], 'nothing is said of the time between')
})

t.test('a refresh whose clock is behind counts nothing', async t => {
  const app = await testApp(t)
  await add(app, [ada])
  await refreshStandings(app.database, app.workspaceId, NOW)
  await refreshStandings(app.database, app.workspaceId, NOW - 3 * DAY_MS)
  const rows = await onDatabase(app.adminUrl, sql => sql`select distinct day::text from app.band_count`)
  t.strictSame(rows.map(({ day }) => day), ['2026-03-01'])
})

t.test('the year before the first count is made up for, from what had happened by then', async t => {
  const app = await testApp(t)
  app.clock.now = NOW - 200 * DAY_MS
  await add(app, [rene])
  app.clock.now = NOW
  const [one = '', two = ''] = await add(app, [{ ...ada, cadenceDays: 30 }, grace])
  await log(app, Array.from({ length: 40 }, (_, week) => ({ with: [one], occurredAt: daysAgo(7 * week + 3), channel: week % 3 ? 'EMAIL' : 'MEAL', direction: week % 3 ? 'OUTBOUND' : 'MUTUAL' })))
  await log(app, Array.from({ length: 5 }, (_, week) => ({ with: [two], occurredAt: daysAgo(140 + 9 * week) })))
  await refreshStandings(app.database, app.workspaceId, NOW)
  t.equal((await ties(app)).length, 1)
  t.equal(await lacksPastBands(app.database, app.workspaceId, NOW), true)
  const days = await countPastBands(app.database, app.workspaceId, NOW)
  t.equal(days, 40, 'a day of each week since the first touch, 276 days ago')
  t.equal(await lacksPastBands(app.database, app.workspaceId, NOW), false)
  t.equal(await countPastBands(app.database, app.workspaceId, NOW), 0)

  const told = await ties(app, `every: WEEK, from: "${new Date(Date.parse('2026-03-01T23:59:59.999Z') - 276 * DAY_MS).toISOString()}"`)
  t.ok(told.length > 38)
  for (const [ago, countedAgo, counts] of told.slice(0, -1)) {
    t.equal(Math.floor(ago), countedAgo - 1, 'each is of its own day')
    // Who was not known by then is not counted; the others are where their own history has them.
    const { data } = await app.query('query ($asOf: DateTime!) { contacts { nodes { name quality(asOf: $asOf) { band } } } }', { asOf: daysAgo(ago) })
    const known = data.contacts.nodes.filter(({ name }: { name: string }) => name === 'Ada Lovelace' || (name === 'Grace Hopper' ? ago <= 176 : ago <= 200))
    const expected: Record<string, number> = { total: known.length }
    for (const { quality } of known) {
      const key = quality.band === 'INSUFFICIENT_EVIDENCE' ? 'insufficientEvidence' : quality.band.toLowerCase()
      expected[key] = (expected[key] ?? 0) + 1
    }
    t.strictSame(counts, sorted(expected), `${ago} days ago`)
  }
  t.ok(new Set(told.map(([, , counts]) => JSON.stringify(counts))).size > 3, 'they are not all alike')
})

t.test('what was counted on its day stays, and a later import fills only what lies before', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [ada])
  await refreshStandings(app.database, app.workspaceId, NOW)
  app.clock.now = NOW + 20 * DAY_MS
  await log(app, [{ with: [id], occurredAt: daysAgo(13) }, { with: [id], occurredAt: daysAgo(14) }])
  t.equal(await countPastBands(app.database, app.workspaceId, app.clock.now), 2)
  const told = await ties(app, `every: WEEK, from: "${daysAgo(13.5)}"`)
  t.strictSame(told.map(([, ago]) => ago), [14, 7, 0, -20], 'the weeks before the first count, that, and now')
  t.strictSame(told.map(([, , { insufficientEvidence = 0 }]) => insufficientEvidence), [1, 0, 1, 0], 'of which the first was made before anybody knew')
})

t.test('cadences that were set are told by how well they were kept', async t => {
  const app = await testApp(t)
  app.clock.now = NOW - 200 * DAY_MS
  const [kept = '', half = '', never = '', rests = '', , young = ''] = await add(app, [
    { name: 'Kept', cadenceDays: 50 }, { name: 'Half', cadenceDays: 50 }, { name: 'Never', cadenceDays: 20 }, { name: 'Rests', cadenceDays: 10 }, { name: 'Free' }
  ])
  await app.query('mutation ($id: ID!) { setCadence(input: { contactId: $id, paused: true }) { contact { id } } }', { id: rests })
  app.clock.now = NOW
  await add(app, [{ name: 'Young', cadenceDays: 30 }])
  t.equal(young, '')
  const meet = (id: string, days: number[], channel = 'MEAL') => log(app, days.map(ago => ({ with: [id], occurredAt: daysAgo(ago), channel })))
  await meet(kept, [160, 120, 80, 40])
  await meet(half, [150, 50])
  await meet(never, [190, 170, 150, 130, 110, 90, 70, 50, 30, 10], 'REACTION')
  await log(app, [{ with: [never], occurredAt: daysAgo(100), status: 'CANCELLED' }, { with: [half], occurredAt: new Date(NOW + DAY_MS).toISOString(), status: 'PLANNED' }])

  const { data } = await app.query(`{ insights { cadencesKept { contacts isComplete share
    mostKeptUp(first: 2) { contact { name } targetDays share touches since } leastKeptUp(first: 2) { contact { name } share touches } } } }`)
  t.strictSame(data.insights.cadencesKept, {
    contacts: 3,
    isComplete: true,
    share: (1 + 0.75 + 0.1) / 3,
    mostKeptUp: [{ contact: { name: 'Kept' }, targetDays: 50, share: 1, touches: 4, since: daysAgo(200) }, { contact: { name: 'Half' }, targetDays: 50, share: 0.75, touches: 2, since: daysAgo(200) }],
    leastKeptUp: [{ contact: { name: 'Never' }, share: 0.1, touches: 0 }, { contact: { name: 'Half' }, share: 0.75, touches: 2 }]
  })
})

t.test('a cadence on a tag is one, unless the contact has its own', async t => {
  const app = await testApp(t)
  app.clock.now = NOW - 100 * DAY_MS
  await add(app, [{ name: 'By tag', tags: ['friends', 'peers'] }, { name: 'By itself', tags: ['friends'], cadenceDays: 80 }, { name: 'Neither', tags: ['others'] }])
  await onDatabase(app.adminUrl, sql => sql`update app.tag set target_days = case name_key when 'friends' then 20 else 40 end where name_key <> 'others'`)
  app.clock.now = NOW
  const { data } = await app.query('{ insights { cadencesKept { mostKeptUp { contact { name } targetDays share } } } }')
  t.strictSame(data.insights.cadencesKept.mostKeptUp, [{ contact: { name: 'By itself' }, targetDays: 80, share: 0.8 }, { contact: { name: 'By tag' }, targetDays: 20, share: 0.2 }])
})

t.test('who gave most is told with who owes whom', async t => {
  const app = await testApp(t)
  const [a = '', b = '', c = '', d = ''] = await add(app, [ada, grace, linus, rene])
  await favors(app, [
    [a, 'RECEIVED', 3, 700], [a, 'RECEIVED', 4, 10], [a, 'GIVEN', 5, 5], [b, 'RECEIVED', 5, 400], [b, 'GIVEN', 5, 300], [b, 'GIVEN', 2, 50], [b, 'RECEIVED', 1, 200], [b, 'RECEIVED', 1, 100],
    [c, 'RECEIVED', 5, 731], [d, 'GIVEN', 5, 20]
  ])
  const asked = (first: number) => app.query(`{ insights { topGivers(first: ${first}) { contact { name } worth favors lastAt ledgerState } } }`)
  const [first, second] = [
    { contact: { name: 'Ada Lovelace' }, worth: 7, favors: 2, lastAt: daysAgo(10), ledgerState: 'WE_OWE' },
    { contact: { name: 'Grace Hopper' }, worth: 7, favors: 3, lastAt: daysAgo(100), ledgerState: 'BALANCED' }
  ]
  t.strictSame((await asked(5)).data.insights.topGivers, [first, second], 'what was given more than two years ago is another matter, and so is what we gave')
  t.strictSame((await asked(1)).data.insights.topGivers, [first])
  await favors(app, [[c, 'RECEIVED', 5, 1], [c, 'RECEIVED', 4, 0]])
  t.match((await asked(1)).data.insights.topGivers, [{ contact: { name: 'Linus Torvalds' }, worth: 9, ledgerState: 'ONLY_WE_TAKE' }])
})

t.test('who publishes well and is hardly talked to is told, most substance first', async t => {
  const app = await testApp(t)
  const [silent = '', close = '', cold = ''] = await add(app, [ada, grace, linus, rene])
  for (const [id, words] of [[silent, 120], [close, 120], [cold, 60]] as const) await posts(app, id, words)
  await log(app, Array.from({ length: 20 }, (_, week) => ({ with: [close], occurredAt: daysAgo(3 * week) })))
  await log(app, Array.from({ length: 3 }, (_, week) => ({ with: [cold], occurredAt: daysAgo(300 + week), channel: 'EMAIL' })))
  await refreshStandings(app.database, app.workspaceId, NOW + 1)
  const asked = async (first = 10) => (await app.query(`{ insights { valuableButNeglected(first: ${first}) { contact { name quality { substance { score } warmth { score } } } substance warmth } } }`)).data.insights.valuableButNeglected
  const told = await asked()
  t.strictSame(told.map((each: { contact: { name: string } }) => each.contact.name), ['Ada Lovelace', 'Linus Torvalds'])
  for (const { contact, substance, warmth } of told) {
    t.strictSame([contact.quality.substance.score, contact.quality.warmth.score], [substance, warmth])
    t.ok(substance >= 55 && (warmth === null || warmth < 25))
  }
  t.equal(told[0].warmth, null)
  t.equal((await asked(1)).length, 1)
  await log(app, Array.from({ length: 20 }, (_, week) => ({ with: [silent], occurredAt: daysAgo(3 * week) })))
  t.strictSame((await asked()).map((each: { contact: { name: string } }) => each.contact.name), ['Linus Torvalds'], 'who is talked to is no longer among them')
})

t.test('the share of personal touches is told by month', async t => {
  const app = await testApp(t)
  const [one = '', two = ''] = await add(app, [ada, grace])
  await log(app, [
    { with: [one, two], occurredAt: '2026-01-31T23:59:59Z' }, { with: [one], occurredAt: '2026-02-01T00:00:00Z', channel: 'EMAIL' }, { with: [one], occurredAt: '2026-02-10T00:00:00Z', channel: 'REACTION' },
    { with: [one], occurredAt: '2026-02-11T00:00:00Z', channel: 'COMMENT' }, { with: [one], occurredAt: '2026-02-12T00:00:00Z', channel: 'BULK' }, { with: [one], occurredAt: '2026-02-13T00:00:00Z', status: 'CANCELLED' },
    { with: [one], occurredAt: '2026-06-01T00:00:00Z', status: 'PLANNED' }, { with: [one], occurredAt: '2024-06-01T00:00:00Z' }
  ])
  const asked = (range: string) => app.query(`{ insights { personalShare${range} { touches crumbs bulk share months { month touches crumbs bulk share } } } }`)
  const { months, ...whole } = (await asked('')).data.insights.personalShare
  t.strictSame(whole, { touches: 2, crumbs: 2, bulk: 1, share: 0.4 })
  t.strictSame(months.slice(-3), [
    { month: '2026-01-01T00:00:00.000Z', touches: 1, crumbs: 0, bulk: 0, share: 1 }, { month: '2026-02-01T00:00:00.000Z', touches: 1, crumbs: 2, bulk: 1, share: 0.25 },
    { month: '2026-03-01T00:00:00.000Z', touches: 0, crumbs: 0, bulk: 0, share: null }
  ])
  t.strictSame([months.length, months[0].month], [12, '2025-04-01T00:00:00.000Z'])
  t.match((await asked('(from: "2026-02-11T00:00:00Z", to: "2026-02-12T00:00:00Z")')).data.insights.personalShare, { touches: 0, crumbs: 1, bulk: 0, months: [{ crumbs: 1 }] })
  t.match(await asked('(from: "2023-01-31T00:00:00Z", to: "2026-01-01T00:00:01Z")'), { errors: [{ path: ['insights', 'personalShare'], extensions: { code: 'INVALID', fields: [{ path: 'from' }] } }] })
  t.match(await asked('(from: "2026-02-01T00:00:00Z", to: "2026-02-01T00:00:00Z")'), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'to' }] } }] })
})

t.test('who helped once and was never spoken to again is counted, and named', async t => {
  const app = await testApp(t)
  const [forgotten = '', thanked = '', liked = '', recent = '', asked = '', , gave = ''] = await add(app, [
    { name: 'Forgotten' }, { name: 'Thanked' }, { name: 'Liked' }, { name: 'Recent' }, { name: 'Asked' }, { name: 'Nobody' }, { name: 'Given' }
  ])
  await log(app, [{ with: [forgotten], occurredAt: daysAgo(100) }, { with: [forgotten], occurredAt: daysAgo(90) }, { with: [thanked], occurredAt: daysAgo(60), channel: 'EMAIL' }, { with: [liked], occurredAt: daysAgo(20), channel: 'REACTION' }])
  await favors(app, [[forgotten, 'RECEIVED', 3, 90], [thanked, 'RECEIVED', 3, 90], [liked, 'RECEIVED', 2, 80], [recent, 'RECEIVED', 2, 29], [gave, 'GIVEN', 5, 90]])
  await fulfilledAsk(app, asked, 70)
  const { data } = await app.query('{ insights { helpedOnce { helpers forgotten contacts(first: 2) { contact { name } helpedAt lastTouchAt } } } }')
  t.strictSame(data.insights.helpedOnce, {
    helpers: 5,
    forgotten: 3,
    contacts: [{ contact: { name: 'Asked' }, helpedAt: daysAgo(70), lastTouchAt: null }, { contact: { name: 'Liked' }, helpedAt: daysAgo(80), lastTouchAt: null }]
  })
  await log(app, [{ with: [asked], occurredAt: daysAgo(1), channel: 'EMAIL', direction: 'OUTBOUND' }])
  t.match((await app.query('{ insights { helpedOnce { helpers forgotten } } }')).data.insights.helpedOnce, { helpers: 5, forgotten: 2 })
})

t.test('a query pays for the parts that it asks for', async t => {
  const app = await testApp(t)
  const cost = async (parts: string) => (await app.post(`{ insights { ${parts} } }`)).body.extensions.cost.requestedQueryCost
  t.equal(await cost('__typename'), 1)
  t.equal(await cost('tiesByBand { counts { total } }'), 11)
  t.equal(await cost('topGivers(first: 5) { contact { name } }'), 1 + 5 * 2)
  t.equal(await cost('cadencesKept { mostKeptUp(first: 5) { share } }'), 1 + 50 + 5)
  t.equal(await cost('personalShare { share }'), 51)
  t.equal(await cost('helpedOnce { contacts { contact { name } } }'), 1 + 10 + 10 * 2)
})

t.test('the future, and what is no range, is refused', async t => {
  const app = await testApp(t)
  const asked = (args: string) => app.query(`{ insights { tiesByBand(${args}) { at } } }`)
  t.match(await asked(`to: "${daysAgo(-1)}"`), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'to' }] } }] })
  t.match(await asked(`from: "${daysAgo(1)}", to: "${daysAgo(2)}"`), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'to' }] } }] })
  t.match(await asked(`from: "${daysAgo(1200)}", every: DAY`), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'every' }] } }] })
  t.strictSame(await asked('from: "0001-01-01T00:00:00Z", to: "0001-02-01T00:00:00Z"'), { data: { insights: { tiesByBand: [] } } })
  t.match(await app.query('{ insights { topGivers(first: 101) { worth } } }'), { errors: [{ extensions: { code: 'INVALID' } }] })
})

type Tie = [ago: number, countedAgo: number, counts: Record<string, number>]

/** Points of ties by band: days ago, days ago on which was counted, and the bands that have anybody in them. */
async function ties (app: TestApp, args = 'every: WEEK'): Promise<Tie[]> {
  const { data, errors } = await app.query(`{ insights { tiesByBand(${args}) { at countedOn counts { ${BANDS} } } } }`)
  if (errors) throw new Error(JSON.stringify(errors))
  const midnight = Date.parse('2026-03-01T00:00:00Z')
  return data.insights.tiesByBand.map(({ at, countedOn, counts }: { at: string, countedOn: string, counts: Record<string, number> }) => [
    (NOW - Date.parse(at)) / DAY_MS, (midnight - Date.parse(countedOn)) / DAY_MS, sorted(counts)
  ])
}

/** Those that are not 0, in the order in which the schema has them. */
function sorted (counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(BANDS.split(' ').flatMap(band => counts[band] ? [[band, counts[band]]] : []))
}

/** Records favors: contact, direction, worth, days ago. */
async function favors ({ query }: TestApp, rows: readonly (readonly [string, 'GIVEN' | 'RECEIVED', number, number])[]): Promise<void> {
  for (const [contactId, direction, worth, ago] of rows) {
    const { errors } = await query('mutation ($input: RecordFavorInput!) { recordFavor(input: $input) { favor { id } } }', { input: { contactId, direction, worth, kind: 'OTHER', occurredAt: daysAgo(ago) } })
    if (errors) throw new Error(JSON.stringify(errors))
  }
}

/** An ask that was sent, and met two days later, so many days ago. */
async function fulfilledAsk ({ query }: TestApp, contactId: string, ago: number): Promise<void> {
  const { data } = await query('mutation ($input: CreateAskInput!) { createAsk(input: $input) { ask { id } } }', { input: { contactId, need: 'A word with the editor', size: 'SMALL' } })
  for (const [status, at] of [['SENT', daysAgo(ago + 2)], ['FULFILLED', daysAgo(ago)]]) {
    const { errors } = await query('mutation ($input: UpdateAskStatusInput!) { updateAskStatus(input: $input) { ask { status } } }', { input: { id: data.createAsk.ask.id, status, at } })
    if (errors) throw new Error(JSON.stringify(errors))
  }
}

/** A year of weekly posts of so many words, every third of them a reply. */
async function posts ({ query }: TestApp, contactId: string, words: number): Promise<void> {
  const { data } = await query('mutation ($input: RecordPostsInput!) { recordPosts(input: $input) { results { error { message } } } }', {
    input: {
      contactId,
      posts: Array.from({ length: 41 }, (_, week) => ({
        network: 'blog',
        externalId: `${contactId} ${week}`,
        kind: week % 3 === 0 ? 'REPLY' : 'POST',
        publishedAt: daysAgo(7 * week),
        replies: 8,
        followers: 5000,
        text: `https://looms.example/${week} ${'loom '.repeat(words - 1)}`
      }))
    }
  })
  if (!data || data.recordPosts.results.some(({ error }: { error: object | null }) => error)) throw new Error(JSON.stringify(data))
}
