import t from 'tap'
import { CONTACT_TABLES } from '../../src/database/merges/snapshot.ts'
import { testDatabase } from '../support/postgres.ts'
import postgres from 'postgres'

t.test('a merge says what becomes of every table that names a contact', async t => {
  const { adminUrl } = await testDatabase(t)
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => sql.end({ timeout: 5 }))
  const rows = await sql<{ name: string }[]>`
    select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' and (a.attname = 'contact_id' or exists (
      select 1 from pg_constraint k where k.conrelid = c.oid and k.confrelid = 'app.contact'::regclass and a.attnum = any(k.conkey)))`
  t.strictSame(rows.map(({ name }) => name).sort(), Object.keys(CONTACT_TABLES).sort())
})
