import postgres from 'postgres'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { toTypeId } from '../../../src/domain/type-id.ts'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../../src/operations/contacts/delete-contact.ts'
import { findContactByIdentity, findIdentities, listAllContacts } from '../../../src/operations/contacts/find-contacts.ts'
import { setCadence } from '../../../src/operations/contacts/set-cadence.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { upsertContacts } from '../../../src/operations/contacts/upsert-contacts.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { firstWorkspace, memberWith, NOW, requestOf } from '../support/first-workspace.ts'

const { database, adminUrl, owner } = await firstWorkspace(t)
const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => admin.end({ timeout: 5 }))

t.test('of ten who add the same person at once, one does, and the others are told whom they mean', async t => {
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => createContact(request(), {
    name: `Ada ${index}`, identities: [{ kind: 'EMAIL', value: index % 2 ? 'ADA@engines.example' : 'ada@Engines.example' }]
  })))
  const [made, ...more] = results.flatMap(result => result.status === 'fulfilled' ? [result.value] : [])
  t.strictSame(more, [])
  const refused = results.flatMap(result => result.status === 'rejected' ? [result.reason] : [])
  t.equal(refused.length, 9)
  for (const refusal of refused) {
    t.match(refusal, { code: 'CONFLICT', message: /ada@engines.example is an identity of another contact/, extensions: { contactId: toTypeId('contact', made?.id ?? '') } })
  }
  t.strictSame(await rowsOf('identity', 'normalized = \'ada@engines.example\''), 1)
})

t.test('of ten who change the same version at once, one does, and the others are told the present one', async t => {
  const { id, version } = await createContact(request(), { name: 'Grace' })
  const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => updateContact(request(), { id, version, title: `title ${index}` })))
  t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const result of results) if (result.status === 'rejected') t.match(result.reason, { code: 'CONFLICT', extensions: { version: version + 1 } })
})

t.test('a change that changes nothing keeps the version, and writes no audit', async t => {
  const contact = await createContact(request(), { name: 'Same', tags: ['a'], identities: [{ kind: 'X', value: '@Same' }] })
  const before = await auditOf(contact.id)
  const again = await updateContact(request({ now: NOW + 1 }), { id: contact.id, version: 1, name: 'Same', tags: ['a'], identities: [{ kind: 'X', value: '@Same' }] })
  t.strictSame(again, contact)
  t.strictSame(await auditOf(contact.id), before)
})

t.test('the audit says who changed what, field by field, in which request', async t => {
  const linus = await memberWith(database, owner, 'linus', 'MEMBER')
  const { id } = await createContact(request(), { name: 'Barbara', tags: ['clu'] })
  await updateContact(request({ requestId: 'req-2', now: NOW + 1, actor: linus }), { id, title: 'Professor', tags: [], identities: [{ kind: 'EMAIL', value: 'B@mit.example' }] })
  await setCadence(request({ requestId: 'req-3', now: NOW + 2 }), { contactId: id, targetDays: 30 })
  const { interaction } = await logInteraction(request({ requestId: 'req-4', now: NOW + 3 }), { channel: 'MEAL', direction: 'MUTUAL', occurredAt: NOW, participants: [{ contactId: id }] })
  await deleteContact(request({ requestId: 'req-5', now: NOW + 4 }), { id })
  const identity = { kind: 'EMAIL', value: 'B@mit.example', normalized: 'b@mit.example', label: null, isPrimary: true }
  const [made, changed, paced, ...gone] = await auditOf(id)
  t.match(made, { action: 'createContact', actor: 'owner', member_id: owner.memberId, token_id: null, request_id: 'req-1', at: new Date(NOW), subject_type: 'contact', changes: { name: { after: 'Barbara' }, tags: { after: ['clu'] }, version: { after: 1 } } })
  t.strictSame(changed?.changes, { title: { before: null, after: 'Professor' }, tags: { before: ['clu'], after: [] }, identities: { before: [], after: [identity] }, version: { before: 1, after: 2 } })
  t.match(changed, { action: 'updateContact', actor: 'linus', member_id: linus.memberId, request_id: 'req-2' })
  t.strictSame(paced?.changes, { targetDays: { before: null, after: 30 }, version: { before: 2, after: 3 } })
  t.match(gone, [{ action: 'deleteContact', request_id: 'req-5', changes: { name: { before: 'Barbara' }, identities: { before: [identity] }, title: { before: 'Professor' } } }])
  t.match(await auditOf(interaction.id), [
    { action: 'logInteraction', request_id: 'req-4', changes: { channel: { after: 'MEAL' }, participants: { after: [id] } } },
    { action: 'deleteContact', request_id: 'req-5', changes: { channel: { before: 'MEAL' }, participants: { before: [id] } } }
  ])
})

t.test('a mutation that fails half way leaves nothing: no row, no audit, no key', async t => {
  const before = await everything()
  const [same, other] = [uuidv7(), uuidv7()]
  const ids = [same, other, other]
  // The second identity gets the id of the first, when the contact is written already.
  const failing = request({ idempotencyKey: 'half-way', newId: () => ids.shift() ?? other })
  await t.rejects(createContact(failing, { name: 'Half', tags: ['half'], identities: [{ kind: 'X', value: 'half1' }, { kind: 'X', value: 'half2' }] }), { code: '23505' })
  t.strictSame(await everything(), before)
  await t.rejects(upsertContacts(request({ idempotencyKey: 'none' }), { contacts: [] }), { code: 'INVALID' })
  t.strictSame(await everything(), before)
})

