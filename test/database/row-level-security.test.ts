import { createHash } from 'node:crypto'
import postgres from 'postgres'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { inWorkspace } from '../../src/database/tenancy.ts'
import { twoWorkspaces } from './support/two-workspaces.ts'

const INSUFFICIENT_PRIVILEGE = '42501'

const { database, adminUrl, url, ours, theirs } = await twoWorkspaces(t)
const { workspaceId: us } = ours.actor
const { workspaceId: them } = theirs.actor
const owner = postgres(adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => owner.end({ timeout: 5 }))
// From the catalog, so that a new table is asked after as well.
const tables = (await owner<{ relname: string }[]>`
  select relname from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p') order by 1`).map(row => row.relname)
const workspaceOf = (table: string) => owner(table === 'workspace' ? 'id' : 'workspace_id')

t.test('every table has rows of both workspaces, so that what follows says something', async t => {
  t.ok(tables.length >= 17, tables.join(', '))
  for (const table of tables) {
    for (const workspace of [us, them]) {
      const [row] = await owner`select count(*)::int as rows from ${owner(`app.${table}`)} where ${workspaceOf(table)} = ${workspace}`
      t.ok(row?.rows > 0, `${table} of ${workspace === us ? 'ours' : 'theirs'} has ${row?.rows}`)
    }
  }
})

t.test('who has set no workspace sees no row of any table, and no error', async t => {
  for (const table of tables) t.strictSame([...await database.sql`select * from ${owner(`app.${table}`)}`], [], table)
})

t.test('who has set a workspace sees its rows and nobody else\'s', async t => {
  for (const table of tables) {
    const seen = await as(us, sql => sql`select distinct ${workspaceOf(table)} as workspace from ${owner(`app.${table}`)}`)
    t.strictSame(seen.map(row => row.workspace), [us], table)
  }
})

t.test('a workspace that is asked for by name, or that is no workspace, is not seen either', async t => {
  for (const table of tables) {
    t.strictSame([...await as(us, sql => sql`select 1 from ${owner(`app.${table}`)} where ${workspaceOf(table)} = ${them}`)], [], table)
    t.strictSame([...await as(uuidv7(), sql => sql`select 1 from ${owner(`app.${table}`)}`)], [], table)
  }
})

t.test('a row of another workspace cannot be written', async t => {
  for (const table of tables) {
    const [row] = await owner`select t::text as row from ${owner(`app.${table}`)} t where ${workspaceOf(table)} = ${them}`
    await t.rejects(as(us, sql => sql.unsafe(`insert into app.${table} select ($1::app.${table}).*`, [String(row?.row)])),
      { code: INSUFFICIENT_PRIVILEGE, message: /row-level security policy/ }, table)
  }
})

t.test('a row of another workspace is neither changed nor deleted, and no row moves to another workspace', async t => {
  for (const table of tables.filter(table => table !== 'audit')) {
    const before = await snapshot(table)
    const column = workspaceOf(table)
    t.equal((await as(us, sql => sql`update ${owner(`app.${table}`)} set ${column} = ${column} where ${column} = ${them}`)).count, 0, table)
    t.equal((await as(us, sql => sql`delete from ${owner(`app.${table}`)} where ${column} = ${them}`)).count, 0, table)
    await t.rejects(as(us, sql => sql`update ${owner(`app.${table}`)} set ${column} = ${them}`), { code: INSUFFICIENT_PRIVILEGE }, table)
    t.strictSame(await snapshot(table), before, table)
  }
})

t.test('after a commit or a rollback the workspace is forgotten, on the same connection, and nothing is seen again', async t => {
  const one = connect({ url, max: 1 })
  t.teardown(() => one.close())
  for (const end of ['commit', 'rollback']) {
    await one.sql.unsafe('begin')
    await one.sql`select app.set_workspace(${us})`
    t.equal((await one.sql`select * from app.contact`).length, 1)
    await one.sql.unsafe(end)
    t.strictSame([...await one.sql`select current_setting('app.workspace_id', true) as set`], [{ set: '' }], end)
    for (const table of tables) t.equal((await one.sql`select * from ${owner(`app.${table}`)}`).length, 0, `${table} after ${end}`)
    await t.rejects(one.sql`insert into app.tag values (${us}, ${uuidv7()}, 'x', 'x')`, { code: INSUFFICIENT_PRIVILEGE }, end)
  }
})

