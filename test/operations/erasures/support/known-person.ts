import { uuidv7 } from 'uuidv7'
import type { Test } from 'tap'
import { createAsk } from '../../../../src/operations/asks/create-ask.ts'
import { setCadence } from '../../../../src/operations/contacts/set-cadence.ts'
import { createContact } from '../../../../src/operations/contacts/create-contact.ts'
import { updateContact } from '../../../../src/operations/contacts/update-contact.ts'
import { recordFavor } from '../../../../src/operations/favors/record-favor.ts'
import { followFeed } from '../../../../src/operations/feeds/follow-feed.ts'
import { logInteraction } from '../../../../src/operations/interactions/log-interactions.ts'
import { mergeContacts } from '../../../../src/operations/merges/merge-contacts.ts'
import { recordPosts } from '../../../../src/operations/posts/record-posts.ts'
import { overrideSubstance } from '../../../../src/operations/posts/override-substance.ts'
import { NOW, requestOf, type FirstWorkspace } from '../../support/first-workspace.ts'
import { deliverer, type Deliverer } from '../../integrations/support/deliver.ts'
import { meeting, party } from '../../integrations/support/told.ts'
import { WEBHOOKS } from './webhooks.ts'

export const ADA = {
  name: 'Ada Zoë Lovelace',
  title: 'Countess of Lovelace',
  notes: 'Lovelace likes horses',
  tags: ['Lovelace family'],
  identities: [
    { kind: 'EMAIL', value: 'Ada.Lovelace@engines.example' }, { kind: 'PHONE', value: '+49 170 1234567' }, { kind: 'MASTODON', value: '@ada@mathstodon.example' },
    { kind: 'GITHUB', value: 'ada-lovelace' }, { kind: 'WEBSITE', value: 'https://lovelace.example/' }
  ]
} as const

/** What is hers and nobody else's, in whatever spelling. */
export const HERS = ['lovelace', 'zoë', 'zoe', 'mathstodon', '1701234567', 'byron', 'QWRhIFpvw6sg'] as const

const MENTION = 'Ask Ada Zoe Lovelace (ADA.LOVELACE@engines.example, 0170 / 123 45 67, @ada@mathstodon.example)'

/** A workspace that knows somebody in every way in which one can be known. */
export async function knownPerson (t: Test, first: FirstWorkspace) {
  const { database, owner } = first
  const ctx = (idempotencyKey: string | null = null) => requestOf(t, database, owner, { idempotencyKey })
  const sender = deliverer(t, first)
  const ada = await createContact(ctx('made'), ADA)
  const byron = await createContact(ctx(), { name: 'Augusta Byron', identities: [{ kind: 'EMAIL', value: 'augusta@byron.example' }] })
  await mergeContacts(ctx('merged'), { survivorId: ada.id, otherIds: [byron.id] })
  await updateContact(ctx(), { id: ada.id, name: 'Ada Lovelace' })
  const grace = await createContact(ctx(), { name: 'Grace Hopper', organization: 'Friends of Ada Lovelace', notes: MENTION, tags: ['Knows Ada Lovelace'], identities: [{ kind: 'EMAIL', value: 'grace@navy.example' }] })
  const contactId = ada.id
  const call = { channel: 'VIDEO_CALL', direction: 'MUTUAL', occurredAt: NOW - 86_400_000 } as const
  await logInteraction(ctx('alone'), { ...call, subject: 'Lunch', summary: 'Her number is 0170 1234567', participants: [{ contactId }], source: 'import:lovelace.csv', externalId: 'ada.lovelace@engines.example/1' })
  const { interaction: shared } = await logInteraction(ctx(), { ...call, subject: 'Tea with Zoë', summary: 'On looms', participants: [{ contactId }, { contactId: grace.id }] })
  await logInteraction(ctx(), { ...call, occurredAt: NOW - 90_000_000, subject: 'On Ada Lovelace', summary: MENTION, participants: [{ contactId: grace.id }] })
  const ask = await createAsk(ctx(), { contactId, need: 'An hour of Lovelace', offer: 'Tea' })
  await createAsk(ctx(), { contactId: grace.id, need: MENTION })
  await recordFavor(ctx(), { contactId, askId: ask.id, direction: 'RECEIVED', kind: 'ADVICE', occurredAt: NOW - 1000, note: 'Lovelace helped' })
  await recordFavor(ctx(), { contactId: grace.id, direction: 'RECEIVED', kind: 'INTRODUCTION', occurredAt: NOW - 1000, note: MENTION })
  await recordPosts(ctx(), { contactId, posts: [{ network: 'mastodon', externalId: 'https://mathstodon.example/@ada/1', url: 'https://mathstodon.example/@ada/1', kind: 'POST', publishedAt: NOW - 1000, text: 'By Lovelace' }] })
  await recordPosts(ctx(), { contactId: grace.id, posts: [{ network: 'x', externalId: 'reply:mathstodon.example/@ada', kind: 'POST', publishedAt: NOW - 1000, text: MENTION, title: 'Ada Lovelace' }] })
  await followFeed(ctx(), { contactId, url: 'https://lovelace.example/feed' })
  await overrideSubstance(ctx(), { contactId: grace.id, score: 90, reason: 'Ada Lovelace says so.' })
  await setCadence(ctx(), { contactId, targetDays: 30 })
  await webhooks(sender)
  await importsAndOthers(first, sender, contactId, grace.id)
  return { ada: contactId, byron: byron.id, grace: grace.id, shared: shared.id, ctx, ...sender }
}

