import postgres from 'postgres'

/** How much a workspace is filled with. */
export interface Crowd {
  readonly workspaceId: string
  readonly contacts: number
  readonly interactionsEach: number
}

/**
 * Fills workspaces that are there with made-up contacts, each with two identities, tags and interactions, by plain SQL as the
 * owner, beside many workspaces with next to nothing in them, so that no table is so small that reading all of it is best.
 */
export async function fillCrowds (adminUrl: string, crowds: readonly Crowd[]): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(NEIGHBOURS)
    for (const { workspaceId, contacts, interactionsEach } of crowds) {
      await sql.unsafe(PEOPLE.replaceAll(':workspace', workspaceId).replaceAll(':contacts', String(contacts)))
      await sql.unsafe(EVIDENCE.replaceAll(':workspace', workspaceId).replaceAll(':contacts', String(contacts)))
      await sql.unsafe(INTERACTIONS.replaceAll(':workspace', workspaceId).replaceAll(':contacts', String(contacts)).replaceAll(':each', String(interactionsEach)))
    }
    await sql`vacuum analyze`
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const NEIGHBOURS = `
  insert into app.workspace (id, slug, name, time_zone, default_country, created_at)
  select md5('neighbour' || n)::uuid, 'neighbour-' || n, 'neighbour', 'UTC', 'DE', now() from generate_series(1, 2000) n;
  insert into app.workspace_totals (workspace_id, refreshed_at, asked, answered)
  select md5('neighbour' || n)::uuid, now(), 0, 0 from generate_series(1, 2000) n;
  insert into app.scoring_model (workspace_id, version, warmth, reciprocity, responsiveness, substance, is_current, created_at)
  select md5('neighbour' || n)::uuid, 1, 0.25, 0.25, 0.25, 0.25, true, now() from generate_series(1, 2000) n;
  insert into app.tag (workspace_id, id, name, name_key)
  select md5('neighbour' || n)::uuid, md5('tag' || n || '/' || k)::uuid, 'tag ' || k, 'tag ' || k from generate_series(1, 2000) n, generate_series(1, 5) k;
  insert into app.contact (workspace_id, id, name, name_key, paused, version, created_at, updated_at)
  select md5('neighbour' || n)::uuid, md5('contact' || n)::uuid, 'Nobody', 'nobody', false, 1, now(), now() from generate_series(1, 2000) n;`

const PEOPLE = `
  create temporary table person as
  select n, md5(':workspace contact' || n)::uuid as id,
    (array['Ada', 'Grace', 'Linus', 'Barbara', 'Edsger', 'Donald', 'Margaret', 'Alan', 'Katherine', 'Radia', 'Tony', 'Frances'])[1 + n % 12]
      || ' ' || initcap(translate(substr(md5('family' || n), 1, 7), '0123456789', 'aeioulnrst')) as name,
    'org ' || n % 400 as organization
  from generate_series(1, :contacts) n;
  insert into app.contact (workspace_id, id, name, name_key, organization, organization_key, title, paused, version, created_at, updated_at)
  select ':workspace', id, name, lower(name), organization, organization, 'engineer', n % 20 = 0, 1, now() - n * interval '7 minutes', now() from person;
  insert into app.identity (workspace_id, id, contact_id, kind, value, normalized, is_primary, position)
  select ':workspace', md5(kind || id)::uuid, id, kind, place, place, true, position
  from person, lateral (values ('EMAIL', 'mail' || n || '@example.org', 0), ('PHONE', '+4915' || 100000000 + n, 1)) as i(kind, place, position);
  insert into app.tag (workspace_id, id, name, name_key)
  select ':workspace', md5(':workspace tag' || k)::uuid, 'tag ' || k, 'tag ' || k from generate_series(0, 199) k;
  insert into app.contact_tag (workspace_id, contact_id, tag_id)
  select distinct ':workspace'::uuid, id, md5(':workspace tag' || k)::uuid from person, lateral (values (n % 200), (n * 7 % 200)) as t(k);
  insert into app.contact_totals (workspace_id, contact_id, state, last_interaction_at, due_at, overdue_at, lapsed_at, warm_until)
  select ':workspace', id, jsonb_build_object('any', repeat(md5(id::text), 30)), now() - n * interval '13 minutes', due,
    due + interval '15 days', due + interval '60 days', '-infinity'
  from person, lateral (values (case when n % 3 = 0 then 'infinity' else now() + (n * 7919 % 180 - 90) * interval '1 day' + n * interval '1 second' end)) as d(due);
  insert into app.ranking (workspace_id, contact_id, quality, warmth, as_of)
  select ':workspace', id, case when n % 4 = 0 then -1 else n * 37 % 10000 / 100.0 end, case when n % 4 = 0 then -1 else n * 91 % 10000 / 100.0 end, now() from person;
  insert into app.contact_search (workspace_id, contact_id, words, document)
  select ':workspace', id, lower(name) || ' ' || organization || ' engineer mail' || n || '@example.org +4915' || 100000000 + n,
    setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', organization || ' engineer mail' || n || ' example org 4915' || 100000000 + n), 'B') from person;
  drop table person;`

