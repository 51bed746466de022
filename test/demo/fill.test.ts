import t from 'tap'
import { empty } from '../../src/demo/empty.ts'
import { fill } from '../../src/demo/fill.ts'
import { generateWorkspace } from '../../src/demo/generate.ts'
import { putSomeOff } from '../../src/demo/put-some-off.ts'
import { feedState, FEED_STATES } from '../../src/domain/feeds/feed.ts'
import { DUE_STATES } from '../../src/domain/contacts/cadence.ts'
import { QUALITY_BANDS } from '../../src/domain/quality/score.ts'
import { listAgenda } from '../../src/operations/agenda/list-agenda.ts'
import { assessNow } from '../../src/operations/contacts/assess-contacts.ts'
import { findContactByIdentity, listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { findContactFeeds } from '../../src/operations/feeds/find-feeds.ts'
import { listContactInteractions, readInteractionPage } from '../../src/operations/interactions/find-interactions.ts'
import { listScoringModels } from '../../src/operations/scoring-models/find-scoring-models.ts'
import { refreshStandings } from '../../src/operations/standings/refresh-standings.ts'
import { countAllContacts, countAllInteractions } from '../../src/operations/viewer/find-viewer.ts'
import { firstWorkspace, NOW, requestOf } from '../operations/support/first-workspace.ts'
import { assessed } from './support/assessed.ts'

// Filled once, and emptied at last: a year of two hundred people takes its time.
const { database, owner } = await firstWorkspace(t)

t.test('a made-up workspace goes into a database, and comes out with something to show everywhere', async t => {
  const ctx = requestOf(t, database, owner)
  const workspace = generateWorkspace({ seed: 1, now: NOW })
  const people = assessed(workspace, NOW)

  await fill(ctx, workspace)
  await refreshStandings(database, owner.workspaceId, NOW)

  t.equal(await countAllContacts(ctx), 200)
  t.equal(await countAllInteractions(ctx), workspace.interactions.length)
  for (const band of QUALITY_BANDS) {
    const { count } = await listAllContacts(ctx, { filter: { band: [band] } })
    t.equal(await count(), people.filter(({ quality }) => quality.band === band).length, band)
  }
  for (const state of DUE_STATES) {
    const { count } = await listAllContacts(ctx, { filter: { dueState: [state] } })
    t.equal(await count(), people.filter(({ cadence }) => cadence.state === state).length, state)
  }

  const dormant = people.find(({ kind }) => kind === 'dormant')!
  const [{ kind, value } = { kind: 'EMAIL' as const, value: '' }] = dormant.input.identities ?? []
  const found = await findContactByIdentity(ctx, { kind, value })
  t.match(found, { name: dormant.input.name, createdAt: dormant.addedAt })
  t.ok(Math.abs(assessNow(ctx, found!).score! - dormant.quality.score!) < 1e-9, 'the database scores as the domain does')
  const [listing] = await listContactInteractions(ctx, [found!.id], {}, readInteractionPage(ctx, { first: 1 }))
  t.equal(await listing?.count(), dormant.own.length)
  t.match(listing?.page.items[0]?.item, { subject: dormant.own.at(-1)?.subject, occurredAt: dormant.own.at(-1)?.occurredAt })
})

t.test('it has a full agenda on the day on which it is made, and what nobody sees in its contacts alone', async t => {
  const ctx = requestOf(t, database, owner)
  const putOff = await putSomeOff(ctx)

  const { page, waiting } = await listAgenda(ctx, {})
  t.equal(page.items.length, 5, 'a year that is written down today was not done today')
  t.ok(new Set(page.items.map(({ item }) => item.kind)).size > 1, 'and there is more than one thing to do')
  t.ok(await waiting() > 50)
  t.strictSame(putOff.map(({ snoozedUntil, skipReason }) => [snoozedUntil > NOW, skipReason !== null]), [[true, false], [false, true]])

  const { page: { items: people } } = await listAllContacts(ctx, { first: 100 })
  const { page: { items: others } } = await listAllContacts(ctx, { last: 100 })
  const contacts = [...people, ...others].map(({ item }) => item)
  t.equal(contacts.filter(({ evidence }) => evidence.override !== null).length, 1)
  const feeds = (await findContactFeeds(ctx, contacts.map(({ id }) => id))).flat()
  t.strictSame([...new Set(feeds.map(feedState))].sort(), [...FEED_STATES].sort())
  t.ok(feeds.every(({ title, lastPostAt, lastPolledAt }) => title !== null && lastPostAt !== null && lastPolledAt !== null))
  const { page: models } = await listScoringModels(ctx, {})
  t.equal(models.items.length, 2, 'weights that were tried and taken back')
})

t.test('a workspace that is emptied has no contact and no interaction left, and can be filled again', async t => {
  const ctx = requestOf(t, database, owner)
  await empty(ctx)
  t.strictSame([await countAllContacts(ctx), await countAllInteractions(ctx)], [0, 0])
  await ctx.reading.end()
  const { contacts, interactions, ...others } = generateWorkspace({ seed: 1, now: NOW })
  const some = interactions.filter(each => each.contacts.every(index => index < 20))
  await fill(ctx, { ...others, contacts: contacts.slice(0, 20), interactions: some, asks: [], favors: [], posts: [], feeds: [], words: [] })
  t.equal(await countAllInteractions(ctx), some.length)
})

t.test('a row that nobody would take ends the filling', async t => {
  const { database, owner } = await firstWorkspace(t)
  const ctx = requestOf(t, database, owner)
  const { contacts } = generateWorkspace({ seed: 1, now: NOW })
  const future = { channel: 'EMAIL', direction: 'INBOUND', status: 'HELD', occurredAt: NOW + 3_600_000, durationMinutes: null, subject: null, summary: null, source: 'mail', externalId: null, contacts: [0] } as const
  await t.rejects(fill(ctx, { contacts: contacts.slice(0, 1), interactions: [future], asks: [], favors: [], posts: [], tagCadences: [], feeds: [], words: [] }), { message: /^A made-up row was refused: .*lies in the future/ })
})
