import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { suggestionId } from '../../src/domain/agenda/keep-suggestions.ts'
import { toTypeId, uuidOf } from '../../src/domain/type-id.ts'
import { findDuplicates } from '../../src/operations/duplicates/find-duplicates.ts'
import { testApp, type TestApp } from '../support/app.ts'
import { ada, add, daysAgo } from '../support/people.ts'
import { addIntegration, arrive } from './integrations/support/deliveries.ts'
import { addImport } from './support/imports.ts'

const CREATE = 'mutation ($input: CreateContactInput!) { createContact(input: $input) { contact { id name version tags identities { normalized } } } }'

t.test('a mutation sent again under its key is answered as the first time, and done once', async t => {
  const app = await testApp(t)
  const first = await keyed(app, 'key-1', CREATE, { input: ada })
  t.equal(first.data.createContact.contact.name, 'Ada Lovelace')
  for (let time = 0; time < 3; time++) t.strictSame(await keyed(app, 'key-1', CREATE, { input: ada }), first)
  t.equal(await contacts(app), 1)
})

t.test('ten at once under one key are one', async t => {
  const app = await testApp(t)
  const answers = await Promise.all(Array.from({ length: 10 }, () => keyed(app, 'key-1', CREATE, { input: ada })))
  t.equal(new Set(answers.map(answer => JSON.stringify(answer))).size, 1)
  t.ok(answers[0].data.createContact.contact.id)
  t.equal(await contacts(app), 1)
})

