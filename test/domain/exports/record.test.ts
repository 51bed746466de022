import t from 'tap'
import { firstRecord, isRecordType, lastRecord, readRecord, writeRecord, type WorkspaceRecord } from '../../../src/domain/exports/record.ts'
import { RECORD_TYPES, type RecordType, type ValuesOfType } from '../../../src/domain/exports/record-fields.ts'
import { toTypeId } from '../../../src/domain/type-id.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const [ADA, GRACE, THING] = ['019c9b6e-0000-7000-8000-00000000000a', '019c9b6e-0000-7000-8000-00000000000b', '019c9b6e-0000-7000-8000-00000000000c'] as const
const made = { createdAt: NOW - 1, updatedAt: NOW }
const email = { kind: 'EMAIL', value: 'Ada@Engines.example', normalized: 'ada@engines.example' } as const
const meeting = { channel: 'MEAL', direction: 'MUTUAL', status: 'HELD', occurredAt: NOW - 5, durationMinutes: 60, subject: 'Looms', summary: null } as const
const stamped = <V> (value: V) => ({ value, at: NOW - 5, sequence: 1 })

const VALUES: { readonly [T in RecordType]: ValuesOfType<T> } = {
  settings: { dailySuggestions: 5, deliveryDays: null, updatedAt: NOW },
  scoringModel: { version: 1, warmth: 0.25, reciprocity: 0.25, responsiveness: 0.25, substance: 0.25, note: null, memberId: THING, isCurrent: true, createdAt: NOW },
  ownIdentity: { ...email, label: null, createdAt: NOW },
  tag: { name: 'looms', targetDays: 30 },
  contact: {
    id: ADA, name: 'Ada', organization: null, title: null, notes: 'First.', tags: ['looms'], identities: [{ ...email, label: 'Work', isPrimary: true }], targetDays: null, paused: false, version: 3, ...made
  },
  merge: { id: THING, at: NOW, memberId: GRACE, survivorId: ADA, contactId: ADA, otherIds: [GRACE], version: 2, undoneAt: null },
  importKey: { id: THING, format: 'vcard', externalKey: 'urn:uuid:ada', contactId: ADA },
  distinct: { id: THING, contactId: ADA, otherId: GRACE, memberId: THING, actor: 'owner', at: NOW },
  substanceOverride: { contactId: ADA, score: 90, reason: 'Wrote it.', memberId: THING, at: NOW },
  feed: { id: THING, contactId: ADA, url: 'https://engines.example/feed', title: ' Notes ', lastPostAt: null, createdAt: NOW },
  post: {
    id: THING, contactId: ADA, network: 'blog', externalId: '1', url: null, kind: 'POST', publishedAt: NOW, title: null, text: 'Notes', likes: 1, replies: null, shares: null, followers: null, rating: 5, words: 1, cites: false, isUncivil: false, lexicon: null, ...made
  },
  interaction: { id: THING, participants: [ADA, GRACE], ...meeting, source: 'api', externalId: null, carriesAsk: false, ...made },
  ask: {
    id: THING, contactId: ADA, need: 'An hour', offer: null, offerKind: null, size: 'SMALL', channel: null, status: 'SENT', deadline: null, warnings: [{ code: 'NO_OFFER', text: 'Offer something.' }], moves: [{ from: 'DRAFT', to: 'SENT', at: NOW, note: null }], version: 2, ...made
  },
  favor: { id: THING, contactId: ADA, direction: 'GIVEN', kind: 'GIFT', worth: 2, effort: 2, occurredAt: NOW, note: null, askId: GRACE, version: 1, ...made },
  suggestion: { contactId: ADA, kind: 'THANK', cause: THING, snoozedUntil: null, skippedAt: NOW, skipReason: 'Not now.' },
  report: {
    id: THING,
    names: [{ source: 'email', externalId: '1@x ada@engines.example' }],
    told: {
      channel: stamped('EMAIL'),
      occurredAt: stamped(NOW),
      endedAt: stamped(null),
      status: stamped('HELD'),
      subject: stamped(' As it was '),
      text: stamped(null),
      parties: stamped([{ role: 'FROM', name: null, identities: [{ kind: 'EMAIL', value: '' }], isUs: true }])
    },
    interactionId: THING,
    written: { ...meeting, contactIds: [ADA] },
    settlesAt: null,
    integrationId: null,
    updatedAt: NOW
  },
  inboxPerson: { id: THING, name: 'Ada', state: 'PENDING', identities: [email], integrationId: GRACE, reports: 1, reportIds: [THING], firstSeenAt: NOW, lastSeenAt: NOW, createdAt: NOW }
}

