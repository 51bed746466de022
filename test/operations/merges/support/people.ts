import fc from 'fast-check'
import { inWorkspace, type Db } from '../../../../src/database/tenancy.ts'
import { FEED_NETWORK } from '../../../../src/domain/feeds/feed.ts'
import type { IdentityInput } from '../../../../src/domain/contacts/contact.ts'
import { CHANNELS, DIRECTIONS } from '../../../../src/domain/interactions/interaction.ts'
import { DAY_MS } from '../../../../src/domain/quality/totals/decay.ts'
import { snoozeSuggestion } from '../../../../src/operations/agenda/snooze-suggestion.ts'
import { createAsk } from '../../../../src/operations/asks/create-ask.ts'
import { updateAskStatus } from '../../../../src/operations/asks/update-ask-status.ts'
import { createContact } from '../../../../src/operations/contacts/create-contact.ts'
import { setCadence } from '../../../../src/operations/contacts/set-cadence.ts'
import type { OperationContext } from '../../../../src/operations/context.ts'
import { recordFavor } from '../../../../src/operations/favors/record-favor.ts'
import { followFeed } from '../../../../src/operations/feeds/follow-feed.ts'
import { logInteraction } from '../../../../src/operations/interactions/log-interactions.ts'
import { overrideSubstance } from '../../../../src/operations/posts/override-substance.ts'
import { recordPosts } from '../../../../src/operations/posts/record-posts.ts'
import { NOW } from '../../support/first-workspace.ts'

/** Somebody as they are made up: what they have, and what they share with others by its place. */
const person = fc.record({
  organization: fc.option(fc.constantFrom('Engines', 'Navy')),
  notes: fc.option(fc.constantFrom('Met in Berlin.', 'Likes looms.')),
  tags: fc.subarray(['poets', 'looms', 'navy']),
  cadence: fc.option(fc.record({ targetDays: fc.option(fc.integer({ min: 1, max: 60 })), paused: fc.boolean() })),
  override: fc.option(fc.integer({ min: 0, max: 100 })),
  identities: fc.nat({ max: 3 }),
  favors: fc.nat({ max: 2 }),
  asks: fc.nat({ max: 2 }),
  feeds: fc.subarray(['https://looms.example/feed', 'https://engines.example/feed']),
  posts: fc.subarray(['1', '2', '3']),
  isPutOff: fc.boolean()
})
const meeting = fc.record({
  who: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3 }),
  channel: fc.constantFrom(...CHANNELS),
  direction: fc.constantFrom(...DIRECTIONS),
  eighths: fc.integer({ min: 1, max: 480 }),
  isReported: fc.boolean()
})

/** Three people, who are one, and what happened with them. */
export const people = fc.record({ persons: fc.array(person, { minLength: 3, maxLength: 3 }), meetings: fc.array(meeting, { maxLength: 8 }) })
export type People = typeof people extends fc.Arbitrary<infer T> ? T : never

/** Makes them up in the workspace, with all that a contact can have; their ids in their order. */
export async function arrange (ctx: OperationContext, { persons, meetings }: People): Promise<string[]> {
  const ids: string[] = []
  for (const [place, given] of persons.entries()) ids.push(await arrangePerson(ctx, `Ada ${place}`, given))
  for (const { who, channel, direction, eighths, isReported } of meetings) {
    const contactIds = who.map(place => ids[place]!)
    const { interaction } = await logInteraction(ctx, { channel, direction, occurredAt: NOW - eighths * DAY_MS / 8, participants: contactIds.map(contactId => ({ contactId })) })
    if (isReported) await inWorkspace(ctx.database, ctx.actor.workspaceId, db => report(db, ctx.newId(), interaction.id, contactIds))
  }
  return ids
}

async function arrangePerson (ctx: OperationContext, name: string, given: People['persons'][number]): Promise<string> {
  const { organization, notes, tags } = given
  const identities = Array.from({ length: given.identities }, (_, index): IdentityInput => index === 2 ? { kind: 'OTHER', value: ctx.newId() } : { kind: 'EMAIL', value: `${ctx.newId()}@engines.example`, isPrimary: index === 1 })
  const { id: contactId } = await createContact(ctx, { name, organization, notes, tags, identities })
  if (given.cadence) await setCadence(ctx, { contactId, ...given.cadence })
  if (given.override !== null) await overrideSubstance(ctx, { contactId, score: given.override, reason: `${name} wrote it.` })
  for (let count = 0; count < given.asks; count++) {
    const ask = await createAsk(ctx, { contactId, need: 'An hour' })
    await updateAskStatus(ctx, { id: ask.id, status: 'SENT' })
    if (count < given.favors) await recordFavor(ctx, { contactId, direction: 'RECEIVED', kind: 'ADVICE', occurredAt: NOW - DAY_MS, askId: ask.id })
  }
  if (given.favors > given.asks) await recordFavor(ctx, { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: NOW - 9 * DAY_MS })
  for (const url of given.feeds) await followFeed(ctx, { contactId, url })
  const posts = given.posts.map(name => ({ network: FEED_NETWORK, externalId: `${contactId}/https://looms.example/${name}`, kind: 'POST' as const, publishedAt: NOW - Number(name) * DAY_MS, text: 'On looms.' }))
  if (posts.length > 0) await recordPosts(ctx, { contactId, posts })
  if (given.isPutOff) await putOff(ctx, contactId)
  return contactId
}

async function putOff (ctx: OperationContext, contactId: string): Promise<void> {
  const open = await inWorkspace(ctx.database, ctx.actor.workspaceId, ({ sql, workspaceId }) => sql<{ id: string }[]>`
    select s.id from app.suggestion s where s.workspace_id = ${workspaceId} and s.contact_id = ${contactId} and s.active_at < 'infinity' order by s.kind limit 1`)
  for (const { id } of open) await snoozeSuggestion(ctx, { id, until: NOW + 9 * DAY_MS })
}

async function report ({ sql, workspaceId }: Db, id: string, interactionId: string, contactIds: readonly string[]): Promise<void> {
  await sql`insert into app.report (workspace_id, id, told, interaction_id, written, updated_at)
    values (${workspaceId}, ${id}, '{}', ${interactionId}, ${JSON.stringify({ contactIds })}::jsonb, ${new Date(NOW).toISOString()})`
}