t.test('every mutation is done once under its key, and says the same again', async t => {
  const app = await testApp(t)
  const [id = '', twin = '', grace = '', hopper = '', gone = '', before = ''] = await add(app, [{ name: 'Ada' }, { name: 'Ada King' }, { name: 'Grace' }, { name: 'Hopper' }, { name: 'Linus' }, { name: 'Alan' }])
  const erased = await app.query('mutation ($id: ID!) { eraseContact(input: { id: $id }) { erasedId } }', { id: before })
  t.equal(erased.data.eraseContact.erasedId, before)
  const erasure = (await app.query('{ erasures { nodes { id } } }')).data.erasures.nodes[0].id
  const merged = await app.query('mutation ($input: MergeContactsInput!) { mergeContacts(input: $input) { mergeId } }', { input: { survivorId: grace, otherIds: [hopper] } })
  const [one = '', other = ''] = await add(app, Array(2).fill({ name: 'Joan Clarke' }))
  await findDuplicates({ database: app.database, newId: uuidv7, now: () => app.clock.now }, app.workspaceId)
  const candidate = (await app.query('{ duplicateCandidates { nodes { id } } }')).data.duplicateCandidates.nodes[0].id
  const lunch = { channel: 'MEAL', direction: 'MUTUAL', occurredAt: daysAgo(1), participants: [{ contactId: id }] }
  const logged = await app.query('mutation ($input: LogInteractionInput!) { logInteraction(input: $input) { interaction { id } } }', { input: lunch })
  const interaction = logged.data.logInteraction.interaction.id
  const favored = await app.query('mutation ($input: RecordFavorInput!, $ask: CreateAskInput!) { recordFavor(input: $input) { favor { id } } createAsk(input: $ask) { ask { id } } }', {
    input: { contactId: id, direction: 'GIVEN', kind: 'GIFT', occurredAt: daysAgo(1) }, ask: { contactId: id, need: 'An hour' }
  })
  const [favor, ask] = [favored.data.recordFavor.favor.id, favored.data.createAsk.ask.id]
  const { integration } = await addIntegration(app)
  const source = integration.id
  await arrive(app, source, [{ status: 'FAILED' }])
  const touch = toTypeId('suggestion', suggestionId(uuidOf('contact', id) ?? '', 'REACH_OUT'))
  const acts: Record<string, [type: string, input: object, selection: string]> = {
    updateContact: ['UpdateContactInput', { id, title: 'Countess', version: 1 }, 'contact { version title }'],
    upsertContacts: ['UpsertContactsInput', { contacts: [{ name: 'No identity' }] }, 'results { outcome contact { id name } }'],
    setCadence: ['SetCadenceInput', { contactId: id, targetDays: 9 }, 'contact { version cadence { dueAt state } }'],
    setTagCadence: ['SetTagCadenceInput', { tag: 'poets', targetDays: 9 }, 'isPending tag { name targetDays }'],
    snoozeSuggestion: ['SnoozeSuggestionInput', { id: touch, until: daysAgo(-9) }, 'suggestion { kind snoozedUntil }'],
    skipSuggestion: ['SkipSuggestionInput', { id: touch, reason: 'On leave' }, 'suggestion { kind skippedAt skipReason }'],
    updateWorkspace: ['UpdateWorkspaceInput', { dailySuggestions: 9 }, 'workspace { dailySuggestions }'],
    logInteraction: ['LogInteractionInput', lunch, 'outcome interaction { id occurredAt participants { name } }'],
    logInteractions: ['LogInteractionsInput', { interactions: [lunch, { ...lunch, participants: [] }] }, 'results { outcome interaction { id } error { code fields { path } } }'],
    updateInteraction: ['UpdateInteractionInput', { id: interaction, subject: 'Notes' }, 'outcome interaction { subject }'],
    recordFavor: ['RecordFavorInput', { contactId: id, direction: 'GIVEN', kind: 'GIFT', occurredAt: daysAgo(2) }, 'favor { id worth }'],
    updateFavor: ['UpdateFavorInput', { id: favor, worth: 3, version: 1 }, 'favor { worth version }'],
    createAsk: ['CreateAskInput', { contactId: id, need: 'A day' }, 'ask { id warnings { code } }'],
    updateAsk: ['UpdateAskInput', { id: ask, offer: 'A review', version: 1 }, 'ask { offer version }'],
    updateAskStatus: ['UpdateAskStatusInput', { id: ask, status: 'SENT' }, 'ask { status version history { to at } }'],
    createIntegration: ['CreateIntegrationInput', { provider: 'GENERIC', name: 'The shop' }, 'secret verifyToken integration { id }'],
    updateIntegration: ['UpdateIntegrationInput', { id: source, paused: true, version: 1 }, 'integration { paused version }'],
    rotateIntegrationSecret: ['RotateIntegrationSecretInput', { id: source }, 'secret previousUntil integration { version }'],
    replayDeliveries: ['ReplayDeliveriesInput', { integrationId: source }, 'queued'],
    addOwnIdentities: ['AddOwnIdentitiesInput', { identities: [{ kind: 'EMAIL', value: 'we@engines.example' }] }, 'ownIdentities { normalized }'],
    removeOwnIdentity: ['RemoveOwnIdentityInput', { kind: 'EMAIL', value: 'we@engines.example' }, 'ownIdentities { normalized }'],
    dismissDuplicate: ['DismissDuplicateInput', { id: candidate }, 'dismissedId contacts { name }'],
    restoreDuplicate: ['RestoreDuplicateInput', { contactIds: [one, other] }, 'contacts { name }'],
    undoImport: ['UndoImportInput', { id: await addImport(app) }, 'import { status undoneAt }'],
    undoMerge: ['UndoMergeInput', { mergeId: merged.data.mergeContacts.mergeId }, 'mergeId contact { name version }'],
    mergeContacts: ['MergeContactsInput', { survivorId: id, otherIds: [twin] }, 'mergeId contact { id version notes }'],
    eraseContact: ['EraseContactInput', { id: gone }, 'erasedId'],
    liftErasure: ['LiftErasureInput', { id: erasure }, 'erasure { id at by blocked lastBlockedAt liftedAt }'],
    deleteIntegration: ['DeleteIntegrationInput', { id: source }, 'deletedId'],
    deleteAsk: ['DeleteAskInput', { id: ask }, 'deletedId'],
    deleteFavor: ['DeleteFavorInput', { id: favor }, 'deletedId'],
    deleteInteraction: ['DeleteInteractionInput', { id: interaction }, 'deletedId'],
    deleteContact: ['DeleteContactInput', { id }, 'deletedId']
  }
  for (const [name, [type, input, selection]] of Object.entries(acts)) {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`
    const first = await keyed(app, `key-${name}`, query, { input })
    t.equal(first.errors, undefined, name)
    const state = await everything(app)
    t.strictSame(await keyed(app, `key-${name}`, query, { input }), first, name)
    t.strictSame(await everything(app), state, `${name} is done once`)
  }
})

t.test('a key that was used for something else is refused', async t => {
  const app = await testApp(t)
  await keyed(app, 'key-1', CREATE, { input: ada })
  const refused = {
    data: null,
    errors: [{
      message: 'This Idempotency-Key was used for another request; send a new key with a new request.',
      extensions: { code: 'INVALID', fields: [{ path: 'Idempotency-Key', message: 'was used for another request.' }] }
    }]
  }
  t.match(await keyed(app, 'key-1', CREATE, { input: { ...ada, title: 'Countess' } }), refused, 'with another input')
  t.match(await keyed(app, 'key-1', 'mutation ($input: CreateContactInput!) { upsertContacts(input: { contacts: [$input] }) { results { outcome } } }', { input: ada }), refused, 'for another mutation')
  t.equal(await contacts(app), 1)
  t.equal((await keyed(app, 'key-2', CREATE, { input: { name: 'Grace' } })).errors, undefined)
})

t.test('what was refused under a key can be sent again under it', async t => {
  const app = await testApp(t)
  t.match(await keyed(app, 'key-1', CREATE, { input: { name: ' ' } }), { data: null, errors: [{ extensions: { code: 'INVALID' } }] })
  t.equal((await keyed(app, 'key-1', CREATE, { input: { name: 'Ada' } })).errors, undefined, 'nothing was done under it')
})

t.test('a key lives for a day', async t => {
  const app = await testApp(t)
  const first = await keyed(app, 'key-1', CREATE, { input: { name: 'Ada' } })
  app.clock.now += 24 * 60 * 60_000 - 1
  t.strictSame(await keyed(app, 'key-1', CREATE, { input: { name: 'Ada' } }), first)
  app.clock.now++
  t.not((await keyed(app, 'key-1', CREATE, { input: { name: 'Ada' } })).data.createContact.contact.id, first.data.createContact.contact.id)
  t.equal(await contacts(app), 2)
})

t.test('a key is 1 to 200 printable characters', async t => {
  const app = await testApp(t)
  for (const key of ['k', '0123456789'.repeat(20), '"8e03978e-40d5-43dd-bc93-6894a57f9324"', '~!@#$%^&*()']) t.equal((await keyed(app, key, CREATE, { input: { name: 'Ada' } })).errors, undefined, key)
  for (const key of ['0123456789'.repeat(20) + '0', 'a b', 'schlüssel']) {
    t.match(await keyed(app, key, CREATE, { input: { name: 'Ada' } }), { data: null, errors: [{ extensions: { code: 'INVALID', fields: [{ path: 'Idempotency-Key' }] } }] }, key)
  }
})

t.test('a query pays no heed to a key', async t => {
  const app = await testApp(t)
  for (let time = 0; time < 2; time++) t.strictSame(await keyed(app, 'key-1', '{ viewer { actor } }', {}), { data: { viewer: { actor: 'owner' } } })
  t.equal((await keyed(app, 'key-1', CREATE, { input: { name: 'Ada' } })).errors, undefined)
})

t.test('of several mutations under one key, each is done once, and says the same again', async t => {
  const app = await testApp(t)
  const query = 'mutation { a: createContact(input: { name: "Ada" }) { contact { id } } b: createContact(input: { name: "Ada" }) { contact { id } } c: createContact(input: { name: "Grace" }) { contact { id } } }'
  const first = await keyed(app, 'key-1', query, {})
  t.equal(first.errors, undefined)
  t.equal(new Set(Object.values(first.data).map(answer => JSON.stringify(answer))).size, 3)
  t.strictSame(await keyed(app, 'key-1', query, {}), first)
  t.equal(await contacts(app), 3)
})

async function keyed ({ query }: TestApp, key: string, text: string, variables: object) {
  return await query(text, variables, { headers: { 'idempotency-key': key } })
}

async function contacts ({ query }: TestApp): Promise<number> {
  return (await query('{ viewer { workspace { contactCount } } }')).data.viewer.workspace.contactCount
}

async function everything ({ query }: TestApp) {
  return await query('{ contacts(first: 100) { nodes { id version title interactions { nodes { id subject } } } } interactions { totalCount } }')
}
