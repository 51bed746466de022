import fc from 'fast-check'
import t from 'tap'
import type { Import } from '../../../src/domain/imports/import.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { undoImport } from '../../../src/operations/imports/undo-import.ts'
import { updateInteraction } from '../../../src/operations/interactions/update-interaction.ts'
import { firstWorkspace, NOW, requestOf } from '../support/first-workspace.ts'
import { keptTotals, recomputed } from '../support/recomputed.ts'
import { everyRow } from '../merges/support/tables.ts'
import { card, giver } from './support/give-file.ts'

const workspace = await firstWorkspace(t)
const { database, owner } = workspace
const { sql, read } = giver(t, workspace)
const ctx = requestOf(t, database, owner)
const later = requestOf(t, database, owner, { now: NOW + 1 })
const RUNS = { numRuns: 15, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true }
const HOUR = 3_600_000

/** Somebody of a file; who they are is told by their addresses, and others may have these too. */
const person = fc.record({
  who: fc.nat({ max: 5 }),
  organization: fc.option(fc.constantFrom('Engines', 'Navy')),
  title: fc.option(fc.constantFrom('Countess', 'Admiral')),
  note: fc.option(fc.constantFrom('Met in Turin.', 'Likes looms.')),
  tags: fc.subarray(['poets', 'looms', 'navy']),
  hasHome: fc.boolean(),
  hasPhone: fc.boolean()
})
const meeting = fc.record({
  uid: fc.nat({ max: 4 }),
  subject: fc.constantFrom('Lunch', 'Looms'),
  hours: fc.integer({ min: -30, max: 200 }),
  told: fc.integer({ min: 1, max: 5 }),
  isOff: fc.boolean(),
  who: fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 3 })
})
const book = fc.array(person, { maxLength: 6 })
const calendar = fc.array(meeting, { maxLength: 6 })
const policy = fc.constantFrom('CREATE' as const, 'INBOX' as const, 'ONLY_KNOWN' as const)

/** An address book; in each run of the property these are other people. */
function bookOf (run: number, people: readonly (typeof person extends fc.Arbitrary<infer T> ? T : never)[]): string {
  return [{ who: 9, organization: null, title: null, note: null, tags: [], hasHome: false, hasPhone: false }, ...people].map(({ who, organization, title, note, tags, hasHome, hasPhone }) => card([
    `FN:Ada ${run} ${who}`, `EMAIL:ada${who}@run${run}.example`, ...hasHome ? [`EMAIL:home${who}@run${run}.example`] : [], ...hasPhone ? [`TEL:+49301${1000 + run}${who}`] : [],
    ...organization ? [`ORG:${organization}`] : [], ...title ? [`TITLE:${title}`] : [], ...note ? [`NOTE:${note}`] : [], ...tags.length > 0 ? [`CATEGORIES:${tags.join(',')}`] : []
  ])).join('')
}

function calendarOf (run: number, meetings: readonly (typeof meeting extends fc.Arbitrary<infer T> ? T : never)[]): string {
  const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...[{ uid: 9, subject: 'Always', hours: 9, told: 1, isOff: false, who: [9] }, ...meetings].flatMap(({ uid, subject, hours, told, isOff, who }) => [
    'BEGIN:VEVENT', `UID:${uid}@run${run}.example`, `DTSTAMP:${stamp(NOW - 300 * HOUR + told * HOUR)}`, `LAST-MODIFIED:${stamp(NOW - 300 * HOUR + told * HOUR)}`,
    `DTSTART:${stamp(NOW - hours * HOUR)}`, `DTEND:${stamp(NOW - hours * HOUR + HOUR)}`, `SUMMARY:${subject}`, ...isOff ? ['STATUS:CANCELLED'] : [], 'ORGANIZER:mailto:me@us.example',
    ...who.map(each => `ATTENDEE;CN=Ada ${run} ${each};PARTSTAT=ACCEPTED:mailto:ada${each}@run${run}.example`), 'END:VEVENT'
  ]), 'END:VCALENDAR', ''].join('\r\n')
}

