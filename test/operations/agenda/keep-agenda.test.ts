import t from 'tap'
import { findContacts } from '../../../src/database/contacts/contacts.ts'
import { colleaguesOf, suggestionsOfContacts } from '../../../src/database/agenda/suggestions.ts'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { suggestionsOf } from '../../../src/domain/agenda/suggestions-of.ts'
import { ASK_STATUSES } from '../../../src/domain/asks/ask.ts'
import { CHANNELS, DIRECTIONS } from '../../../src/domain/interactions/interaction.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { uuidOf } from '../../../src/domain/type-id.ts'
import { rescore } from '../../../src/operations/standings/rescore.ts'
import { refreshStandings } from '../../../src/operations/standings/refresh-standings.ts'
import { NOW, testApp, type TestApp } from '../../support/app.ts'
import { add, daysAgo, log } from '../../support/people.ts'
import { onDatabase } from '../../support/server.ts'

const EXACT = 1e-9
/** Of a priority: what a refresh does not write. */
const NEAR = 0.005

/** Numbers that look random and are the same every time. */
function draws (seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor(state / 2147483648 * below)
  }
}

interface Told { readonly key: string, readonly cause: string, readonly activeAt: number, readonly dueAt: number | null, readonly priority: number }

/** What is kept of all contacts, as far as anything asks for it. */
async function kept (app: TestApp, ids: readonly string[]): Promise<Told[]> {
  const rows = await inWorkspace(app.database, app.workspaceId, db => suggestionsOfContacts(db, ids))
  return ordered(rows.filter(({ activeAt }) => activeAt !== Infinity).map(({ contactId, kind, cause, activeAt, dueAt, priority }) =>
    ({ key: `${contactId} ${kind}`, cause, activeAt, dueAt, priority })))
}

/** What a computation anew says in its place. */
async function anew (app: TestApp, ids: readonly string[]): Promise<Told[]> {
  return await inWorkspace(app.database, app.workspaceId, async db => {
    const colleagues = await colleaguesOf(db, ids)
    const contacts = await findContacts(db, ids)
    return ordered(contacts.flatMap(contact => suggestionsOf(contact, app.clock.now, colleagues.get(contact.id))
      .map(({ kind, cause, activeAt, dueAt, priority }) => ({ key: `${contact.id} ${kind}`, cause, activeAt, dueAt, priority }))))
  })
}

function ordered (rows: readonly Told[]): Told[] {
  return [...rows].sort((a, b) => a.key < b.key ? -1 : 1)
}

/** Where the two differ, by more than so much of a priority. */
function differences (some: readonly Told[], others: readonly Told[], tolerance: number): object[] {
  const byKey = new Map(others.map(each => [each.key, each]))
  const off = some.flatMap(one => {
    const other = byKey.get(one.key)
    byKey.delete(one.key)
    const isSame = other && one.cause === other.cause && one.activeAt === other.activeAt && one.dueAt === other.dueAt && Math.abs(one.priority - other.priority) <= tolerance
    return isSame ? [] : [{ one, other }]
  })
  return [...off, ...[...byKey.values()].map(other => ({ other }))]
}

