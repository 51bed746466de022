import { readFile } from 'node:fs/promises'
import postgres from 'postgres'
import t from 'tap'
import { RECORD_TABLES, TABLE_FATES } from '../../src/database/exports/tables.ts'
import { RECORD_FIELDS } from '../../src/domain/exports/record-fields.ts'
import { testDatabase } from '../support/postgres.ts'

t.test('an export says what becomes of every table', async t => {
  const { adminUrl } = await testDatabase(t)
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => sql.end({ timeout: 5 }))
  const rows = await sql<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'app'::regnamespace and relkind in ('r', 'p')`
  t.strictSame(rows.map(({ name }) => name).sort(), Object.keys(TABLE_FATES).sort())
  const read = Object.values(RECORD_TABLES).map(record => [record.table, ...Object.values(record.nested ?? {})].join(' ')).join(' ')
  for (const [table, fate] of Object.entries(TABLE_FATES)) t.equal(new RegExp(`\\b${table}\\b`).test(read), fate === 'EXPORTED', table)
})

t.test('the documentation names every type of record and every field', async t => {
  const text = await readFile(new URL('../../docs/export.md', import.meta.url), 'utf8').catch(() => readFile('docs/export.md', 'utf8'))
  for (const [type, fields] of Object.entries(RECORD_FIELDS)) {
    const row = text.split('\n').find(line => line.startsWith(`| \`${type}\` |`)) ?? ''
    t.strictSame(Object.keys(fields).filter(name => !row.includes(`\`${name}\``)), [], type)
  }
})
