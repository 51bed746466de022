import postgres from 'postgres'
import t from 'tap'
import { createContact } from '../../../src/operations/contacts/create-contact.ts'
import { updateContact } from '../../../src/operations/contacts/update-contact.ts'
import { logInteraction } from '../../../src/operations/interactions/log-interactions.ts'
import type { OperationContext } from '../../../src/operations/context.ts'
import { firstWorkspace, memberWith, NOW, requestOf } from '../support/first-workspace.ts'

const DAY_MS = 24 * 60 * 60 * 1000

const { database, adminUrl, owner } = await firstWorkspace(t)
const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
t.teardown(() => admin.end({ timeout: 5 }))

t.test('what was done under a key is not done again, and answered as the first time', async t => {
  const first = await createContact(request('one'), { name: 'Ada' })
  await updateContact(request(null), { id: first.id, name: 'Ada King' })
  t.strictSame(await createContact(request('one', NOW + 1), { name: 'Ada' }), JSON.parse(JSON.stringify(first)))
  t.equal(await contactsNamed('Ada'), 0)
  t.equal(await contactsNamed('Ada King'), 1)
})

t.test('of ten requests at once under one key one is done, and all are answered alike', async t => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => createContact(request('ten'), { name: 'Grace' })))
  t.equal(new Set(answers.map(({ id }) => id)).size, 1)
  t.equal(await contactsNamed('Grace'), 1)
  const audits = await admin`select 1 from app.audit where subject_id = ${answers[0]?.id ?? ''}`
  t.equal(audits.length, 1)
})

t.test('a key that was used for another input, or another mutation, is refused', async t => {
  const { id } = await createContact(request('used'), { name: 'Linus' })
  await t.rejects(createContact(request('used'), { name: 'Linus T' }), { code: 'INVALID', fields: [{ path: 'Idempotency-Key' }] })
  await t.rejects(updateContact(request('used'), { id, name: 'Linus' }), { code: 'INVALID', fields: [{ path: 'Idempotency-Key' }] })
  t.equal(await contactsNamed('Linus T'), 0)
})

t.test('a refusal is not kept: the same key may be used for the request put right', async t => {
  await t.rejects(createContact(request('wrong'), { name: '' }), { code: 'INVALID' })
  t.equal((await createContact(request('wrong'), { name: 'Barbara' })).name, 'Barbara')
})

t.test('of ten at once, where the one that came first is refused, the others are too and nothing is left', async t => {
  const input = { channel: 'EMAIL', direction: 'INBOUND', occurredAt: NOW, participants: [{ identity: { kind: 'EMAIL', value: 'nobody@example.org' } }] } as const
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => logInteraction(request('refused'), input)))
  for (const result of results) t.match(result, { status: 'rejected', reason: { code: 'NOT_FOUND' } })
  t.strictSame([...await admin`select 1 from app.idempotency_key where key = 'refused'`], [])
})

t.test('a key lives for a day', async t => {
  const first = await createContact(request('daily'), { name: 'Edsger' })
  t.equal((await createContact(request('daily', NOW + DAY_MS - 1), { name: 'Edsger' })).id, first.id)
  t.ok((await createContact(request('daily', NOW + DAY_MS), { name: 'Edsger' })).id !== first.id)
  t.equal(await contactsNamed('Edsger'), 2)
})

t.test('a key is the member\'s own', async t => {
  const margaret = await memberWith(database, owner, 'margaret', 'MEMBER')
  const ours = await createContact(request('shared'), { name: 'Katherine' })
  const theirs = await createContact(requestOf(t, database, margaret, { idempotencyKey: 'shared' }), { name: 'Katherine' })
  t.ok(ours.id !== theirs.id)
})

t.test('a key has 1 to 200 printable characters', async t => {
  for (const key of ['', ' ', 'a b', 'ä', 'a\0', 'a'.repeat(201)]) await t.rejects(createContact(request(key), { name: 'Nobody' }), { code: 'INVALID', fields: [{ path: 'Idempotency-Key' }] }, JSON.stringify(key))
  t.ok(await createContact(request('~'.repeat(200)), { name: 'Somebody' }))
  t.equal(await contactsNamed('Nobody'), 0)
})

t.test('who may not write is told so, and the key stays free', async t => {
  const viewer = await memberWith(database, owner, 'viewer', 'VIEWER')
  await t.rejects(createContact(requestOf(t, database, viewer, { idempotencyKey: 'viewer' }), { name: 'Nobody' }), { code: 'FORBIDDEN' })
  t.strictSame([...await admin`select 1 from app.idempotency_key where key = 'viewer'`], [])
})

function request (idempotencyKey: string | null, now = NOW): OperationContext {
  return requestOf(t, database, owner, { idempotencyKey, now })
}

async function contactsNamed (name: string): Promise<number> {
  const [row] = await admin`select count(*)::int as contacts from app.contact where name = ${name}`
  return row?.contacts
}
