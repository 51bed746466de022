CREATE SCHEMA "app";
--> statement-breakpoint
CREATE TABLE "app"."contact" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text COLLATE "C" NOT NULL,
	"organization" text,
	"organization_key" text COLLATE "C",
	"title" text,
	"notes" text,
	"target_days" integer,
	"paused" boolean NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contact_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "contact_target_days_check" CHECK ("app"."contact"."target_days" between 1 and 3650)
);
--> statement-breakpoint
ALTER TABLE "app"."contact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."contact_search" (
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"document" "tsvector" NOT NULL,
	CONSTRAINT "contact_search_pkey" PRIMARY KEY("workspace_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "app"."contact_search" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."contact_tag" (
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	CONSTRAINT "contact_tag_pkey" PRIMARY KEY("workspace_id","contact_id","tag_id")
);
--> statement-breakpoint
ALTER TABLE "app"."contact_tag" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."contact_totals" (
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"state" jsonb NOT NULL,
	"last_interaction_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"overdue_at" timestamp (3) with time zone NOT NULL,
	"lapsed_at" timestamp (3) with time zone NOT NULL,
	"warm_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contact_totals_pkey" PRIMARY KEY("workspace_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "app"."contact_totals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."identity" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"normalized" text COLLATE "C" NOT NULL,
	"label" text,
	"is_primary" boolean NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "identity_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "identity_normalized_key" UNIQUE("workspace_id","kind","normalized"),
	CONSTRAINT "identity_kind_check" CHECK (kind in ('EMAIL', 'PHONE', 'LINKEDIN', 'GITHUB', 'X', 'MASTODON', 'BLUESKY', 'SLACK', 'WHATSAPP', 'TELEGRAM', 'WEBSITE', 'OTHER'))
);
--> statement-breakpoint
ALTER TABLE "app"."identity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."ranking" (
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"quality" double precision NOT NULL,
	"warmth" double precision NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ranking_pkey" PRIMARY KEY("workspace_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "app"."ranking" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."tag" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text COLLATE "C" NOT NULL,
	CONSTRAINT "tag_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "tag_name_key" UNIQUE("workspace_id","name_key")
);
--> statement-breakpoint
ALTER TABLE "app"."tag" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."interaction" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"direction" text NOT NULL,
	"status" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"duration_minutes" integer,
	"subject" text,
	"summary" text,
	"source" text COLLATE "C" NOT NULL,
	"external_id" text COLLATE "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "interaction_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "interaction_external_key" UNIQUE("workspace_id","source","external_id"),
	CONSTRAINT "interaction_channel_check" CHECK (channel in ('IN_PERSON', 'MEAL', 'EVENT', 'VIDEO_CALL', 'PHONE_CALL', 'VOICE_MESSAGE', 'LETTER', 'EMAIL', 'DIRECT_MESSAGE', 'SMS', 'GROUP_CALL', 'REPLY', 'MENTION', 'RESHARE', 'COMMENT', 'REACTION', 'FOLLOW', 'BULK', 'OTHER')),
	CONSTRAINT "interaction_direction_check" CHECK (direction in ('INBOUND', 'OUTBOUND', 'MUTUAL')),
	CONSTRAINT "interaction_status_check" CHECK (status in ('PLANNED', 'HELD', 'CANCELLED', 'NO_SHOW'))
);
--> statement-breakpoint
ALTER TABLE "app"."interaction" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."participant" (
	"workspace_id" uuid NOT NULL,
	"interaction_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "participant_pkey" PRIMARY KEY("workspace_id","interaction_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "app"."participant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."audit" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"member_id" uuid,
	"token_id" uuid,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"changes" jsonb NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "audit_pkey" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "app"."audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."idempotency_key" (
	"workspace_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"request_hash" text NOT NULL,
	"result" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_key_pkey" PRIMARY KEY("workspace_id","member_id","key")
);
--> statement-breakpoint
ALTER TABLE "app"."idempotency_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."outbox" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"topic" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "outbox_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "outbox_topic_key" UNIQUE("workspace_id","topic","key")
);
--> statement-breakpoint
ALTER TABLE "app"."outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."member" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"issuer" text,
	"subject" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "member_issuer_subject_key" UNIQUE("workspace_id","issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "app"."member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."token" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "token_hash_key" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "app"."token" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."token_use" (
	"workspace_id" uuid NOT NULL,
	"token_id" uuid NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "token_use_pkey" PRIMARY KEY("workspace_id","token_id")
);
--> statement-breakpoint
ALTER TABLE "app"."token_use" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."workspace" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"default_country" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workspace_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "app"."workspace" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."workspace_totals" (
	"workspace_id" uuid NOT NULL,
	"refreshed_at" timestamp (3) with time zone NOT NULL,
	"asked" double precision NOT NULL,
	"answered" double precision NOT NULL,
	CONSTRAINT "workspace_totals_pkey" PRIMARY KEY("workspace_id")
);
--> statement-breakpoint
ALTER TABLE "app"."workspace_totals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."contact" ADD CONSTRAINT "contact_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."contact_search" ADD CONSTRAINT "contact_search_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."contact_tag" ADD CONSTRAINT "contact_tag_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."contact_tag" ADD CONSTRAINT "contact_tag_tag_fk" FOREIGN KEY ("workspace_id","tag_id") REFERENCES "app"."tag"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."contact_totals" ADD CONSTRAINT "contact_totals_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."identity" ADD CONSTRAINT "identity_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."ranking" ADD CONSTRAINT "ranking_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."participant" ADD CONSTRAINT "participant_interaction_fk" FOREIGN KEY ("workspace_id","interaction_id") REFERENCES "app"."interaction"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."participant" ADD CONSTRAINT "participant_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."token" ADD CONSTRAINT "token_member_id_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "app"."member"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_name_idx" ON "app"."contact" USING btree ("workspace_id","name_key","id");--> statement-breakpoint
CREATE INDEX "contact_created_idx" ON "app"."contact" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "contact_organization_idx" ON "app"."contact" USING btree ("workspace_id","organization_key");--> statement-breakpoint
CREATE INDEX "contact_search_document_idx" ON "app"."contact_search" USING gin ("workspace_id","document");--> statement-breakpoint
CREATE INDEX "contact_search_words_idx" ON "app"."contact_search" USING gin ("workspace_id","words" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "contact_tag_tag_idx" ON "app"."contact_tag" USING btree ("workspace_id","tag_id","contact_id");--> statement-breakpoint
CREATE INDEX "contact_totals_last_interaction_idx" ON "app"."contact_totals" USING btree ("workspace_id","last_interaction_at","contact_id");--> statement-breakpoint
CREATE INDEX "contact_totals_due_idx" ON "app"."contact_totals" USING btree ("workspace_id","due_at","contact_id");--> statement-breakpoint
CREATE INDEX "contact_totals_warm_until_idx" ON "app"."contact_totals" USING btree ("workspace_id","warm_until");--> statement-breakpoint
CREATE INDEX "identity_contact_idx" ON "app"."identity" USING btree ("workspace_id","contact_id");--> statement-breakpoint
CREATE INDEX "ranking_quality_idx" ON "app"."ranking" USING btree ("workspace_id","quality","contact_id");--> statement-breakpoint
CREATE INDEX "ranking_warmth_idx" ON "app"."ranking" USING btree ("workspace_id","warmth","contact_id");--> statement-breakpoint
CREATE INDEX "ranking_as_of_idx" ON "app"."ranking" USING btree ("workspace_id","as_of");--> statement-breakpoint
CREATE INDEX "interaction_occurred_idx" ON "app"."interaction" USING btree ("workspace_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "participant_contact_idx" ON "app"."participant" USING btree ("workspace_id","contact_id","occurred_at","interaction_id");--> statement-breakpoint
CREATE INDEX "audit_subject_idx" ON "app"."audit" USING btree ("workspace_id","subject_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_key_expires_idx" ON "app"."idempotency_key" USING btree ("workspace_id","expires_at");--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."contact" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."contact_search" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."contact_tag" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."contact_totals" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."identity" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."ranking" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."tag" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."interaction" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."participant" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."audit" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."idempotency_key" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."outbox" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."member" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."token" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."token_use" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."workspace" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."workspace_totals" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);