CREATE TABLE "app"."ask" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"need" text NOT NULL,
	"offer" text,
	"offer_kind" text,
	"size" text NOT NULL,
	"status" text NOT NULL,
	"deadline" timestamp (3) with time zone,
	"warnings" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ask_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "ask_size_check" CHECK (size in ('SMALL', 'MEDIUM', 'LARGE')),
	CONSTRAINT "ask_status_check" CHECK (status in ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'NO_ANSWER', 'FULFILLED', 'THANKED', 'RECIPROCATED', 'WITHDRAWN'))
);
--> statement-breakpoint
ALTER TABLE "app"."ask" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."ask_move" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ask_id" uuid NOT NULL,
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"note" text,
	CONSTRAINT "ask_move_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "ask_move_from_check" CHECK (from_status in ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'NO_ANSWER', 'FULFILLED', 'THANKED', 'RECIPROCATED', 'WITHDRAWN')),
	CONSTRAINT "ask_move_to_check" CHECK (to_status in ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'NO_ANSWER', 'FULFILLED', 'THANKED', 'RECIPROCATED', 'WITHDRAWN'))
);
--> statement-breakpoint
ALTER TABLE "app"."ask_move" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."favor" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"worth" integer NOT NULL,
	"effort" integer NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"note" text,
	"ask_id" uuid,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "favor_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "favor_direction_check" CHECK (direction in ('GIVEN', 'RECEIVED')),
	CONSTRAINT "favor_kind_check" CHECK (kind in ('RESHARE', 'MENTION', 'SUPPORTIVE_COMMENT', 'ENDORSEMENT', 'FEEDBACK', 'ADVICE', 'RESOURCE', 'REVIEW', 'PROMOTION', 'GUEST_POST', 'REFERRAL', 'INTRODUCTION', 'RECOMMENDATION', 'SPEAKING_SLOT', 'HANDS_ON_HELP', 'GIFT', 'HOSPITALITY', 'OTHER')),
	CONSTRAINT "favor_worth_check" CHECK ("app"."favor"."worth" between 1 and 5),
	CONSTRAINT "favor_effort_check" CHECK ("app"."favor"."effort" between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE "app"."favor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."feed" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"title" text,
	"etag" text,
	"last_modified" text,
	"last_polled_at" timestamp (3) with time zone,
	"last_post_at" timestamp (3) with time zone,
	"next_poll_at" timestamp (3) with time zone NOT NULL,
	"failures" integer NOT NULL,
	"last_error" text,
	"moves" integer NOT NULL,
	"moved_to" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "feed_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "feed_url_key" UNIQUE("workspace_id","contact_id","url")
);
--> statement-breakpoint
ALTER TABLE "app"."feed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."post" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"network" text COLLATE "C" NOT NULL,
	"external_id" text COLLATE "C" NOT NULL,
	"url" text,
	"kind" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"title" text,
	"text" text,
	"likes" integer,
	"replies" integer,
	"shares" integer,
	"followers" integer,
	"rating" integer,
	"words" integer NOT NULL,
	"cites" boolean NOT NULL,
	"is_uncivil" boolean NOT NULL,
	"lexicon" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "post_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "post_external_key" UNIQUE("workspace_id","network","external_id"),
	CONSTRAINT "post_kind_check" CHECK (kind in ('POST', 'REPLY', 'SHARE')),
	CONSTRAINT "post_rating_check" CHECK ("app"."post"."rating" between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE "app"."post" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."substance_override" (
	"workspace_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"score" integer NOT NULL,
	"reason" text NOT NULL,
	"member_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "substance_override_pkey" PRIMARY KEY("workspace_id","contact_id"),
	CONSTRAINT "substance_override_score_check" CHECK ("app"."substance_override"."score" between 0 and 100)
);
--> statement-breakpoint
ALTER TABLE "app"."substance_override" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."band_count" (
	"workspace_id" uuid NOT NULL,
	"day" date NOT NULL,
	"band" text NOT NULL,
	"contacts" integer NOT NULL,
	CONSTRAINT "band_count_pkey" PRIMARY KEY("workspace_id","day","band"),
	CONSTRAINT "band_count_band_check" CHECK (band in ('INSUFFICIENT_EVIDENCE', 'LOW', 'FAIR', 'GOOD', 'EXCELLENT'))
);
--> statement-breakpoint
ALTER TABLE "app"."band_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."scoring_model" (
	"workspace_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"warmth" double precision NOT NULL,
	"reciprocity" double precision NOT NULL,
	"responsiveness" double precision NOT NULL,
	"substance" double precision NOT NULL,
	"note" text,
	"member_id" uuid,
	"is_current" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scoring_model_pkey" PRIMARY KEY("workspace_id","version")
);
--> statement-breakpoint
ALTER TABLE "app"."scoring_model" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."suggestion" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"active_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"priority" double precision NOT NULL,
	"is_ready" boolean NOT NULL,
	"snoozed_until" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"skipped_at" timestamp (3) with time zone,
	"skip_reason" text,
	"as_of" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "suggestion_pkey" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "suggestion_contact_key" UNIQUE("workspace_id","contact_id","kind"),
	CONSTRAINT "suggestion_kind_check" CHECK (kind in ('REACH_OUT', 'RECIPROCATE', 'THANK', 'FOLLOW_UP', 'REVIVE', 'LET_REST'))
);
--> statement-breakpoint
ALTER TABLE "app"."suggestion" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."workspace_setting" (
	"workspace_id" uuid NOT NULL,
	"daily_suggestions" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workspace_setting_pkey" PRIMARY KEY("workspace_id"),
	CONSTRAINT "workspace_setting_daily_check" CHECK ("app"."workspace_setting"."daily_suggestions" between 1 and 100)
);
--> statement-breakpoint
ALTER TABLE "app"."workspace_setting" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."contact_totals" ADD COLUMN "ledger_state" text DEFAULT 'NO_HISTORY' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."contact_totals" ADD COLUMN "gives_more_until" timestamp (3) with time zone DEFAULT 'infinity' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."tag" ADD COLUMN "target_days" integer;--> statement-breakpoint
ALTER TABLE "app"."ask" ADD CONSTRAINT "ask_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."ask_move" ADD CONSTRAINT "ask_move_ask_fk" FOREIGN KEY ("workspace_id","ask_id") REFERENCES "app"."ask"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."favor" ADD CONSTRAINT "favor_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."favor" ADD CONSTRAINT "favor_ask_fk" FOREIGN KEY ("workspace_id","ask_id") REFERENCES "app"."ask"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."feed" ADD CONSTRAINT "feed_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."post" ADD CONSTRAINT "post_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."substance_override" ADD CONSTRAINT "substance_override_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."suggestion" ADD CONSTRAINT "suggestion_contact_fk" FOREIGN KEY ("workspace_id","contact_id") REFERENCES "app"."contact"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ask_contact_idx" ON "app"."ask" USING btree ("workspace_id","contact_id","created_at","id");--> statement-breakpoint
CREATE INDEX "ask_created_idx" ON "app"."ask" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "ask_move_ask_idx" ON "app"."ask_move" USING btree ("workspace_id","ask_id","at","id");--> statement-breakpoint
CREATE INDEX "favor_contact_idx" ON "app"."favor" USING btree ("workspace_id","contact_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "favor_occurred_idx" ON "app"."favor" USING btree ("workspace_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "favor_ask_idx" ON "app"."favor" USING btree ("workspace_id","ask_id");--> statement-breakpoint
CREATE INDEX "feed_next_poll_idx" ON "app"."feed" USING btree ("workspace_id","next_poll_at");--> statement-breakpoint
CREATE INDEX "post_contact_idx" ON "app"."post" USING btree ("workspace_id","contact_id","published_at","id");--> statement-breakpoint
CREATE INDEX "scoring_model_current_idx" ON "app"."scoring_model" USING btree ("workspace_id") WHERE is_current;--> statement-breakpoint
CREATE INDEX "suggestion_ready_idx" ON "app"."suggestion" USING btree ("workspace_id","priority","id") WHERE is_ready;--> statement-breakpoint
CREATE INDEX "suggestion_active_idx" ON "app"."suggestion" USING btree ("workspace_id","active_at","id") WHERE not is_ready;--> statement-breakpoint
CREATE INDEX "suggestion_done_idx" ON "app"."suggestion" USING btree ("workspace_id","done_at") WHERE done_at is not null;--> statement-breakpoint
CREATE INDEX "contact_totals_ledger_idx" ON "app"."contact_totals" USING btree ("workspace_id","ledger_state","contact_id");--> statement-breakpoint
ALTER TABLE "app"."contact_totals" ADD CONSTRAINT "contact_totals_ledger_state_check" CHECK (ledger_state in ('NO_HISTORY', 'BALANCED', 'WE_GIVE_MORE', 'WE_OWE', 'ONLY_WE_GIVE', 'ONLY_WE_TAKE'));--> statement-breakpoint
ALTER TABLE "app"."tag" ADD CONSTRAINT "tag_target_days_check" CHECK ("app"."tag"."target_days" between 1 and 3650);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."ask" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."ask_move" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."favor" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."feed" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."post" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."substance_override" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."band_count" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."scoring_model" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."suggestion" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "of_workspace" ON "app"."workspace_setting" AS PERMISSIVE FOR ALL TO "goodturn_server" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
select app.distribute('app.ask');--> statement-breakpoint
select app.distribute('app.ask_move');--> statement-breakpoint
select app.distribute('app.favor');--> statement-breakpoint
select app.distribute('app.feed');--> statement-breakpoint
select app.distribute('app.post');--> statement-breakpoint
select app.distribute('app.substance_override');--> statement-breakpoint
select app.distribute('app.band_count');--> statement-breakpoint
select app.distribute('app.scoring_model');--> statement-breakpoint
select app.distribute('app.suggestion');--> statement-breakpoint
select app.distribute('app.workspace_setting');
