import postgres from 'postgres'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../src/database/connect.ts'
import { inWorkspace, openReading, type Db } from '../../src/database/tenancy.ts'
import { otherWorkspace } from './support/two-workspaces.ts'
import { firstWorkspace } from '../operations/support/first-workspace.ts'

const { database, url, adminUrl, owner } = await firstWorkspace(t)
const { workspaceId: us } = owner
const { workspaceId: them } = await otherWorkspace(database, 'other')

t.test('what is written is there when the work is done, and gone when it throws', async t => {
  await inWorkspace(database, us, db => addTag(db, 'kept'))
  await t.rejects(inWorkspace(database, us, async db => {
    await addTag(db, 'lost')
    throw new Error('changed my mind')
  }), { message: 'changed my mind' })
  t.strictSame(await tagsOf(us), ['kept'])
  t.strictSame(await tagsOf(them), [])
})

t.test('a statement that fails takes the whole transaction with it, even where nobody minds', async t => {
  const before = await tagsOf(us)
  await t.rejects(inWorkspace(database, us, async db => {
    await addTag(db, 'lost too')
    await db.sql`select 1 / 0`.catch(() => {})
  }), { message: 'The transaction had failed and was rolled back.' })
  t.strictSame(await tagsOf(us), before)
})

t.test('a workspace that is none is told as what it is, not as the failure that follows from it', async t => {
  const asked = (db: Db) => db.sql`select 1`
  await t.rejects(inWorkspace(database, 'no workspace', asked), { message: /invalid input syntax for type uuid: "no workspace"/ })
  await t.rejects(openReading(database, 'no workspace').read(asked), { message: /invalid input syntax for type uuid: "no workspace"/ })
})

t.test('a connection serves one workspace after the other, failures between them, and mixes nothing up', async t => {
  const one = connect({ url, max: 1 })
  t.teardown(() => one.close())
  const workspaceSeen = (workspaceId: string) => inWorkspace(one, workspaceId, async ({ sql }) => {
    const rows = await sql`select w.id from app.workspace w where w.slug <> ${'none'}`
    return rows.map(row => row.id)
  })
  for (let round = 0; round < 8; round++) {
    t.strictSame(await workspaceSeen(us), [us])
    await inWorkspace(one, us, async ({ sql }) => { await sql`select 1 / 0` }).catch(() => {})
    t.strictSame(await workspaceSeen(them), [them])
    await inWorkspace(one, 'no workspace', async () => {}).catch(() => {})
    t.strictSame(await workspaceSeen(uuidv7()), [])
  }
})

t.test('twenty readings and writings of two workspaces at once, on three connections, see their own alone', async t => {
  const few = connect({ url, max: 3 })
  t.teardown(() => few.close())
  const seen = await Promise.all(Array.from({ length: 20 }, async (_, index) => {
    const workspaceId = index % 2 ? us : them
    const asked = async ({ sql }: Db) => {
      await sql`select pg_sleep(0.005)`
      return (await sql`select id from app.workspace`).map(row => row.id as string)
    }
    if (index % 4 < 2) return await inWorkspace(few, workspaceId, asked)
    const reading = openReading(few, workspaceId)
    try {
      return await reading.read(asked)
    } finally {
      await reading.end()
    }
  }))
  t.strictSame(seen, seen.map((_, index) => [index % 2 ? us : them]))
})

t.test('a reading is one snapshot, however much is written meanwhile, and the next one sees it', async t => {
  const reading = openReading(database, us)
  t.teardown(() => reading.end())
  const before = await reading.read(tags)
  await inWorkspace(database, us, db => addTag(db, 'meanwhile'))
  t.strictSame(await reading.read(tags), before)
  await reading.end()
  t.strictSame(await reading.read(tags), [...before, 'meanwhile'])
})

t.test('a reading cannot write', async t => {
  const reading = openReading(database, us)
  t.teardown(() => reading.end())
  await t.rejects(reading.read(db => addTag(db, 'sly')), { message: /read-only transaction/ })
})

t.test('a reading that was never read from takes no connection, and one that ended gives it back', async t => {
  const one = connect({ url, max: 1 })
  t.teardown(() => one.close())
  const unread = openReading(one, us)
  const first = openReading(one, us)
  await first.read(tags)
  await first.end()
  await first.end()
  const second = openReading(one, them)
  t.strictSame(await second.read(tags), [])
  await second.close()
  await unread.end()
  t.ok(await inWorkspace(one, us, tags))
})

t.test('a reading that was closed opens no more', async t => {
  const reading = openReading(database, us)
  await reading.close()
  await t.rejects(reading.read(tags), { message: /nothing more is read/ })
})

async function addTag ({ sql, workspaceId }: Db, name: string): Promise<void> {
  await sql`insert into app.tag (workspace_id, id, name, name_key) values (${workspaceId}, ${uuidv7()}, ${name}, ${name})`
}

async function tags ({ sql, workspaceId }: Db): Promise<string[]> {
  return (await sql`select g.name from app.tag g where g.workspace_id = ${workspaceId} order by g.id`).map(row => row.name)
}

function tagsOf (workspaceId: string): Promise<string[]> {
  return inWorkspace(database, workspaceId, tags)
}

t.test('a connection that is lost between two statements fails its transaction alone, and the pool opens another', async t => {
  const [one, admin] = [connect({ url, max: 1 }), postgres(adminUrl, { max: 1, onnotice: () => {} })]
  t.teardown(async () => { await Promise.all([one.close(), admin.end({ timeout: 5 })]) })
  const lose = async ({ sql }: Db) => {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    await admin`select pg_terminate_backend(${row?.pid ?? 0}, 1000)`
    await new Promise(resolve => setImmediate(resolve))
  }
  const lost = { message: /CONNECTION_CLOSED|terminating connection/ }
  await t.rejects(inWorkspace(one, us, async db => {
    await lose(db)
    await db.sql`select 1`
  }), lost)
  const reading = openReading(one, us)
  await reading.read(lose)
  await t.rejects(reading.read(({ sql }) => sql`select 1`), lost)
  await reading.end()
  t.strictSame([...await inWorkspace(one, us, ({ sql }) => sql`select 1 as there`)], [{ there: 1 }])
})
