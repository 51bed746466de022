import fc from 'fast-check'
import t from 'tap'
import { CHANNELS, DIRECTIONS, INTERACTION_STATUSES, type InteractionInput } from '../../../src/domain/interactions/interaction.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { setCadence } from '../../../src/operations/contacts/set-cadence.ts'
import { deleteInteraction } from '../../../src/operations/interactions/delete-interaction.ts'
import { logInteraction, logInteractions, type LogInteractionInput } from '../../../src/operations/interactions/log-interactions.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import { mergeContacts } from '../../../src/operations/merges/merge-contacts.ts'
import { undoMerge } from '../../../src/operations/merges/undo-merge.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'

const { database, owner } = await firstWorkspace(t)
const ctx = requestOf(t, database, owner)

/** Contacts and interactions that a story is about: by place, so that a story can be told of any. */
interface Cast {
  readonly contacts: string[]
  readonly interactions: string[]
  /** Merges that can be undone yet, the last one last, and who comes back then. */
  readonly merges: { mergeId: string, survivorId: string, otherId: string }[]
}

interface Act {
  (ctx: OperationContext, cast: Cast): Promise<void>
}

// Few instants, so that many fall together or come late.
const instant = fc.integer({ min: 1, max: 60 * 8 }).map(eighths => NOW - eighths * DAY_MS / 8)
const places = fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 3 })
const happened = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  direction: fc.constantFrom(...DIRECTIONS),
  status: fc.oneof({ weight: 4, arbitrary: fc.constant('HELD' as const) }, { weight: 1, arbitrary: fc.constantFrom(...INTERACTION_STATUSES) }),
  occurredAt: instant
}, { noNullPrototype: true })

const log = acts('log', fc.tuple(happened, places), async ([given, who], ctx, cast) => {
  const { interaction } = await logInteraction(ctx, { ...given, participants: named(cast, who) })
  cast.interactions.push(interaction.id)
})
const logMany = acts('logMany', fc.array(fc.tuple(happened, places, fc.option(fc.nat({ max: 3 }))), { minLength: 1, maxLength: 6 }), async (rows, ctx, cast) => {
  const results = await logInteractions(ctx, {
    interactions: rows.map(([given, who, externalId]): LogInteractionInput => ({
      ...given, participants: named(cast, who), externalId: externalId === null ? null : `${externalId}`, source: cast.contacts[0] ?? 'story'
    }))
  })
  cast.interactions.push(...results.flatMap(result => result.outcome === 'CREATED' ? [result.interaction.id] : []))
})
const difference: fc.Arbitrary<InteractionInput> = fc.record({
  channel: fc.constantFrom(...CHANNELS), direction: fc.constantFrom(...DIRECTIONS), status: fc.constantFrom(...INTERACTION_STATUSES), occurredAt: instant, subject: fc.string({ maxLength: 3 })
}, { requiredKeys: [], noNullPrototype: true })
const change = acts('change', fc.tuple(fc.nat(), difference), async ([place, input], ctx, { interactions }) => {
  const id = interactions[place % interactions.length]
  if (id) await updateInteraction(ctx, { ...input, id })
})
const forget = acts('forget', fc.nat(), async (place, ctx, { interactions }) => {
  const [id] = interactions.splice(place % Math.max(1, interactions.length), 1)
  if (id) await deleteInteraction(ctx, { id })
})
const want = acts('want', fc.tuple(fc.nat({ max: 9 }), fc.option(fc.integer({ min: 1, max: 400 })), fc.boolean()), async ([place, targetDays, paused], ctx, { contacts }) => {
  const contactId = contacts[place % contacts.length]
  if (contactId) await setCadence(ctx, { contactId, targetDays, paused })
})
const leave = acts('leave', fc.nat({ max: 9 }), async (place, ctx, cast) => {
  const [gone] = cast.contacts.splice(place % cast.contacts.length, 1)
  if (gone) await deleteContact(ctx, { id: gone })
  cast.contacts.push((await createContact(ctx, { name: 'Grace' })).id)
  const left = await ctx.reading.read(({ sql, workspaceId }) => sql`select i.id from app.interaction i where i.workspace_id = ${workspaceId}`)
  await ctx.reading.end()
  const present = new Set(left.map(row => row.id as string))
  cast.interactions.splice(0, Infinity, ...cast.interactions.filter(id => present.has(id)))
})
const unite = acts('unite', fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), async ([one, other], ctx, cast) => {
  const [otherId = ''] = cast.contacts.splice(other % cast.contacts.length, 1)
  const survivorId = cast.contacts[one % cast.contacts.length] ?? ''
  cast.merges.push({ ...await mergeContacts(ctx, { survivorId, otherIds: [otherId] }), survivorId, otherId })
  cast.contacts.push((await createContact(ctx, { name: 'Grace' })).id)
})
const divide = acts('divide', fc.constant(null), async (_given, ctx, cast) => {
  const last = cast.merges.pop()
  if (!last || !cast.contacts.includes(last.survivorId)) return
  await undoMerge(ctx, last)
  cast.contacts.push(last.otherId)
})

