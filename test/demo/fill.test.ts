import t from 'tap'
import { empty } from '../../src/demo/empty.ts'
import { fill } from '../../src/demo/fill.ts'
import { generateWorkspace } from '../../src/demo/generate.ts'
import { DUE_STATES } from '../../src/domain/contacts/cadence.ts'
import { QUALITY_BANDS } from '../../src/domain/quality/score.ts'
import { assessNow } from '../../src/operations/contacts/assess-contacts.ts'
import { findContactByIdentity, listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { listContactInteractions, readInteractionPage } from '../../src/operations/interactions/find-interactions.ts'
import { refreshStandings } from '../../src/operations/standings/refresh-standings.ts'
import { countAllContacts, countAllInteractions } from '../../src/operations/viewer/find-viewer.ts'
import { firstWorkspace, NOW, requestOf } from '../operations/support/first-workspace.ts'
import { assessed } from './support/assessed.ts'

const FILL_LIMIT_MS = 15_000

t.test('a made-up workspace goes into a database in seconds, and comes out with something to show everywhere', async t => {
  const { database, owner } = await firstWorkspace(t)
  const ctx = requestOf(t, database, owner)
  const workspace = generateWorkspace({ seed: 1, now: NOW })
  const people = assessed(workspace, NOW)

  const startedAt = performance.now()
  await fill(ctx, workspace)
  await refreshStandings(database, owner.workspaceId, NOW)
  const tookMs = performance.now() - startedAt
  t.ok(tookMs < FILL_LIMIT_MS, `took ${Math.round(tookMs)} ms`)

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

t.test('a workspace that is emptied has no contact and no interaction left, and can be filled again', async t => {
  const { database, owner } = await firstWorkspace(t)
  const ctx = requestOf(t, database, owner)
  const workspace = generateWorkspace({ seed: 2, now: NOW })
  for (let turn = 0; turn < 2; turn++) {
    await fill(ctx, workspace)
    t.equal(await countAllInteractions(ctx), workspace.interactions.length)
    await ctx.reading.end()
    await empty(ctx)
    t.strictSame([await countAllContacts(ctx), await countAllInteractions(ctx)], [0, 0])
    await ctx.reading.end()
  }
})

t.test('a row that nobody would take ends the filling', async t => {
  const { database, owner } = await firstWorkspace(t)
  const ctx = requestOf(t, database, owner)
  const { contacts } = generateWorkspace({ seed: 1, now: NOW })
  const future = { channel: 'EMAIL', direction: 'INBOUND', status: 'HELD', occurredAt: NOW + 3_600_000, durationMinutes: null, subject: null, summary: null, source: 'mail', externalId: null, contacts: [0] } as const
  await t.rejects(fill(ctx, { contacts: contacts.slice(0, 1), interactions: [future], asks: [], favors: [], posts: [], tagCadences: [] }), { message: /^A made-up row was refused: .*lies in the future/ })
})
