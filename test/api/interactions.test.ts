import t from 'tap'
import { testApp } from '../support/app.ts'
import { ada, add, daysAgo, grace, linus, log } from '../support/people.ts'

const NOBODY = 'contact_01h455vb4pex5vsknk084sn02q'
const NOTHING = 'interaction_01h455vb4pex5vsknk084sn02q'

const LOG = `mutation ($input: LogInteractionInput!) { logInteraction(input: $input) { outcome interaction {
  channel direction status occurredAt durationMinutes subject summary source externalId participants { name identities { kind value isPrimary } lastInteractionAt }
} } }`
const BULK = `mutation ($rows: [LogInteractionInput!]!) { logInteractions(input: { interactions: $rows }) { results {
  outcome interaction { id externalId participants { name } } error { code message fields { path message } }
} } }`
const CHANGE = `mutation ($input: UpdateInteractionInput!) { updateInteraction(input: $input) { outcome interaction {
  channel direction status occurredAt durationMinutes subject summary source externalId
} } }`

const LUNCH = { channel: 'MEAL', direction: 'MUTUAL', occurredAt: '2026-02-27T12:30:00+01:00' }

t.test('an interaction is told as it was given, with those who took part by name', async t => {
  const app = await testApp(t)
  const [adaId, graceId] = await add(app, [ada, { ...grace, identities: [] }])
  t.strictSame(await app.query(LOG, {
    input: {
      ...LUNCH,
      durationMinutes: 75,
      subject: ' Lunch by the river ',
      summary: 'Engines.',
      source: 'graphiql',
      externalId: 'lunch-1',
      participants: [{ contactId: graceId }, { contactId: adaId }]
    }
  }), {
    data: {
      logInteraction: {
        outcome: 'CREATED',
        interaction: {
          channel: 'MEAL',
          direction: 'MUTUAL',
          status: 'HELD',
          occurredAt: '2026-02-27T11:30:00.000Z',
          durationMinutes: 75,
          subject: 'Lunch by the river',
          summary: 'Engines.',
          source: 'graphiql',
          externalId: 'lunch-1',
          participants: [
            {
              name: 'Ada Lovelace',
              identities: [{ kind: 'EMAIL', value: 'Ada@Engines.example', isPrimary: true }, { kind: 'PHONE', value: '030 901820', isPrimary: true }],
              lastInteractionAt: '2026-02-27T11:30:00.000Z'
            },
            { name: 'Grace Hopper', identities: [], lastInteractionAt: '2026-02-27T11:30:00.000Z' }
          ]
        }
      }
    }
  })
})

t.test('what is left out, or null, has its default', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  for (const given of [{}, { status: null, durationMinutes: null, subject: null, summary: null, source: null, externalId: null, createMissing: null }, { subject: ' ', source: '', externalId: '' }]) {
    const { data } = await app.query(LOG, { input: { ...LUNCH, ...given, participants: [{ contactId: adaId }] } })
    t.match(data.logInteraction, { outcome: 'CREATED', interaction: { status: 'HELD', durationMinutes: null, subject: null, summary: null, source: 'api', externalId: null } })
  }
})

t.test('who took part can be named by any spelling of an identity, and counts once', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  const { data } = await app.query(LOG, {
    input: {
      ...LUNCH,
      participants: [
        { contactId: adaId }, { identity: { kind: 'EMAIL', value: 'ADA@engines.example' } }, { identity: { kind: 'PHONE', value: '+49 30 90 18 20' } }
      ]
    }
  })
  t.strictSame(data.logInteraction.interaction.participants.map((each: { name: string }) => each.name), ['Ada Lovelace'])
})

