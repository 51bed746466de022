import t from 'tap'
import { empty } from '../../src/demo/empty.ts'
import { generateWorkspace } from '../../src/demo/generate.ts'
import { receive } from '../../src/demo/receive.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import { createContact } from '../../src/operations/contacts/create-contact.ts'
import { listAllContacts } from '../../src/operations/contacts/find-contacts.ts'
import { listAllDeliveries } from '../../src/operations/deliveries/find-deliveries.ts'
import { listInbox } from '../../src/operations/inbox/find-inbox.ts'
import { firstWorkspace, NOW, requestOf } from '../operations/support/first-workspace.ts'

const CIPHER = cipherOf([Buffer.alloc(32, 'demo')])

t.test('a calendar and a mailbox bring something of each kind, and nothing that has happened', async t => {
  const { database, owner } = await firstWorkspace(t)
  const ctx = () => requestOf(t, database, owner)
  const { contacts } = generateWorkspace({ seed: 1, now: NOW })
  const known = contacts.find(({ input }) => input.identities?.some(({ kind }) => kind === 'EMAIL'))
  for (const [time, now] of [['first', NOW], ['after a reset', NOW + 60_000]] as const) {
    await createContact(ctx(), known!.input)
    await receive({ ...ctx(), now }, CIPHER, contacts)
    const deliveries = (await listAllDeliveries(ctx(), { first: 10 })).page.items.map(({ item: { status, reason } }) => [status, reason?.split(' ')[0]])
    t.strictSame(deliveries, [['FAILED', 'The'], ['PROCESSED', 'Imke'], ['IGNORED', 'It'], ['PROCESSED', 'Tobias'], ['PROCESSED', undefined]], time)
    t.strictSame((await listInbox(ctx(), { first: 10 })).page.items.map(({ item: { name, reports } }) => [name, reports]).sort(), [['Imke Vandersteen', 1], ['Tobias Ferreira', 1]])
    const { page } = await listAllContacts(ctx(), { first: 10 })
    t.strictSame(page.items.map(({ item }) => item.name), [known?.input.name], 'strangers are not contacts')
    await empty(ctx())
  }
})
