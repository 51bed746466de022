import { Command } from 'commander'
import t, { type Test } from 'tap'
import { resealCommand } from '../../src/cli/reseal.ts'
import { connect } from '../../src/database/connect.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import { testApp } from '../support/app.ts'
import { addIntegration, rotateSecret } from '../support/integrations.ts'
import { onDatabase } from '../support/server.ts'

const [OLD, NEW] = [Buffer.alloc(32, 'goodturn'), Buffer.alloc(32, 'new')]

async function shell (t: Test) {
  const host = await testApp(t)
  let left = 0
  const open = async () => {
    const database = connect({ url: host.adminUrl })
    left++
    return { database, close: async () => { left--; await database.close() } }
  }
  return {
    ...host,
    left: () => left,
    async reseal (...keys: [Buffer, ...Buffer[]]) {
      const said: string[] = []
      await new Command('goodturn').exitOverride().addCommand(resealCommand(open, async () => cipherOf(keys), line => { said.push(line) })).parseAsync(['reseal'], { from: 'user' })
        .catch(error => { said.push(`${error.code}: ${error.message}`) })
      return said
    },
    async opened (...keys: [Buffer, ...Buffer[]]) {
      const rows = await onDatabase(host.adminUrl, async sql => [...await sql`select id, secret, previous_secret, version from app.integration order by id`])
      const cipher = cipherOf(keys)
      return rows.map(({ id, secret, previous_secret: previous, version }) => [cipher.open(secret, id), previous && cipher.open(previous, id), version])
    }
  }
}

t.test('all secrets of all workspaces are sealed with the first key, so that the others can be dropped', async t => {
  const { database, workspaceId, newWorkspace, reseal, opened, left } = await shell(t)
  const other = await newWorkspace('others')
  await rotateSecret(database, workspaceId, await addIntegration(database, workspaceId, { provider: 'GENERIC', secret: 'one' }), 'two', 0)
  await addIntegration(database, other.workspaceId, { provider: 'GENERIC', secret: 'three' })
  t.strictSame(await reseal(NEW, OLD), ['Sealed the secrets of 2 integrations with the first key; those of 0 integrations were already.'])
  t.strictSame(await opened(NEW), [['two', 'one', 2], ['three', null, 1]], 'nobody who remembers one hears of a change')
  await addIntegration(database, workspaceId, { provider: 'GENERIC', secret: 'four' })
  t.strictSame(await reseal(NEW, OLD), ['Sealed the secrets of 1 integration with the first key; those of 2 integrations were already.'])
  t.strictSame(await reseal(NEW), ['Sealed the secrets of 0 integrations with the first key; those of 3 integrations were already.'])
  t.equal(left(), 0, 'the database is closed')
})

t.test('a secret whose key is not given stays as it is, and is named', async t => {
  const { database, workspaceId, reseal, opened, left } = await shell(t)
  await addIntegration(database, workspaceId, { provider: 'GENERIC', secret: 'one' })
  await addIntegration(database, workspaceId, { provider: 'GITHUB', secret: 'lost', keys: [Buffer.alloc(32, 'lost')] })
  t.strictSame(await reseal(NEW, OLD), [
    'Sealed the secrets of 1 integration with the first key; those of 0 integrations were already.',
    'CONFLICT: The secrets of “github” were sealed with a key that is not given: give it too, behind the first, and run this again.'
  ])
  t.strictSame(await opened(NEW, Buffer.alloc(32, 'lost')), [['one', null, 1], ['lost', null, 1]])
  t.equal(left(), 0)
})

t.test('what erased people are recognized by is sealed again, and is still known', async t => {
  const { query, workspaceId, adminUrl, reseal } = await shell(t)
  const CREATE = 'mutation { createContact(input: { name: "Ada", identities: [{ kind: EMAIL, value: "ada@engines.example" }] }) { contact { id } } }'
  const { data } = await query(CREATE)
  await query('mutation ($id: ID!) { eraseContact(input: { id: $id }) { erasedId } }', { id: data.createContact.contact.id })
  const secret = () => onDatabase(adminUrl, async sql => (await sql`select secret from app.erasure_secret where workspace_id = ${workspaceId}`)[0]?.['secret'])
  const before = await secret()
  t.strictSame(await reseal(NEW), [
    'Sealed the secrets of 0 integrations with the first key; those of 0 integrations were already.',
    'CONFLICT: The secrets of people who were erased, in 1 of the workspaces, were sealed with a key that is not given: give it too, behind the first, and run this again.'
  ])
  t.equal(await secret(), before)
  t.equal((await reseal(NEW, OLD))[1], 'Sealed what people who were erased are recognized by, in 1 of the workspaces.')
  t.equal(cipherOf([NEW]).open(await secret(), workspaceId), cipherOf([OLD]).open(before, workspaceId))
  t.equal((await reseal(NEW)).length, 1, 'and is not sealed twice')
})
