import t from 'tap'
import { findContacts } from '../../../src/database/contacts/contacts.ts'
import { moveRanked, readRanked } from '../../../src/database/contacts/standings.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { workspaceQuestions } from '../../../src/database/interactions/totals.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { askedAnswered } from '../../../src/domain/quality/totals/question.ts'
import { scoreQuality } from '../../../src/domain/quality/score.ts'
import { rankOf } from '../../../src/domain/contacts/standing.ts'
import { toTypeId, uuidOf } from '../../../src/domain/type-id.ts'
import { refreshStandings } from '../../../src/operations/standings/refresh-standings.ts'
import { NOW, testApp, type TestApp } from '../../support/app.ts'
import { add, daysAgo, log } from '../../support/people.ts'
import { onDatabase } from '../../support/server.ts'

/** Points of score that a place may be off. */
const NEAR = 0.005

/** People of all kinds: the n-th has n mails with us in a rhythm of its own, and answers when it likes to. */
async function crowd (app: TestApp, size: number): Promise<string[]> {
  const ids = await add(app, Array.from({ length: size }, (_, n) => ({ name: `Person ${n}` })))
  await log(app, ids.flatMap((id, n) => Array.from({ length: n % 13 }, (_, k) => ({
    with: [id],
    channel: k % 5 === 0 ? 'MEAL' : 'EMAIL',
    direction: ['OUTBOUND', 'INBOUND', 'MUTUAL', 'OUTBOUND'][(n * 7 + k * k) % 4] ?? '',
    occurredAt: daysAgo(1 + (n * 11 + k * (3 + n % 29)) % 340)
  }))))
  return ids.map(id => uuidOf('contact', id) ?? '')
}

/** Ranks that are kept, by contact. */
async function ranks ({ adminUrl }: TestApp) {
  const rows = await onDatabase(adminUrl, sql => sql<{ id: string, quality: number, warmth: number, as_of: Date, xmin: string }[]>`
    select contact_id as id, quality, warmth, as_of, xmin::text from app.ranking order by contact_id`)
  return new Map(rows.map(row => [row.id, { quality: row.quality, warmth: row.warmth, asOf: row.as_of.getTime(), version: row.xmin }]))
}

/** Scores computed anew from the totals of all contacts together. */
async function exact (app: TestApp, ids: readonly string[], now: number) {
  const contacts = await inWorkspace(app.database, app.workspaceId, db => findContacts(db, ids))
  const own = contacts.map(({ totals }) => askedAnswered(totals, now))
  const sum = (key: 'asked' | 'answered') => own.reduce((total, each) => total + each[key], 0)
  const workspace = { asked: sum('asked'), answered: sum('answered') }
  return {
    workspace,
    scores: new Map(contacts.map(({ id, totals, targetDays }, index) => {
      const { asked = 0, answered = 0 } = own[index] ?? {}
      const { score, factors } = scoreQuality({ totals, now, targetDays, prior: { asked: workspace.asked - asked, answered: workspace.answered - answered } })
      return [id, { quality: score ?? -1, warmth: factors.warmth.score ?? -1 }]
    }))
  }
}

t.test('after time has passed, a refresh puts everybody where scores computed anew put them', async t => {
  const app = await testApp(t)
  const ids = await crowd(app, 120)
  app.clock.now = NOW + 45 * DAY_MS
  const { scores, workspace } = await exact(app, ids, app.clock.now)
  const off = (kept: Awaited<ReturnType<typeof ranks>>) => ids.filter(id => Math.abs((kept.get(id)?.quality ?? NaN) - (scores.get(id)?.quality ?? NaN)) > NEAR)
  t.ok(off(await ranks(app)).length > 50, 'most have moved meanwhile')

  const moved = await refreshStandings(app.database, app.workspaceId, app.clock.now)
  const kept = await ranks(app)
  t.ok(moved > 50 && moved < 120)
  t.strictSame(off(kept), [])
  t.ok(ids.every(id => Math.abs((kept.get(id)?.warmth ?? NaN) - (scores.get(id)?.warmth ?? NaN)) <= NEAR))

  const snapshot = await inWorkspace(app.database, app.workspaceId, workspaceQuestions)
  t.equal(snapshot.at, app.clock.now)
  t.ok(Math.abs(snapshot.asked - workspace.asked) < 1e-9 && Math.abs(snapshot.answered - workspace.answered) < 1e-9)
  t.ok(workspace.asked > 20 && workspace.answered > 5)

  const { data } = await app.query('{ contacts(first: 100, orderBy: { field: QUALITY, direction: DESC }) { orderAsOf nodes { id } } }')
  t.equal(data.contacts.orderAsOf, new Date(app.clock.now).toISOString())
  const listed = data.contacts.nodes.map(({ id }: { id: string }) => scores.get(uuidOf('contact', id) ?? '')?.quality ?? NaN)
  t.ok(listed.every((quality: number, index: number) => index === 0 || quality <= listed[index - 1] + 2 * NEAR))
})

t.test('what has not moved is not written', async t => {
  const app = await testApp(t)
  await crowd(app, 40)
  await refreshStandings(app.database, app.workspaceId, NOW)
  const before = await ranks(app)
  t.equal(await refreshStandings(app.database, app.workspaceId, NOW), 0)
  t.strictSame(await ranks(app), before)
  t.equal(await refreshStandings(app.database, app.workspaceId, NOW + 1000), 0, 'nor what has moved by less than anybody sees')
  t.strictSame(await ranks(app), before)
})