/** The record of a type, with something else in it. */
const record = <T extends RecordType>(type: T, given: object = {}): WorkspaceRecord => ({ ...JSON.parse(JSON.stringify(writeRecord(type, VALUES[type]))), ...given })

/** What is wrong with it. */
function faultsOf (wrong: WorkspaceRecord): string[] {
  try {
    readRecord(wrong, NOW)
    return []
  } catch (error) {
    return (error as { fields: { path: string, message: string }[] }).fields.map(({ path, message }) => `${path} ${message}`)
  }
}

t.test('what is read of a record is what was written', async t => {
  for (const type of RECORD_TYPES) t.strictSame(readRecord(record(type), NOW), { type, values: VALUES[type] }, type)
})

t.test('a record has ids as clients know them, and instants as people read them', async t => {
  t.strictSame(record('distinct'), {
    type: 'distinct', id: THING, contactId: toTypeId('contact', ADA), otherId: toTypeId('contact', GRACE), memberId: THING, actor: 'owner', at: '2026-03-01T12:00:00.000Z'
  })
})

t.test('a file says first what it is, and last how much', async t => {
  const workspace = { id: 'workspace_1', slug: 'engines', name: 'Engines', timeZone: 'UTC', defaultCountry: 'DE' }
  t.match(firstRecord({ exportedAt: NOW, workspace, members: [], integrations: [] }), { type: 'goodturn', version: 1, about: /docs\/export.md/, exportedAt: '2026-03-01T12:00:00.000Z', workspace })
  t.strictSame(lastRecord(3), { type: 'end', records: 3 })
  t.strictSame([isRecordType('contact'), isRecordType('goodturn'), isRecordType('toString')], [true, false, false])
  t.throws(() => readRecord({ type: 'spell' }, NOW), { code: 'INVALID', message: 'Nothing here is a “spell”.' })
})

t.test('nothing was done in the future', t => {
  t.strictSame(faultsOf(record('contact', { createdAt: '2026-03-02T12:00:00Z', updatedAt: '2199-01-01T00:00:00Z' })), ['createdAt lies in the future.', 'updatedAt lies in the future.'])
  t.strictSame(faultsOf(record('distinct', { at: '2026-03-02T12:00:00Z' })), ['at lies in the future.'])
  t.end()
})

t.test('an address that is followed or shown is one of the web', t => {
  t.match(faultsOf(record('feed', { url: 'file:///etc/passwd' })), [/^url is no absolute http or https address/])
  t.match(faultsOf(record('feed', { url: 'http://user:secret@feeds.example/' })), [/^url has a name or a password/])
  t.strictSame(faultsOf(record('post', { url: 'javascript:alert(1)' })), ['url is no absolute http or https address.'])
  t.strictSame(faultsOf(record('post', { url: null })), [])
  t.end()
})

