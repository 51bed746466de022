import { uuidv7 } from 'uuidv7'
import type { Test } from 'tap'
import { insertMember } from '../../../src/database/workspaces/members.ts'
import { insertOutbox } from '../../../src/database/outbox.ts'
import { inWorkspace, type Db } from '../../../src/database/tenancy.ts'
import { insertWorkspace } from '../../../src/database/workspaces/workspaces.ts'
import type { Database } from '../../../src/database/connect.ts'
import type { Actor } from '../../../src/domain/actor.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import { createToken } from '../../../src/operations/tokens/create-token.ts'
import { noteUses } from '../../../src/operations/tokens/note-uses.ts'
import { firstWorkspace, NOW, requestOf, type FirstWorkspace } from '../../operations/support/first-workspace.ts'

/** A workspace, somebody in it, and a contact of theirs. */
export interface Filled {
  readonly actor: Actor
  readonly contactId: string
  /** The hash of a token of theirs is of this text. */
  readonly tokenText: string
}

export interface TwoWorkspaces extends FirstWorkspace {
  readonly ours: Filled
  readonly theirs: Filled
}

/** A database with two workspaces, both with something in every table. */
export async function twoWorkspaces (t: Test): Promise<TwoWorkspaces> {
  const first = await firstWorkspace(t)
  const other = await otherWorkspace(first.database, 'other')
  return { ...first, ours: await fill(t, first.database, first.owner), theirs: await fill(t, first.database, other) }
}

/** One more workspace, with an owner. */
export async function otherWorkspace (database: Database, slug: string): Promise<Actor> {
  const [workspaceId, memberId] = [uuidv7(), uuidv7()]
  await inWorkspace(database, workspaceId, async db => {
    await insertWorkspace(db, { slug, name: slug, timeZone: 'UTC', defaultCountry: 'DE', createdAt: NOW })
    await insertMember(db, { id: memberId, name: 'owner', role: 'OWNER', createdAt: NOW })
  })
  return { workspaceId, memberId, tokenId: null, name: 'owner', role: 'OWNER', scopes: ['admin'] }
}

async function fill (t: Test, database: Database, actor: Actor): Promise<Filled> {
  const { id: contactId } = await createContact(requestOf(t, database, actor, { idempotencyKey: 'first' }), {
    name: 'Ada Lovelace', tags: ['mathematics'], identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }]
  })
  await logInteraction(requestOf(t, database, actor), {
    channel: 'EMAIL', direction: 'OUTBOUND', occurredAt: NOW - 60_000, subject: 'When may I come?', participants: [{ contactId }]
  })
  const { token, text } = await createToken(requestOf(t, database, actor), { name: 'laptop', scopes: ['read'], expiresAt: null })
  const uses = noteUses(database, error => { throw error })
  uses.note({ workspaceId: actor.workspaceId, tokenId: token.id }, NOW)
  await uses.settled()
  await inWorkspace(database, actor.workspaceId, db => fillPrinciples(db, contactId, actor.memberId))
  await inWorkspace(database, actor.workspaceId, fillIntegrations)
  await inWorkspace(database, actor.workspaceId, db => fillMerges(db, contactId, actor.memberId))
  await inWorkspace(database, actor.workspaceId, db => fillImports(db, contactId, actor.memberId))
  await inWorkspace(database, actor.workspaceId, db => insertOutbox(db, { id: uuidv7(), topic: 'test.nothing', key: 'all', payload: {} }, NOW))
  return { actor, contactId, tokenText: text ?? '' }
}

/** A row in each table of the four principles, written as SQL so that the tables are tried and not the operations. */
async function fillPrinciples ({ sql, workspaceId }: Db, contactId: string, memberId: string | null): Promise<void> {
  const at = new Date(NOW).toISOString()
  const [askId, id] = [uuidv7(), uuidv7()]
  await sql`insert into app.ask (workspace_id, id, contact_id, need, size, status, warnings, version, created_at, updated_at)
    values (${workspaceId}, ${askId}, ${contactId}, 'An hour on looms', 'SMALL', 'SENT', '[]', 1, ${at}, ${at})`
  await sql`insert into app.ask_move (workspace_id, id, ask_id, from_status, to_status, at) values (${workspaceId}, ${id}, ${askId}, 'DRAFT', 'SENT', ${at})`
  await sql`insert into app.favor (workspace_id, id, contact_id, direction, kind, worth, effort, occurred_at, ask_id, version, created_at, updated_at)
    values (${workspaceId}, ${id}, ${contactId}, 'RECEIVED', 'ADVICE', 2, 2, ${at}, ${askId}, 1, ${at}, ${at})`
  await sql`insert into app.post (workspace_id, id, contact_id, network, external_id, kind, published_at, words, cites, is_uncivil, created_at, updated_at)
    values (${workspaceId}, ${id}, ${contactId}, 'blog', 'notes-on-the-engine', 'POST', ${at}, 900, true, false, ${at}, ${at})`
  await sql`insert into app.feed (workspace_id, id, contact_id, url, next_poll_at, failures, moves, created_at)
    values (${workspaceId}, ${id}, ${contactId}, 'https://engines.example/feed', ${at}, 0, 0, ${at})`
  await sql`insert into app.substance_override (workspace_id, contact_id, score, reason, member_id, at)
    values (${workspaceId}, ${contactId}, 90, 'Wrote the first program.', ${memberId}, ${at})`
  await sql`insert into app.suggestion (workspace_id, id, contact_id, kind, active_at, priority, is_ready, snoozed_until, as_of)
    values (${workspaceId}, ${id}, ${contactId}, 'THANK', ${at}, 0.95, true, '-infinity', ${at}) on conflict (workspace_id, contact_id, kind) do nothing`
  await sql`insert into app.workspace_setting (workspace_id, daily_suggestions, updated_at) values (${workspaceId}, 3, ${at})`
  await sql`insert into app.scoring_model (workspace_id, version, warmth, reciprocity, responsiveness, substance, is_current, created_at)
    values (${workspaceId}, 1, 0.25, 0.25, 0.25, 0.25, true, ${at})`
  await sql`insert into app.band_count (workspace_id, day, band, contacts) values (${workspaceId}, '2026-02-28', 'GOOD', 1)`
}