async function webhooks ({ sql, integrate, deliver, process }: Deliverer): Promise<void> {
  for (const { provider, contentType, body } of WEBHOOKS) {
    const [id = ''] = await deliver(await integrate(provider, { keepText: true }), body)
    await sql`update app.delivery set headers = ${sql.json({ 'content-type': contentType })} where id = ${id}`
  }
  const both = [party('attendee', 'ada.lovelace@engines.example', 'Ada Zoë L.'), party('attendee', 'grace@navy.example', 'Grace')]
  await deliver(await integrate('GENERIC', { keepText: true }), meeting('both', { parties: both, subject: 'Lovelace and Hopper', updated_at: new Date(NOW - 1000).toISOString() }))
  await deliver(await integrate('GENERIC', { newContacts: 'INBOX' }), meeting('late', { parties: [party('attendee', 'augusta.late@engines.example', 'Somebody Else'), both[1]] }))
  await process()
  await deliver(await integrate('GENERIC', { paused: true }), meeting('waiting', { parties: both }))
}

/** Rows as imports and members' work leave them, written as SQL. */
async function importsAndOthers ({ owner: { workspaceId, memberId } }: FirstWorkspace, { sql }: Deliverer, ada: string, grace: string): Promise<void> {
  const [running, done, changed] = [uuidv7(), uuidv7(), uuidv7()]
  for (const [id, status] of [[running, 'RUNNING'], [done, 'DONE']] as const) {
    await sql`insert into app.import (workspace_id, id, member_id, actor, file_name, format, choices, dry_run, status, request_hash, size, created_at)
      values (${workspaceId}, ${id}, ${memberId}, 'owner', 'Ada Lovelace.vcf', 'vcard', '{}', false, ${status}, 'x', 9, now())`
  }
  await sql`insert into app.import_chunk (workspace_id, import_id, position, bytes) values (${workspaceId}, ${running}, 0, ${Buffer.from('FN:Ada Lovelace')})`
  await sql`insert into app.import_row (workspace_id, import_id, row, line, outcome, reason, subject_type, subject_id) values
    (${workspaceId}, ${done}, 1, 1, 'UPDATED', 'Zoë was known already.', 'contact', ${ada}), (${workspaceId}, ${done}, 2, 9, 'FAILED', 'ada.lovelace@engines.example is held.', null, null)`
  await sql`insert into app.import_change (workspace_id, id, import_id, kind, subject_type, subject_id, contact_id, changes, at) values
    (${workspaceId}, ${changed}, ${done}, 'UPDATED', 'contact', ${ada}, ${ada}, ${sql.json({ name: { after: 'Lovelace' } })}, now()),
    (${workspaceId}, ${uuidv7()}, ${done}, 'UPDATED', 'contact', ${grace}, ${grace}, ${sql.json({ notes: { before: null, after: MENTION } })}, now())`
  await sql`insert into app.import_key (workspace_id, id, format, external_key, contact_id) values
    (${workspaceId}, ${uuidv7()}, 'linkedin-connections', 'ada lovelace engines', ${ada}), (${workspaceId}, ${uuidv7()}, 'csv', 'friend of ada.lovelace@engines.example', ${grace})`
  await sql`insert into app.duplicate_key (workspace_id, contact_id, key) values (${workspaceId}, ${ada}, 'name lovelace')`
  await sql`insert into app.duplicate_candidate (workspace_id, id, contact_id, other_id, score, reasons, found_at) values
    (${workspaceId}, ${uuidv7()}, ${ada}, ${grace}, 0.7, ${sql.json(['Both know Lovelace'])}, now())`
  await sql`insert into app.duplicate_dismissal (workspace_id, id, contact_id, other_id, member_id, actor, at) values (${workspaceId}, ${uuidv7()}, ${grace}, ${ada}, ${memberId}, 'owner', now())`
  const person = uuidv7()
  await sql`insert into app.inbox_person (workspace_id, id, name, state, first_seen_at, last_seen_at, reports, created_at) values (${workspaceId}, ${person}, 'A. Lovelace', 'DISMISSED', now(), now(), 1, now())`
  await sql`insert into app.inbox_identity (workspace_id, id, person_id, kind, value, normalized, position) values (${workspaceId}, ${uuidv7()}, ${person}, 'EMAIL', 'a@byron-lovelace.example', 'a@byron-lovelace.example', 0),
    (${workspaceId}, ${uuidv7()}, ${person}, 'EMAIL', 'augusta@byron.example', 'augusta@byron.example', 1)`
}
