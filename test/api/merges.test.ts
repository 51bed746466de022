import t from 'tap'
import { testApp, type TestApp } from '../support/app.ts'
import { ada, add, daysAgo, log } from '../support/people.ts'

const PREVIEW = `query ($input: MergeContactsInput!) { previewMerge(input: $input) {
  name organization title notes tags identities { normalized isPrimary } cadenceDays paused substanceOverride { score } quality { score } interactions favors asks } }`
const MERGE = `mutation ($input: MergeContactsInput!) { mergeContacts(input: $input) { mergeId contact {
  id name organization title notes tags version identities { normalized isPrimary } cadence { targetDays } quality { score } interactions { totalCount } favors { totalCount } } } }`

t.test('two of a person are previewed, merged, found by both ids, and told apart again', async t => {
  const app = await testApp(t)
  const { survivorId, otherIds } = await twoAdas(app)
  const [king] = otherIds
  const { data: { previewMerge: preview } } = await app.query(PREVIEW, { input: { survivorId, otherIds } })
  t.match(preview, {
    name: 'Ada Lovelace',
    title: 'Programmer',
    notes: 'Translates Menabrea, with notes longer than the text.\n\nName: Ada King\nTitle: Countess',
    tags: ['mathematics', 'nobility', 'Poetry'],
    identities: [{ normalized: 'ada@engines.example', isPrimary: true }, { normalized: '+4930901820', isPrimary: true }, { normalized: 'ada@ockham.example', isPrimary: false }],
    cadenceDays: 30,
    paused: false,
    substanceOverride: null,
    interactions: 2,
    favors: 1,
    asks: 0
  })
  t.equal((await app.query('query ($id: ID!) { contact(id: $id) { name version } }', { id: king })).data.contact.name, 'Ada King', 'nothing has changed')

  const { data: { mergeContacts: { mergeId, contact } } } = await app.query(MERGE, { input: { survivorId, otherIds } })
  t.match(mergeId, /^merge_/)
  const { interactions, favors, cadenceDays, asks, paused, substanceOverride, ...fields } = preview
  t.strictSame(contact, { ...fields, id: survivorId, version: 2, cadence: { targetDays: cadenceDays }, interactions: { totalCount: interactions }, favors: { totalCount: favors } })
  const BOTH = 'query ($one: ID!, $other: ID!) { contact(id: $other) { id } node(id: $other) { id } nodes(ids: [$other, $one]) { id } contacts { totalCount } }'
  const found = { id: survivorId }
  t.strictSame((await app.query(BOTH, { one: survivorId, other: king })).data, { contact: found, node: found, nodes: [found, found], contacts: { totalCount: 1 } })

  const undone = await app.query('mutation ($id: ID!) { undoMerge(input: { mergeId: $id }) { mergeId contact { id name notes title tags } } }', { id: mergeId })
  t.strictSame(undone.data.undoMerge, { mergeId, contact: { id: survivorId, name: 'Ada Lovelace', notes: ada.notes, title: 'Programmer', tags: ada.tags } })
  t.strictSame((await app.query('query ($id: ID!) { contact(id: $id) { id name title tags } }', { id: king })).data.contact, { id: king, name: 'Ada King', title: 'Countess', tags: ['nobility'] })
  t.match(await app.query('mutation ($id: ID!) { undoMerge(input: { mergeId: $id }) { mergeId } }', { id: mergeId }), { data: null, errors: [{ extensions: { code: 'CONFLICT' } }] })
})

t.test('a choice says whose field is taken, and names one of those who are merged', async t => {
  const app = await testApp(t)
  const { survivorId, otherIds } = await twoAdas(app)
  const [king = ''] = otherIds
  const { data } = await app.query(MERGE, { input: { survivorId, otherIds, choices: { name: king, title: survivorId, notes: king, organization: null } } })
  t.match(data.mergeContacts.contact, { name: 'Ada King', title: 'Programmer', organization: 'Analytical Engines', notes: 'Name: Ada Lovelace\nTitle: Countess' })
  const [grace, hopper, linus] = await add(app, [{ name: 'Grace' }, { name: 'Hopper' }, { name: 'Linus' }])
  t.match(await app.query(MERGE, { input: { survivorId: grace, otherIds: [hopper], choices: { name: linus } } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'choices.name' }] } }] })
  t.match(await app.query(PREVIEW, { input: { survivorId: grace, otherIds: [grace] } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'otherIds.0' }] } }] })
})

/** Ada, and Ada King with a cadence, who have met us together and apart. */
async function twoAdas (app: TestApp): Promise<{ survivorId: string, otherIds: string[] }> {
  const [survivorId = '', king = ''] = await add(app, [{ ...ada, tags: ['mathematics', 'Poetry'] }, { name: 'Ada King', title: 'Countess', tags: ['nobility'], identities: [{ kind: 'EMAIL', value: 'ada@ockham.example' }] }])
  await log(app, [{ with: [survivorId, king], occurredAt: daysAgo(3) }, { with: [king], occurredAt: daysAgo(9) }])
  await app.query(`mutation ($king: ID!, $at: DateTime!) {
    recordFavor(input: { contactId: $king, direction: GIVEN, kind: GIFT, occurredAt: $at }) { favor { id } }
    setCadence(input: { contactId: $king, targetDays: 30 }) { contact { id } }
  }`, { king, at: daysAgo(2) })
  return { survivorId, otherIds: [king] }
}
