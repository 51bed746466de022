import fc from 'fast-check'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { TIMELINE_KINDS } from '../../src/domain/contacts/timeline-entry.ts'
import { toTypeId, uuidOf } from '../../src/domain/type-id.ts'
import { testApp } from '../support/app.ts'
import { ada, add, daysAgo, linus, log } from '../support/people.ts'
import { onDatabase } from '../support/server.ts'

interface Entry { readonly kind: string, readonly at: string, readonly subject: { readonly id?: string } }
interface Walk { readonly size: number, readonly forward: boolean, readonly kinds: readonly string[] | null }

const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $kinds: [TimelineKind!]) { contact(id: $id) {
  timeline(first: $first, after: $after, last: $last, before: $before, kinds: $kinds) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { kind at subject { __typename ... on Node { id } } } } } }`

const TYPES = { INTERACTION: 'Interaction', FAVOR: 'Favor', ASK: 'Ask', POST: 'Post', MERGE: 'Merge', IMPORT: 'ImportChange' }

const app = await testApp(t)

t.test('all that there is of a contact is told in one list, newest first', async t => {
  const [id = '', king = ''] = await add(app, [ada, { name: 'Ada King' }])
  await log(app, [{ with: [id], occurredAt: daysAgo(-5), status: 'PLANNED', subject: 'Looms' }, { with: [king], occurredAt: daysAgo(30), subject: 'Letters' }])
  await done(`mutation ($id: ID!) {
    recordFavor(input: { contactId: $id, direction: GIVEN, kind: GIFT, occurredAt: "${daysAgo(2)}" }) { favor { id } }
    createAsk(input: { contactId: $id, need: "An hour" }) { ask { id } }
    recordPosts(input: { contactId: $id, posts: [{ network: "blog", externalId: "1", kind: POST, publishedAt: "${daysAgo(9)}", title: "Notes" }] }) { results { outcome } } }`, { id })
  app.clock.now += 60_000
  const { data: { mergeContacts: { mergeId } } } = await app.query('mutation ($id: ID!, $king: ID!) { mergeContacts(input: { survivorId: $id, otherIds: [$king] }) { mergeId } }', { id, king })
  const file = await importOf(id, 'CREATED', [daysAgo(40)])
  const ask = async (contactId: string) => (await app.query(`query ($id: ID!) { contact(id: $id) { timeline { totalCount nodes { kind at subject { __typename
    ... on Interaction { subject status } ... on Favor { worth } ... on Ask { need } ... on Post { title }
    ... on Merge { id at by contactCount undoneAt } ... on ImportChange { kind at import { id fileName status } } } } } } }`, { id: contactId })).data.contact.timeline
  const found = await ask(id)
  t.strictSame(found.nodes.map(({ kind, subject }: Entry) => [kind, subject]), [
    ['INTERACTION', { __typename: 'Interaction', subject: 'Looms', status: 'PLANNED' }],
    ['MERGE', { __typename: 'Merge', id: mergeId, at: '2026-03-01T12:01:00.000Z', by: 'owner', contactCount: 2, undoneAt: null }],
    ['ASK', { __typename: 'Ask', need: 'An hour' }],
    ['FAVOR', { __typename: 'Favor', worth: 2 }],
    ['POST', { __typename: 'Post', title: 'Notes' }],
    ['INTERACTION', { __typename: 'Interaction', subject: 'Letters', status: 'HELD' }],
    ['IMPORT', { __typename: 'ImportChange', kind: 'CREATED', at: daysAgo(40), import: { id: toTypeId('import', file), fileName: 'contacts.vcf', status: 'DONE' } }]
  ])
  t.equal(found.totalCount, 7)
  t.strictSame(await ask(king), found, 'the id of a contact that was merged stands for it')
  t.strictSame((await app.query('query ($id: ID!) { node(id: $id) { __typename id ... on Merge { contactCount } } }', { id: mergeId })).data.node, { __typename: 'Merge', id: mergeId, contactCount: 2 })

  app.clock.now += 60_000
  await app.query('mutation ($id: ID!) { undoMerge(input: { mergeId: $id }) { mergeId } }', { id: mergeId })
  const merge = (await ask(id)).nodes.find(({ kind }: Entry) => kind === 'MERGE')
  t.strictSame(merge, { kind: 'MERGE', at: '2026-03-01T12:01:00.000Z', subject: { __typename: 'Merge', id: mergeId, at: '2026-03-01T12:01:00.000Z', by: 'owner', contactCount: null, undoneAt: '2026-03-01T12:02:00.000Z' } })
  t.strictSame((await ask(king)).nodes.map(({ kind }: Entry) => kind), ['INTERACTION'], 'what went into it has its own timeline again')
})

t.test('a file that told of somebody in several places is one entry, and two files are two', async t => {
  const [id = '', king = ''] = await add(app, [linus, { name: 'L. Torvalds' }])
  const file = await importOf(id, 'CREATED', [daysAgo(3), daysAgo(2), daysAgo(2), daysAgo(1)])
  await importOf(king, 'CREATED', [daysAgo(2.5)], file)
  await importOf(id, 'UPDATED', [daysAgo(0.5)])
  const ask = async () => (await page(id, { kinds: ['IMPORT'] }))
  t.match(await ask(), { totalCount: 2, nodes: [{ at: daysAgo(0.5) }, { at: daysAgo(3) }], pageInfo: { hasNextPage: false } })
  await app.query('mutation ($id: ID!, $king: ID!) { mergeContacts(input: { survivorId: $id, otherIds: [$king] }) { mergeId } }', { id, king })
  t.match(await ask(), { totalCount: 2, nodes: [{ at: daysAgo(0.5) }, { at: daysAgo(3) }], pageInfo: { hasNextPage: false } }, 'two of its people are one by now')
  const first = await page(id, { kinds: ['IMPORT'], first: 1 })
  t.match(await page(id, { kinds: ['IMPORT'], first: 1, after: first.pageInfo.endCursor }), { nodes: [{ at: daysAgo(3) }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
})

t.test('a walk in either direction and of any kinds sees each entry once, in order', async t => {
  const [id = '', other = ''] = await add(app, [{ name: 'Grace' }, { name: 'Hopper' }])
  const all = await everything(id, other)
  t.strictSame([...new Set(all.map(({ kind }) => kind))].sort(), [...TIMELINE_KINDS].sort())
  const kinds = fc.option(fc.subarray([...TIMELINE_KINDS]), { nil: null })
  await fc.assert(fc.asyncProperty(fc.record({ size: fc.integer({ min: 1, max: 30 }), forward: fc.boolean(), kinds }), async ({ size, forward, kinds }: Walk) => {
    const wanted = all.filter(({ kind }) => !kinds || kinds.includes(kind))
    const seen: Entry[] = []
    for (let place = {}; ;) {
      const { nodes, pageInfo, totalCount } = await page(id, { ...forward ? { first: size } : { last: size }, ...place, kinds })
      if (totalCount !== wanted.length) throw new Error(`${totalCount} in all, and not ${wanted.length}`)
      if ((forward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage) !== (seen.length > 0)) throw new Error('What came before is not told.')
      seen.splice(forward ? seen.length : 0, 0, ...nodes)
      if (!(forward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) break
      place = forward ? { after: pageInfo.endCursor } : { before: pageInfo.startCursor }
    }
    const told = (entries: readonly Entry[]) => JSON.stringify(entries.map(({ kind, at, subject }) => [kind, at, kind === 'IMPORT' ? null : subject.id]))
    if (told(seen) !== told(wanted)) throw new Error(`${told(seen)} is not ${told(wanted)}`)
  }), { numRuns: 25, examples: [[{ size: 1, forward: true, kinds: null }], [{ size: 1, forward: false, kinds: null }], [{ size: 9, forward: true, kinds: [] }]] })
  const middle = (await page(id, { first: 20, kinds: ['FAVOR', 'ASK'] })).pageInfo.endCursor
  t.strictSame((await page(id, { first: 100, after: middle, kinds: ['POST', 'INTERACTION'] })).nodes.length > 0, true, 'a cursor is good whichever kinds are asked for')
})

t.test('a cursor of another list is no place in a timeline, nor one of another workspace', async t => {
  const [id = ''] = await add(app, [{ name: 'Barbara' }])
  await log(app, [{ with: [id] }, { with: [id], occurredAt: daysAgo(1) }])
  const { data } = await app.query('query ($id: ID!) { contact(id: $id) { interactions(first: 1) { pageInfo { endCursor } } } }', { id })
  const refused = { data: { contact: null }, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'after' }] } }] }
  t.match(await app.query(PAGE, { id, after: data.contact.interactions.pageInfo.endCursor }), refused)
  const theirs = await app.newWorkspace('navy')
  const [stranger = ''] = await add(app, [{ name: 'Stranger' }], theirs.token)
  const { endCursor } = (await page(id, { first: 1 })).pageInfo
  t.match(await app.query(PAGE, { id: stranger, after: endCursor }, theirs.token), refused)
  t.strictSame((await app.query(PAGE, { id }, theirs.token)).data, { contact: null })
  for (const kinds of TIMELINE_KINDS) t.equal((await app.query(PAGE, { id: stranger, kinds }, theirs.token)).data.contact.timeline.totalCount, 0)
  const { mergeId } = (await app.query('mutation ($a: ID!, $b: ID!) { mergeContacts(input: { survivorId: $a, otherIds: [$b] }) { mergeId } }', { a: id, b: (await add(app, [{ name: 'Liskov' }]))[0] })).data.mergeContacts
  t.strictSame((await app.query('query ($id: ID!) { node(id: $id) { id } }', { id: mergeId }, theirs.token)).data, { node: null })
})

t.test('the timelines of a page of contacts take one statement, and one for each kind of what they are about', async t => {
  const ids = await add(app, Array.from({ length: 12 }, (_, index) => ({ name: `Person ${index}`, tags: ['crowd'] })))
  for (const [index, id] of ids.entries()) await everything(id, ids[(index + 1) % ids.length] ?? id, 1)
  const ask = async (first: number, selection: string) => {
    const from = app.statements.length
    const { data, errors } = await app.query(`{ contacts(first: ${first}, filter: { tags: ["crowd"] }) { nodes { id ${selection} } } }`)
    t.equal(errors, undefined)
    return { data, sent: app.statements.slice(from).filter(text => !/^\s*(begin|commit|rollback)\b/.test(text)).length }
  }
  const bare = (await ask(12, '')).sent
  const parts: Record<string, number> = {
    'timeline(first: 20) { nodes { kind at } pageInfo { hasNextPage endCursor } }': 1,
    'timeline(first: 20) { nodes { kind at subject { __typename } } }': 7,
    'timeline(first: 20, kinds: [FAVOR, POST]) { nodes { subject { ... on Post { title } ... on Favor { worth } } } }': 3,
    'timeline(last: 2) { totalCount pageInfo { hasNextPage hasPreviousPage } }': 2
  }
  for (const [selection, more] of Object.entries(parts)) {
    for (const first of [2, 12]) t.equal((await ask(first, selection)).sent - bare, more, `${first}: ${selection}`)
  }
  const { data } = await ask(12, 'timeline(first: 20) { nodes { kind subject { __typename } } }')
  for (const { timeline: { nodes } } of data.contacts.nodes) {
    t.strictSame([...new Set(nodes.map(({ kind }: Entry) => kind))].sort(), [...TIMELINE_KINDS].sort())
    for (const { kind, subject } of nodes) t.equal(subject.__typename, TYPES[kind as keyof typeof TYPES])
  }
})

t.test('an entry is paid for once, with what it is about', async t => {
  const [id = ''] = await add(app, [{ name: 'Radia' }])
  const costOf = async (selection: string) => (await app.post(`query ($id: ID!) { contact(id: $id) { ${selection} } }`, { id })).body.extensions.cost.requestedQueryCost
  t.equal(await costOf('timeline(first: 50) { nodes { kind at } }'), 1 + 2 + 50)
  t.equal(await costOf('timeline(first: 50) { nodes { subject { __typename ... on Favor { worth } ... on Merge { by } } } }'), 1 + 2 + 50)
  t.equal(await costOf('timeline(first: 50) { edges { node { subject { ... on ImportChange { import { fileName } } ... on Interaction { summary } } } } }'), 1 + 2 + 50 * 2, 'the file is another thing')
})

async function done (query: string, variables: object): Promise<void> {
  const { errors } = await app.query(query, variables)
  if (errors) throw new Error(JSON.stringify(errors))
}

async function page (id: string, args: object) {
  const { data, errors } = await app.query(PAGE, { id, ...args })
  if (errors) throw new Error(JSON.stringify(errors))
  return data.contact.timeline
}

/** Gives a contact some of each kind, several at one instant, and tells them newest first, as nobody but the records themselves would. */
async function everything (id: string, other: string, each = 9): Promise<Entry[]> {
  const at = (n: number) => daysAgo(n % 3)
  const times = Array.from({ length: each }, (_, n) => n)
  await log(app, times.map(n => ({ with: n % 2 ? [id, other] : [id], occurredAt: at(n) })))
  await done(`mutation ($id: ID!) { recordPosts(input: { contactId: $id, posts: [${times.map(n => `{ network: "n", kind: POST, externalId: "${id}${n}", publishedAt: "${at(n)}", title: "${n}" }`).join()}] }) { results { outcome } }
    ${times.map(n => `f${n}: recordFavor(input: { contactId: $id, direction: GIVEN, kind: GIFT, occurredAt: "${at(n)}" }) { favor { id } } a${n}: createAsk(input: { contactId: $id, need: "${n}" }) { ask { id } }`).join(' ')} }`, { id })
  const merges = []
  for (const twin of await add(app, times.slice(0, 2).map(n => ({ name: `Twin ${n}` })))) {
    const { data } = await app.query('mutation ($id: ID!, $twin: ID!) { mergeContacts(input: { survivorId: $id, otherIds: [$twin] }) { mergeId } }', { id, twin })
    merges.push({ kind: 'MERGE', at: new Date(app.clock.now).toISOString(), subject: { id: data.mergeContacts.mergeId } })
  }
  const imports = []
  for (const n of times) imports.push({ kind: 'IMPORT', at: at(n), subject: { id: toTypeId('import', await importOf(id, 'UPDATED', [at(n)])) } })
  const { data: { contact } } = await app.query(`query ($id: ID!) { contact(id: $id) {
    interactions(first: 100) { nodes { id at: occurredAt } } favors(first: 100) { nodes { id at: occurredAt } } asks(first: 100) { nodes { id at: createdAt } } posts(first: 100) { nodes { id at: publishedAt } } } }`, { id })
  const entries = (kind: string, nodes: { id: string, at: string }[]) => nodes.map(({ id, at }): Entry => ({ kind, at, subject: { id } }))
  const order = ({ at, subject: { id = '' } }: Entry) => at + id.slice(id.indexOf('_'))
  return [
    ...entries('INTERACTION', contact.interactions.nodes), ...entries('FAVOR', contact.favors.nodes), ...entries('ASK', contact.asks.nodes), ...entries('POST', contact.posts.nodes),
    ...merges, ...imports
  ].sort((a, b) => order(a) < order(b) ? 1 : -1)
}

/** A file that changed a contact at these instants; its id is that of its first change too. */
async function importOf (contactId: string, kind: string, at: readonly string[], file?: string): Promise<string> {
  const id = file ?? uuidv7()
  const contact = uuidOf('contact', contactId)
  await onDatabase(app.adminUrl, async sql => {
    if (!file) {
      await sql`insert into app.import (workspace_id, id, member_id, actor, file_name, format, choices, dry_run, status, request_hash, size, created_at)
        select workspace_id, ${id}, id, name, 'contacts.vcf', 'vcard', '{}', false, 'DONE', '', 5, ${at[0] ?? ''} from app.member where workspace_id = ${app.workspaceId}`
    }
    for (const [index, each] of at.entries()) {
      await sql`insert into app.import_change (workspace_id, id, import_id, kind, subject_type, subject_id, contact_id, at)
        values (${app.workspaceId}, ${file || index > 0 ? uuidv7() : id}, ${id}, ${index === 0 ? kind : 'UPDATED'}, 'contact', ${contact}, ${contact}, ${each})`
    }
  })
  return id
}
