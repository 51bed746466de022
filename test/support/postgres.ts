import { randomBytes } from 'node:crypto'
import postgres from 'postgres'

/** A migrated database of a test's own. */
export interface TestDatabase {
  /** Connection string of the owner, who is above row-level security. */
  readonly adminUrl: string
  /** Connection string of a login that owns nothing, as the server has it. */
  readonly url: string
}

interface Teardown { teardown: (work: () => Promise<void>) => unknown }

/** Clones the template that test/support/run.ts has migrated; it is dropped with the test, whoever is still connected. */
export async function testDatabase (t: Teardown): Promise<TestDatabase> {
  const server = testServer()
  return await administer(server.adminUrl, sql => cloneOf(t, sql, server, server.template))
}

/**
 * Clones what `fill` makes of the template: the first test of the run that asks for this `kind` has it made, the others wait. `fill`
 * leaves nobody connected.
 */
export async function filledDatabase (t: Teardown, kind: string, fill: (empty: TestDatabase) => Promise<void>): Promise<TestDatabase> {
  const server = testServer()
  const filled = `${server.template}_${kind}`
  return await administer(server.adminUrl, async sql => {
    // One at a time; the lock goes with the connection.
    await sql`select pg_advisory_lock(hashtext(${filled}))`
    const [there] = await sql`select 1 from pg_database where datname = ${filled}`
    if (!there) {
      const draft = `${filled}_draft`
      await sql`drop database if exists ${sql(draft)} with (force)`
      await copy(sql, server.template, draft)
      await fill(connectionsTo(server, draft))
      await sql`alter database ${sql(draft)} rename to ${sql(filled)}`
    }
    return await cloneOf(t, sql, server, filled)
  })
}

interface TestServer extends TestDatabase {
  readonly template: string
}

function testServer (): TestServer {
  const { GOODTURN_TEST_ADMIN_URL: adminUrl, GOODTURN_TEST_URL: url, GOODTURN_TEST_TEMPLATE: template } = process.env
  if (!adminUrl || !url || !template) {
    throw new Error('No test database: start tests with npm test, or one file with npx tsx test/support/run.ts test/a.test.ts')
  }
  return { adminUrl, url, template }
}

async function cloneOf (t: Teardown, sql: postgres.Sql, server: TestServer, origin: string): Promise<TestDatabase> {
  const name = `${server.template}_${randomBytes(6).toString('hex')}`
  await copy(sql, origin, name)
  t.teardown(() => administer(server.adminUrl, async sql => { await sql`drop database if exists ${sql(name)} with (force)` }))
  return connectionsTo(server, name)
}

/** Copies the files as they are: written page by page into the log, they would take twice as long. */
async function copy (sql: postgres.Sql, from: string, to: string): Promise<void> {
  await sql`create database ${sql(to)} template ${sql(from)} strategy file_copy`
}

function connectionsTo ({ adminUrl, url }: TestServer, name: string): TestDatabase {
  return { adminUrl: inDatabase(adminUrl, name), url: inDatabase(url, name) }
}

async function administer<T> (url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function inDatabase (connectionString: string, name: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${name}`
  return url.href
}
