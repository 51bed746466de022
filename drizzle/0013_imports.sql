CREATE TABLE "app"."duplicate_candidate" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"score" double precision NOT NULL,
	"reasons" jsonb NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "duplicate_candidate_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "duplicate_candidate_key" UNIQUE("workspace_id","contact_id","other_id")
);
--> statement-breakpoint
ALTER TABLE "app"."duplicate_candidate" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."duplicate_dismissal" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "duplicate_dismissal_pkey" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "app"."duplicate_dismissal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."duplicate_key" (
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	CONSTRAINT "duplicate_key_pkey" PRIMARY KEY("workspace_id","contact_id","key")
);
--> statement-breakpoint
ALTER TABLE "app"."duplicate_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."duplicate_search" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"place" bigint,
	CONSTRAINT "duplicate_search_pkey" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "app"."duplicate_search" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."erasure" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"member_id" uuid NOT NULL,
	"actor" text NOT NULL,
	"blocked" integer DEFAULT 0 NOT NULL,
	"last_blocked_at" timestamp (3) with time zone,
	"lifted_at" timestamp (3) with time zone,
	"lifted_by" uuid,
	CONSTRAINT "erasure_pkey" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "app"."erasure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."erasure_key" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"erasure_id" uuid NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	CONSTRAINT "erasure_key_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "erasure_key_hash" UNIQUE("workspace_id","hash")
);
--> statement-breakpoint
ALTER TABLE "app"."erasure_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."erasure_secret" (
	"workspace_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "erasure_secret_pkey" PRIMARY KEY("workspace_id")
);
--> statement-breakpoint
ALTER TABLE "app"."erasure_secret" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."import_change" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"contact_id" uuid,
	"version" integer,
	"changes" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	"left_reason" text,
	CONSTRAINT "import_change_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "import_change_kind_check" CHECK (kind in ('CREATED', 'UPDATED'))
);
--> statement-breakpoint
ALTER TABLE "app"."import_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."import_chunk" (
	"workspace_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "import_chunk_pkey" PRIMARY KEY("workspace_id","import_id","position")
);
--> statement-breakpoint
ALTER TABLE "app"."import_chunk" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."import_key" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"format" text COLLATE "C" NOT NULL,
	"external_key" text COLLATE "C" NOT NULL,
	"contact_id" uuid NOT NULL,
	CONSTRAINT "import_key_pkey" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "app"."import_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."import_row" (
	"workspace_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"line" integer NOT NULL,
	"file" text,
	"outcome" text NOT NULL,
	"reason" text,
	"subject_type" text,
	"subject_id" uuid,
	CONSTRAINT "import_row_pkey" PRIMARY KEY("workspace_id","import_id","row"),
	CONSTRAINT "import_row_outcome_check" CHECK (outcome in ('CREATED', 'UPDATED', 'UNCHANGED', 'SKIPPED', 'FAILED'))
);
--> statement-breakpoint
ALTER TABLE "app"."import_row" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."import" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"token_id" uuid,
	"actor" text NOT NULL,
	"file_name" text NOT NULL,
	"format" text NOT NULL,
	"choices" jsonb NOT NULL,
	"dry_run" boolean NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"upload_key" text COLLATE "C",
	"request_hash" text NOT NULL,
	"size" bigint NOT NULL,
	"file_hash" text,
	"uploaded_at" timestamp (3) with time zone,
	"read" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"contacts_created" integer DEFAULT 0 NOT NULL,
	"interactions_created" integer DEFAULT 0 NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"undo_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "import_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "import_status_check" CHECK (status in ('RUNNING', 'DONE', 'FAILED', 'UNDONE'))
);
--> statement-breakpoint
ALTER TABLE "app"."import" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."duplicate_candidate" ADD CONSTRAINT "duplicate_candidate_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."duplicate_candidate" ADD CONSTRAINT "duplicate_candidate_other_fk" FOREIGN KEY ("workspace_id","other_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."duplicate_dismissal" ADD CONSTRAINT "duplicate_dismissal_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."duplicate_key" ADD CONSTRAINT "duplicate_key_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."erasure_key" ADD CONSTRAINT "erasure_key_erasure_fk" FOREIGN KEY ("workspace_id","erasure_id") REFERENCES "app"."erasure"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."import_change" ADD CONSTRAINT "import_change_import_fk" FOREIGN KEY ("workspace_id","import_id") REFERENCES "app"."import"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."import_change" ADD CONSTRAINT "import_change_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."import_chunk" ADD CONSTRAINT "import_chunk_import_fk" FOREIGN KEY ("workspace_id","import_id") REFERENCES "app"."import"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."import_key" ADD CONSTRAINT "import_key_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."import_row" ADD CONSTRAINT "import_row_import_fk" FOREIGN KEY ("workspace_id","import_id") REFERENCES "app"."import"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "duplicate_candidate_score_idx" ON "app"."duplicate_candidate" USING btree ("workspace_id","score","id");--> statement-breakpoint
CREATE INDEX "duplicate_candidate_other_idx" ON "app"."duplicate_candidate" USING btree ("workspace_id","other_id");--> statement-breakpoint
CREATE INDEX "duplicate_dismissal_contact_idx" ON "app"."duplicate_dismissal" USING btree ("workspace_id","contact_id","other_id");--> statement-breakpoint
CREATE INDEX "duplicate_key_key_idx" ON "app"."duplicate_key" USING btree ("workspace_id","key","contact_id");--> statement-breakpoint
CREATE INDEX "duplicate_search_contact_idx" ON "app"."duplicate_search" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "duplicate_search_place_idx" ON "app"."duplicate_search" USING btree ("workspace_id","place","contact_id");--> statement-breakpoint
CREATE INDEX "erasure_at_idx" ON "app"."erasure" USING btree ("workspace_id","at","id");--> statement-breakpoint
CREATE INDEX "erasure_key_erasure_idx" ON "app"."erasure_key" USING btree ("workspace_id","erasure_id");--> statement-breakpoint
CREATE INDEX "import_change_import_idx" ON "app"."import_change" USING btree ("workspace_id","import_id","id");--> statement-breakpoint
CREATE INDEX "import_change_contact_idx" ON "app"."import_change" USING btree ("workspace_id","contact_id","at","id") WHERE subject_type = 'contact';--> statement-breakpoint
CREATE INDEX "import_change_first_idx" ON "app"."import_change" USING btree ("workspace_id","contact_id","import_id","at","id") WHERE contact_id is not null;--> statement-breakpoint
CREATE INDEX "import_change_subject_idx" ON "app"."import_change" USING btree ("workspace_id","subject_id");--> statement-breakpoint
CREATE INDEX "import_change_left_idx" ON "app"."import_change" USING btree ("workspace_id","import_id","id") WHERE left_reason is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "import_key_key" ON "app"."import_key" USING btree ("workspace_id","format","external_key");--> statement-breakpoint
CREATE INDEX "import_key_contact_idx" ON "app"."import_key" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "import_row_outcome_idx" ON "app"."import_row" USING btree ("workspace_id","import_id","outcome","row");--> statement-breakpoint
CREATE UNIQUE INDEX "import_upload_key" ON "app"."import" USING btree ("workspace_id","member_id","upload_key") WHERE upload_key is not null;--> statement-breakpoint
CREATE INDEX "import_created_idx" ON "app"."import" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "import_running_idx" ON "app"."import" USING btree ("workspace_id","id") WHERE status = 'RUNNING';--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."duplicate_candidate" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."duplicate_dismissal" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."duplicate_key" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."duplicate_search" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."erasure" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."erasure_key" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."erasure_secret" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."import_change" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."import_chunk" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."import_key" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."import_row" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."import" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
-- A file is read once and dropped: packing it would take longer than writing it.
ALTER TABLE "app"."import_chunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;--> statement-breakpoint
select app.distribute('app.import');--> statement-breakpoint
select app.distribute('app.import_chunk');--> statement-breakpoint
select app.distribute('app.import_row');--> statement-breakpoint
select app.distribute('app.import_change');--> statement-breakpoint
select app.distribute('app.import_key');--> statement-breakpoint
select app.distribute('app.duplicate_key');--> statement-breakpoint
select app.distribute('app.duplicate_candidate');--> statement-breakpoint
select app.distribute('app.duplicate_dismissal');--> statement-breakpoint
select app.distribute('app.duplicate_search');--> statement-breakpoint
create function app.analyze_duplicates() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze (skip_locked) app.duplicate_key, app.duplicate_search, app.duplicate_candidate;
end
$$;--> statement-breakpoint
revoke execute on function app.analyze_duplicates() from public;--> statement-breakpoint
grant execute on function app.analyze_duplicates() to goodturn_server;--> statement-breakpoint
INSERT INTO "app"."duplicate_search" ("workspace_id", "id", "contact_id") SELECT "workspace_id", gen_random_uuid(), "id" FROM "app"."contact";--> statement-breakpoint
select app.distribute('app.erasure');--> statement-breakpoint
select app.distribute('app.erasure_key');--> statement-breakpoint
select app.distribute('app.erasure_secret');--> statement-breakpoint

-- The audit is never written again, but for this: where somebody is erased, who changed what and when stays, and the values go.
create function app.erase_audit(subject_ids uuid[], entry_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  workspace uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
begin
  update app.audit a set changes = (
    select coalesce(jsonb_object_agg(f.key, (
      select coalesce(jsonb_object_agg(s.key, '(erased)'), '{}') from jsonb_each(f.value) s)), '{}')
    from jsonb_each(a.changes) f)
  where a.workspace_id = workspace and (a.subject_id = any(subject_ids) or a.id = any(entry_ids));
end
$$;--> statement-breakpoint
revoke execute on function app.erase_audit(uuid[], uuid[]) from public;--> statement-breakpoint
grant execute on function app.erase_audit(uuid[], uuid[]) to goodturn_server;
