import { randomBytes } from 'node:crypto'
import postgres from 'postgres'

/** A migrated database of a test's own. */
export interface TestDatabase {
  /** Connection string of the owner, who is above row-level security. */
  readonly adminUrl: string
  /** Connection string of a login that owns nothing, as the server has it. */
  readonly url: string
}

/** Clones the template that test/support/run.ts has migrated; it is dropped with the test, whoever is still connected. */
export async function testDatabase (t: { teardown: (work: () => Promise<void>) => unknown }): Promise<TestDatabase> {
  const { GOODTURN_TEST_ADMIN_URL: adminUrl, GOODTURN_TEST_URL: url, GOODTURN_TEST_TEMPLATE: template } = process.env
  if (!adminUrl || !url || !template) {
    throw new Error('No test database: start tests with npm test, or one file with npx tsx test/support/run.ts test/a.test.ts')
  }
  const name = `${template}_${randomBytes(6).toString('hex')}`
  await administer(adminUrl, sql => sql`create database ${sql(name)} template ${sql(template)}`)
  t.teardown(() => administer(adminUrl, sql => sql`drop database if exists ${sql(name)} with (force)`))
  return { adminUrl: inDatabase(adminUrl, name), url: inDatabase(url, name) }
}

async function administer (url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function inDatabase (connectionString: string, name: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${name}`
  return url.href
}
