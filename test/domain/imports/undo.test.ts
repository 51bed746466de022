import fc from 'fast-check'
import t from 'tap'
import { identityKey, withPrimaries, type Identity } from '../../../src/domain/contacts/contact.ts'
import type { Import } from '../../../src/domain/imports/import.ts'
import { doingsOf, refuseUndo, undoableUntil, type KeptChange } from '../../../src/domain/imports/undo.ts'
import { undoContact, type ChangedFields } from '../../../src/domain/imports/undo-contact.ts'
import { withoutTold } from '../../../src/domain/imports/undo-told.ts'
import { joined, type Told } from '../../../src/domain/integrations/told.ts'
import { changesBetween } from '../../../src/domain/changes.ts'
import { isSameValue } from '../../../src/domain/same-value.ts'

const DAY = 86_400_000
const END = Date.parse('2026-03-01T12:00:00Z')
const done = { dryRun: false, status: 'DONE', finishedAt: END, undoAt: null } as const
const ada: ChangedFields = { name: 'Ada', organization: null, title: 'Countess', notes: null, tags: ['looms'], identities: [], targetDays: null, paused: false }

t.test('an import can be undone for thirty days, and not a moment longer', async t => {
  t.equal(undoableUntil(done), END + 30 * DAY)
  refuseUndo(done, END + 30 * DAY)
  refuseUndo({ ...done, status: 'FAILED' }, END)
  t.throws(() => refuseUndo(done, END + 30 * DAY + 1), { code: 'CONFLICT', message: /30 days.*2026-03-31T12:00:00.000Z/, extensions: { undoableUntil: '2026-03-31T12:00:00.000Z' } })
})

t.test('what runs, tries, or was undone already cannot be undone', async t => {
  const refused: readonly (readonly [Partial<Import>, RegExp])[] = [
    [{ dryRun: true }, /dry run/], [{ status: 'UNDONE', undoAt: END }, /undone already/], [{ status: 'RUNNING', undoAt: END }, /being undone/],
    [{ status: 'RUNNING', finishedAt: null }, /still running/]
  ]
  for (const [given, message] of refused) {
    t.throws(() => refuseUndo({ ...done, ...given }, END), { code: 'CONFLICT', message })
    t.equal(undoableUntil({ ...done, ...given }), null)
  }
})

t.test('several changes of one thing are one: what it was before the first, and what the last has made it', async t => {
  const change = (id: string, given: Partial<KeptChange>): KeptChange => ({ id, kind: 'UPDATED', subjectType: 'contact', subjectId: 'ada', contactId: 'ada', version: null, changes: null, at: END, ...given })
  t.strictSame(doingsOf([
    change('1', { version: 2, changes: { title: { before: null, after: 'Countess' } } }),
    change('2', { subjectId: 'grace', contactId: 'grace', kind: 'CREATED', version: 1 }),
    change('3', { version: 3, at: END + 1, changes: { title: { before: 'Countess', after: 'Lady' }, notes: { before: null, after: 'Looms' } } }),
    change('4', { subjectId: 'grace', contactId: 'grace', at: END + 2, changes: { notes: { before: 'Looms', after: 'Ships' } } }),
    change('5', { subjectId: 'grace', contactId: 'grace', at: END + 3 })
  ]), [
    {
      changeIds: ['1', '3'],
      id: '1',
      kind: 'UPDATED',
      subjectType: 'contact',
      subjectId: 'ada',
      contactId: 'ada',
      version: 3,
      at: END + 1,
      changes: { title: { before: null, after: 'Lady' }, notes: { before: null, after: 'Looms' } }
    },
    { changeIds: ['2', '4', '5'], id: '2', kind: 'CREATED', subjectType: 'contact', subjectId: 'grace', contactId: 'grace', version: 1, at: END + 3, changes: {} }
  ])
})

const word = fc.constantFrom('Ada', 'Grace', 'Lady')
const identity = fc.record({ kind: fc.constantFrom('EMAIL' as const, 'PHONE' as const), normalized: fc.constantFrom('a', 'b', 'c'), label: fc.option(fc.constantFrom('home')) })
  .map((given): Identity => ({ ...given, value: given.normalized, isPrimary: false }))
const identities = fc.uniqueArray(identity, { selector: identityKey }).map(withPrimaries)
const state: fc.Arbitrary<ChangedFields> = fc.record({
  name: word,
  organization: fc.option(word),
  title: fc.option(word),
  notes: fc.option(word),
  targetDays: fc.option(fc.integer({ min: 1, max: 9 })),
  paused: fc.boolean(),
  tags: fc.subarray(['looms', 'poets', 'trains']),
  identities
})