t.test('whatever is logged, changed, deleted, merged and undone, in whatever order, totals are what a recomputation from the rows gives', async t => {
  const story = fc.array(fc.oneof(
    { weight: 6, arbitrary: log }, { weight: 3, arbitrary: logMany }, { weight: 4, arbitrary: change }, { weight: 3, arbitrary: forget }, { weight: 1, arbitrary: want }, { weight: 1, arbitrary: leave },
    { weight: 2, arbitrary: unite }, { weight: 1, arbitrary: divide }
  ), { minLength: 5, maxLength: 25 })
  await fc.assert(fc.asyncProperty(story, async told => {
    const cast: Cast = { contacts: [], interactions: [], merges: [] }
    for (const name of ['Ada', 'Linus', 'Barbara']) cast.contacts.push((await createContact(ctx, { name })).id)
    for (const act of told) await act(ctx, cast)
    const [kept, computed] = await both()
    for (const id of cast.contacts) t.strictSame(kept.get(id), computed.get(id))
    for (const id of cast.contacts) await deleteContact(ctx, { id })
  }), { numRuns: 40, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true })
  t.strictSame(await interactionsLeft(), [], 'and with the contacts all of it is gone')
})

t.test('twenty interactions of the same people at once are counted as one after the other', async t => {
  const contacts = await Promise.all(['Ada', 'Linus', 'Barbara'].map(name => createContact(request(), { name, cadenceDays: 9 })))
  const who = contacts.map(({ id }) => ({ contactId: id }))
  await Promise.all(Array.from({ length: 20 }, (_, index) => logInteraction(request(), {
    channel: CHANNELS[index % 6] ?? 'EMAIL', direction: DIRECTIONS[index % 3] ?? 'MUTUAL', occurredAt: NOW - (index * 7 % 20) * DAY_MS, participants: [...who.slice(index % 3), ...who.slice(0, index % 2)]
  })))
  const [kept, computed] = await both()
  for (const { id } of contacts) {
    t.ok((kept.get(id)?.totals.touches ?? 0) >= 10)
    t.strictSame(kept.get(id), computed.get(id))
  }
})

t.test('changes and deletions of the same people\'s interactions at once come out as one after the other', async t => {
  const contacts = await Promise.all(['Ada', 'Linus'].map(name => createContact(request(), { name })))
  const participants = contacts.map(({ id }) => ({ contactId: id }))
  const logged = await logInteractions(request(), {
    interactions: Array.from({ length: 12 }, (_, index) => ({ channel: 'EMAIL', direction: 'INBOUND', occurredAt: NOW - index * DAY_MS, participants }))
  })
  const ids = logged.flatMap(result => result.outcome === 'FAILED' ? [] : [result.interaction.id])
  await Promise.all(ids.map((id, index) => {
    if (index % 3 === 0) return deleteInteraction(request(), { id })
    if (index % 3 === 1) return updateInteraction(request(), { id, channel: 'MEAL', occurredAt: NOW - (20 - index) * DAY_MS })
    return logInteraction(request(), { channel: 'PHONE_CALL', direction: 'MUTUAL', occurredAt: NOW - index * DAY_MS, participants })
  }))
  const [kept, computed] = await both()
  for (const { id } of contacts) {
    t.equal(kept.get(id)?.totals.touches, 12)
    t.strictSame(kept.get(id), computed.get(id))
  }
})

/** Acts that a failing story is told by. */
function acts<Given> (name: string, given: fc.Arbitrary<Given>, work: (given: Given, ctx: OperationContext, cast: Cast) => Promise<void>): fc.Arbitrary<Act> {
  return given.map(given => Object.assign(
    (ctx: OperationContext, cast: Cast) => work(given, ctx, cast),
    { [fc.toStringMethod]: () => `${name} ${JSON.stringify(given)}` }
  ))
}

function request (): OperationContext {
  return requestOf(t, database, owner)
}

function both () {
  return Promise.all([keptTotals(database, owner.workspaceId), recomputed(database, owner.workspaceId, NOW)])
}

async function interactionsLeft (): Promise<unknown[]> {
  const rows = await ctx.reading.read(({ sql, workspaceId }) => sql`select i.id from app.interaction i where i.workspace_id = ${workspaceId}`)
  await ctx.reading.end()
  return [...rows]
}

function named ({ contacts }: Cast, who: readonly number[]): { contactId: string }[] {
  return who.flatMap(place => contacts[place % contacts.length] ?? []).map(contactId => ({ contactId }))
}
