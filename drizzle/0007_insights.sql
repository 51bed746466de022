DROP INDEX "app"."scoring_model_current_idx";--> statement-breakpoint
ALTER TABLE "app"."ranking" ADD COLUMN "substance" double precision DEFAULT -1 NOT NULL;--> statement-breakpoint
CREATE INDEX "contact_target_idx" ON "app"."contact" USING btree ("workspace_id","id") WHERE target_days is not null;--> statement-breakpoint
CREATE INDEX "ranking_neglected_idx" ON "app"."ranking" USING btree ("workspace_id","substance","contact_id") WHERE substance >= 55 and warmth < 25;--> statement-breakpoint
CREATE INDEX "ask_move_fulfilled_idx" ON "app"."ask_move" USING btree ("workspace_id","at","ask_id") WHERE to_status = 'FULFILLED';--> statement-breakpoint
CREATE INDEX "favor_received_idx" ON "app"."favor" USING btree ("workspace_id","occurred_at","contact_id","worth") WHERE direction = 'RECEIVED';--> statement-breakpoint
CREATE UNIQUE INDEX "scoring_model_current_key" ON "app"."scoring_model" USING btree ("workspace_id") WHERE is_current;