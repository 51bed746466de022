import t, { type Test } from 'tap'
import { testApp, type TestApp } from '../support/app.ts'
import { ada, add, daysAgo } from '../support/people.ts'

interface Limit {
  /** What is taken, and what is just too much, each with the path that is told. */
  readonly taken: readonly object[]
  readonly refused: readonly (readonly [input: object, path: string])[]
}

const text = (length: number) => 'x'.repeat(length)
const list = <T>(length: number, item: (index: number) => T) => Array.from({ length }, (_, index) => item(index))
const email = (index: number) => ({ kind: 'EMAIL', value: `p${index}@people.example` })

const CONTACT: Limit = {
  taken: [
    { name: text(200) }, { organization: text(200) }, { title: text(200) }, { notes: text(20_000) }, { tags: [text(50)] },
    { tags: list(50, index => `tag ${index}`) }, { identities: list(50, email) }, { identities: [{ kind: 'OTHER', value: text(500), label: text(50) }] }, { name: `  ${text(200)}  ` }
  ],
  refused: [
    [{ name: text(201) }, 'name'], [{ organization: text(201) }, 'organization'], [{ title: text(201) }, 'title'], [{ notes: text(20_001) }, 'notes'],
    [{ tags: ['fine', text(51)] }, 'tags.1'], [{ tags: [' '] }, 'tags.0'], [{ tags: list(51, index => `tag ${index}`) }, 'tags'],
    [{ identities: list(51, email) }, 'identities'], [{ identities: [{ kind: 'OTHER', value: text(501) }] }, 'identities.0.value'],
    [{ identities: [email(1), { kind: 'OTHER', value: 'x', label: text(51) }] }, 'identities.1.label'], [{ identities: [{ kind: 'OTHER', value: ' ' }] }, 'identities.0.value'],
    [{ name: 'a\u0000b' }, 'name'], [{ notes: 'a\u0000b' }, 'notes'], [{ tags: ['a\u0000b'] }, 'tags.0']
  ]
}
const CADENCE: Limit = { taken: [{ cadenceDays: 1 }, { cadenceDays: 3650 }, { cadenceDays: null }], refused: [[{ cadenceDays: 0 }, 'cadenceDays'], [{ cadenceDays: 3651 }, 'cadenceDays'], [{ cadenceDays: -1 }, 'cadenceDays']] }
const INTERACTION: Limit = {
  taken: [
    { durationMinutes: 0 }, { durationMinutes: 100_000 }, { subject: text(500) }, { summary: text(20_000) },
    { status: 'PLANNED', occurredAt: '2199-12-31T23:59:59Z' }, { occurredAt: '1900-01-01T00:00:00Z' }
  ],
  refused: [
    [{ durationMinutes: -1 }, 'durationMinutes'], [{ durationMinutes: 100_001 }, 'durationMinutes'], [{ subject: text(501) }, 'subject'], [{ summary: text(20_001) }, 'summary'],
    [{ status: 'PLANNED', occurredAt: '2200-01-01T00:00:00Z' }, 'occurredAt'], [{ occurredAt: '1899-12-31T23:59:59Z' }, 'occurredAt'], [{ occurredAt: daysAgo(-1) }, 'occurredAt'], [{ subject: 'a\u0000b' }, 'subject']
  ]
}
const NEW_INTERACTION: Limit = {
  taken: [...INTERACTION.taken, { source: text(100), externalId: text(500) }, { participants: list(100, index => ({ identity: email(index) })) }],
  refused: [
    ...INTERACTION.refused, [{ source: text(101) }, 'source'], [{ externalId: text(501) }, 'externalId'], [{ participants: [] }, 'participants'],
    [{ participants: list(101, index => ({ identity: email(index) })) }, 'participants'], [{ participants: [{ identity: email(1), name: text(201) }] }, 'participants.0.name']
  ]
}

