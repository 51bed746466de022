CREATE TABLE "app"."delivery" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"delivery_key" text COLLATE "C" NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"processed_at" timestamp (3) with time zone,
	"query" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea" NOT NULL,
	"interaction_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	CONSTRAINT "delivery_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "delivery_key" UNIQUE("workspace_id","integration_id","delivery_key"),
	CONSTRAINT "delivery_status_check" CHECK (status in ('RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED'))
);
--> statement-breakpoint
ALTER TABLE "app"."delivery" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."integration" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"provider" text NOT NULL,
	"new_contacts" text NOT NULL,
	"keep_text" boolean NOT NULL,
	"paused" boolean NOT NULL,
	"secret" text NOT NULL,
	"previous_secret" text,
	"previous_until" timestamp (3) with time zone,
	"version" integer NOT NULL,
	"tallied" integer DEFAULT 0 NOT NULL,
	"tallied_until" timestamp (3) with time zone DEFAULT '-infinity' NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"last_rejected_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "integration_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "integration_provider_check" CHECK (provider in ('GENERIC', 'STANDARD_WEBHOOKS', 'GITHUB', 'CAL_COM', 'CALENDLY', 'POSTMARK', 'MAILGUN', 'SENDGRID', 'MIME', 'SLACK', 'TWILIO', 'WHATSAPP', 'TELEGRAM', 'ZOOM', 'ACTIVITYPUB')),
	CONSTRAINT "integration_new_contacts_check" CHECK (new_contacts in ('CREATE', 'ONLY_KNOWN', 'INBOX'))
);
--> statement-breakpoint
ALTER TABLE "app"."integration" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."integration_address" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."integration_address" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."own_identity" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"normalized" text COLLATE "C" NOT NULL,
	"label" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "own_identity_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "own_identity_key" UNIQUE("workspace_id","kind","normalized"),
	CONSTRAINT "own_identity_kind_check" CHECK (kind in ('EMAIL', 'PHONE', 'LINKEDIN', 'GITHUB', 'X', 'MASTODON', 'BLUESKY', 'SLACK', 'WHATSAPP', 'TELEGRAM', 'WEBSITE', 'OTHER'))
);
--> statement-breakpoint
ALTER TABLE "app"."own_identity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."inbox_identity" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"normalized" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "inbox_identity_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "inbox_identity_key" UNIQUE("workspace_id","kind","normalized"),
	CONSTRAINT "inbox_identity_kind_check" CHECK (kind in ('EMAIL', 'PHONE', 'LINKEDIN', 'GITHUB', 'X', 'MASTODON', 'BLUESKY', 'SLACK', 'WHATSAPP', 'TELEGRAM', 'WEBSITE', 'OTHER'))
);
--> statement-breakpoint
ALTER TABLE "app"."inbox_identity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."inbox_person" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"integration_id" uuid,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"reports" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inbox_person_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "inbox_person_state_check" CHECK (state in ('PENDING', 'CONFIRMED', 'DISMISSED'))
);
--> statement-breakpoint
ALTER TABLE "app"."inbox_person" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."inbox_report" (
	"workspace_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	CONSTRAINT "inbox_report_pkey" PRIMARY KEY("workspace_id","person_id","report_id")
);
--> statement-breakpoint
ALTER TABLE "app"."inbox_report" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."report" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"told" jsonb NOT NULL,
	"interaction_id" uuid,
	"written" jsonb,
	"settles_at" timestamp (3) with time zone,
	"integration_id" uuid,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_pkey" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "app"."report" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."report_key" (
	"workspace_id" uuid NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"external_id" text COLLATE "C" NOT NULL,
	"report_id" uuid NOT NULL,
	CONSTRAINT "report_key_pkey" PRIMARY KEY("workspace_id","source","external_id")
);
--> statement-breakpoint
ALTER TABLE "app"."report_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."workspace_setting" ADD COLUMN "delivery_days" integer;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD CONSTRAINT "delivery_integration_fk" FOREIGN KEY ("workspace_id","integration_id") REFERENCES "app"."integration"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."inbox_identity" ADD CONSTRAINT "inbox_identity_person_fk" FOREIGN KEY ("workspace_id","person_id") REFERENCES "app"."inbox_person"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."inbox_report" ADD CONSTRAINT "inbox_report_person_fk" FOREIGN KEY ("workspace_id","person_id") REFERENCES "app"."inbox_person"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."inbox_report" ADD CONSTRAINT "inbox_report_report_fk" FOREIGN KEY ("workspace_id","report_id") REFERENCES "app"."report"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."report_key" ADD CONSTRAINT "report_key_report_fk" FOREIGN KEY ("workspace_id","report_id") REFERENCES "app"."report"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_received_idx" ON "app"."delivery" USING btree ("workspace_id","received_at","id");--> statement-breakpoint
CREATE INDEX "delivery_integration_idx" ON "app"."delivery" USING btree ("workspace_id","integration_id","status","received_at","id");--> statement-breakpoint
CREATE INDEX "delivery_status_idx" ON "app"."delivery" USING btree ("workspace_id","status","received_at","id");--> statement-breakpoint
CREATE INDEX "delivery_waiting_idx" ON "app"."delivery" USING btree ("workspace_id","next_attempt_at","id") WHERE status = 'RECEIVED';--> statement-breakpoint
CREATE INDEX "inbox_identity_person_idx" ON "app"."inbox_identity" USING btree ("workspace_id","person_id","position");--> statement-breakpoint
CREATE INDEX "inbox_person_seen_idx" ON "app"."inbox_person" USING btree ("workspace_id","state","last_seen_at","id");--> statement-breakpoint
CREATE INDEX "inbox_report_report_idx" ON "app"."inbox_report" USING btree ("workspace_id","report_id");--> statement-breakpoint
CREATE INDEX "report_settles_idx" ON "app"."report" USING btree ("workspace_id","settles_at","id") WHERE settles_at is not null;--> statement-breakpoint
CREATE INDEX "report_interaction_idx" ON "app"."report" USING btree ("workspace_id","interaction_id");--> statement-breakpoint
CREATE INDEX "report_key_report_idx" ON "app"."report_key" USING btree ("workspace_id","report_id");--> statement-breakpoint
ALTER TABLE "app"."workspace_setting" ADD CONSTRAINT "workspace_setting_delivery_check" CHECK ("app"."workspace_setting"."delivery_days" between 1 and 365);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."delivery" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."integration" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."integration_address" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."own_identity" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."inbox_identity" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."inbox_person" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."inbox_report" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."report" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."report_key" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
select app.distribute('app.integration');--> statement-breakpoint
select app.distribute('app.own_identity');--> statement-breakpoint
select app.distribute('app.delivery');--> statement-breakpoint
select app.distribute('app.report');--> statement-breakpoint
select app.distribute('app.report_key');--> statement-breakpoint
select app.distribute('app.inbox_person');--> statement-breakpoint
select app.distribute('app.inbox_identity');--> statement-breakpoint
select app.distribute('app.inbox_report');--> statement-breakpoint

-- Whose address is this? Asked by a webhook, before a workspace is known, so it runs as the owner and answers for one exact id only.
create function app.find_integration(wanted uuid)
returns table (
  workspace_id uuid, provider text, version integer, secret text, previous_secret text, previous_until timestamp (3) with time zone
)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  workspace uuid := (select a.workspace_id from app.integration_address a where a.id = wanted);
begin
  return query
    select i.workspace_id, i.provider, i.version, i.secret, i.previous_secret, i.previous_until
    from app.integration i where i.workspace_id = workspace and i.id = wanted;
end
$$;--> statement-breakpoint
revoke execute on function app.find_integration(uuid) from public;--> statement-breakpoint
grant execute on function app.find_integration(uuid) to goodturn_server;