/** Contacts of all kinds, and what passes between us: touches that come in any order, and go again, favors, asks, wishes. */
async function tellStories (app: TestApp, people: number, seed: number): Promise<string[]> {
  const draw = draws(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[draw(items.length)] as Item
  const contacts = await add(app, Array.from({ length: people }, (_, n) => ({
    name: `Person ${n}`, organization: `Org ${n % 5}`, tags: n % 6 === 0 ? ['Friends'] : [], ...n % 4 === 0 && { cadenceDays: 7 + 5 * n }
  })))
  const ids = contacts.map(id => uuidOf('contact', id) ?? '')
  const logged: string[] = []
  for (let round = 0; round < 4; round++) {
    logged.push(...await log(app, Array.from({ length: 3 * people }, () => {
      const n = draw(people)
      const occurredAt = daysAgo(n % 5 === 1 ? 370 + draw(100) : 1 + draw(700))
      return { with: [contacts[n] ?? ''], channel: pick(['EMAIL', 'MEAL', pick(CHANNELS)]), direction: pick(DIRECTIONS), occurredAt }
    })))
    for (let n = 0; n < 3; n++) await app.query('mutation ($id: ID!) { deleteInteraction(input: { id: $id }) { deletedId } }', { id: logged.splice(draw(logged.length), 1)[0] })
    await app.query('mutation ($id: ID!, $paused: Boolean) { setCadence(input: { contactId: $id, paused: $paused }) { contact { id } } }', { id: pick(contacts), paused: draw(2) === 0 })
    await app.query('mutation ($id: ID!) { updateContact(input: { id: $id, tags: ["Friends"] }) { contact { id } } }', { id: pick(contacts) })
    await writeEvidence(app, Array.from({ length: people / 2 }, () => pick(ids)), draw)
  }
  await app.query('mutation { setTagCadence(input: { tag: "friends", targetDays: 45 }) { isPending } }')
  return ids
}

async function writeEvidence (app: TestApp, contactIds: readonly string[], draw: (below: number) => number): Promise<void> {
  await onDatabase(app.adminUrl, async sql => {
    for (const contactId of contactIds) {
      const at = daysAgo(draw(60))
      const [askId] = await sql<{ id: string }[]>`
        insert into app.ask (workspace_id, id, contact_id, need, size, status, deadline, warnings, version, created_at, updated_at)
        values (${app.workspaceId}, gen_random_uuid(), ${contactId}, 'An hour', 'SMALL', 'SENT', ${daysAgo(draw(30) - 15)}, '[]', 1, ${at}, ${at}) returning id`
      for (const to of ['SENT', ASK_STATUSES[draw(ASK_STATUSES.length)] ?? 'SENT']) {
        await sql`insert into app.ask_move (workspace_id, id, ask_id, from_status, to_status, at)
          values (${app.workspaceId}, gen_random_uuid(), ${askId?.id ?? ''}, 'DRAFT', ${to}, ${at}::timestamptz + ${to === 'SENT' ? 0 : draw(10)} * interval '1 hour')`
      }
      await sql`insert into app.favor (workspace_id, id, contact_id, direction, kind, worth, effort, occurred_at, version, created_at, updated_at)
        values (${app.workspaceId}, gen_random_uuid(), ${contactId}, ${draw(3) === 0 ? 'RECEIVED' : 'GIVEN'}, 'ADVICE', ${1 + draw(5)}, 2, ${daysAgo(draw(90))}, 1, ${at}, ${at})`
    }
  })
  await inWorkspace(app.database, app.workspaceId, db => rescore(db, contactIds, { now: app.clock.now }))
}

t.test('whatever happens in whatever order, the suggestions are those of a computation anew', async t => {
  for (const seed of [1, 2]) {
    const app = await testApp(t)
    const ids = await tellStories(app, 40, seed)
    const rows = await kept(app, ids)
    t.strictSame(differences(rows, await anew(app, ids), EXACT), [])
    const kinds = new Set(rows.map(({ key }) => key.split(' ')[1]))
    t.ok(kinds.size >= 5 && rows.length > 40, `${[...kinds].join()}: ${rows.length}`)
  }
})

t.test('as time passes, a refresh brings them up to date, and takes nothing for done', async t => {
  const app = await testApp(t)
  const ids = await tellStories(app, 40, 3)
  for (const days of [1, 10, 45, 200, 500]) {
    app.clock.now = NOW + days * DAY_MS
    const before = await kept(app, ids)
    t.ok(differences(before, await anew(app, ids), NEAR).length > 0, `${days} days on: something has changed`)
    await refreshStandings(app.database, app.workspaceId, app.clock.now)
    t.strictSame(differences(await kept(app, ids), await anew(app, ids), NEAR + 0.001), [], `${days} days on`)
    const rows = await inWorkspace(app.database, app.workspaceId, db => suggestionsOfContacts(db, ids))
    t.ok(rows.every(({ isReady, opensAt }) => isReady === (opensAt <= app.clock.now)), 'what is open is marked')
    t.ok(rows.every(({ doneAt }) => doneAt === null || doneAt <= NOW))
  }
})

t.test('a workspace that is older than its agenda gets it with the next refresh', async t => {
  const app = await testApp(t)
  const ids = await tellStories(app, 20, 4)
  const before = await kept(app, ids)
  await onDatabase(app.adminUrl, sql => sql`delete from app.suggestion`)
  await refreshStandings(app.database, app.workspaceId, app.clock.now)
  t.strictSame(differences(await kept(app, ids), before, NEAR + 0.001), [])
})

t.test('a refresh writes nothing where nothing has moved', async t => {
  const app = await testApp(t)
  await tellStories(app, 20, 5)
  await refreshStandings(app.database, app.workspaceId, app.clock.now)
  const versions = () => onDatabase(app.adminUrl, sql => sql<{ id: string, xmin: string }[]>`select id, xmin::text from app.suggestion order by id`)
  const before = [...await versions()]
  await refreshStandings(app.database, app.workspaceId, app.clock.now + 1000)
  t.strictSame([...await versions()], before)
})

t.test('snoozes, touches and refreshes at once lose nothing that a person said', async t => {
  const app = await testApp(t)
  const contacts = await add(app, Array.from({ length: 8 }, (_, n) => ({ name: `Person ${n}`, cadenceDays: 5 })))
  const ids = contacts.map(id => uuidOf('contact', id) ?? '')
  await log(app, contacts.map(id => ({ with: [id], occurredAt: daysAgo(30) })))
  const { data } = await app.query('{ agenda { nodes { id contact { id } } } }')
  await Promise.all([
    ...data.agenda.nodes.map(({ id }: { id: string }) => app.query('mutation ($id: ID!, $until: DateTime!) { snoozeSuggestion(input: { id: $id, until: $until }) { suggestion { id } } }', { id, until: daysAgo(-90) })),
    ...contacts.flatMap(id => [20, 10, 5].map(days => log(app, [{ with: [id], occurredAt: daysAgo(days) }]))),
    (async () => { for (let n = 0; n < 10; n++) await refreshStandings(app.database, app.workspaceId, NOW + n) })()
  ])
  const rows = await inWorkspace(app.database, app.workspaceId, db => suggestionsOfContacts(db, ids))
  const snoozed = new Set(data.agenda.nodes.map(({ contact }: { contact: { id: string } }) => uuidOf('contact', contact.id)))
  t.equal(snoozed.size, 5)
  t.ok(rows.filter(({ contactId }) => snoozed.has(contactId)).every(({ snoozedUntil }) => snoozedUntil === NOW + 90 * DAY_MS))
  t.strictSame(differences(await kept(app, ids), await anew(app, ids), NEAR), [])
})

t.test('whom another transaction holds, a refresh leaves to it', async t => {
  const app = await testApp(t)
  const contacts = await add(app, [{ name: 'Ada', cadenceDays: 10 }, { name: 'Grace', cadenceDays: 10 }])
  const [ada = '', grace = ''] = contacts.map(id => uuidOf('contact', id) ?? '')
  await onDatabase(app.adminUrl, async sql => {
    await sql`begin`
    await sql`update app.contact set notes = 'held' where id = ${ada}`
    await sql`select 1 from app.contact where id = ${ada} for update`
    await refreshStandings(app.database, app.workspaceId, NOW + 20 * DAY_MS)
    await sql`commit`
  })
  const rows = await inWorkspace(app.database, app.workspaceId, db => suggestionsOfContacts(db, [ada, grace]))
  t.strictSame(new Map(rows.map(({ contactId, isReady }) => [contactId, isReady])), new Map([[ada, false], [grace, true]]))
})

t.test('a contact that is deleted takes its suggestions along', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [{ name: 'Ada', cadenceDays: 10 }])
  await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id })
  t.strictSame([...await onDatabase(app.adminUrl, sql => sql`select kind from app.suggestion`)], [])
})