t.test('somebody unknown is added where that is asked for, and otherwise not found', async t => {
  const app = await testApp(t)
  await add(app, [ada])
  const participants = [
    { identity: { kind: 'EMAIL', value: 'ada@engines.example' }, name: 'Not her name' },
    { identity: { kind: 'EMAIL', value: 'Mary@Somerville.example' }, name: 'Mary Somerville' },
    { identity: { kind: 'GITHUB', value: '@babbage' } },
    { identity: { kind: 'GITHUB', value: 'https://github.com/Babbage' } }
  ]
  t.strictSame(await app.query('mutation ($input: LogInteractionInput!) { logInteraction(input: $input) { outcome } }', { input: { ...LUNCH, participants } }), {
    data: null,
    errors: [{
      message: 'participants.1: nobody holds mary@somerville.example; with createMissing: true a contact is made.',
      locations: [{ line: 1, column: 43 }],
      path: ['logInteraction'],
      extensions: { code: 'NOT_FOUND' }
    }]
  })
  t.equal((await app.query('{ viewer { workspace { contactCount interactionCount } } }')).data.viewer.workspace.contactCount, 1)
  const { data } = await app.query(LOG, { input: { ...LUNCH, participants, createMissing: true } })
  t.strictSame(data.logInteraction.interaction.participants.map((each: { name: string, identities: object[] }) => [each.name, each.identities]), [
    ['@babbage', [{ kind: 'GITHUB', value: '@babbage', isPrimary: true }]],
    ['Ada Lovelace', [{ kind: 'EMAIL', value: 'Ada@Engines.example', isPrimary: true }, { kind: 'PHONE', value: '030 901820', isPrimary: true }]],
    ['Mary Somerville', [{ kind: 'EMAIL', value: 'Mary@Somerville.example', isPrimary: true }]]
  ])
  t.equal((await app.query(LOG, { input: { ...LUNCH, participants } })).data.logInteraction.outcome, 'CREATED', 'they are known from now on')
  t.equal((await app.query('{ contacts(search: "somerville") { totalCount } }')).data.contacts.totalCount, 1, 'and found')
})

t.test('a participant is named by one thing, and by something that can be read', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  const { errors, data } = await app.query(LOG, {
    input: {
      ...LUNCH,
      createMissing: true,
      participants: [
        {}, { name: 'Ada' }, { contactId: adaId, identity: { kind: 'EMAIL', value: 'ada@engines.example' } }, { contactId: null, identity: null },
        { identity: { kind: 'EMAIL', value: 'nobody' } }, { identity: { kind: 'PHONE', value: '+49 30 1', label: 'x'.repeat(51) }, name: 'x'.repeat(201) }
      ]
    }
  })
  t.equal(data, null)
  t.strictSame(errors[0].extensions.fields.map((each: { path: string }) => each.path), [
    'participants.0', 'participants.1', 'participants.2', 'participants.3', 'participants.4.identity.value',
    'participants.5.identity.label', 'participants.5.identity.value', 'participants.5.name'
  ])
  for (const contactId of [NOBODY, NOTHING, 'ada', ' ']) {
    t.match(await app.query(LOG, { input: { ...LUNCH, participants: [{ contactId: adaId }, { contactId }] } }), {
      data: null, errors: [{ message: 'participants.1: there is no such contact.', extensions: { code: 'NOT_FOUND' } }]
    })
  }
})

t.test('what a source has told before changes nothing, whatever it says now', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  const known = { ...LUNCH, source: 'calendar', externalId: 'event-1', participants: [{ contactId: adaId }] }
  await app.query(LOG, { input: known })
  const before = await app.query('{ contacts { nodes { name quality { confidence } interactions { totalCount } } } }')
  const { data } = await app.query(LOG, {
    input: { ...known, channel: 'EMAIL', subject: 'Another', createMissing: true, participants: [{ identity: { kind: 'EMAIL', value: 'new@people.example' } }] }
  })
  t.match(data.logInteraction, { outcome: 'UNCHANGED', interaction: { channel: 'MEAL', subject: null, participants: [{ name: 'Ada Lovelace' }] } })
  t.strictSame(await app.query('{ contacts { nodes { name quality { confidence } interactions { totalCount } } } }'), before, 'and nobody is added')
  for (const other of [{ source: 'other' }, { externalId: 'event-2' }, { source: 'calendar event-1', externalId: 'x' }, { externalId: null }]) {
    t.equal((await app.query(LOG, { input: { ...known, ...other } })).data.logInteraction.outcome, 'CREATED')
  }
})

