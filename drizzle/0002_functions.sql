grant usage on schema app to goodturn_server;--> statement-breakpoint
grant select, insert, update, delete on all tables in schema app to goodturn_server;--> statement-breakpoint
alter default privileges in schema app grant select, insert, update, delete on tables to goodturn_server;--> statement-breakpoint
-- The audit log is only ever added to.
revoke update, delete on app.audit from goodturn_server;--> statement-breakpoint

-- set_config is not passed on to the nodes of a cluster; SET LOCAL is.
create function app.set_workspace(workspace uuid) returns void
language plpgsql as $$
begin
  execute pg_catalog.format('set local app.workspace_id = %L', workspace);
end
$$;--> statement-breakpoint

-- Makes a tenant table distributed where Citus is installed; does nothing on a plain server.
create function app.distribute(table_name regclass) returns void
language plpgsql as $$
begin
  if exists (select 1 from pg_catalog.pg_extension where extname = 'citus') then
    execute pg_catalog.format('select public.create_distributed_table(%L, %L)', table_name, 'workspace_id');
    execute pg_catalog.format('select public.truncate_local_data_after_distributing_table(%L)', table_name);
  end if;
end
$$;--> statement-breakpoint
revoke execute on function app.distribute(regclass) from public;--> statement-breakpoint

-- Who shows this token? Asked before a workspace is known, so it runs as the owner and answers for one exact hash only.
create function app.find_token(token_hash text)
returns table (
  token_id uuid, workspace_id uuid, member_id uuid, member_name text, role text, scopes text[],
  expires_at timestamp (3) with time zone, revoked_at timestamp (3) with time zone
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select t.id, t.workspace_id, m.id, m.name, m.role, t.scopes, t.expires_at, t.revoked_at
    from app.token t join app.member m on m.id = t.member_id and m.workspace_id = t.workspace_id
    where t.hash = token_hash;
end
$$;--> statement-breakpoint
revoke execute on function app.find_token(text) from public;--> statement-breakpoint
grant execute on function app.find_token(text) to goodturn_server;--> statement-breakpoint

-- The workspace with this slug, asked before a workspace is set.
create function app.find_workspace(wanted text) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select w.id from app.workspace w where w.slug = wanted);
end
$$;--> statement-breakpoint
revoke execute on function app.find_workspace(text) from public;--> statement-breakpoint
grant execute on function app.find_workspace(text) to goodturn_server;--> statement-breakpoint

-- The workspaces a background job has to visit, one after the other, each in a transaction of its own.
create function app.all_workspaces() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select w.id from app.workspace w order by w.id;
end
$$;--> statement-breakpoint
revoke execute on function app.all_workspaces() from public;--> statement-breakpoint
grant execute on function app.all_workspaces() to goodturn_server;--> statement-breakpoint

-- Row-level security lets only leakproof operators use an index, and @@, LIKE and <% are not. So the search runs as the
-- owner of the tables, keeps to the workspace that is set by itself, and gives back ids and ranks alone.
create function app.search_contacts(words text, prefixes text, fragment text, most integer)
returns table (contact_id uuid, rank double precision)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp
set pg_trgm.word_similarity_threshold = 0.5 as $$
declare
  workspace uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  query tsquery := to_tsquery('simple', prefixes);
begin
  return query
    select s.contact_id, greatest(
        case when s.document @@ query then 1 + ts_rank(s.document, query) end,
        case when s.words like fragment then 0.9 end,
        word_similarity(search_contacts.words, s.words)
      )::double precision as score
    from app.contact_search s
    where s.workspace_id = workspace
      and (s.document @@ query or s.words like fragment or search_contacts.words <% s.words)
    order by score desc, s.contact_id
    limit most;
end
$$;--> statement-breakpoint
revoke execute on function app.search_contacts(text, text, text, integer) from public;--> statement-breakpoint
grant execute on function app.search_contacts(text, text, text, integer) to goodturn_server;--> statement-breakpoint

select app.distribute('app.contact');--> statement-breakpoint
select app.distribute('app.identity');--> statement-breakpoint
select app.distribute('app.tag');--> statement-breakpoint
select app.distribute('app.contact_tag');--> statement-breakpoint
select app.distribute('app.contact_totals');--> statement-breakpoint
select app.distribute('app.ranking');--> statement-breakpoint
select app.distribute('app.contact_search');--> statement-breakpoint
select app.distribute('app.interaction');--> statement-breakpoint
select app.distribute('app.participant');--> statement-breakpoint
select app.distribute('app.token_use');--> statement-breakpoint
select app.distribute('app.workspace_totals');--> statement-breakpoint
select app.distribute('app.audit');--> statement-breakpoint
select app.distribute('app.idempotency_key');--> statement-breakpoint
select app.distribute('app.outbox');
