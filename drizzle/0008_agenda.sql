DROP INDEX "app"."suggestion_ready_idx";--> statement-breakpoint
DROP INDEX "app"."suggestion_active_idx";--> statement-breakpoint
ALTER TABLE "app"."suggestion" ADD COLUMN "cause" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."suggestion" ADD COLUMN "opens_at" timestamp (3) with time zone DEFAULT 'infinity' NOT NULL;--> statement-breakpoint
CREATE INDEX "suggestion_open_idx" ON "app"."suggestion" USING btree ("workspace_id","kind","priority","id") WHERE is_ready;--> statement-breakpoint
CREATE INDEX "suggestion_opens_idx" ON "app"."suggestion" USING btree ("workspace_id","opens_at","id") WHERE not is_ready;