async function rows (): Promise<Record<string, string[]>> {
  const { import: _, import_row: _rows, import_change: _changes, import_key: _keys, ...others } = await everyRow(database, owner.workspaceId)
  return others
}

const arrangement = fc.record({
  before: fc.record({ book, calendar }),
  then: fc.record({ book, calendar, policy, overwrite: fc.boolean() }),
  touched: fc.record({ who: fc.subarray([0, 1, 2, 9]), uids: fc.subarray([0, 1, 9]) })
})
type Arrangement = typeof arrangement extends fc.Arbitrary<infer T> ? T : never
const me = ['me@us.example']
let runs = 0

/** What was here before, and the two imports that are to be undone, with all rows between them. */
async function arrange ({ before, then }: Arrangement): Promise<{ run: number, imports: Import[], rows: Record<string, string[]> }> {
  const run = ++runs
  await read(bookOf(run, before.book))
  await read(calendarOf(run, before.calendar), { me })
  const present = await rows()
  const imports = [await read(bookOf(run, then.book), { overwrite: then.overwrite }), await read(calendarOf(run, then.calendar), { me, newContacts: then.policy })]
  return { run, imports: imports.reverse(), rows: present }
}

t.test('an import that is undone leaves nothing behind, whatever was here before', async t => {
  await fc.assert(fc.asyncProperty(arrangement, async given => {
    const { imports, rows: before } = await arrange(given)
    for (const { id } of imports) await undoImport(ctx, { id })
    t.strictSame(await rows(), before)
    t.strictSame(await leftOf(imports), [])
    t.strictSame(await keptTotals(database, owner.workspaceId), await recomputed(database, owner.workspaceId, NOW), 'and totals follow from the rows')
  }), RUNS)
})

t.test('what somebody has touched since is there after the undoing, as they left it, and is listed', async t => {
  await fc.assert(fc.asyncProperty(arrangement, async given => {
    const { run, imports } = await arrange(given)
    const made = (type: string) => sql<{ id: string, name: string, kind: string }[]>`
      select distinct on (x.subject_id) x.subject_id as id, x.kind, coalesce(c.name, i.external_id) as name from app.import_change x
      left join app.contact c on c.id = x.subject_id left join app.interaction i on i.id = x.subject_id
      where x.import_id in ${sql(imports.map(({ id }) => id))} and x.subject_type = ${type} order by x.subject_id, x.id`
    const people = (await made('contact')).filter(({ name }) => given.touched.who.some(who => name === `Ada ${run} ${who}`))
    const meetings = (await made('interaction')).filter(({ name }) => given.touched.uids.some(uid => name.startsWith(`${uid}@`)))
    for (const { id } of people) await updateContact(later, { id, name: `Touched ${id}` })
    for (const { id } of meetings) await updateInteraction(later, { id, summary: 'As we remember it.' })
    for (const { id } of imports) await undoImport(ctx, { id })
    const left = new Set(await leftOf(imports))
    for (const { id, kind } of people) {
      t.strictSame([...await sql`select name from app.contact where id = ${id}`], [{ name: `Touched ${id}` }])
      t.ok(kind === 'UPDATED' || left.has(id), 'whom it made is listed')
    }
    for (const { id } of meetings) {
      t.strictSame([...await sql`select summary from app.interaction where id = ${id}`], [{ summary: 'As we remember it.' }])
      t.ok(left.has(id), 'a meeting that was touched is listed')
    }
    t.strictSame(await keptTotals(database, owner.workspaceId), await recomputed(database, owner.workspaceId, NOW))
  }), RUNS)
})

async function leftOf (imports: readonly Import[]): Promise<string[]> {
  const found = await sql<{ id: string }[]>`select subject_id as id from app.import_change where import_id in ${sql(imports.map(({ id }) => id))} and left_reason is not null`
  return found.map(({ id }) => id)
}