const FAVOR: Limit = {
  taken: [{ worth: 1 }, { worth: 5 }, { worth: null }, { effort: 1 }, { effort: 5 }, { note: text(2000) }, { note: null }, { occurredAt: '1900-01-01T00:00:00Z' }],
  refused: [
    [{ worth: 0 }, 'worth'], [{ worth: 6 }, 'worth'], [{ effort: 0 }, 'effort'], [{ effort: 6 }, 'effort'], [{ note: text(2001) }, 'note'], [{ note: 'a\u0000b' }, 'note'],
    [{ occurredAt: '1899-12-31T23:59:59Z' }, 'occurredAt'], [{ occurredAt: daysAgo(-1) }, 'occurredAt']
  ]
}
const ASK: Limit = {
  taken: [{ need: text(2000) }, { offer: text(2000) }, { offer: null }, { deadline: '2199-12-31T23:59:59Z' }, { deadline: null }, { size: 'LARGE' }],
  refused: [
    [{ need: '' }, 'need'], [{ need: text(2001) }, 'need'], [{ need: 'a\u0000b' }, 'need'], [{ offer: text(2001) }, 'offer'], [{ offer: 'a\u0000b' }, 'offer'],
    [{ deadline: '2200-01-01T00:00:00Z' }, 'deadline']
  ]
}

t.test('a new contact is taken up to its limits, and refused beyond them', async t => {
  const app = await testApp(t)
  const send = (input: object) => app.query('mutation ($input: CreateContactInput!) { result: createContact(input: $input) { contact { id } } }', { input: { name: 'Ada', ...input } })
  // Each is taken by a contact that holds nothing yet.
  const taken = async (input: object) => {
    const { data, errors } = await send(input)
    if (data) await app.query('mutation ($id: ID!) { deleteContact(input: { id: $id }) { deletedId } }', { id: data.result.contact.id })
    return errors
  }
  for (const { taken: inputs, refused } of [CONTACT, CADENCE]) {
    for (const input of inputs) t.equal(await taken(input), undefined, label(input))
    for (const [input, path] of refused) refusedAt(t, await send(input), path, input)
  }
})

t.test('a contact is changed within the same limits', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const send = (input: object) => app.query('mutation ($input: UpdateContactInput!) { result: updateContact(input: $input) { contact { id } } }', { input: { id, ...input } })
  for (const input of CONTACT.taken) t.equal((await send(input)).errors, undefined, label(input))
  for (const [input, path] of CONTACT.refused) refusedAt(t, await send(input), path, input)
})

t.test('a row of contacts is held to the same limits, and cannot add beyond them', async t => {
  const app = await testApp(t)
  const send = async (contact: object) => (await app.query(
    'mutation ($contacts: [CreateContactInput!]!) { upsertContacts(input: { contacts: $contacts }) { results { outcome error { code message fields { path } } } } }', { contacts: [contact] }
  )).data.upsertContacts.results[0]
  for (const { refused } of [CONTACT, CADENCE]) {
    for (const [input, path] of refused) {
      const { outcome, error } = await send({ name: 'Ada', ...input })
      t.strictSame([outcome, error?.code, error?.fields[0]?.path], ['FAILED', 'INVALID', path], label(input))
    }
  }
  const full = { name: 'Ada', identities: [email(1)], tags: list(50, index => `tag ${index}`) }
  t.equal((await send(full)).outcome, 'CREATED')
  t.equal((await send({ name: 'Ada', identities: [email(1)], tags: ['tag 7'] })).outcome, 'UNCHANGED')
  t.match(await send({ name: 'Ada', identities: [email(1)], tags: ['another'] }), { outcome: 'FAILED', error: { code: 'INVALID', message: /more than 50 tags or 50 identities/ } })
})

t.test('an interaction is taken up to its limits, and refused beyond them', async t => {
  const app = await testApp(t)
  const { lunch, send } = await interactions(app)
  for (const input of NEW_INTERACTION.taken) t.equal((await send({ ...lunch, ...input })).errors, undefined, label(input))
  for (const [input, path] of NEW_INTERACTION.refused) refusedAt(t, await send({ ...lunch, ...input }), path, input)
})

t.test('an interaction is changed within the same limits', async t => {
  const app = await testApp(t)
  const { lunch, send } = await interactions(app)
  const { data } = await send(lunch)
  const change = (input: object) => app.query('mutation ($input: UpdateInteractionInput!) { result: updateInteraction(input: $input) { outcome } }', { input: { id: data.result.interaction.id, ...input } })
  for (const [input, path] of INTERACTION.refused) refusedAt(t, await change(input), path, input)
  for (const input of INTERACTION.taken) t.equal((await change(input)).errors, undefined, label(input))
})

