CREATE TABLE "app"."contact_alias" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"merge_id" uuid NOT NULL,
	CONSTRAINT "contact_alias_pkey" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "app"."contact_alias" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."merge" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"member_id" uuid NOT NULL,
	"survivor_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"snapshot" jsonb,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "merge_pkey" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "app"."merge" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."contact_alias" ADD CONSTRAINT "contact_alias_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."contact_alias" ADD CONSTRAINT "contact_alias_merge_fk" FOREIGN KEY ("workspace_id","merge_id") REFERENCES "app"."merge"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_alias_contact_idx" ON "app"."contact_alias" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "contact_alias_merge_idx" ON "app"."contact_alias" USING btree ("workspace_id","merge_id");--> statement-breakpoint
CREATE INDEX "merge_contact_idx" ON "app"."merge" USING btree ("workspace_id","contact_id","at","id");--> statement-breakpoint
CREATE INDEX "merge_survivor_idx" ON "app"."merge" USING btree ("workspace_id","survivor_id");--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."contact_alias" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."merge" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
select app.distribute('app.merge');--> statement-breakpoint
select app.distribute('app.contact_alias');
