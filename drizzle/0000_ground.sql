-- btree_gin lets a GIN index lead with workspace_id; pg_trgm finds parts of words.
create extension if not exists btree_gin with schema public;--> statement-breakpoint
create extension if not exists pg_trgm with schema public;
