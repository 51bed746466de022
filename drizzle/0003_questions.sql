CREATE TABLE "app"."question" (
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"interaction_id" uuid NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"is_answered" boolean NOT NULL,
	CONSTRAINT "question_pkey" PRIMARY KEY("workspace_id","contact_id","interaction_id")
);
--> statement-breakpoint
ALTER TABLE "app"."question" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."question" ADD CONSTRAINT "question_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "question_closed_idx" ON "app"."question" USING btree ("workspace_id","closed_at","opened_at","is_answered");--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."question" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint

-- The workspaces in which something waits to be moved to the queue: ids alone, so that an idle poll costs one statement.
create function app.waiting_workspaces() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select distinct o.workspace_id from app.outbox o order by o.workspace_id;
end
$$;--> statement-breakpoint
revoke execute on function app.waiting_workspaces() from public;--> statement-breakpoint
grant execute on function app.waiting_workspaces() to goodturn_server;--> statement-breakpoint

select app.distribute('app.question');
