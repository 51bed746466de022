import t from 'tap'
import { testApp, type TestApp } from '../support/app.ts'
import { ada, add, daysAgo, grace, linus, log } from '../support/people.ts'
import { onDatabase } from '../support/server.ts'

const CADENCE = 'cadence { targetDays source dueAt state }'

/** Says how often whoever has the tag is to be heard from. */
function setTagCadence (app: TestApp, tag: string, targetDays: number | null, token?: string) {
  return app.query('mutation ($tag: String!, $days: Int) { setTagCadence(input: { tag: $tag, targetDays: $days }) { tag { name targetDays contactCount } isPending } }', { tag, days: targetDays }, token)
}

async function cadenceOf (app: TestApp, id: string) {
  return (await app.query(`query ($id: ID!) { contact(id: $id) { ${CADENCE} } }`, { id })).data.contact.cadence
}

t.test('a tag\'s cadence is that of whoever has it and no days of their own; the shortest counts', async t => {
  const app = await testApp(t)
  const [mine = '', theirs = ''] = await add(app, [{ ...ada, tags: ['Poetry', 'mathematics'] }, { ...grace, tags: ['Poetry'], cadenceDays: 90 }])
  await log(app, [{ with: [mine, theirs], occurredAt: daysAgo(20) }])
  t.strictSame((await setTagCadence(app, 'POETRY', 30)).data, { setTagCadence: { tag: { name: 'Poetry', targetDays: 30, contactCount: 2 }, isPending: false } })
  t.strictSame(await cadenceOf(app, mine), { targetDays: 30, source: 'TAG', dueAt: daysAgo(-10), state: 'ON_TRACK' })
  t.strictSame(await cadenceOf(app, theirs), { targetDays: 90, source: 'CONTACT', dueAt: daysAgo(-70), state: 'ON_TRACK' })
  await setTagCadence(app, 'mathematics', 14)
  t.strictSame(await cadenceOf(app, mine), { targetDays: 14, source: 'TAG', dueAt: daysAgo(6), state: 'DUE' })
  const due = await app.query('{ contacts(filter: { dueState: [DUE] }) { nodes { name } } agenda { nodes { contact { name } reasons { text } } } }')
  t.match(due.data, {
    contacts: { nodes: [{ name: 'Ada Lovelace' }] },
    agenda: { nodes: [{ contact: { name: 'Ada Lovelace' }, reasons: [{ text: 'The last real touch was 20 days ago; its tag wants one every 14 days' }] }] }
  })

  await setTagCadence(app, 'mathematics', null)
  await setTagCadence(app, 'poetry', null)
  t.strictSame(await cadenceOf(app, mine), { targetDays: null, source: 'NONE', dueAt: null, state: 'NO_CADENCE' })
  const after = await app.query('{ agenda { totalCount nodes { id } } }')
  t.strictSame(after.data, { agenda: { totalCount: 0, nodes: [] } })
})

t.test('a wish that is taken back does nothing, and leaves the day its room', async t => {
  const app = await testApp(t)
  const ids = await add(app, Array.from({ length: 8 }, (_, n) => ({ name: `Person ${n}`, tags: [n < 4 ? 'Friends' : 'Family'] })))
  await log(app, ids.map((id, n) => ({ with: [id], occurredAt: daysAgo(30 + n) })))
  await setTagCadence(app, 'friends', 7)
  await setTagCadence(app, 'family', 7)
  await setTagCadence(app, 'friends', null)
  t.equal((await app.query('{ agenda { totalCount } }')).data.agenda.totalCount, 4, 'all of the family')
  await app.query('mutation ($id: ID!) { setCadence(input: { contactId: $id, paused: true }) { contact { id } } }', { id: ids[4] })
  t.match((await app.query('{ agenda { totalCount nodes { doneAt } } viewer { workspace { dailySuggestions } } }')).data, { agenda: { totalCount: 3 } })
  t.strictSame([...await onDatabase(app.adminUrl, sql => sql`select 1 from app.suggestion where done_at is not null`)], [])
})

t.test('who gains a tag, or loses it, is due by it at once', async t => {
  const app = await testApp(t)
  const [id = ''] = await add(app, [linus])
  await log(app, [{ with: [id], occurredAt: daysAgo(5) }])
  t.match((await setTagCadence(app, 'Kernel', 21)).data, { setTagCadence: { tag: { name: 'Kernel', contactCount: 0 } } }, 'nobody has it yet')
  const tag = (tags: readonly string[]) => app.query('mutation ($id: ID!, $tags: [String!]) { updateContact(input: { id: $id, tags: $tags }) { contact { id } } }', { id, tags })
  await tag(['kernel'])
  t.match(await cadenceOf(app, id), { targetDays: 21, source: 'TAG', dueAt: daysAgo(-16) })
  t.equal((await onDatabase(app.adminUrl, sql => sql<{ due: Date }[]>`select due_at as due from app.contact_totals`))[0]?.due.toISOString(), daysAgo(-16))
  await tag([])
  t.match(await cadenceOf(app, id), { source: 'NONE', dueAt: null })
  const [added = ''] = await add(app, [{ name: 'Andrew', tags: ['kernel'] }])
  t.match(await cadenceOf(app, added), { source: 'TAG', dueAt: daysAgo(-21) }, 'from the day on which they were added')
  await add(app, [{ ...linus, tags: ['kernel'] }])
  t.match(await cadenceOf(app, id), { source: 'TAG' }, 'an upsert adds a tag as well')
})

t.test('what is no tag, or no days, is refused; a viewer is too', async t => {
  const app = await testApp(t)
  t.match(await setTagCadence(app, 'nobody\'s', null), { errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  t.match(await setTagCadence(app, ' ', 3), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'tag' }] } }] })
  t.match(await setTagCadence(app, 'vip', 0), { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'targetDays' }] } }] })
  t.match(await setTagCadence(app, 'vip', 3, await app.tokenOf('VIEWER')), { errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  t.strictSame((await app.query('{ tags { totalCount } }')).data, { tags: { totalCount: 0 } })
})

t.test('tags are listed by name, with who has them and how often they are to be heard from', async t => {
  const app = await testApp(t)
  await add(app, [{ name: 'Ada', tags: ['Émigré', 'alpha'] }, { name: 'Grace', tags: ['Émigré', 'Zeta', 'beta'] }])
  await setTagCadence(app, 'zeta', 60)
  const LIST = `query ($first: Int, $after: String, $last: Int, $before: String) { tags(first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { name targetDays contactCount } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
  const list = async (page: object) => (await app.query(LIST, page)).data.tags
  const first = await list({ first: 3 })
  t.match(first, {
    totalCount: 4,
    nodes: [{ name: 'alpha', targetDays: null, contactCount: 1 }, { name: 'beta' }, { name: 'Émigré', contactCount: 2 }],
    pageInfo: { hasNextPage: true, hasPreviousPage: false }
  })
  t.match(await list({ first: 3, after: first.pageInfo.endCursor }), { nodes: [{ name: 'Zeta', targetDays: 60, contactCount: 1 }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
  t.match(await list({ last: 1, before: first.pageInfo.endCursor }), { nodes: [{ name: 'beta' }], pageInfo: { hasNextPage: true, hasPreviousPage: true } })
})
