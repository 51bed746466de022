import { isDeepStrictEqual } from 'node:util'
import postgres from 'postgres'
import t, { type Test } from 'tap'
import { inWorkspace } from '../../../src/database/tenancy.ts'
import { lockTotals, touchesOf, workspaceQuestions } from '../../../src/database/interactions/totals.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { standingOf } from '../../../src/domain/contacts/standing.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { importInteractions, type ImportInput, type ImportProgress, type ImportResult } from '../../../src/operations/imports/interactions/import-interactions.ts'
import { readInteractionsCsv } from '../../../src/formats/interactions-csv.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'

const HEADER = 'occurred_at,from,to,channel,external_id'
const DAY_MS = 86_400_000

interface Imports {
  readonly ctx: OperationContext
  readonly statements: string[]
  /** Imports these lines of a file as Ada; what was refused is beside the result. */
  run (lines: readonly string[], given?: Partial<ImportInput>): Promise<ImportResult & { readonly lines: string[] }>
  /** Asks the database as its owner. */
  ask<Row> (query: string): Promise<Row[]>
}

async function imports (t: Test): Promise<Imports> {
  const { database, owner, adminUrl, statements } = await firstWorkspace(t)
  const ctx = requestOf(t, database, owner)
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => admin.end())
  return {
    ctx,
    statements,
    ask: async query => [...await admin.unsafe(query)] as never,
    async run (lines, given = {}) {
      const refused: string[] = []
      const result = await importInteractions(ctx, {
        me: new Set(['ada@x.org']),
        pieces: pieces(lines),
        onRefused: (line, reason) => { refused.push(`${line}: ${reason}`) },
        onProgress () {},
        signal: new AbortController().signal,
        clock: () => NOW,
        ...given
      })
      return { ...result, lines: refused }
    }
  }
}

async function * pieces (lines: readonly string[], failure?: Error): ImportInput['pieces'] & AsyncGenerator {
  const text = (async function * () {
    yield `${HEADER}\n`
    for (let from = 0; from < lines.length; from += 500) yield lines.slice(from, from + 500).map(line => `${line}\n`).join('')
    if (failure) throw failure
  })()
  let position = 0
  for await (const read of readInteractionsCsv(text)) yield { lines: read, position: position += read.length }
}

/** A mail so many days before NOW. */
function mail (days: number, from: string, to: string, rest = ''): string {
  return `${new Date(NOW - days * DAY_MS).toISOString()},${from},"${to}",${rest}`
}

/** Mails with `people` contacts, back and forth, the oldest first. */
function correspondence (count: number, people: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const other = `p${index * 7 % people}@x.org`
    const days = (count - index) / 24
    return index % 3 === 0 ? mail(days, other, 'ada@x.org') : mail(days, 'ada@x.org', other)
  })
}

const SUMMARY = `
  select i.direction, i.channel, i.source, string_agg(c.name, ', ' order by c.name) as people
  from app.interaction i join app.participant x on x.interaction_id = i.id join app.contact c on c.id = x.contact_id
  group by i.id, i.direction, i.channel, i.source, i.occurred_at order by i.occurred_at`

/** Which totals are not those of a replay of the rows, or not in the indexes as they follow from it. */
async function stray ({ ctx }: Imports, at = NOW): Promise<string[]> {
  return await inWorkspace(ctx.database, ctx.actor.workspaceId, async db => {
    const ids = await db.sql<{ id: string }[]>`select id from app.contact`
    const kept = await lockTotals(db, ids.map(({ id }) => id))
    const touches = await touchesOf(db, ids.map(({ id }) => id), Infinity)
    const workspace = await workspaceQuestions(db)
    const ranked = new Map((await db.sql<{ contact_id: string, quality: number, warmth: number }[]>`select * from app.ranking`).map(row => [row.contact_id, row]))
    return kept.filter(row => {
      const totals = replay(touches.get(row.contactId) ?? [])
      const { quality, warmth } = standingOf({ ...row, workspace }, at)
      const rank = ranked.get(row.contactId)
      const isRanked = rank && Math.abs(rank.quality - quality) < 0.01 && Math.abs(rank.warmth - warmth) < 0.01
      return !isDeepStrictEqual(totals, row.totals) || !isRanked
    }).map(({ contactId }) => contactId)
  })
}

