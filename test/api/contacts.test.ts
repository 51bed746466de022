import t from 'tap'
import { testApp } from '../support/app.ts'
import { ada, add, daysAgo, grace, linus, log } from '../support/people.ts'

const NOBODY = 'contact_01h455vb4pex5vsknk084sn02q'

const WHOLE = `fragment Whole on Contact {
  name organization title notes tags identities { kind value normalized label isPrimary }
  createdAt updatedAt version lastInteractionAt cadence { targetDays source lastTouchAt dueAt state }
}`
const CREATE = `mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { ...Whole } } } ${WHOLE}`
const UPDATE = `mutation ($input: UpdateContactInput!) { updateContact(input: $input) { contact { ...Whole } } } ${WHOLE}`
const UPSERT = `mutation ($contacts: [CreateContactInput!]!) { upsertContacts(input: { contacts: $contacts }) { results {
  outcome contact { name organization tags identities { kind normalized isPrimary } version } error { code message fields { path message } }
} } }`

const ADA = {
  name: 'Ada Lovelace',
  organization: 'Analytical Engines',
  title: 'Programmer',
  notes: 'Translates Menabrea, with notes longer than the text.',
  tags: ['mathematics', 'Poetry'],
  identities: [
    { kind: 'EMAIL', value: 'Ada@Engines.example', normalized: 'ada@engines.example', label: 'work', isPrimary: true },
    { kind: 'PHONE', value: '030 901820', normalized: '+4930901820', label: null, isPrimary: true }
  ],
  createdAt: '2026-03-01T12:00:00.000Z',
  updatedAt: '2026-03-01T12:00:00.000Z',
  version: 1,
  lastInteractionAt: null,
  cadence: { targetDays: null, source: 'NONE', lastTouchAt: null, dueAt: null, state: 'NO_CADENCE' }
}

t.test('a new contact is told as it was given, cleaned and normalized', async t => {
  const { query } = await testApp(t)
  t.strictSame(await query(CREATE, { input: { ...ada, name: '  Ada Lovelace ', tags: ['Poetry', 'mathematics', 'poetry', 'Mathématics'] } }), {
    data: { createContact: { contact: ADA } }
  })
})

t.test('a contact needs no more than a name', async t => {
  const { query } = await testApp(t)
  const { data } = await query(CREATE, { input: { name: 'Linus', organization: null, title: null, notes: ' ', tags: null, identities: null, cadenceDays: null } })
  t.match(data.createContact.contact, { name: 'Linus', organization: null, title: null, notes: null, tags: [], identities: [], version: 1 })
})

t.test('an identity is held by one contact alone, in whatever spelling', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  for (const identity of [{ kind: 'EMAIL', value: 'mailto:ADA@engines.EXAMPLE' }, { kind: 'PHONE', value: '+49 (30) 90 18 20' }]) {
    const normalized = identity.kind === 'EMAIL' ? 'ada@engines.example' : '+4930901820'
    t.strictSame(await app.query(CREATE, { input: { name: 'Augusta', identities: [identity] } }), {
      data: null,
      errors: [{
        message: `${normalized} is an identity of another contact, ${adaId}; change that one, or take the identity from it first.`,
        locations: [{ line: 1, column: 42 }],
        path: ['createContact'],
        extensions: { contactId: adaId, code: 'CONFLICT' }
      }]
    })
  }
  t.equal((await app.query('{ contacts { totalCount } }')).data.contacts.totalCount, 1, 'a refused contact is not there')
})

t.test('a contact is found by its id, and by any spelling of its identities', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  t.strictSame(await app.query(`query ($id: ID!) {
    contact(id: $id) { id name }
    none: contact(id: "${NOBODY}") { id } other: contact(id: "interaction_01h455vb4pex5vsknk084sn02q") { id } noId: contact(id: "ada") { id }
    email: contactByIdentity(kind: EMAIL, value: " <ADA@Engines.example>") { id }
    phone: contactByIdentity(kind: PHONE, value: "tel:+49-30-901820") { name }
    whatsapp: contactByIdentity(kind: WHATSAPP, value: "+4930901820") { name }
    unknown: contactByIdentity(kind: GITHUB, value: "ada") { name }
    unreadable: contactByIdentity(kind: EMAIL, value: "nobody") { name }
    empty: contactByIdentity(kind: EMAIL, value: "") { name }
  }`, { id: adaId }), {
    data: {
      contact: { id: adaId, name: 'Ada Lovelace' },
      none: null,
      other: null,
      noId: null,
      email: { id: adaId },
      phone: { name: 'Ada Lovelace' },
      whatsapp: null,
      unknown: null,
      unreadable: null,
      empty: null
    }
  })
})