t.test('a favor and an ask are taken up to their limits, and refused beyond them', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  const favor = { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: daysAgo(1) }
  const sendFavor = (input: object) => app.query('mutation ($input: RecordFavorInput!) { result: recordFavor(input: $input) { favor { id } } }', { input: { ...favor, ...input } })
  const sendAsk = (input: object) => app.query('mutation ($input: CreateAskInput!) { result: createAsk(input: $input) { ask { id } } }', { input: { contactId, need: 'x', ...input } })
  for (const input of FAVOR.taken) t.equal((await sendFavor(input)).errors, undefined, label(input))
  for (const [input, path] of FAVOR.refused) refusedAt(t, await sendFavor(input), path, input)
  for (const input of ASK.taken) t.equal((await sendAsk(input)).errors, undefined, label(input))
  for (const [input, path] of ASK.refused) refusedAt(t, await sendAsk(input), path, input)
})

t.test('a favor and an ask are changed within the same limits', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  const { data } = await app.query('mutation ($favor: RecordFavorInput!, $ask: CreateAskInput!) { recordFavor(input: $favor) { favor { id } } createAsk(input: $ask) { ask { id } } }',
    { favor: { contactId, direction: 'GIVEN', kind: 'GIFT', occurredAt: daysAgo(1) }, ask: { contactId, need: 'x' } })
  const changeFavor = (input: object) => app.query('mutation ($input: UpdateFavorInput!) { result: updateFavor(input: $input) { favor { id } } }', { input: { id: data.recordFavor.favor.id, ...input } })
  const changeAsk = (input: object) => app.query('mutation ($input: UpdateAskInput!) { result: updateAsk(input: $input) { ask { id } } }', { input: { id: data.createAsk.ask.id, ...input } })
  for (const input of FAVOR.taken) t.equal((await changeFavor(input)).errors, undefined, label(input))
  for (const [input, path] of FAVOR.refused) refusedAt(t, await changeFavor(input), path, input)
  for (const input of ASK.taken) t.equal((await changeAsk(input)).errors, undefined, label(input))
  for (const [input, path] of ASK.refused) refusedAt(t, await changeAsk(input), path, input)
})

t.test('an integration is taken up to its limits, changed within the same, and refused beyond them', async t => {
  const app = await testApp(t)
  const create = (input: object) => app.query('mutation ($input: CreateIntegrationInput!) { result: createIntegration(input: $input) { integration { id } } }', { input: { provider: 'CAL_COM', name: 'x', ...input } })
  const { data } = await create({})
  const { id } = data.result.integration
  const change = (input: object) => app.query('mutation ($input: UpdateIntegrationInput!) { result: updateIntegration(input: $input) { integration { id } } }', { input: { id, ...input } })
  const rotate = (input: object) => app.query('mutation ($input: RotateIntegrationSecretInput!) { result: rotateIntegrationSecret(input: $input) { integration { id } } }', { input: { id, ...input } })
  const replay = (input: object) => app.query('mutation ($input: ReplayDeliveriesInput!) { result: replayDeliveries(input: $input) { queued } }', { input })
  const limits: [(input: object) => Promise<any>, Limit][] = [
    [create, {
      taken: [{ name: text(100) }, { secret: text(256) }, { ownIdentities: list(100, email) }],
      refused: [[{ name: text(101) }, 'name'], [{ secret: text(257) }, 'secret'], [{ secret: text(7) }, 'secret'], [{ ownIdentities: list(101, email) }, 'ownIdentities'], [{ ownIdentities: [{ kind: 'OTHER', value: 'x', label: text(51) }] }, 'ownIdentities.0.label']]
    }],
    [change, { taken: [{ name: text(100) }], refused: [[{ name: text(101) }, 'name'], [{ name: 'a\u0000b' }, 'name']] }],
    [rotate, { taken: [{ graceSeconds: 0 }, { graceSeconds: 604_800 }], refused: [[{ graceSeconds: -1 }, 'graceSeconds'], [{ graceSeconds: 604_801 }, 'graceSeconds'], [{ secret: text(257) }, 'secret']] }],
    [replay, { taken: [{ ids: list(500, index => `delivery_${index}`) }], refused: [[{ ids: list(501, index => `delivery_${index}`) }, 'ids'], [{ ids: [] }, 'ids']] }]
  ]
  for (const [send, { taken, refused }] of limits) {
    for (const input of taken) t.equal((await send(input)).errors, undefined, label(input))
    for (const [input, path] of refused) refusedAt(t, await send(input), path, input)
  }
})

