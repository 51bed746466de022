import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { toCursor } from '../../src/domain/page.ts'
import { toTypeId, uuidOf } from '../../src/domain/type-id.ts'
import { NOW, testApp } from '../support/app.ts'
import { add, daysAgo, log } from '../support/people.ts'
import { addImport, made } from './support/imports.ts'

const app = await testApp(t)
const UNDO = 'mutation ($id: ID!) { undoImport(input: { id: $id }) { import { id status undoneAt undoableUntil left { totalCount nodes { outcome kind reason contact { name } interaction { id } } } } } }'
const DAY = 86_400_000

t.test('an import tells how it stands, and what became of each record', async t => {
  const [contactId = ''] = await add(app, [{ name: 'Ada Lovelace' }])
  const [interactionId = ''] = await log(app, [{ with: [contactId] }])
  const rows = [
    { subject: { type: 'contact', id: uuidOf('contact', contactId) ?? '' } }, { outcome: 'FAILED', line: 7, reason: 'It has no name.' },
    { outcome: 'SKIPPED', line: 9, reason: 'That is you.', file: 'Contacts.csv' }, { outcome: 'UNCHANGED', line: 12, subject: { type: 'interaction', id: uuidOf('interaction', interactionId) ?? '' } }
  ] as const
  const id = await addImport(app, { rows, imported: { read: 4, created: 1, failed: 1, skipped: 1, unchanged: 1, contactsCreated: 1, size: 3_000_000_000, position: 3_000_000_000 } })
  t.strictSame(await app.query(`query ($id: ID!) { import(id: $id) {
    id fileName format size status reason dryRun progress read created updated unchanged skipped failed contactsCreated interactionsCreated
    errors { line message } rows { totalCount nodes { outcome line file reason contact { name } interaction { id } } } left { totalCount nodes { reason } }
    actor createdAt finishedAt undoneAt undoableUntil
  } }`, { id }), {
    data: {
      import: {
        id,
        fileName: 'contacts.vcf',
        format: 'vcard',
        size: 3_000_000_000,
        status: 'DONE',
        reason: null,
        dryRun: false,
        progress: 1,
        read: 4,
        created: 1,
        updated: 0,
        unchanged: 1,
        skipped: 1,
        failed: 1,
        contactsCreated: 1,
        interactionsCreated: 0,
        errors: [{ line: 7, message: 'It has no name.' }],
        rows: {
          totalCount: 4,
          nodes: [
            { outcome: 'CREATED', line: 1, file: null, reason: null, contact: { name: 'Ada Lovelace' }, interaction: null },
            { outcome: 'FAILED', line: 7, file: null, reason: 'It has no name.', contact: null, interaction: null },
            { outcome: 'SKIPPED', line: 9, file: 'Contacts.csv', reason: 'That is you.', contact: null, interaction: null },
            { outcome: 'UNCHANGED', line: 12, file: null, reason: null, contact: null, interaction: { id: interactionId } }
          ]
        },
        left: { totalCount: 0, nodes: [] },
        actor: 'owner',
        createdAt: daysAgo(0),
        finishedAt: daysAgo(0),
        undoneAt: null,
        undoableUntil: daysAgo(-30)
      }
    }
  })
  t.strictSame(await app.query('query ($id: ID!) { node(id: $id) { __typename id } import(id: $id) { id } }', { id }), { data: { node: { __typename: 'Import', id }, import: { id } } })
  t.strictSame(await app.query('query ($id: ID!, $none: ID!) { none: import(id: $none) { id } other: import(id: $id) { id } }', { id: contactId, none: toTypeId('import', uuidv7()) }), { data: { none: null, other: null } })
})

t.test('an import that runs says how far it is', async t => {
  const of = async (imported: object) => (await app.query('query ($id: ID!) { import(id: $id) { progress undoableUntil } }', { id: await addImport(app, { imported }) })).data.import
  t.strictSame(await of({ status: 'RUNNING', finishedAt: null, position: 250 }), { progress: 0.25, undoableUntil: null })
  t.strictSame(await of({ status: 'RUNNING', finishedAt: null, position: 0, size: 0 }), { progress: 0, undoableUntil: null })
  t.strictSame(await of({ status: 'RUNNING', undoAt: NOW }), { progress: 1, undoableUntil: null }, 'all of it was read that is undone')
  t.strictSame(await of({ finishedAt: NOW - 31 * DAY }), { progress: 1, undoableUntil: null })
})