t.test('mail is imported from our side, with contacts for whoever is new', async t => {
  const { run, ask } = await imports(t)
  const result = await run([
    mail(9, 'Grace Hopper <grace@x.org>', 'ada@x.org, linus@x.org'),
    mail(8, 'ADA@x.org', 'linus@x.org; grace@x.org; ada@x.org'),
    mail(7, 'ada@x.org', 'grace@x.org', 'sms'),
    mail(6, 'grace@x.org', 'linus@x.org'),
    mail(5, 'ada@x.org', 'ada@x.org')
  ])
  t.strictSame(result, { made: 3, known: 0, notYours: 2, refused: 0, newContacts: 2, contacts: 2, failure: null, lines: [] })
  t.strictSame(await ask(SUMMARY), [
    { direction: 'INBOUND', channel: 'EMAIL', source: 'import:csv', people: 'Grace Hopper' },
    { direction: 'OUTBOUND', channel: 'EMAIL', source: 'import:csv', people: 'Grace Hopper, linus@x.org' },
    { direction: 'OUTBOUND', channel: 'SMS', source: 'import:csv', people: 'Grace Hopper' }
  ])
  t.strictSame(await ask('select kind, value, normalized, is_primary from app.identity order by normalized'), [
    { kind: 'EMAIL', value: 'grace@x.org', normalized: 'grace@x.org', is_primary: true },
    { kind: 'EMAIL', value: 'linus@x.org', normalized: 'linus@x.org', is_primary: true }
  ])
})

t.test('several addresses may be ours', async t => {
  const { run, ask } = await imports(t)
  await run([mail(3, 'ada@home.example', 'grace@x.org'), mail(2, 'grace@x.org', 'ada@home.example'), mail(1, 'ada@x.org', 'ada@home.example')], {
    me: new Set(['ada@x.org', 'ada@home.example'])
  })
  t.strictSame((await ask<{ direction: string }>(SUMMARY)).map(({ direction }) => direction), ['OUTBOUND', 'INBOUND'])
})

t.test('a contact that holds the address is the one, and keeps its name', async t => {
  const { run, ask } = await imports(t)
  await run([mail(3, 'Grace Hopper <grace@x.org>', 'ada@x.org')])
  t.match(await run([mail(2, 'Admiral <GRACE@X.ORG>', 'ada@x.org')]), { made: 1, contacts: 1, newContacts: 0 })
  t.strictSame(await ask('select name from app.contact'), [{ name: 'Grace Hopper' }])
})

t.test('running an import again makes nothing twice', async t => {
  const all = await imports(t)
  const { run, ask } = all
  const lines = [...correspondence(2500, 40), mail(3, 'grace@x.org', 'ada@x.org', 'EMAIL,m-1')]
  t.match(await run(lines), { made: 2501, known: 0, newContacts: 41 })
  const before = await ask<object>('select contact_id, xmin::text, state from app.contact_totals order by contact_id')
  t.match(await run(lines), { made: 0, known: 2501, contacts: 0, newContacts: 0 })
  t.strictSame(await ask('select count(*)::int as interactions, (select count(*)::int from app.contact) as contacts from app.interaction'), [{ interactions: 2501, contacts: 41 }])
  t.strictSame(await ask('select contact_id, xmin::text, state from app.contact_totals order by contact_id'), before, 'and writes nothing')
})

t.test('the same line twice is one interaction, and so is the same id on two lines', async t => {
  const { run } = await imports(t)
  const line = mail(3, 'Grace <grace@x.org>', 'ada@x.org; linus@x.org')
  t.match(await run([line, line, mail(3, 'grace@x.org', 'linus@x.org,ada@x.org', 'email')]), { made: 1, known: 2 }, 'however it is written')
  t.match(await run([mail(3, 'grace@x.org', 'ada@x.org', ',m-1'), mail(2, 'grace@x.org', 'ada@x.org', ',m-1')]), { made: 1, known: 1 })
})

t.test('bad lines are refused by number and reason, and stop nobody', async t => {
  const { run } = await imports(t)
  const crowd = Array.from({ length: 101 }, (_, index) => `p${index}@x.org`).join(',')
  const result = await run([
    mail(3, 'grace@x.org', 'ada@x.org'), '2026-01-02,grace@x.org,ada@x.org', mail(-1, 'grace@x.org', 'ada@x.org'), mail(2, 'ada@x.org', crowd),
    '1812-12-10T00:00:00Z,grace@x.org,ada@x.org', mail(1, 'grace@x.org', 'ada@x.org', `,${'x'.repeat(501)}`), mail(-1, 'grace@x.org', 'linus@x.org'),
    mail(1, 'grace@x.org', 'ada@x.org')
  ])
  t.match(result, { made: 2, refused: 5, notYours: 1 })
  t.strictSame(result.lines, [
    '3: occurred_at “2026-01-02” is not an instant with its offset, such as 2026-03-01T09:30:00Z.',
    '4: occurred_at lies in the future, but the interaction is HELD; a coming one is PLANNED.',
    '5: to are 101; an interaction has 1 to 100.',
    '6: occurred_at lies outside the years 1900 to 2199.',
    '7: external_id has 501 characters; at most 500 are kept.'
  ])
})