t.test('rows are recorded each for itself, and in one batch no source is heard twice', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada, grace])
  const row = { ...LUNCH, participants: [{ contactId: adaId }] }
  const { data } = await app.query(BULK, {
    rows: [
      { ...row, source: 's', externalId: '1' },
      { ...row, source: 's', externalId: '1', subject: 'again' },
      { ...row, participants: [] },
      { ...row, occurredAt: daysAgo(-1), durationMinutes: -1 },
      { ...row, participants: [{ contactId: NOBODY }] },
      { ...row, createMissing: true, participants: [{ identity: { kind: 'EMAIL', value: 'mary@somerville.example' }, name: 'Mary' }] },
      { ...row, participants: [{ identity: { kind: 'EMAIL', value: 'mary@somerville.example' } }] },
      { ...row, source: 'a', externalId: 'b c' },
      { ...row, source: 'a b', externalId: 'c' }
    ]
  })
  const { results } = data.logInteractions
  t.strictSame(results.map((each: { outcome: string }) => each.outcome), ['CREATED', 'UNCHANGED', 'FAILED', 'FAILED', 'FAILED', 'CREATED', 'CREATED', 'CREATED', 'CREATED'])
  t.equal(results[0].interaction.id, results[1].interaction.id)
  t.strictSame(results.slice(2, 5).map((each: { error: object, interaction: null }) => [each.interaction, each.error]), [
    [null, { code: 'INVALID', message: 'participants are 0; an interaction has 1 to 100.', fields: [{ path: 'participants', message: 'are 0; an interaction has 1 to 100.' }] }],
    [null, {
      code: 'INVALID',
      message: 'durationMinutes is -1; it can be from 0 to 100000.',
      fields: [
        { path: 'durationMinutes', message: 'is -1; it can be from 0 to 100000.' },
        { path: 'occurredAt', message: 'lies in the future, but the interaction is HELD; a coming one is PLANNED.' }
      ]
    }],
    [null, { code: 'NOT_FOUND', message: 'participants.0: there is no such contact.', fields: [] }]
  ])
  t.strictSame(results.slice(5).map((each: { interaction: { participants: object[] } }) => each.interaction.participants), [
    [{ name: 'Mary' }], [{ name: 'Mary' }], [{ name: 'Ada Lovelace' }], [{ name: 'Ada Lovelace' }]
  ])
  t.equal((await app.query('{ viewer { workspace { interactionCount } } }')).data.viewer.workspace.interactionCount, 5)
})

t.test('a bulk mutation of interactions takes 1 to 500 rows', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  const rows = (count: number) => Array.from({ length: count }, () => ({ ...LUNCH, participants: [{ contactId: adaId }] }))
  for (const count of [0, 501]) {
    t.match(await app.query(BULK, { rows: rows(count) }), {
      data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'interactions', message: `are ${count}; send 1 to 500 at a time.` }] } }]
    })
  }
  const { data } = await app.query(BULK, { rows: rows(500) })
  t.ok(data.logInteractions.results.every((each: { outcome: string }) => each.outcome === 'CREATED'))
})

