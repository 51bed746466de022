-- Tells the planner how the tables look now. A workspace that has just grown from nothing looks empty to it until the next ANALYZE,
-- and it would read all of the workspace for each row. Whoever brings in many rows calls this; the server owns no table itself.
create function app.analyze_tables() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze (skip_locked) app.contact, app.identity, app.contact_totals, app.ranking, app.contact_search, app.interaction, app.participant, app.question;
end
$$;--> statement-breakpoint
revoke execute on function app.analyze_tables() from public;--> statement-breakpoint
grant execute on function app.analyze_tables() to goodturn_server;
