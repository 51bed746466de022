import type { Test } from 'tap'
import { inWorkspace } from '../../../../src/database/tenancy.ts'
import { suggestionId } from '../../../../src/domain/agenda/keep-suggestions.ts'
import { skipSuggestion } from '../../../../src/operations/agenda/skip-suggestion.ts'
import { snoozeSuggestion } from '../../../../src/operations/agenda/snooze-suggestion.ts'
import { createAsk } from '../../../../src/operations/asks/create-ask.ts'
import { updateAskStatus } from '../../../../src/operations/asks/update-ask-status.ts'
import { createContact } from '../../../../src/operations/contacts/create-contact.ts'
import { setCadence } from '../../../../src/operations/contacts/set-cadence.ts'
import { recordFavor } from '../../../../src/operations/favors/record-favor.ts'
import { followFeed } from '../../../../src/operations/feeds/follow-feed.ts'
import { dismissInboxPerson } from '../../../../src/operations/inbox/dismiss-inbox-person.ts'
import { listInbox } from '../../../../src/operations/inbox/find-inbox.ts'
import { addOwnIdentities } from '../../../../src/operations/integrations/add-own-identities.ts'
import { logInteraction } from '../../../../src/operations/interactions/log-interactions.ts'
import { mergeContacts } from '../../../../src/operations/merges/merge-contacts.ts'
import { overrideSubstance } from '../../../../src/operations/posts/override-substance.ts'
import { ratePost } from '../../../../src/operations/posts/rate-post.ts'
import { recordPosts } from '../../../../src/operations/posts/record-posts.ts'
import { saveScoringModel } from '../../../../src/operations/scoring-models/save-scoring-model.ts'
import { setTagCadence } from '../../../../src/operations/tags/set-tag-cadence.ts'
import { updateWorkspace } from '../../../../src/operations/workspaces/update-workspace.ts'
import { deliverer } from '../../integrations/support/deliver.ts'
import { NOW, requestOf, type FirstWorkspace } from '../../support/first-workspace.ts'

const DAY_MS = 86_400_000
const ago = (days: number) => NOW - days * DAY_MS

/** Fills a workspace with everything that people enter or are told of; gives the contacts. */
export async function fillWorkspace (t: Test, first: FirstWorkspace): Promise<{ readonly ada: string, readonly grace: string, readonly linus: string, readonly merged: string, readonly mergeId: string }> {
  const { database, owner } = first
  const ctx = requestOf(t, database, owner)
  await updateWorkspace(ctx, { dailySuggestions: 7, deliveryDays: 60 })
  await saveScoringModel(ctx, { weights: { warmth: 0.4, reciprocity: 0.3, responsiveness: 0.2, substance: 0.1 }, note: 'We give a lot.' })
  await saveScoringModel(ctx, { weights: { warmth: 0.25, reciprocity: 0.25, responsiveness: 0.25, substance: 0.25 } })
  await addOwnIdentities(ctx, { identities: [{ kind: 'EMAIL', value: 'We@Us.example' }] })
  const ada = await createContact(ctx, {
    name: 'Ada Lovelace',
    organization: 'Analytical Engines',
    title: 'Countess',
    notes: '=1+1 is what she\nwrote, “first”.',
    tags: ['Mathematics', 'looms'],
    identities: [{ kind: 'EMAIL', value: 'Ada@Engines.example', label: 'Work' }, { kind: 'PHONE', value: '030 1234567' }, { kind: 'EMAIL', value: 'ada@home.example', isPrimary: true }, { kind: 'GITHUB', value: 'https://github.com/ada' }]
  })
  const grace = await createContact(ctx, { name: 'Grace Hopper', tags: ['looms'], identities: [{ kind: 'EMAIL', value: 'grace@navy.example' }] })
  const linus = await createContact(ctx, { name: 'Linus', identities: [{ kind: 'WEBSITE', value: 'https://linus.example/~home' }] })
  const king = await createContact(ctx, { name: 'Ada King', identities: [{ kind: 'LINKEDIN', value: 'https://www.linkedin.com/in/ada-king' }] })
  await setTagCadence(ctx, { tag: 'looms', targetDays: 30 })
  await setCadence(ctx, { contactId: grace.id, targetDays: 90, paused: true })
  await history(ctx, [ada.id, grace.id, linus.id, king.id])
  await principles(ctx, ada.id, grace.id)
  const { mergeId } = await mergeContacts(ctx, { survivorId: ada.id, otherIds: [king.id] })
  await told(t, first, [ada.id, linus.id])
  await decisions(ctx, ada.id, grace.id)
  await ctx.reading.end()
  return { ada: ada.id, grace: grace.id, linus: linus.id, merged: king.id, mergeId }
}

type Request = ReturnType<typeof requestOf>

