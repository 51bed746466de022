import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import t from 'tap'
import { migrate } from '../../src/database/migrate.ts'
import * as columns from '../../src/database/tables/columns.ts'
import * as contacts from '../../src/database/tables/contact.ts'
import * as duplicates from '../../src/database/tables/duplicate.ts'
import * as erasures from '../../src/database/tables/erasure.ts'
import * as favors from '../../src/database/tables/favor.ts'
import * as imports from '../../src/database/tables/import.ts'
import * as integrations from '../../src/database/tables/integration.ts'
import * as interactions from '../../src/database/tables/interaction.ts'
import * as merges from '../../src/database/tables/merge.ts'
import * as posts from '../../src/database/tables/post.ts'
import * as questions from '../../src/database/tables/question.ts'
import * as records from '../../src/database/tables/record.ts'
import * as reports from '../../src/database/tables/report.ts'
import * as suggestions from '../../src/database/tables/suggestion.ts'
import * as workspaces from '../../src/database/tables/workspace.ts'
import { run } from '../support/goodturn.ts'
import { testDatabase } from '../support/postgres.ts'
import { lintCatalog } from './support/lint.ts'

const MIGRATE_ONCE = fileURLToPath(new URL('support/migrate-once.ts', import.meta.url))
const JOURNAL = new URL('../../drizzle/meta/_journal.json', import.meta.url)
const TABLES = Object.values({
  ...columns, ...contacts, ...duplicates, ...erasures, ...favors, ...imports, ...integrations, ...interactions, ...merges, ...posts, ...questions, ...records, ...reports, ...suggestions, ...workspaces
}).filter(each => is(each, PgTable))

t.test('five processes that migrate an empty database at once all succeed, and each migration is done once', async t => {
  const { adminUrl, sql } = await emptyDatabase(t)
  const ended = await Promise.all(Array.from({ length: 5 }, () => run(process.execPath, ['--import', 'tsx', MIGRATE_ONCE, adminUrl])))
  t.strictSame(ended.map(({ code, stderr }) => [code, stderr]), Array(5).fill([0, '']))
  const done = await migrationsOf(sql)
  t.strictSame(done, await migrationsInCode())
  t.strictSame(await lintCatalog(sql), [])
  await migrate({ url: adminUrl })
  t.strictSame(await migrationsOf(sql), done, 'and once more does nothing')
})

t.test('the owner need not be a superuser, where the extensions are there and the role is', async t => {
  const { adminUrl, sql } = await emptyDatabase(t)
  const name = `owner_${new URL(adminUrl).pathname.slice(-12)}`
  await sql.unsafe(`create extension btree_gin; create extension pg_trgm; create role ${name} login password 'x' in role goodturn_server;
    do $$ begin execute format('grant create on database %I to ${name}', current_database()); end $$`)
  t.teardown(async () => { await sql.unsafe(`reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`) })
  await migrate({ url: Object.assign(new URL(adminUrl), { username: name, password: 'x' }).href })
  t.strictSame(await migrationsOf(sql), await migrationsInCode())
})

t.test('the tables in the code are those that the migrations make', async t => {
  const { adminUrl } = await testDatabase(t)
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => sql.end({ timeout: 5 }))
  const told = TABLES.map(table => getTableConfig(table)).map(({ name, columns, indexes, uniqueConstraints, foreignKeys, checks, primaryKeys, policies }) => ({
    name,
    columns: columns.map(column => `${column.name} ${typeOf(column.getSQLType())}${column.notNull ? ' not null' : ''}`).sort(),
    indexes: indexes.map(index => index.config.name ?? '').sort(),
    constraints: [
      ...uniqueConstraints.map(each => each.name), ...foreignKeys.map(each => each.getName()), ...checks.map(each => each.name),
      ...primaryKeys.map(each => each.getName()), ...columns.filter(column => column.primary).map(() => `${name}_pkey`)
    ].sort(),
    policies: policies.map(each => each.name)
  }))
  const made = await sql`
    select c.relname as name,
      array(select format('%s %s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end)
        from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped order by 1) as columns,
      array(select x.relname::text from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid
        and not exists (select 1 from pg_constraint k where k.conindid = x.oid and k.conrelid = c.oid) order by 1) as indexes,
      array(select conname::text from pg_constraint where conrelid = c.oid and contype <> 'n' order by 1) as constraints,
      array(select polname::text from pg_policy where polrelid = c.oid) as policies
    from pg_class c where relnamespace = 'app'::regnamespace and relkind = 'r'`
  const byName = (a: { name?: string }, b: { name?: string }) => (a.name ?? '') < (b.name ?? '') ? -1 : 1
  const sorted = (row: postgres.Row) => ({ ...row, name: String(row.name), columns: row.columns.sort(), indexes: row.indexes.sort(), constraints: row.constraints.sort() })
  t.strictSame(told.sort(byName), made.map(sorted).sort(byName))
})

async function emptyDatabase (t: { teardown: (work: () => Promise<void>) => unknown }): Promise<{ adminUrl: string, sql: postgres.Sql }> {
  const { adminUrl } = await testDatabase(t)
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  await sql.unsafe('drop schema app cascade; drop schema drizzle cascade; drop extension btree_gin cascade; drop extension pg_trgm cascade')
  t.teardown(() => sql.end({ timeout: 5 }))
  return { adminUrl, sql }
}

async function migrationsOf (sql: postgres.Sql): Promise<number[]> {
  const rows = await sql`select created_at::float8 as at from drizzle.__drizzle_migrations order by id`
  return rows.map(row => row.at)
}

async function migrationsInCode (): Promise<number[]> {
  const { entries } = JSON.parse(await readFile(JOURNAL, 'utf8')) as { entries: { when: number }[] }
  return entries.map(({ when }) => when)
}

// As PostgreSQL writes it, which leaves a collation to the column.
function typeOf (type: string): string {
  return type.replace(' COLLATE "C"', '').replace('timestamp (3)', 'timestamp(3)')
}