t.test('what was typed is kept, and found in every spelling', async t => {
  const { id } = await createContact(request(), { name: 'René', identities: [{ kind: 'EMAIL', value: 'Rene@BÜCHER.example' }, { kind: 'PHONE', value: '+33 (0)1 42 68 53 00' }, { kind: 'MASTODON', value: 'https://mastodon.example/@René'.replace('é', 'e') }] })
  const reading = request()
  t.match((await findIdentities(reading, [id]))[0], [
    { value: 'Rene@BÜCHER.example', normalized: 'rene@xn--bcher-kva.example' }, { value: '+33 (0)1 42 68 53 00', normalized: '+33142685300' }, { normalized: 'rene@mastodon.example' }
  ])
  for (const [kind, value] of [['EMAIL', 'mailto:rene@bücher.example'], ['PHONE', '+33 142-685-300'], ['PHONE', 'tel:+33142685300'], ['MASTODON', '@RENE@mastodon.example']] as const) {
    t.equal((await findContactByIdentity(reading, { kind, value }))?.id, id, value)
  }
  t.equal(await findContactByIdentity(reading, { kind: 'WHATSAPP', value: '+33142685300' }), undefined, 'of another kind')
  t.equal(await findContactByIdentity(reading, { kind: 'EMAIL', value: 'no address' }), undefined)
  await reading.reading.end()
})

t.test('text of every sort is kept as it is, or refused, and never fails', async t => {
  const texts = { name: 'ﷺ'.repeat(200), organization: '㌖'.repeat(200), title: '\u202e😀\u0301'.repeat(40), notes: '漢\n'.repeat(10_000).trim() }
  const { id, tags, ...kept } = await createContact(request(), { ...texts, tags: ['😀'.repeat(25), 'ﷺ'.repeat(50), '\ud800x'] })
  t.match(kept, texts)
  t.strictSame([...tags].sort(), ['ﷺ'.repeat(50), '😀'.repeat(25), '\ufffdx'].sort())
  const cjk = Array.from({ length: 450 }, (_, index) => String.fromCodePoint(0x4e00 + index * index * 7919 % 20_000)).join('')
  for (const [kind, value] of [['WEBSITE', `https://a.example/${cjk}`], ['OTHER', cjk], ['OTHER', 'İ'.repeat(500)], ['LINKEDIN', `https://linkedin.com/in/${cjk}`], ['EMAIL', `a@${'ü'.repeat(60)}.example`]] as const) {
    const [outcome] = await Promise.allSettled([updateContact(request(), { id, identities: [{ kind, value }] })])
    if (outcome?.status === 'rejected') t.match(outcome.reason, { code: 'INVALID', fields: [{ path: 'identities.0.value' }] }, kind)
    else t.equal((await findIdentitiesOf(id))[0]?.value, value, kind)
  }
  for (const nul of [{ name: 'a\0' }, { notes: '\0' }, { tags: ['\0'] }, { identities: [{ kind: 'OTHER' as const, value: '\0' }] }]) await t.rejects(updateContact(request(), { id, ...nul }), { code: 'INVALID' })
})

t.test('a filter takes any text, and finds what is spelled otherwise', async t => {
  const { id } = await createContact(request(), { name: 'Quote', organization: 'A, "B" & {C}\\D', tags: ['x","y', 'z\\', '{}', ''].filter(tag => tag) })
  const found = async (filter: object) => {
    const reading = request()
    const { page } = await listAllContacts(reading, { filter })
    await reading.reading.end()
    return page.items.map(({ item }) => item.id)
  }
  t.strictSame(await found({ organization: 'a,  "b" & {c}\\d' }), [id])
  for (const tag of ['X","Y', 'Z\\', '{}']) t.strictSame(await found({ tags: ['none', tag] }), [id], tag)
  for (const tag of ['x', 'y', '', 'null', 'NULL', '\0', '\ud800', '"', '{"x"}']) t.strictSame(await found({ tags: [tag] }), [], JSON.stringify(tag))
})

function request (given: Partial<OperationContext> = {}): OperationContext {
  return requestOf(t, database, given.actor ?? owner, given)
}

async function findIdentitiesOf (id: string) {
  const reading = request()
  const [identities = []] = await findIdentities(reading, [id])
  await reading.reading.end()
  return identities
}

function auditOf (subjectId: string): Promise<postgres.Row[]> {
  return admin`select * from app.audit where subject_id = ${subjectId} order by at, id`
}

async function rowsOf (table: string, condition: string): Promise<number> {
  const [row] = await admin.unsafe(`select count(*)::int as rows from app.${table} where ${condition}`)
  return row?.rows
}

/** The rows of every table, as many as there are. */
async function everything (): Promise<unknown[]> {
  const tables = await admin<{ relname: string }[]>`select relname from pg_class where relnamespace = 'app'::regnamespace and relkind = 'r' order by 1`
  return await Promise.all(tables.map(async ({ relname }) => [relname, await rowsOf(relname, 'true')]))
}
