import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { PROVIDERS } from '../../../src/domain/integrations/integration.ts'
import { processDeliveries } from '../../../src/operations/deliveries/process-deliveries.ts'
import { CIPHER, testApp } from '../../support/app.ts'
import { addIntegration } from './support/deliveries.ts'

const run = promisify(execFile)
const DOC = readFileSync(new URL('../../../docs/integrations.md', import.meta.url), 'utf8')

/** Of each provider, what stands under its heading. */
const SECTIONS = new Map(DOC.split(/^#+ /m).map(section => [section.slice(0, section.indexOf('\n')), section]))
const OURS = ['EMAIL we@example.com', 'GITHUB our-login', 'SLACK U024BE7LH', 'PHONE +4930901820', 'WHATSAPP +4930901820'].map(each => ({ kind: each.split(' ')[0], value: each.split(' ')[1] }))

/** Why the lines cannot be run here; false where they can. */
const skip = await Promise.all([run('curl', ['--version']), run('openssl', ['version'])]).then(() => false, () => 'there is no curl, or no openssl')

t.test('every provider has five steps, and a line to try it by', async t => {
  for (const provider of PROVIDERS) {
    const section = SECTIONS.get(provider) ?? ''
    t.strictSame([...section.matchAll(/^(\d)\. /gm)].map(([, step]) => Number(step)), [1, 2, 3, 4, 5], provider)
    t.ok(shellOf(section), provider)
    t.ok(DOC.includes(`\n| ${provider} |`), `${provider} is in the table`)
  }
})

t.test('the lines of the documentation do what it says', { skip }, async t => {
  let address = ''
  const app = await testApp(t, { publicUrl: () => address })
  await app.app.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}`
  app.clock.now = Date.now()
  for (const provider of PROVIDERS) {
    const given = /`?secret: "</.test(SECTIONS.get(provider) ?? '') ? { secret: 'the-provider-gave-us-this' } : {}
    const { integration, secret } = await addIntegration(app, { provider, ...given, ownIdentities: OURS })
    const { stdout, stderr } = await run('bash', ['-c', shellOf(SECTIONS.get(provider) ?? '')], { env: { ...process.env, URL: integration.webhookUrl, SECRET: secret ?? '', no_proxy: '*' } })
    t.equal(stdout, '200\n', `${provider} ${stderr}`)
    if (provider === 'ACTIVITYPUB') continue
    app.clock.now = Date.now()
    await processDeliveries({ database: app.database, newId: uuidv7, cipher: CIPHER, publicUrl: address, now: () => app.clock.now, onFault: (_id, error) => { throw error } }, app.workspaceId)
    const { data } = await app.query('query ($id: ID!) { deliveries(filter: { integrationId: $id }) { nodes { status reason interactions { direction participants { name } } } } }', { id: integration.id })
    t.match(data.deliveries.nodes, [{ status: 'PROCESSED', reason: null, interactions: [{ participants: [{ name: /./ }] }] }], provider)
  }
  const { contacts } = (await app.query('{ contacts { nodes { name interactions { totalCount } } } }')).data
  t.ok(contacts.nodes.every(({ interactions }: { interactions: { totalCount: number } }) => interactions.totalCount > 0), 'nobody of us became a contact')
})

function shellOf (section: string): string {
  return /```sh\n([^`]*)```/.exec(section)?.[1] ?? ''
}