/** What an import may make of a contact: it changes fields, and adds tags and identities. */
function imported (before: ChangedFields, more: ChangedFields): ChangedFields {
  const known = new Set(before.identities.map(identityKey))
  const added = more.identities.filter(each => !known.has(identityKey(each))).map(each => ({ ...each, isPrimary: false }))
  return { ...more, tags: [...new Set([...before.tags, ...more.tags])].sort(), identities: withPrimaries([...before.identities, ...added]) }
}

t.test('what nobody has touched since is as it was before, whatever an import has changed', async t => {
  fc.assert(fc.property(state, state, (before, more) => {
    const after = imported(before, more)
    const changes = JSON.parse(JSON.stringify(changesBetween(before, after)))
    return isSameValue(undoContact(after, changes), { fields: before, left: [] })
  }))
})

t.test('what somebody has touched since is theirs, and all else is as before', async t => {
  fc.assert(fc.property(state, state, state, fc.constantFrom('name', 'organization', 'title', 'notes', 'targetDays', 'paused'), (before, more, others, touched) => {
    const after = imported(before, more)
    const present = { ...after, [touched]: others[touched] }
    const { fields, left } = undoContact(present, JSON.parse(JSON.stringify(changesBetween(before, after))))
    const isTheirs = !isSameValue(others[touched], after[touched])
    const stays = !isSameValue(before[touched], after[touched]) && isTheirs && !isSameValue(others[touched], before[touched])
    return isSameValue(fields, { ...before, ...isTheirs && { [touched]: others[touched] } }) && isSameValue(left, stays ? [touched] : [])
  }))
})

t.test('tags and identities that were added go one by one, and those that were added since stay', async t => {
  const [home, work, mine]: Identity[] = ['home', 'work', 'mine'].map(value => ({ kind: 'EMAIL', value, normalized: value, label: null, isPrimary: false })) as [Identity, Identity, Identity]
  const after = { ...ada, tags: ['looms', 'poets', 'trains'], identities: withPrimaries([home, work]) }
  const changes = { tags: { before: ['looms'], after: after.tags }, identities: { before: [], after: after.identities } }
  t.strictSame(undoContact({ ...after, tags: ['looms', 'mine', 'trains'], identities: withPrimaries([home, work, mine]) }, changes), {
    fields: { ...ada, tags: ['looms', 'mine'], identities: [{ ...mine, isPrimary: true }] }, left: []
  })
  t.strictSame(undoContact({ ...after, identities: withPrimaries([{ ...home, label: 'old' }, { ...work, isPrimary: true }]) }, changes), {
    fields: { ...ada, identities: [{ ...home, label: 'old', isPrimary: true }] }, left: ['identities']
  }, 'one that somebody has named is theirs')
  t.strictSame(undoContact(ada, { tags: { before: null, after: null }, identities: {} }), { fields: { ...ada }, left: [] })
  t.strictSame(undoContact({ ...ada, title: 'x' }, { title: { after: 'x' } }).fields.title, null, 'what was not there before is empty again')
})

const stamped = fc.record({ value: fc.constantFrom('Lunch', 'Dinner', 'Tea'), at: fc.integer({ min: 1, max: 4 }), sequence: fc.constant(0) })
const told = fc.record({ subject: stamped, text: stamped, url: stamped }, { requiredKeys: [] }) as fc.Arbitrary<Told>

t.test('what an import told of a thing is taken back, as if only the others had told of it', async t => {
  fc.assert(fc.property(told, told, (before, by) => {
    const after = joined(before, by)
    return isSameValue(withoutTold(after, before, after), before)
  }))
})

t.test('what was told later than by an import stays', async t => {
  const at = (value: string, at: number) => ({ value, at, sequence: 0 })
  const [before, after]: Told[] = [{ subject: at('Tea', 1) }, { subject: at('Lunch', 2), text: at('At noon', 2), url: at('https://x.example', 2) }] as [Told, Told]
  t.strictSame(withoutTold({ ...after, subject: at('Dinner', 3) }, before!, after!), { subject: at('Dinner', 3) })
  t.strictSame(withoutTold({ ...after, status: at('HELD', 3) as never }, before!, after!), { ...before, status: at('HELD', 3) })
  t.strictSame(withoutTold({}, before!, after!), {})
})