t.test('totals, scores and their orders are right after an import, whatever the order of its lines', async t => {
  for (const order of ['oldest first', 'newest first', 'shuffled'] as const) {
    const all = await imports(t)
    const lines = [...correspondence(4000, 60), mail(4, 'ada@x.org', 'p1@x.org, p2@x.org, q@x.org')]
    if (order === 'newest first') lines.reverse()
    if (order === 'shuffled') lines.sort((a, b) => a.slice(15, 23) < b.slice(15, 23) ? -1 : 1)
    t.match(await all.run(lines), { made: 4001 }, order)
    t.strictSame(await stray(all), [], order)
    t.match(await all.run(correspondence(500, 70).map(line => line.replace(/^\d{4}/, '2019'))), { made: 500 }, 'an older file comes later')
    t.strictSame(await stray(all), [], order)
  }
})

t.test('an import that was stopped is completed by another', async t => {
  const all = await imports(t)
  const lines = correspondence(5000, 50)
  const stop = new AbortController()
  const first = await all.run(lines, { signal: stop.signal, onProgress: ({ made }) => { if (made > 0) stop.abort() } })
  t.ok(first.made > 0 && first.made < 5000, `it made ${first.made}`)
  t.equal(first.failure, null)
  t.strictSame(await all.ask('select count(*)::int as made from app.interaction'), [{ made: first.made }], 'what it says is what it did')
  t.match(await all.run(lines), { made: 5000 - first.made, known: first.made })
  t.strictSame(await stray(all), [])
})

t.test('what comes before a fault of the file is imported, and the fault told', async t => {
  const { run } = await imports(t)
  const failure = new Error('unexpected end of file')
  t.strictSame(await run([], { pieces: pieces(correspondence(700, 5), failure) }), {
    made: 700, known: 0, notYours: 0, refused: 0, newContacts: 5, contacts: 5, failure, lines: []
  })
})

t.test('two imports of the same file at once make everything once', async t => {
  const all = await imports(t)
  const lines = correspondence(3000, 30)
  const results = await Promise.all([all.run(lines), all.run(lines)])
  t.equal(results[0].made + results[1].made, 3000)
  t.equal(results[0].newContacts + results[1].newContacts, 30)
  t.strictSame(await stray(all), [])
})

t.test('messages to many people at once are imported without one batch failing another', async t => {
  const all = await imports(t)
  const group = (index: number) => Array.from({ length: 20 }, (_, place) => `p${(index * 13 + place * 29) % 400}@x.org`).join(',')
  const lines = Array.from({ length: 1000 }, (_, index) => mail(index / 24, 'ada@x.org', group(index)))
  t.match(await all.run(lines), { made: 1000, newContacts: 400 })
  t.equal(all.statements.filter(text => text === 'rollback').length, 0)
  t.strictSame(await stray(all), [])
})

t.test('a batch is one entry of the audit, by whoever imports', async t => {
  const { run, ask } = await imports(t)
  await run([mail(3, 'grace@x.org', 'ada@x.org'), mail(2, 'linus@x.org', 'ada@x.org')])
  await run([mail(3, 'grace@x.org', 'ada@x.org')])
  t.match(await ask('select action, actor, subject_type, changes, request_id from app.audit'), [
    { action: 'importInteractions', actor: 'owner', subject_type: 'import', changes: { interactions: { after: 2 }, contacts: { after: 2 } }, request_id: 'req-1' }
  ])
})

t.test('progress grows to the end of the file', async t => {
  const { run } = await imports(t)
  const told: ImportProgress[] = []
  await run(correspondence(5000, 50), { onProgress: progress => { told.push(progress) } })
  t.ok(told.length >= 4, 'it is told more than once')
  t.ok(told.every(({ position }, index) => index === 0 || position >= (told[index - 1]?.position ?? 0)))
  t.match(told.at(-1), { made: 5000, position: 5000 })
})

t.test('a member who may only read cannot import', async t => {
  const { ctx, run } = await imports(t)
  t.ok(await run([]))
  await t.rejects(importInteractions({ ...ctx, actor: { ...ctx.actor, scopes: ['read'] } }, {
    me: new Set(['ada@x.org']), pieces: pieces([mail(1, 'grace@x.org', 'ada@x.org')]), onRefused () {}, onProgress () {}, signal: new AbortController().signal, clock: () => NOW
  }), { code: 'FORBIDDEN' })
})

t.test('an import has its people in the agenda once it is done, and counts as nothing done today', async t => {
  const { run, ask } = await imports(t)
  const open = () => ask<{ kind: string, name: string }>('select kind, name from app.suggestion s join app.contact c on c.id = s.contact_id where s.is_ready order by name')
  await run([90, 70, 50].flatMap(days => [mail(days, 'grace@x.org', 'ada@x.org'), mail(days - 1, 'ada@x.org', 'grace@x.org')]))
  t.strictSame(await open(), [{ kind: 'REACH_OUT', name: 'grace@x.org' }])
  await run([mail(2, 'grace@x.org', 'ada@x.org')])
  t.strictSame(await open(), [])
  t.strictSame(await ask('select 1 from app.suggestion where done_at is not null'), [])
})