t.test('two to twenty contacts are merged at a time', async t => {
  const app = await testApp(t)
  const [survivorId, ...otherIds] = await add(app, list(21, index => ({ name: `Ada ${index}` })))
  const send = (input: object) => app.query('mutation ($input: MergeContactsInput!) { result: mergeContacts(input: $input) { mergeId } }', { input })
  refusedAt(t, await send({ survivorId, otherIds: [] }), 'otherIds', { otherIds: 0 })
  refusedAt(t, await send({ survivorId, otherIds }), 'otherIds', { otherIds: 20 })
  t.equal((await send({ survivorId, otherIds: otherIds.slice(1) })).errors, undefined)
})

t.test('two contacts are compared again, no more and no fewer', async t => {
  const app = await testApp(t)
  const ids = await add(app, list(3, index => ({ name: `Ada ${index}` })))
  for (const contactIds of [[], ids.slice(1, 2), [ids[0], ids[0]], ids]) {
    refusedAt(t, await app.query('mutation ($input: RestoreDuplicateInput!) { result: restoreDuplicate(input: $input) { contacts { id } } }', { input: { contactIds } }), 'contactIds', { contactIds })
  }
})

t.test('a cadence is 1 to 3,650 days', async t => {
  const app = await testApp(t)
  const [contactId] = await add(app, [ada])
  const send = (targetDays: number) => app.query('mutation ($input: SetCadenceInput!) { result: setCadence(input: $input) { contact { cadence { targetDays } } } }', { input: { contactId, targetDays } })
  for (const days of [1, 3650]) t.equal((await send(days)).data.result.contact.cadence.targetDays, days)
  for (const days of [0, 3651, -30]) refusedAt(t, await send(days), 'targetDays', { days })
})

t.test('all that is wrong with an input is told at once', async t => {
  const { query } = await testApp(t)
  t.strictSame(await query('mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id } } }', {
    input: { name: ' ', title: text(201), tags: ['', 'fine', text(51)], identities: [{ kind: 'EMAIL', value: 'ada' }, { kind: 'GITHUB', value: 'a b' }], cadenceDays: 0 }
  }), {
    data: null,
    errors: [{
      message: 'name is empty; a contact needs a name.',
      locations: [{ line: 1, column: 42 }],
      path: ['createContact'],
      extensions: {
        code: 'INVALID',
        fields: [
          { path: 'name', message: 'is empty; a contact needs a name.' },
          { path: 'title', message: 'has 201 characters; at most 200 are kept.' },
          { path: 'tags.0', message: 'is empty.' },
          { path: 'tags.2', message: 'has 51 characters; at most 50 are kept.' },
          { path: 'identities.0.value', message: '“ada” is not an e-mail address such as ada@example.org.' },
          { path: 'identities.1.value', message: '“a b” is not a GitHub login such as ada or https://github.com/ada.' },
          { path: 'cadenceDays', message: 'is 0; it can be from 1 to 3650 days.' }
        ]
      }
    }]
  })
})

t.test('at most 100 records are asked for by id at a time', async t => {
  const app = await testApp(t)
  const [id] = await add(app, [ada])
  const { data } = await app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(100).fill(id) })
  t.strictSame(data.nodes, Array(100).fill({ id }))
  const ids = Array(101).fill(id)
  const told = await app.post('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })
  t.equal(told.status, 400)
  t.match(told.body, { errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'nodes.ids' }] } }] })
  t.match(await app.query(`{ nodes(ids: ${JSON.stringify(ids)}) { id } }`), { errors: [{ extensions: { code: 'INVALID' } }] }, 'nor written out')
  t.strictSame(await app.query('{ nodes(ids: []) { id } }'), { data: { nodes: [] } })
})

async function interactions (app: TestApp) {
  const [contactId] = await add(app, [ada])
  return {
    lunch: { channel: 'MEAL', direction: 'MUTUAL', occurredAt: daysAgo(1), createMissing: true, participants: [{ contactId }] },
    send: (input: object) => app.query('mutation ($input: LogInteractionInput!) { result: logInteraction(input: $input) { interaction { id } } }', { input })
  }
}

function refusedAt (t: Test, answer: { data: unknown, errors?: { extensions: { code: string, fields?: { path: string }[] } }[] }, path: string, input: object): void {
  const [error] = answer.errors ?? []
  t.strictSame([answer.data, error?.extensions.code, error?.extensions.fields?.[0]?.path], [null, 'INVALID', path], label(input))
}

function label (input: object): string {
  return JSON.stringify(input).slice(0, 80)
}
