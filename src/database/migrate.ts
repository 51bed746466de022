import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const MIGRATIONS = fileURLToPath(new URL('../../drizzle', import.meta.url))

// Any number does, as long as nothing else in the database uses it.
const MIGRATION_LOCK = 7_460_001

/**
 * Brings the database at `url` (its owner's connection string) to the present schema, and makes the role
 * `goodturn_server` where it is missing. Any number of processes may do it at once: they take turns.
 */
export async function migrate ({ url }: { url: string }): Promise<void> {
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    // A cluster refuses some mixes of statements in one transaction unless it is told to go step by step.
    connection: { application_name: 'goodturn migrate', 'citus.multi_shard_modify_mode': 'sequential' } as Record<string, string>
  })
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`
    await createServerRole(client)
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS, migrationsSchema: 'drizzle' })
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** Roles belong to the whole server, so another database's migration may be making the same one right now. */
async function createServerRole (client: postgres.Sql): Promise<void> {
  await client.unsafe(`
    do $$ begin
      if not exists (select 1 from pg_catalog.pg_roles where rolname = 'goodturn_server') then
        create role goodturn_server nologin nosuperuser nobypassrls;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`)
  await client.unsafe(`
    do $$ begin
      if not pg_catalog.pg_has_role(current_user, 'goodturn_server', 'member') then
        execute pg_catalog.format('grant goodturn_server to %I', current_user);
      end if;
    end $$`)
}
