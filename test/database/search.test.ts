import fc from 'fast-check'
import t from 'tap'
import { searchTerms } from '../../src/domain/contacts/contact-list.ts'
import type { KnownContact } from '../../src/domain/contacts/standing.ts'
import { searchKey } from '../../src/domain/text.ts'
import { createContact } from '../../src/operations/contacts/create-contact.ts'
import { deleteContact } from '../../src/operations/contacts/delete-contact.ts'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { updateContact } from '../../src/operations/contacts/update-contact.ts'
import { firstWorkspace, requestOf } from '../operations/support/first-workspace.ts'

const { database, owner } = await firstWorkspace(t)
const ctx = () => requestOf(t, database, owner)
for (const contact of [
  { name: 'Adam Ant', organization: 'Ada' },
  { name: 'Ada Lovelace', title: 'Countess', notes: 'She met Babbage.', identities: [{ kind: 'EMAIL' as const, value: 'countess@engines.example' }] },
  { name: 'René Descartes', tags: ['Philosophy'] },
  { name: 'Grace Hopper', organization: 'U.S. Navy', identities: [{ kind: 'PHONE' as const, value: '+49 30 901820' }] },
  { name: '100% Sure_Thing', organization: 'A\\B' },
  { name: '山田 太郎', identities: [{ kind: 'EMAIL' as const, value: 'taro@müller.example' }] }
]) await createContact(ctx(), contact)

t.test('whatever somebody types is searched for without an error', async t => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(fc.constantFrom('a', 'é', '\'', '"', '\\', '%', '_', ':*', '&', '|', '!', '(', ')', '<->', '\0', '\ud800', '\u202e', ' ', '٣', 'ﬀ', '\u0345', '½', '²', 'ⅷ', '´'), { maxLength: 40 }).map(parts => parts.join(''))
  )
  await fc.assert(fc.asyncProperty(fc.array(hostile, { minLength: 20, maxLength: 20 }), async texts => {
    const terms = texts.flatMap(text => searchTerms(searchKey(text)) ?? [])
    await Promise.all(terms.map(({ words, prefixes, fragment }) => database.sql`select to_tsquery('simple', ${prefixes}), contact_id from app.search_contacts(${words}, ${prefixes}, ${fragment}, 10)`))
  }), { numRuns: 25 })
})

t.test('every word of a name finds it, with or without its accents', async t => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'aäéßøłıIİŞçñž0٣½ſǆﬁ\'-. '), minLength: 1, maxLength: 30 }).filter(name => /[\p{L}\p{N}]/u.test(name)), async name => {
    const { id } = await createContact(ctx(), { name })
    t.ok((await found(name)).includes(id), `${name} as it is`)
    t.ok((await found(searchKey(name))).includes(id), `${name} as ${searchKey(name)}`)
    await deleteContact(ctx(), { id })
  }), { numRuns: 30 })
})

t.test('a whole word ranks above its beginning, a name above what is written beside it, and words above likeness', async t => {
  t.strictSame(await names('ada'), ['Ada Lovelace', 'Adam Ant'])
  t.strictSame(await names('adam'), ['Adam Ant'])
  t.strictSame(await names('lovelase'), ['Ada Lovelace'])
  t.strictSame(await names('grace hoper'), ['Grace Hopper'])
})

t.test('parts of words, of addresses and of numbers are found', async t => {
  const searches = {
    babbage: 'Ada Lovelace',
    'ngines.exa': 'Ada Lovelace',
    '030 90 18-20': 'Grace Hopper',
    '+4930901820': 'Grace Hopper',
    navy: 'Grace Hopper',
    rene: 'René Descartes',
    PHILOSOPHY: 'René Descartes',
    山田: '山田 太郎',
    'müller.example': '山田 太郎',
    'xn--mller': '山田 太郎',
    '100%': '100% Sure_Thing',
    sure_: '100% Sure_Thing',
    'a\\b': '100% Sure_Thing'
  }
  for (const [search, name] of Object.entries(searches)) t.equal((await names(search))[0], name, search)
})

t.test('what stands for any letter in SQL stands for itself here', async t => {
  const { id } = await createContact(ctx(), { name: 'Qaz' })
  t.strictSame(await found('qaz'), [id])
  for (const search of ['q_z', 'q%z', 'q\\%z', '%q%z%']) t.strictSame(await found(search), [], search)
})

t.test('what is changed is found by its new words and no longer by its old ones', async t => {
  const { id } = await createContact(ctx(), { name: 'Katherine Coleman', tags: ['orbits'] })
  await updateContact(ctx(), { id, name: 'Katherine Johnson', tags: [] })
  t.strictSame(await found('johnson'), [id])
  t.strictSame(await found('coleman'), [])
  t.strictSame(await found('orbits'), [])
  await deleteContact(ctx(), { id })
  t.strictSame(await found('johnson'), [])
})

async function found (search: string): Promise<string[]> {
  return (await matches(search)).map(({ id }) => id)
}

async function names (search: string): Promise<string[]> {
  return (await matches(search)).map(({ name }) => name)
}

async function matches (search: string): Promise<readonly KnownContact[]> {
  const asking = ctx()
  try {
    return (await listAllContacts(asking, { first: 100, search })).page.items.map(({ item }) => item)
  } finally {
    await asking.reading.end()
  }
}