async function history (ctx: Request, ids: readonly string[]): Promise<void> {
  const channels = ['EMAIL', 'MEAL', 'VIDEO_CALL', 'COMMENT', 'PHONE_CALL'] as const
  const directions = ['OUTBOUND', 'INBOUND', 'MUTUAL'] as const
  for (let index = 0; index < 24; index++) {
    await logInteraction(ctx, {
      channel: channels[index % 5] ?? 'EMAIL',
      direction: directions[index % 3] ?? 'MUTUAL',
      occurredAt: ago(200 - index * 8),
      subject: `Matter ${index}: when may I come?`,
      participants: ids.filter((_, at) => (index + at) % 4 < 2).map(contactId => ({ contactId }))
    })
  }
  await logInteraction(ctx, { channel: 'MEAL', direction: 'MUTUAL', status: 'PLANNED', occurredAt: ago(-3), durationMinutes: 90, participants: [{ contactId: ids[0] ?? '' }] })
  await logInteraction(ctx, {
    channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: ago(5), summary: 'The ask.', carriesAsk: true, source: 'api', externalId: 'message-1', participants: [{ contactId: ids[1] ?? '' }]
  })
}

async function principles (ctx: Request, ada: string, grace: string): Promise<void> {
  const ask = await createAsk(ctx, { contactId: ada, need: 'An hour on looms', offer: 'A review', offerKind: 'REVIEW', size: 'SMALL', channel: 'EMAIL', deadline: ago(-9) })
  await updateAskStatus(ctx, { id: ask.id, status: 'SENT', at: ago(8) })
  await updateAskStatus(ctx, { id: ask.id, status: 'ACCEPTED', at: ago(7), note: 'At once.' })
  await updateAskStatus(ctx, { id: ask.id, status: 'FULFILLED', at: ago(7) })
  await createAsk(ctx, { contactId: grace, need: 'A word with the admiral' })
  await recordFavor(ctx, { contactId: ada, direction: 'RECEIVED', kind: 'ADVICE', occurredAt: ago(6), askId: ask.id, note: 'An hour.' })
  await recordFavor(ctx, { contactId: grace, direction: 'GIVEN', kind: 'GIFT', occurredAt: ago(40), worth: 3 })
  await followFeed(ctx, { contactId: ada, url: 'https://engines.example/feed' })
  const posts = Array.from({ length: 8 }, (_, index) => ({
    network: 'mastodon', externalId: `post-${index}`, kind: 'POST' as const, publishedAt: ago(80 - 9 * index), text: `Notes on the engine, part ${index}: https://engines.example/${index}`, likes: index, followers: 900
  }))
  const [row] = await recordPosts(ctx, { contactId: ada, posts })
  if (row && 'post' in row) await ratePost(ctx, { id: row.post.id, rating: 5 })
  await overrideSubstance(ctx, { contactId: grace, score: 90, reason: 'Wrote the first compiler.' })
}

/** What integrations told: of known people, of one in the inbox, and of one who was dismissed. */
async function told (t: Test, first: FirstWorkspace, [ada, linus]: readonly [string, string]): Promise<void> {
  const { integrate, deliver, process } = deliverer(t, first)
  const integration = await integrate('GENERIC', { newContacts: 'INBOX', keepText: true })
  const at = (days: number) => new Date(ago(days)).toISOString()
  const meeting = (id: string, email: string, days: number) => ({
    source: 'calendar',
    external_id: id,
    updated_at: at(days),
    kind: 'meeting',
    status: days < 0 ? 'planned' : 'held',
    occurred_at: at(days),
    subject: `Meeting ${id}`,
    text: 'As agreed. ',
    parties: [{ role: 'attendee', emails: ['we@us.example'], is_us: true }, { role: 'attendee', name: `Somebody ${id}`, emails: [email] }]
  })
  await deliver(integration, meeting('known', 'ada@home.example', 12), meeting('stranger', 'joan@codes.example', 11), meeting('nobody', 'spam@codes.example', 10), meeting('coming', 'grace@navy.example', -20))
  await process({ now: () => NOW })
  const ctx = requestOf(t, first.database, first.owner)
  const { page } = await listInbox(ctx, {})
  const nobody = page.items.find(({ item }) => item.name === 'Somebody nobody')
  if (nobody) await dismissInboxPerson(ctx, { id: nobody.item.id })
  await ctx.reading.end()
  await inWorkspace(first.database, first.owner.workspaceId, async ({ sql, workspaceId }) => {
    for (const [one, other] of [[ada, linus], [linus, ada]] as const) {
      await sql`insert into app.duplicate_dismissal (workspace_id, id, contact_id, other_id, member_id, actor, at)
        values (${workspaceId}, ${ctx.newId()}, ${one}, ${other}, ${first.owner.memberId}, 'owner', ${new Date(NOW).toISOString()})`
    }
    await sql`insert into app.import_key (workspace_id, id, format, external_key, contact_id) values (${workspaceId}, ${ctx.newId()}, 'vcard', 'urn:uuid:linus', ${linus})`
  })
}

async function decisions (ctx: Request, ada: string, grace: string): Promise<void> {
  const rows = await inWorkspace(ctx.database, ctx.actor.workspaceId, async ({ sql, workspaceId }) =>
    [...await sql<{ id: string }[]>`select s.id from app.suggestion s where s.workspace_id = ${workspaceId} and s.active_at <> 'infinity' order by s.id`])
  const ids = rows.map(({ id }) => id)
  const [first = suggestionId(ada, 'THANK'), second = suggestionId(grace, 'FOLLOW_UP')] = ids
  await snoozeSuggestion(ctx, { id: first, until: ago(-10) })
  await skipSuggestion(ctx, { id: second, reason: 'She is at sea.' })
}
