import t from 'tap'
import { keysOfUs, withUs } from '../../../src/domain/imports/our-keys.ts'
import type { NormalizedEvent } from '../../../src/domain/integrations/normalized-event.ts'

t.test('we are known by addresses, numbers and profiles, and not by a mere name', t => {
  t.strictSame([...keysOfUs(['Me@Goodturn.example', '030 1234567', 'https://www.linkedin.com/in/me', '@me@goodturn.example', 'Ada Lovelace'], 'DE')].sort(), [
    'EMAIL me@goodturn.example', 'LINKEDIN me', 'MASTODON me@goodturn.example', 'PHONE +49301234567', 'WHATSAPP +49301234567'
  ])
  t.end()
})

t.test('those of an event who are us are marked', t => {
  const event: NormalizedEvent = {
    source: 'email',
    externalId: '1',
    toldAt: 0,
    parties: [{ role: 'FROM', name: null, identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }, { kind: 'PHONE', value: 'none' }] }, { role: 'TO', name: null, identities: [{ kind: 'EMAIL', value: 'ME@goodturn.example' }] }]
  }
  t.strictSame(withUs(event, keysOfUs(['me@goodturn.example'], 'DE'), 'DE').parties?.map(({ isUs }) => isUs), [undefined, true])
  t.equal(withUs(event, new Set(), 'DE'), event)
  const bare: NormalizedEvent = { source: 'email', externalId: '1', toldAt: 0 }
  t.equal(withUs(bare, new Set(['EMAIL me@goodturn.example']), 'DE'), bare)
  t.end()
})
