import t from 'tap'
import { firstWorkspace, NOW } from '../support/first-workspace.ts'
import { deliverer } from './support/deliver.ts'
import { delivered, interactionOf, message, party } from './support/told.ts'

const first = await firstWorkspace(t)
const { owner } = first
const { sql, integrate, deliver, process } = deliverer(t, first)
const generic = await integrate()

t.test('a delivery that nobody can read fails for good, and keeps no other waiting', async t => {
  const ids = await deliver(generic, message('before'), 'not JSON', message('after'))
  await process()
  t.match(await delivered(sql, ...ids), [{ status: 'PROCESSED' }, { status: 'FAILED', reason: /is not JSON/ }, { status: 'PROCESSED' }])
})

t.test('a delivery that fails without our doing is tried again, and rests once that has not helped', async t => {
  await sql`create function app.refuse() returns trigger language plpgsql as $$ begin raise exception 'disk of the moon'; end $$`
  await sql`create trigger refuse before insert on app.interaction for each row when (new.external_id = 'poison') execute function app.refuse()`
  const ids = await deliver(generic, message('healthy'), message('poison'), message('sound'))
  const faults: string[] = []
  const onFault = (id: string, error: unknown): void => { faults.push(`${id} ${(error as Error).message}`) }
  await process({ onFault })
  const [healthy, poison, sound] = await delivered(sql, ...ids)
  t.strictSame([healthy?.status, poison?.status, poison?.attempts, sound?.status], ['PROCESSED', 'RECEIVED', 1, 'PROCESSED'])
  t.ok((poison?.next_attempt_at.getTime() ?? 0) > NOW)
  t.strictSame(faults, [`${ids[1]} disk of the moon`])
  for (let day = 1; day <= 5; day++) await process({ onFault, now: () => NOW + day * 86_400_000 })
  t.match(await delivered(sql, ids[1] ?? ''), [{ status: 'FAILED', attempts: 6, reason: /the server's log names it/ }])
  await sql`drop trigger refuse on app.interaction`
})

t.test('what arrives while an integration is paused is read once it goes on', async t => {
  const paused = await integrate('GENERIC', { paused: true })
  const [id = ''] = await deliver(paused, message('paused'))
  t.equal(await process(), 0)
  await sql`update app.integration set paused = false where id = ${paused}`
  t.equal(await process(), 1)
  t.match(await delivered(sql, id), [{ status: 'PROCESSED' }])
})

t.test('the words are kept only where the integration says so', async t => {
  const keeping = await integrate('GENERIC', { keepText: true })
  await deliver(generic, message('short', { text: 'A secret.' }))
  await deliver(keeping, message('long', { text: 'Come and see.' }))
  await process()
  t.match(await interactionOf(sql, 'short'), [{ summary: 'From Ada short' }])
  t.match(await interactionOf(sql, 'long'), [{ summary: 'Come and see.' }])
  t.strictSame([...await sql`select count(*)::integer as n from app.report where told::text like '%A secret%'`], [{ n: 0 }], 'not even in what it is made from')
})

t.test('an inbox that nobody looks into takes no more people, and whoever waits in it already is not forgotten', async t => {
  const inbox = await integrate('GENERIC', { newContacts: 'INBOX' })
  await deliver(inbox, message('intime'))
  await process()
  await sql`
    insert into app.inbox_person (workspace_id, id, name, state, first_seen_at, last_seen_at, reports, created_at)
    select ${owner.workspaceId}, gen_random_uuid(), 'Crowd', 'PENDING', now(), now(), 0, now() from generate_series(1, 5000)`
  const [late = '', again = ''] = await deliver(inbox, message('late'), message('intime2', { parties: [party('from', 'intime@engines.example')] }))
  await process()
  t.match(await delivered(sql, late, again), [{ status: 'IGNORED', reason: /5000 people wait in the inbox/ }, { status: 'PROCESSED', reason: /^intime@engines.example is nobody's contact/ }])
  await sql`delete from app.inbox_person where name = 'Crowd'`
})