t.test('a change keeps what is left out, empties what is null, and counts the version up', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [{ ...ada, cadenceDays: 30 }])
  const cadence = { targetDays: 30, source: 'CONTACT', lastTouchAt: null, dueAt: '2026-03-31T12:00:00.000Z', state: 'ON_TRACK' }
  app.clock.now += 60_000
  t.strictSame(await app.query(UPDATE, { input: { id, title: 'Countess', version: 1 } }), {
    data: { updateContact: { contact: { ...ADA, title: 'Countess', updatedAt: '2026-03-01T12:01:00.000Z', version: 2, cadence } } }
  })
  t.strictSame((await app.query(UPDATE, { input: { id, organization: null, title: null, notes: '  ', tags: null, identities: null, version: null } })).data.updateContact.contact, {
    ...ADA, organization: null, title: null, notes: null, tags: [], identities: [], updatedAt: '2026-03-01T12:01:00.000Z', version: 3, cadence
  })
  t.equal((await app.query('{ contactByIdentity(kind: EMAIL, value: "ada@engines.example") { id } }')).data.contactByIdentity, null, 'the address is free again')
  t.strictSame(await app.query('{ contacts(search: "menabrea") { totalCount } }'), { data: { contacts: { totalCount: 0 } } }, 'and is not searched any more')
})

t.test('a list that is given replaces the whole list', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const { data } = await app.query(UPDATE, {
    input: { id, tags: ['engines'], identities: [{ kind: 'EMAIL', value: 'a@b.example' }, { kind: 'EMAIL', value: 'ada@engines.example', isPrimary: true }] }
  })
  t.match(data.updateContact.contact, { tags: ['engines'], version: 2, phone: undefined })
  t.strictSame(data.updateContact.contact.identities, [
    { kind: 'EMAIL', value: 'a@b.example', normalized: 'a@b.example', label: null, isPrimary: false },
    { kind: 'EMAIL', value: 'ada@engines.example', normalized: 'ada@engines.example', label: null, isPrimary: true }
  ])
})

t.test('a change that changes nothing leaves the version', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  app.clock.now += 60_000
  t.match((await app.query(UPDATE, { input: { ...ada, id } })).data.updateContact.contact, { version: 1, updatedAt: '2026-03-01T12:00:00.000Z' })
  t.match((await app.query(UPDATE, { input: { id } })).data.updateContact.contact, { version: 1 })
})

t.test('a change made from an old version is told the present one', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  await app.query(UPDATE, { input: { id, title: 'Countess' } })
  t.strictSame(await app.query('mutation ($input: UpdateContactInput!) { updateContact(input: $input) { contact { version } } }', { input: { id, title: 'Duchess', version: 1 } }), {
    data: null,
    errors: [{
      message: 'The contact was changed meanwhile: you have version 1, it is at 2. Read it again and repeat the change.',
      locations: [{ line: 1, column: 42 }],
      path: ['updateContact'],
      extensions: { version: 2, code: 'CONFLICT' }
    }]
  })
})

t.test('of two changes made from one version, one is refused', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const answers = await Promise.all(['Countess', 'Duchess', 'Baroness'].map(title => app.query(UPDATE, { input: { id, title, version: 1 } })))
  t.equal(answers.filter(({ data }) => data).length, 1)
  t.strictSame(answers.flatMap(({ errors = [] }) => errors.map((each: { extensions: unknown }) => each.extensions)), [
    { version: 2, code: 'CONFLICT' }, { version: 2, code: 'CONFLICT' }
  ])
})

t.test('a contact that is not there cannot be changed, deleted or given a cadence', async t => {
  const { query } = await testApp(t)
  for (const id of [NOBODY, 'ada', '', 'interaction_01h455vb4pex5vsknk084sn02q', 'contact_8zzzzzzzzzzzzzzzzzzzzzzzzz']) {
    t.strictSame(await query(`mutation {
      updateContact(input: { id: "${id}", title: "x" }) { contact { id } } }`), refusal('updateContact', 'NOT_FOUND', 'There is no such contact.'))
    t.strictSame(await query(`mutation {
      deleteContact(input: { id: "${id}" }) { deletedId } }`), refusal('deleteContact', 'NOT_FOUND', 'There is no such contact.'))
    t.strictSame(await query(`mutation {
      setCadence(input: { contactId: "${id}", targetDays: 3 }) { contact { id } } }`), refusal('setCadence', 'NOT_FOUND', 'There is no such contact.'))
  }
})