/** Every contact has a favor and two posts, every second one an ask that was answered and a member's word on what it publishes. */
const EVIDENCE = `
  insert into app.favor (workspace_id, id, contact_id, direction, kind, worth, effort, occurred_at, version, created_at, updated_at)
  select ':workspace', md5(':workspace favor' || n)::uuid, md5(':workspace contact' || n)::uuid, case when n % 2 = 0 then 'GIVEN' else 'RECEIVED' end,
    'ADVICE', 2, 2, now() - n * interval '11 minutes', 1, now(), now() from generate_series(1, :contacts) n;
  insert into app.ask (workspace_id, id, contact_id, need, size, status, warnings, version, created_at, updated_at)
  select ':workspace', md5(':workspace ask' || n)::uuid, md5(':workspace contact' || n)::uuid, 'an hour', 'SMALL', 'ACCEPTED', '[]', 2,
    now() - n * interval '17 minutes', now() from generate_series(1, :contacts, 2) n;
  insert into app.ask_move (workspace_id, id, ask_id, from_status, to_status, at)
  select ':workspace', md5(':workspace move' || n || '/' || k)::uuid, md5(':workspace ask' || n)::uuid, case when k = 1 then 'DRAFT' else 'SENT' end,
    case when k = 1 then 'SENT' else 'ACCEPTED' end, now() - n * interval '17 minutes' + k * interval '1 minute'
  from generate_series(1, :contacts, 2) n, generate_series(1, 2) k;
  insert into app.post (workspace_id, id, contact_id, network, external_id, kind, published_at, words, cites, is_uncivil, created_at, updated_at)
  select ':workspace', md5(':workspace post' || n || '/' || k)::uuid, md5(':workspace contact' || n)::uuid, 'blog', n || '/' || k, 'POST',
    now() - (n + k * 1000) * interval '3 minutes', 200, true, false, now(), now() from generate_series(1, :contacts) n, generate_series(1, 2) k;
  insert into app.substance_override (workspace_id, contact_id, score, reason, member_id, at)
  select ':workspace', md5(':workspace contact' || n)::uuid, 60, 'I read them.', md5('member')::uuid, now() from generate_series(1, :contacts, 2) n;`

const INTERACTIONS = `
  create temporary table happening as
  select md5(':workspace interaction' || n || '/' || k)::uuid as id, md5(':workspace contact' || n)::uuid as one, md5(':workspace contact' || 1 + n * 31 % :contacts)::uuid as other,
    date_trunc('milliseconds', now() - (n * 7919 % 100000 + k * 100000) * interval '3 minutes') as at, (array['EMAIL', 'MEAL', 'PHONE_CALL', 'COMMENT'])[1 + (n + k) % 4] as channel
  from generate_series(1, :contacts) n, generate_series(1, :each) k;
  insert into app.interaction (workspace_id, id, channel, direction, status, occurred_at, subject, source, created_at, updated_at)
  select ':workspace', id, channel, 'OUTBOUND', 'HELD', at, 'hello', 'api', now(), now() from happening;
  insert into app.participant (workspace_id, interaction_id, contact_id, occurred_at)
  select ':workspace'::uuid, id, one, at from happening union select ':workspace'::uuid, id, other, at from happening where one <> other;
  drop table happening;`
