import t from 'tap'
import type { IdentityInput } from '../../../src/domain/contacts/contact.ts'
import { readIdentity } from '../../../src/domain/contacts/contact.ts'
import { betterName, isStandIn } from '../../../src/domain/imports/stand-in.ts'

function known (input: IdentityInput) {
  const identity = readIdentity(input, 'DE', '', [])
  if (!identity) throw new Error('Nobody is known by this.')
  return [identity]
}

t.test('an address, number or handle of somebody is no name of theirs, however it is written', t => {
  const mail = known({ kind: 'EMAIL', value: 'Ada@Engines.example' })
  for (const name of ['Ada@Engines.example', 'ada@engines.example', "'ada@engines.example'", '<ADA@engines.example>']) t.ok(isStandIn(name, mail), name)
  const phone = known({ kind: 'PHONE', value: '030 / 901 820' })
  for (const name of ['030 901820', '+49 30 901820', '+4930901820']) t.ok(isStandIn(name, phone), name)
  t.ok(isStandIn('aking', known({ kind: 'GITHUB', value: 'aking' })))
  t.ok(isStandIn('@ada@looms.example', known({ kind: 'MASTODON', value: '@ada@looms.example' })))
  t.end()
})

t.test('what says who somebody is, is a name', t => {
  const mail = known({ kind: 'EMAIL', value: 'ada@engines.example' })
  for (const name of ['Ada', 'ada', 'Ada Lovelace', 'grace@navy.example', 'engines.example', '…', '007']) t.not(isStandIn(name, mail), true, name)
  t.not(isStandIn('Madonna', known({ kind: 'X', value: '@madonna' })), true, 'a handle may be a name')
  t.not(isStandIn('ada@engines.example', []), true, 'an address is all that is known of them')
  t.end()
})

t.test('a name takes the place of an address, and nothing takes the place of a name', t => {
  const stranger = { name: 'ada@engines.example', identities: known({ kind: 'EMAIL', value: 'ada@engines.example' }) }
  t.equal(betterName(stranger, 'Ada Lovelace'), 'Ada Lovelace')
  for (const said of [null, 'ADA@engines.example', 'other@engines.example']) t.equal(betterName(stranger, said), null, String(said))
  t.equal(betterName({ ...stranger, name: 'Ada' }, 'Ada Lovelace'), null)
  t.end()
})