t.test('a search finds contacts of the workspace alone, and none where no workspace is set', async t => {
  for (const words of ['ada', 'lovelase', 'engines.exam']) {
    const search = `select contact_id from app.search_contacts('${words}', '${words.replace(/\W/g, '')}:*', '%${words}%', 10)`
    t.strictSame([...await as(us, sql => sql.unsafe(search))], [{ contact_id: ours.contactId }], words)
    t.strictSame([...await as(them, sql => sql.unsafe(search))], [{ contact_id: theirs.contactId }], words)
    t.strictSame([...await as(uuidv7(), sql => sql.unsafe(search))], [], words)
    t.strictSame([...await database.sql.unsafe(search)], [], words)
  }
})

t.test('an integration is found by its whole id, and tells of itself alone', async t => {
  const [{ id = '' } = {}] = await inWorkspace(database, ours.actor.workspaceId, db => db.sql<{ id: string }[]>`select id from app.integration where workspace_id = ${ours.actor.workspaceId}`)
  const find = async (wanted: string) => [...await database.sql`select workspace_id, provider from app.find_integration(${wanted})`]
  t.strictSame(await find(id), [{ workspace_id: ours.actor.workspaceId, provider: 'CAL_COM' }])
  t.strictSame(await find(theirs.contactId), [])
})

t.test('a token is found by its whole hash and by nothing else', async t => {
  const hash = createHash('sha256').update(ours.tokenText).digest('hex')
  const find = async (text: string) => [...await database.sql`select workspace_id from app.find_token(${text})`]
  t.strictSame(await find(hash), [{ workspace_id: us }])
  for (const wrong of ['', '%', '_'.repeat(64), hash.slice(0, 63), `${hash} `, hash.toUpperCase(), ours.tokenText]) t.strictSame(await find(wrong), [], wrong)
})

t.test('the role of the server owns nothing, is nobody special and cannot become somebody', async t => {
  const [role] = await owner`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = 'goodturn_server'`
  t.strictSame({ ...role }, { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false })
  t.strictSame([...await owner`select 1 from pg_shdepend where refclassid = 'pg_authid'::regclass and refobjid = 'goodturn_server'::regrole and deptype = 'o'`], [])
  t.strictSame([...await owner`select 1 from pg_auth_members where member = 'goodturn_server'::regrole`], [], 'a member of nothing')
  t.strictSame([...await database.sql`select current_user::text as role`], [{ role: 'goodturn_server' }])
})

t.test('the role of the server cannot change the schema, switch its guard off, or empty a table', async t => {
  for (const wish of [
    'alter table app.contact disable row level security', 'drop policy of_workspace on app.contact', 'create policy mine on app.contact using (true)',
    'alter table app.contact add column mine text', 'drop table app.contact', 'truncate app.contact cascade', 'create table app.mine (id uuid)',
    'create function app.mine() returns void language plpgsql as \'begin end\'',
    'create trigger mine before insert on app.contact execute function suppress_redundant_updates_trigger()', 'create schema mine',
    'select app.distribute(\'app.contact\')', 'alter role goodturn_server bypassrls', `set role "${new URL(adminUrl).username}"`, 'set session_replication_role = replica'
  ]) await t.rejects(database.sql.unsafe(wish), { code: INSUFFICIENT_PRIVILEGE }, wish)
})

t.test('the audit is added to, never changed or deleted, not even in its own workspace', async t => {
  for (const wish of ['update app.audit set actor = \'nobody\'', 'delete from app.audit', 'truncate app.audit']) {
    await t.rejects(as(us, sql => sql.unsafe(wish)), { code: INSUFFICIENT_PRIVILEGE, message: /permission denied/ }, wish)
  }
})

/** Runs a statement as the server does, in a transaction of its own that is rolled back. */
async function as<T> (workspaceId: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = await database.sql.reserve()
  try {
    await sql.unsafe('begin')
    await sql`select app.set_workspace(${workspaceId})`
    return await work(sql)
  } finally {
    await sql.unsafe('rollback')
    sql.release()
  }
}

async function snapshot (table: string): Promise<unknown[]> {
  return [...await owner`select t::text as row from ${owner(`app.${table}`)} t order by 1`]
}