t.test('a workspace without anybody is refreshed as well', async t => {
  const app = await testApp(t)
  t.equal(await refreshStandings(app.database, app.workspaceId, NOW + DAY_MS), 0)
  t.strictSame(await inWorkspace(app.database, app.workspaceId, workspaceQuestions), { asked: 0, answered: 0, at: NOW + DAY_MS })
})

t.test('a refresh keeps to its workspace', async t => {
  const app = await testApp(t)
  const other = await app.newWorkspace('looms')
  const [theirs = ''] = await add(app, [{ name: 'Grace' }], other.token)
  await log(app, Array.from({ length: 9 }, (_, n) => ({ with: [theirs], occurredAt: daysAgo(9 * n) })), other.token)
  await crowd(app, 13)
  const before = (await ranks(app)).get(uuidOf('contact', theirs) ?? '')
  await refreshStandings(app.database, app.workspaceId, NOW + 30 * DAY_MS)
  t.strictSame((await ranks(app)).get(uuidOf('contact', theirs) ?? ''), before)
  t.equal((await inWorkspace(app.database, other.workspaceId, workspaceQuestions)).at, NOW)
})

t.test('a contact that was touched since it was read keeps its newer place', async t => {
  const app = await testApp(t)
  const [ada = '', grace = ''] = await crowd(app, 13).then(ids => ids.slice(11))
  const read = await inWorkspace(app.database, app.workspaceId, db => readRanked(db, { after: null, upTo: null }))
  app.clock.now = NOW + 1
  await log(app, [{ with: [toTypeId('contact', ada)], occurredAt: daysAgo(0) }])
  const touched = (await ranks(app)).get(ada)
  const moves = read.map(({ contactId, rankedAt }) => ({ contactId, rankedAt, quality: 1, warmth: 1, substance: 1 }))
  t.equal(await inWorkspace(app.database, app.workspaceId, db => moveRanked(db, moves, NOW + 2)), read.length - 1)
  t.strictSame((await ranks(app)).get(ada), touched)
  t.match((await ranks(app)).get(grace), { quality: 1, warmth: 1, asOf: NOW + 2 })
})

t.test('a refresh whose clock is behind leaves what is newer, and the newer snapshot', async t => {
  const app = await testApp(t)
  await crowd(app, 26)
  await refreshStandings(app.database, app.workspaceId, NOW + 20 * DAY_MS)
  const before = await ranks(app)
  await refreshStandings(app.database, app.workspaceId, NOW + 10 * DAY_MS)
  const later = [...await ranks(app)].filter(([id, { version }]) => before.get(id)?.version !== version)
  t.ok(later.every(([id]) => (before.get(id)?.asOf ?? 0) <= NOW + 10 * DAY_MS))
  t.equal((await inWorkspace(app.database, app.workspaceId, workspaceQuestions)).at, NOW + 20 * DAY_MS)
})

t.test('a refresh does not wait for who is being written', async t => {
  const app = await testApp(t)
  const ids = await crowd(app, 26)
  const held = ids[25] ?? ''
  await onDatabase(app.adminUrl, async sql => {
    await sql`begin`
    await sql`update app.ranking set quality = 42 where contact_id = ${held}`
    t.ok(await refreshStandings(app.database, app.workspaceId, NOW + 30 * DAY_MS) > 10)
    await sql`commit`
  })
  t.equal((await ranks(app)).get(held)?.quality, 42)
})

t.test('while refreshes and new touches go on at once, nobody ends up where older touches would put them', async t => {
  const app = await testApp(t)
  // Nothing of ours is a question here, so that the workspace at large plays no part.
  const people = await add(app, Array.from({ length: 8 }, (_, n) => ({ name: `Person ${n}` })))
  const ids = people.map(id => uuidOf('contact', id) ?? '')
  const touches = Array.from({ length: 60 }, (_, n) => n)
  await Promise.all([
    ...touches.map(n => log(app, [{ with: [people[n % 8] ?? '', people[(n * 3 + 1) % 8] ?? ''], occurredAt: daysAgo((n * 37) % 300) }])),
    (async () => { for (let n = 0; n < 25; n++) await refreshStandings(app.database, app.workspaceId, NOW + n) })()
  ])
  const kept = await ranks(app)
  const contacts = await inWorkspace(app.database, app.workspaceId, db => findContacts(db, ids))
  for (const contact of contacts) {
    const { quality = NaN, asOf = NaN } = kept.get(contact.id) ?? {}
    t.ok(Math.abs(rankOf(contact, asOf).quality - quality) <= NEAR, `${quality} is ${rankOf(contact, asOf).quality}`)
  }
})

t.test('a refresh goes through many contacts in short transactions', async t => {
  const app = await testApp(t)
  await add(app, Array.from({ length: 1001 }, (_, n) => ({ name: `Person ${n}` })))
  app.statements.length = 0
  await refreshStandings(app.database, app.workspaceId, NOW)
  t.equal(app.statements.filter(text => text === 'begin').length, 5, 'one that sums, two that move, one that keeps the sum, one that counts bands')
  t.equal(await refreshStandings(app.database, app.workspaceId, NOW), 0)
  app.statements.length = 0
  const stop = new AbortController()
  stop.abort()
  await t.rejects(refreshStandings(app.database, app.workspaceId, NOW + DAY_MS, stop.signal), { name: 'AbortError' })
  t.equal((await inWorkspace(app.database, app.workspaceId, workspaceQuestions)).at, NOW, 'one that is ended early leaves the snapshot as it was')
})