t.test('a change keeps what is left out or cannot be null, and empties the rest', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  const [id] = await log(app, [{ with: [adaId ?? ''], subject: 'Engines', occurredAt: daysAgo(2), source: 's', externalId: '1' }])
  const whole = {
    channel: 'MEAL', direction: 'MUTUAL', status: 'HELD', occurredAt: '2026-02-27T12:00:00.000Z', durationMinutes: null, subject: 'Engines', summary: null, source: 's', externalId: '1'
  }
  t.strictSame(await app.query(CHANGE, { input: { id, durationMinutes: 0, summary: 'On notes.' } }), {
    data: { updateInteraction: { outcome: 'UPDATED', interaction: { ...whole, durationMinutes: 0, summary: 'On notes.' } } }
  })
  t.strictSame(await app.query(CHANGE, { input: { id, channel: null, direction: null, status: null, occurredAt: null, durationMinutes: null, subject: null, summary: '' } }), {
    data: { updateInteraction: { outcome: 'UPDATED', interaction: { ...whole, subject: null } } }
  })
  t.strictSame(await app.query(CHANGE, { input: { id, channel: 'MEAL', subject: null } }), {
    data: { updateInteraction: { outcome: 'UNCHANGED', interaction: { ...whole, subject: null } } }
  })
})

t.test('what is HELD lies in the past, what is PLANNED counts for nothing, and scores follow each change', async t => {
  const app = await testApp(t)
  const [adaId = ''] = await add(app, [ada])
  const seen = async () => {
    const { data } = await app.query('query ($id: ID!) { contact(id: $id) { lastInteractionAt cadence { lastTouchAt } quality { warmth { confidence } } } }', { id: adaId })
    return [data.contact.lastInteractionAt, data.contact.cadence.lastTouchAt, data.contact.quality.warmth.confidence > 0]
  }
  const [id] = await log(app, [{ with: [adaId], status: 'PLANNED', occurredAt: daysAgo(-7) }])
  t.strictSame(await seen(), [null, null, false])
  t.match(await app.query(CHANGE, { input: { id, status: 'HELD' } }), {
    data: null, errors: [{ path: ['updateInteraction'], extensions: { code: 'INVALID', fields: [{ path: 'occurredAt', message: 'lies in the future, but the interaction is HELD; a coming one is PLANNED.' }] } }]
  })
  const day = '2026-02-28T12:00:00.000Z'
  t.equal((await app.query(CHANGE, { input: { id, status: 'HELD', occurredAt: daysAgo(1) } })).data.updateInteraction.outcome, 'UPDATED')
  t.strictSame(await seen(), [day, day, true])
  await app.query(CHANGE, { input: { id, channel: 'REACTION' } })
  t.strictSame(await seen(), [day, null, false], 'a like is no touch')
  for (const status of ['CANCELLED', 'NO_SHOW', 'PLANNED']) {
    await app.query(CHANGE, { input: { id, status, channel: 'MEAL' } })
    t.strictSame(await seen(), [null, null, false], status)
  }
  await app.query(CHANGE, { input: { id, status: 'HELD' } })
  t.strictSame(await seen(), [day, day, true])
  t.strictSame(await app.query('mutation ($id: ID!) { deleteInteraction(input: { id: $id }) { deletedId } }', { id }), { data: { deleteInteraction: { deletedId: id } } })
  t.strictSame(await seen(), [null, null, false], 'as if it had never been')
})

t.test('the last interaction is the last that was held, however light and in whatever order they are told', async t => {
  const app = await testApp(t)
  const [adaId = ''] = await add(app, [ada])
  const last = async () => (await app.query('query ($id: ID!) { contact(id: $id) { lastInteractionAt } }', { id: adaId })).data.contact.lastInteractionAt
  await log(app, [{ with: [adaId], occurredAt: daysAgo(5) }])
  await log(app, [{ with: [adaId], occurredAt: daysAgo(30) }])
  t.equal(await last(), daysAgo(5))
  await log(app, [{ with: [adaId], channel: 'REACTION', direction: 'INBOUND', occurredAt: daysAgo(3) }, { with: [adaId], status: 'CANCELLED', occurredAt: daysAgo(1) }])
  t.equal(await last(), daysAgo(3))
})