t.test('a change cannot take another contact\'s identity, or the name away', async t => {
  const app = await testApp(t)
  const [adaId, graceId] = await add(app, [ada, grace])
  const change = 'mutation ($input: UpdateContactInput!) { updateContact(input: $input) { contact { id } } }'
  t.match(await app.query(change, { input: { id: graceId, identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }] } }), {
    data: null, errors: [{ path: ['updateContact'], extensions: { code: 'CONFLICT', contactId: adaId } }]
  })
  for (const name of [null, '', ' \t ']) {
    t.match(await app.query(change, { input: { id: graceId, name } }), {
      data: null,
      errors: [{ message: 'name is empty; a contact needs a name.', extensions: { code: 'INVALID', fields: [{ path: 'name', message: 'is empty; a contact needs a name.' }] } }]
    })
  }
  t.strictSame((await app.query('query ($id: ID!) { contact(id: $id) { version identities { normalized } } }', { id: graceId })).data.contact, {
    version: 1, identities: [{ normalized: 'grace@navy.example' }]
  })
})

t.test('rows are created, updated by identity, left as they are, or fail, each for itself', async t => {
  const app = await testApp(t)
  await add(app, [ada, grace])
  t.strictSame(await app.query(UPSERT, {
    contacts: [
      linus,
      { name: 'Ada King', tags: ['engines', 'POETRY'], identities: [{ kind: 'EMAIL', value: 'ada@ENGINES.example' }, { kind: 'GITHUB', value: 'ada' }] },
      { name: 'Grace Hopper', organization: null, tags: [], identities: [{ kind: 'EMAIL', value: 'Grace@Navy.example' }] },
      { name: '', identities: [{ kind: 'PHONE', value: 'call me' }] },
      { name: 'Both', identities: [{ kind: 'EMAIL', value: 'grace@navy.example' }, { kind: 'GITHUB', value: '@ADA' }] },
      { name: 'Linus Torvalds', tags: ['kernels'], identities: [{ kind: 'GITHUB', value: 'https://github.com/Torvalds' }] },
      { name: 'Linus Torvalds', identities: [{ kind: 'GITHUB', value: 'torvalds' }] }
    ]
  }), {
    data: {
      upsertContacts: {
        results: [
          { outcome: 'CREATED', contact: { name: 'Linus Torvalds', organization: null, tags: ['kernels'], identities: [{ kind: 'GITHUB', normalized: 'torvalds', isPrimary: true }], version: 1 }, error: null },
          {
            outcome: 'UPDATED',
            contact: {
              name: 'Ada King',
              organization: 'Analytical Engines',
              tags: ['engines', 'mathematics', 'Poetry'],
              identities: [
                { kind: 'EMAIL', normalized: 'ada@engines.example', isPrimary: true },
                { kind: 'PHONE', normalized: '+4930901820', isPrimary: true },
                { kind: 'GITHUB', normalized: 'ada', isPrimary: true }
              ],
              version: 2
            },
            error: null
          },
          { outcome: 'UNCHANGED', contact: { name: 'Grace Hopper', organization: 'Navy', tags: ['compilers'], identities: [{ kind: 'EMAIL', normalized: 'grace@navy.example', isPrimary: true }], version: 1 }, error: null },
          {
            outcome: 'FAILED',
            contact: null,
            error: {
              code: 'INVALID',
              message: 'name is empty; a contact needs a name.',
              fields: [
                { path: 'name', message: 'is empty; a contact needs a name.' },
                { path: 'identities.0.value', message: '“call me” is not a phone number; with its country code (+49 …) it is read everywhere.' }
              ]
            }
          },
          { outcome: 'FAILED', contact: null, error: { code: 'CONFLICT', message: 'Its identities belong to 2 contacts; they would have to be one first.', fields: [] } },
          { outcome: 'UPDATED', contact: { name: 'Linus Torvalds', organization: null, tags: ['kernels'], identities: [{ kind: 'GITHUB', normalized: 'torvalds', isPrimary: true }], version: 1 }, error: null },
          { outcome: 'UNCHANGED', contact: { name: 'Linus Torvalds', organization: null, tags: ['kernels'], identities: [{ kind: 'GITHUB', normalized: 'torvalds', isPrimary: true }], version: 1 }, error: null }
        ]
      }
    }
  })
  t.equal((await app.query('{ contacts { totalCount } }')).data.contacts.totalCount, 3)
})

