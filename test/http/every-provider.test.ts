import t from 'tap'
import { SENDERS } from '../providers/support/senders.ts'
import { receiving } from './support/receiving.ts'
import { SAMPLES } from './support/samples.ts'

t.test('what each provider sends is taken with its signature, and becomes an interaction with the right contact', async t => {
  const { send } = await receiving(t)
  t.strictSame(SAMPLES.map(({ provider }) => provider).sort(), Object.keys(SENDERS).sort(), 'nobody is forgotten')
  for (const { provider, body, headers, signs, line } of SAMPLES) {
    const given = { ...headers && { headers }, ...signs && { signs: (path: string) => signs(body, path) } }
    t.equal(await send(provider, body, given), line, provider)
    t.match(await send(provider, body, given), /^200 /, `${provider}, once more`)
  }
})

t.test('nobody is taken for a provider without its signature', async t => {
  const { send } = await receiving(t)
  for (const { provider, body, headers, signs } of SAMPLES) {
    const forged = (path: string) => ({ ...signs?.(`${body}`, `${path}x`) ?? SENDERS[provider].sends(body, SENDERS[provider].otherSecret), ...{} })
    const strangers = provider === 'MAILGUN' ? (path: string) => ({ ...forged(path), body: Buffer.from(body) }) : provider === 'SENDGRID' ? () => ({ ...SENDERS.SENDGRID.sends(`${body} `), body: Buffer.from(body) }) : forged
    t.equal(await send(provider, body, { ...headers && { headers }, signs: strangers }), '401', provider)
  }
})
