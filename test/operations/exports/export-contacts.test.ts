import t from 'tap'
import type { ImportFormat } from '../../../src/formats/import-format.ts'
import type { ImportedContact } from '../../../src/domain/imports/import-row.ts'
import { toTypeId } from '../../../src/domain/type-id.ts'
import { csv } from '../../../src/formats/contacts-csv/plain-csv.ts'
import { vcard } from '../../../src/formats/vcard/vcard.ts'
import { exportContact } from '../../../src/operations/exports/export-contact.ts'
import { exportContacts, type ContactsFormat } from '../../../src/operations/exports/export-contacts.ts'
import { firstWorkspace, memberWith, NOW, requestOf } from '../support/first-workspace.ts'
import { fillWorkspace } from './support/full-workspace.ts'
import { OPTIONS } from './support/take.ts'

const first = await firstWorkspace(t)
const { ada, grace, merged } = await fillWorkspace(t, first)
const ctx = requestOf(t, first.database, first.owner)

async function readBack (format: ContactsFormat, reader: ImportFormat): Promise<ImportedContact[]> {
  const open = reader.open({ ...OPTIONS, defaultCountry: 'FR' })
  const rows = []
  for await (const piece of await exportContacts(ctx, format)) rows.push(...await open.push(Buffer.from(piece)))
  return [...rows, ...await open.end()].map(row => 'contact' in row ? row.contact : t.fail(JSON.stringify(row)) as never)
}

const COUNTESS = {
  name: 'Ada Lovelace',
  organization: 'Analytical Engines',
  title: 'Countess',
  notes: '=1+1 is what she\nwrote, “first”.\n\nName: Ada King',
  tags: ['looms', 'Mathematics'],
  externalId: toTypeId('contact', ada)
}

t.test('a contact is the same when its vCard is read', async t => {
  const found = (await readBack('vcard', vcard)).find(({ externalId }) => externalId === toTypeId('contact', ada))
  t.match(found, COUNTESS)
  t.strictSame(found?.identities?.map(({ kind, value, isPrimary = false }) => [kind, value, isPrimary]).sort(), [
    ['EMAIL', 'Ada@Engines.example', false], ['EMAIL', 'ada@home.example', true], ['GITHUB', 'https://github.com/ada', true], ['LINKEDIN', 'https://www.linkedin.com/in/ada-king', true], ['PHONE', '+10301234567', true]
  ])
})

t.test('and when its line of CSV is', async t => {
  const found = (await readBack('csv', csv)).find(({ externalId }) => externalId === toTypeId('contact', ada))
  t.match(found, COUNTESS)
  t.strictSame(found?.identities?.map(({ kind, value }) => [kind, value]), [
    ['EMAIL', 'ada@home.example'], ['EMAIL', 'Ada@Engines.example'], ['PHONE', '+10301234567'], ['LINKEDIN', 'https://www.linkedin.com/in/ada-king'], ['GITHUB', 'https://github.com/ada']
  ])
})

t.test('nobody is left out', async t => {
  t.strictSame((await readBack('vcard', vcard)).map(({ name }) => name), ['Ada Lovelace', 'Grace Hopper', 'Linus'])
})

t.test('whoever asks what is known of them is told all of it, and nothing of others', async t => {
  const { contactId, document } = await exportContact(ctx, merged)
  t.equal(contactId, ada, 'by an id from before a merge too')
  t.match(document, {
    type: 'goodturn-contact',
    exportedAt: new Date(NOW).toISOString(),
    contact: { name: 'Ada Lovelace' },
    quality: { score: Number, warmth: { reasons: [{ evidenceIds: [/^interaction_/] }] }, reasons: [{ text: String }] },
    asks: [{ need: 'An hour on looms', moves: [{ to: 'SENT' }, { to: 'ACCEPTED' }, { to: 'FULFILLED' }] }],
    favors: [{ kind: 'ADVICE' }],
    feeds: [{ url: 'https://engines.example/feed' }],
    merges: [{ otherIds: [toTypeId('contact', merged)] }],
    distinctFrom: [{ actor: 'owner' }],
    told: [{ names: [{ source: 'calendar', externalId: 'known' }], told: { parties: { value: [{ name: 'Somebody known' }] } }, otherParties: 1 }],
    deliveries: [{ integration: 'My GENERIC', status: 'PROCESSED' }]
  })
  const { interactions, posts, suggestions, changes } = document as { [list: string]: { others?: number, action?: string }[] }
  t.equal(posts?.length, 8)
  t.ok(suggestions?.length)
  t.ok(interactions?.some(({ others }) => others === 1))
  t.match([...new Set(changes?.map(({ action }) => action))].sort(), ['createAsk', 'createContact', 'export'])
  t.notMatch(JSON.stringify(document), /Grace|Hopper|navy\.example|Linus|codes\.example/)
  t.notMatch(JSON.stringify(document), toTypeId('contact', grace))
})

t.test('who may only read takes contacts away, and nothing else', async t => {
  const viewer = await memberWith(first.database, first.owner, 'viewer', 'VIEWER')
  await t.rejects(exportContact({ ...ctx, actor: viewer }, ada), { code: 'FORBIDDEN' })
  await t.rejects(exportContacts({ ...ctx, actor: { ...viewer, scopes: [] } }, 'csv'), { code: 'FORBIDDEN', message: /scope read/ })
})