t.test('rows are paged in the order of the file, all of them or those of one outcome', async t => {
  const id = await addImport(app, { rows: Array.from({ length: 250 }, (_, index) => ({ outcome: index % 5 === 0 ? 'FAILED' : 'CREATED', reason: `Row ${index + 1}` })) })
  const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $outcome: ImportRowOutcome) { import(id: $id) {
    rows(first: $first, after: $after, last: $last, before: $before, outcome: $outcome) { totalCount nodes { line } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`
  const page = async (args: object) => (await app.query(PAGE, { id, ...args })).data.import.rows
  for (const [outcome, lines] of [[null, 250], ['FAILED', 50], ['UNCHANGED', 0]] as const) {
    const found: number[] = []
    for (let after: string | null = null; ;) {
      const { nodes, totalCount, pageInfo } = await page({ first: 100, after, outcome })
      t.equal(totalCount, lines)
      t.equal(pageInfo.hasPreviousPage, after !== null)
      found.push(...nodes.map(({ line }: { line: number }) => line))
      if (!pageInfo.hasNextPage) break
      after = pageInfo.endCursor
    }
    t.strictSame(found, Array.from({ length: 250 }, (_, index) => index + 1).filter(line => outcome === null || (outcome === 'FAILED' && line % 5 === 1)))
  }
  const end = await page({ last: 2, outcome: 'FAILED' })
  t.match(end, { nodes: [{ line: 241 }, { line: 246 }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
  t.match(await page({ last: 2, before: end.pageInfo.startCursor, outcome: 'FAILED' }), { nodes: [{ line: 231 }, { line: 236 }], pageInfo: { hasNextPage: true, hasPreviousPage: true } })
  t.match(await app.query(PAGE, { id, after: end.pageInfo.startCursor }), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'after' }] } }] }, 'a cursor of other rows is none of these')
  const list = `${app.workspaceId.slice(-8)} import rows `
  for (const key of [1e300, -5, 0.5]) t.equal((await app.query(PAGE, { id, after: toCursor(list, { key, id: uuidv7() }) })).errors, undefined, 'one that was made up finds nothing, or all')
  t.equal((await app.query('query ($id: ID!) { import(id: $id) { errors(first: 3) { line } all: errors { line } } }', { id })).data.import.errors.length, 3)
})

t.test('a page of imports with all that they tell costs the same statements, however many they are', async t => {
  const other = await testApp(t)
  const [contactId = ''] = await add(other, [{ name: 'Ada' }])
  const rows = [{ subject: { type: 'contact', id: uuidOf('contact', contactId) ?? '' } }, { outcome: 'FAILED', reason: 'x' }] as const
  const count = async (first: number) => {
    const before = other.statements.length
    const { data, errors } = await other.query(`query ($first: Int) { imports(first: $first) { totalCount pageInfo { hasNextPage } nodes {
      fileName errors { line } rows(first: 1) { totalCount pageInfo { hasNextPage } nodes { contact { name } } } failed: rows(first: 1, outcome: FAILED) { nodes { line } } left(first: 1) { totalCount nodes { reason } } } } }`, { first })
    t.equal(errors, undefined)
    t.strictSame(data.imports.nodes.map((node: { rows: { nodes: object[] } }) => node.rows.nodes), Array(first).fill([{ contact: { name: 'Ada' } }]))
    return other.statements.length - before
  }
  for (let index = 0; index < 5; index++) await addImport(other, { rows })
  t.equal(await count(5), await count(1))
})

t.test('imports are listed newest first', async t => {
  const other = await testApp(t)
  for (const [index, fileName] of ['one.vcf', 'two.vcf', 'three.vcf'].entries()) await addImport(other, { imported: { fileName, createdAt: NOW + index } })
  const page = async (args: string) => (await other.query(`{ imports(${args}) { totalCount nodes { fileName } pageInfo { hasNextPage hasPreviousPage endCursor } } }`)).data.imports
  const first = await page('first: 2')
  t.match(first, { totalCount: 3, nodes: [{ fileName: 'three.vcf' }, { fileName: 'two.vcf' }], pageInfo: { hasNextPage: true, hasPreviousPage: false } })
  t.match(await page(`first: 2, after: "${first.pageInfo.endCursor}"`), { nodes: [{ fileName: 'one.vcf' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
  t.match(await page(`last: 1, before: "${first.pageInfo.endCursor}"`), { nodes: [{ fileName: 'three.vcf' }], pageInfo: { hasNextPage: true, hasPreviousPage: false } })
})

t.test('an import is undone, and says what it has left', async t => {
  const [untouched = '', touched = ''] = await add(app, [{ name: 'Grace Hopper' }, { name: 'Jean Bartik' }])
  const id = await addImport(app, { changes: [made(untouched), made(touched)] })
  app.clock.now = NOW + 1000
  await app.query('mutation ($id: ID!) { updateContact(input: { id: $id, title: "Programmer" }) { contact { id } } }', { id: touched })
  t.strictSame(await app.query(UNDO, { id }), {
    data: {
      undoImport: {
        import: {
          id,
          status: 'UNDONE',
          undoneAt: new Date(NOW + 1000).toISOString(),
          undoableUntil: null,
          left: { totalCount: 1, nodes: [{ outcome: 'CREATED', kind: 'contact', reason: 'Somebody has changed it since.', contact: { name: 'Jean Bartik' }, interaction: null }] }
        }
      }
    }
  })
  t.strictSame(await app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [untouched, touched] }), { data: { nodes: [null, { id: touched }] } })
  t.match(await app.query(UNDO, { id }), { data: null, errors: [{ message: 'This import was undone already.', extensions: { code: 'CONFLICT' } }] })
  app.clock.now = NOW
})

t.test('what is too old to be undone says until when it could be', async t => {
  const id = await addImport(app, { imported: { finishedAt: NOW - 30 * DAY - 1 } })
  t.match(await app.query(UNDO, { id }), { data: null, errors: [{ extensions: { code: 'CONFLICT', undoableUntil: new Date(NOW - 1).toISOString() } }] })
})