/** A merge whose other contact nobody knows of any more, and that one's id. */
async function fillMerges ({ sql, workspaceId }: Db, contactId: string, memberId: string | null): Promise<void> {
  const [id, at] = [uuidv7(), new Date(NOW).toISOString()]
  await sql`insert into app.merge (workspace_id, id, at, member_id, survivor_id, contact_id, version) values (${workspaceId}, ${id}, ${at}, ${memberId}, ${contactId}, ${contactId}, 2)`
  await sql`insert into app.contact_alias (workspace_id, id, contact_id, merge_id) values (${workspaceId}, ${id}, ${contactId}, ${id})`
}

/** A row in each table of imports, duplicates and erasures, in the same way. */
async function fillImports ({ sql, workspaceId }: Db, contactId: string, memberId: string | null): Promise<void> {
  const [id, at] = [uuidv7(), new Date(NOW).toISOString()]
  await sql`insert into app.import (workspace_id, id, member_id, actor, file_name, format, choices, dry_run, status, request_hash, size, created_at)
    values (${workspaceId}, ${id}, ${memberId}, 'owner', 'contacts.vcf', 'vcard', '{}', false, 'DONE', '', 5, ${at})`
  await sql`insert into app.import_chunk (workspace_id, import_id, position, bytes) values (${workspaceId}, ${id}, 0, '\\x7b7d')`
  await sql`insert into app.import_row (workspace_id, import_id, row, line, outcome) values (${workspaceId}, ${id}, 1, 1, 'CREATED')`
  await sql`insert into app.import_change (workspace_id, id, import_id, kind, subject_type, subject_id, contact_id, at)
    values (${workspaceId}, ${id}, ${id}, 'CREATED', 'contact', ${contactId}, ${contactId}, ${at})`
  await sql`insert into app.import_key (workspace_id, id, format, external_key, contact_id) values (${workspaceId}, ${id}, 'vcard', 'ada', ${contactId})`
  await sql`insert into app.duplicate_key (workspace_id, contact_id, key) values (${workspaceId}, ${contactId}, 'name ada lovelace')`
  await sql`insert into app.duplicate_candidate (workspace_id, id, contact_id, other_id, score, reasons, found_at) values (${workspaceId}, ${id}, ${contactId}, ${contactId}, 0.9, '[]', ${at})`
  await sql`insert into app.duplicate_dismissal (workspace_id, id, contact_id, other_id, member_id, actor, at) values (${workspaceId}, ${id}, ${contactId}, ${contactId}, ${memberId}, 'owner', ${at})`
  await sql`insert into app.duplicate_search (workspace_id, id, contact_id) values (${workspaceId}, ${id}, ${contactId})`
  await sql`insert into app.erasure (workspace_id, id, at, member_id, actor) values (${workspaceId}, ${id}, ${at}, ${memberId}, 'owner')`
  await sql`insert into app.erasure_key (workspace_id, id, erasure_id, hash) values (${workspaceId}, ${id}, ${id}, 'hash')`
  await sql`insert into app.erasure_secret (workspace_id, secret, created_at) values (${workspaceId}, 'sealed', ${at})`
}

/** A row in each table of integrations, in the same way. */
async function fillIntegrations ({ sql, workspaceId }: Db): Promise<void> {
  const at = new Date(NOW).toISOString()
  const id = uuidv7()
  await sql`insert into app.integration (workspace_id, id, name, provider, new_contacts, keep_text, paused, secret, version, created_at)
    values (${workspaceId}, ${id}, 'Our calendar', 'CAL_COM', 'INBOX', false, false, 'sealed', 1, ${at})`
  await sql`insert into app.integration_address (id, workspace_id) values (${id}, ${workspaceId})`
  await sql`insert into app.own_identity (workspace_id, id, kind, value, normalized, created_at) values (${workspaceId}, ${id}, 'EMAIL', 'we@engines.example', 'we@engines.example', ${at})`
  await sql`insert into app.delivery (workspace_id, id, integration_id, delivery_key, received_at, status, next_attempt_at, query, headers, body)
    values (${workspaceId}, ${id}, ${id}, 'booking-1', ${at}, 'RECEIVED', ${at}, '', '{}', '\\x7b7d')`
  await sql`insert into app.report (workspace_id, id, told, integration_id, updated_at) values (${workspaceId}, ${id}, '{}', ${id}, ${at})`
  await sql`insert into app.report_key (workspace_id, source, external_id, report_id) values (${workspaceId}, 'cal_com', 'booking-1', ${id})`
  await sql`insert into app.inbox_person (workspace_id, id, name, state, integration_id, first_seen_at, last_seen_at, reports, created_at)
    values (${workspaceId}, ${id}, 'Joan Clarke', 'PENDING', ${id}, ${at}, ${at}, 1, ${at})`
  await sql`insert into app.inbox_identity (workspace_id, id, person_id, kind, value, normalized, position)
    values (${workspaceId}, ${id}, ${id}, 'EMAIL', 'joan@codes.example', 'joan@codes.example', 0)`
  await sql`insert into app.inbox_report (workspace_id, person_id, report_id) values (${workspaceId}, ${id}, ${id})`
}