t.test('what no server wrote is refused, all faults at once', async t => {
  t.strictSame(faultsOf(record('contact', { id: 'person_1', name: ' ', notes: 7, paused: 'no', version: 0, tags: 'looms', createdAt: 'yesterday', targetDays: 0.5 })), [
    'id is no id of a contact.', 'name is no text, or an empty one.', 'notes is no text, or an empty one.', 'tags is no list of at most 50.', 'targetDays is no whole number from 1 to 3650.',
    'paused is neither true nor false.', 'version is no whole number from 1 to 1000000000.', 'createdAt is no instant such as 2026-03-01T09:30:00.000Z.'
  ])
  t.strictSame(faultsOf(record('contact', { name: 'x'.repeat(201), identities: [7] })).slice(0, 2), ['name has 201 characters; at most 200 are kept.', 'identities.0 is no object.'])
  t.strictSame(faultsOf(record('interaction', { id: 7, channel: 'SMOKE', externalId: '\u0000' })), [
    'id is no id of an interaction.', faultsOf(record('interaction', { channel: 'SMOKE' }))[0], 'externalId is no text of at most 500 characters.'
  ])
  t.strictSame(faultsOf(record('importKey', { id: 'x' })), ['id is no UUID.'])
  t.strictSame(faultsOf(record('contact', { createdAt: '0000-12-31T23:59:59Z', updatedAt: '9999-12-31T23:59:59-01:00' })), [
    'createdAt is no instant such as 2026-03-01T09:30:00.000Z.', 'updatedAt is no instant such as 2026-03-01T09:30:00.000Z.'
  ], 'no database reads these')
  t.match(faultsOf(record('scoringModel', { warmth: 2 })), ['warmth is no number from 0 to 1.'])
  t.match(faultsOf(record('report', { told: { channel: 7 } })).slice(0, 1), ['told.channel is no object.'])
})

t.test('what fields say together has to be possible', async t => {
  t.strictSame(faultsOf(record('interaction', { occurredAt: '2027-01-01T00:00:00Z', carriesAsk: true })), ['occurredAt lies in the future, but the interaction is HELD.', 'carriesAsk is true, but the interaction is MUTUAL.'])
  t.strictSame(faultsOf(record('favor', { occurredAt: '2027-01-01T00:00:00Z' })), ['occurredAt lies in the future.'])
  t.strictSame(faultsOf(record('ask', { moves: [] })), ['status is SENT, which is not where its moves lead.'])
  t.strictSame(faultsOf(record('ask', { status: 'DRAFT', moves: [] })), [])
  t.match(faultsOf(record('scoringModel', { warmth: 1 })), [/sum to 1.75/])
})

t.test('no file can say that one address is another', async t => {
  const identities = [{ ...email, normalized: 'grace@navy.example', label: null, isPrimary: false }, { ...email, value: 'ADA@engines.example', label: null, isPrimary: true }]
  const read = readRecord(record('contact', { identities }), NOW)
  t.match(read.values, { identities: [{ normalized: 'ada@engines.example', isPrimary: true }] })
  t.equal(read.type === 'contact' && read.values.identities.length, 1, 'and each is there once')
  t.match(faultsOf(record('contact', { identities: [{ ...email, value: 'nobody', label: null, isPrimary: true }] })), [/^identities.0.value “nobody” is not an e-mail address/])
  t.match(faultsOf(record('ownIdentity', { value: 'nobody' })), [/^identity.value “nobody”/])
})

t.test('a number without its country is the one that it was where it is from', async t => {
  const phone = { kind: 'PHONE', value: '030 1234567', normalized: '+49301234567' }
  t.match(readRecord(record('inboxPerson', { identities: [phone, { ...phone, value: '+49 30 1234568' }] }), NOW).values, { identities: [{ normalized: '+49301234567' }, { normalized: '+49301234568' }] })
  t.match(faultsOf(record('inboxPerson', { identities: [{ ...phone, normalized: '1' }] })), [/^identities.0.value “1” is not a phone number/])
})

t.test('what an older file does not know of is null', async t => {
  const { organization, title, ...older } = record('contact')
  t.match(readRecord(older as WorkspaceRecord, NOW).values, { organization: null, title: null })
})