t.test('an instant counts as past up to five minutes ahead, for clocks that differ', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  const at = (ms: number) => ({ ...LUNCH, occurredAt: new Date(app.clock.now + ms).toISOString(), participants: [{ contactId: adaId }] })
  t.equal((await app.query(LOG, { input: at(5 * 60_000) })).data.logInteraction.outcome, 'CREATED')
  t.match(await app.query(LOG, { input: at(5 * 60_000 + 1) }), { data: null, errors: [{ extensions: { code: 'INVALID' } }] })
  const { data } = await app.query('query ($id: ID!) { contact(id: $id) { cadence { state } quality { warmth { score } } } }', { id: adaId })
  t.ok(data.contact.quality.warmth.score <= 100)
})

t.test('an interaction that is not there cannot be changed or deleted', async t => {
  const app = await testApp(t)
  const [adaId] = await add(app, [ada])
  for (const id of [NOTHING, adaId, 'x', '']) {
    t.strictSame(await app.query('mutation ($input: UpdateInteractionInput!) { updateInteraction(input: $input) { outcome } }', { input: { id, subject: 'x' } }), {
      data: null, errors: [{ message: 'There is no such interaction.', locations: [{ line: 1, column: 46 }], path: ['updateInteraction'], extensions: { code: 'NOT_FOUND' } }]
    })
    t.strictSame(await app.query('mutation ($id: ID!) { deleteInteraction(input: { id: $id }) { deletedId } }', { id }), {
      data: null, errors: [{ message: 'There is no such interaction.', locations: [{ line: 1, column: 23 }], path: ['deleteInteraction'], extensions: { code: 'NOT_FOUND' } }]
    })
  }
})

t.test('interactions are listed newest first, of the workspace and of a contact, by what the filter says', async t => {
  const app = await testApp(t)
  const [adaId = '', linusId = ''] = await add(app, [ada, linus])
  await log(app, [
    { with: [adaId], occurredAt: daysAgo(9), subject: 'a' },
    { with: [linusId], occurredAt: daysAgo(7), channel: 'EMAIL', direction: 'INBOUND', subject: 'b', source: 'mail' },
    { with: [adaId, linusId], occurredAt: daysAgo(8), channel: 'EMAIL', direction: 'OUTBOUND', subject: 'c', source: 'mail' },
    { with: [adaId], occurredAt: daysAgo(-3), status: 'PLANNED', subject: 'd' }
  ])
  const subjects = async (filter: object | null) => {
    const { data, errors } = await app.query(`query ($filter: InteractionFilter, $id: ID!) {
      interactions(filter: $filter) { totalCount nodes { subject } } contact(id: $id) { interactions(filter: $filter) { totalCount nodes { subject } } }
    }`, { filter, id: adaId })
    t.equal(errors, undefined)
    return [data.interactions, data.contact.interactions].map(list => {
      t.equal(list.totalCount, list.nodes.length)
      return list.nodes.map((each: { subject: string }) => each.subject).join('')
    })
  }
  t.strictSame(await subjects(null), ['dbca', 'dca'])
  t.strictSame(await subjects({ channel: ['EMAIL'] }), ['bc', 'c'])
  t.strictSame(await subjects({ channel: ['EMAIL', 'MEAL'], direction: ['MUTUAL', 'INBOUND'] }), ['dba', 'da'])
  t.strictSame(await subjects({ status: ['PLANNED'] }), ['d', 'd'])
  t.strictSame(await subjects({ source: 'mail' }), ['bc', 'c'])
  t.strictSame(await subjects({ source: 'MAIL' }), ['', ''])
  t.strictSame(await subjects({ occurredAt: { from: daysAgo(8), to: daysAgo(7) } }), ['c', 'c'], 'from is in it, to is not')
  t.strictSame(await subjects({ occurredAt: { from: daysAgo(7) } }), ['db', 'd'])
  t.strictSame(await subjects({ occurredAt: {}, channel: null, direction: null, status: null, source: null }), ['dbca', 'dca'])
  t.strictSame(await subjects({ channel: [] }), ['', ''], 'nothing is one of none')
})