t.test('the same rows a second time change nothing', async t => {
  const app = await testApp(t)
  await add(app, [ada, grace, linus])
  const { data } = await app.query(UPSERT, { contacts: [ada, grace, linus] })
  t.strictSame(data.upsertContacts.results.map((each: { outcome: string, contact: { version: number } }) => [each.outcome, each.contact.version]), [
    ['UNCHANGED', 1], ['UNCHANGED', 1], ['UNCHANGED', 1]
  ])
})

t.test('a row without an identity always makes a contact', async t => {
  const app = await testApp(t)
  await add(app, [{ name: 'Ada' }, { name: 'Ada' }])
  t.equal((await app.query('{ contacts { totalCount } }')).data.contacts.totalCount, 2)
})

t.test('a bulk mutation takes 1 to 500 rows', async t => {
  const { query } = await testApp(t)
  const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `Person ${index}`, identities: [{ kind: 'EMAIL', value: `p${index}@example.org` }] }))
  for (const count of [0, 501]) {
    t.match(await query(UPSERT, { contacts: rows(count) }), {
      data: null,
      errors: [{ path: ['upsertContacts'], extensions: { code: 'INVALID', fields: [{ path: 'contacts', message: `are ${count}; send 1 to 500 at a time.` }] } }]
    })
  }
  const { data } = await query(UPSERT, { contacts: rows(500) })
  t.equal(data.upsertContacts.results.filter((each: { outcome: string }) => each.outcome === 'CREATED').length, 500)
})

t.test('500 rows with all that people usually know of somebody fit into one request', async t => {
  const { query } = await testApp(t)
  const contacts = Array.from({ length: 500 }, (_, index) => ({
    ...ada,
    notes: 'Met at the conference, where we talked of engines; '.repeat(10),
    identities: [
      { kind: 'EMAIL', value: `p${index}@people.example` },
      { kind: 'PHONE', value: `+49 30 ${901_000 + index}`, label: 'work' },
      { kind: 'LINKEDIN', value: `https://www.linkedin.com/in/person-${index}` }
    ]
  }))
  const { data } = await query(UPSERT, { contacts })
  t.ok(data.upsertContacts.results.every((each: { outcome: string }) => each.outcome === 'CREATED'))
})

t.test('a deleted contact takes along what nobody else took part in, and leaves the rest to the others', async t => {
  const app = await testApp(t)
  const [adaId = '', graceId = ''] = await add(app, [ada, grace])
  const [alone = '', shared = ''] = await log(app, [{ with: [adaId], occurredAt: daysAgo(3) }, { with: [adaId, graceId], occurredAt: daysAgo(2) }])
  const GRACE = 'query ($id: ID!) { contact(id: $id) { version lastInteractionAt quality { confidence warmth { score confidence } reasons { code impact evidenceIds } } interactions { totalCount } } }'
  const before = await app.query(GRACE, { id: graceId })
  t.strictSame(await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id: adaId }), { data: { deleteContact: { deletedId: adaId } } })
  t.strictSame(await app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Contact { name } ... on Interaction { participants { name } } } viewer { workspace { contactCount interactionCount } } }', { ids: [adaId, alone, shared] }), {
    data: { nodes: [null, null, { participants: [{ name: 'Grace Hopper' }] }], viewer: { workspace: { contactCount: 1, interactionCount: 1 } } }
  })
  t.strictSame(await app.query(GRACE, { id: graceId }), before, 'what the others have is as it was')
  t.strictSame(await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id: adaId }), refusal('deleteContact', 'NOT_FOUND', 'There is no such contact.', { line: 1, column: 23 }))
  t.equal((await app.query(CREATE, { input: ada })).data.createContact.contact.version, 1, 'the identities are free again')
})

function refusal (field: string, code: string, message: string, at = { line: 2, column: 7 }) {
  return { data: null, errors: [{ message, locations: [at], path: [field], extensions: { code } }] }
}
