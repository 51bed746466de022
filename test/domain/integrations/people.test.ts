import t from 'tap'
import type { Party } from '../../../src/domain/integrations/normalized-event.ts'
import { nameOf, readPeople, sameNumber } from '../../../src/domain/integrations/people.ts'

function read (...parties: Party[]) {
  return readPeople(parties, key => key === 'PHONE +4930123456', 'DE')
}

t.test('parties that share an identity are one person, with all that is known of them', async t => {
  const [ada, ...others] = read(
    { role: 'TO', name: null, identities: [{ kind: 'EMAIL', value: 'Ada@Engines.example' }] },
    { role: 'CC', name: ' Ada ', identities: [{ kind: 'GITHUB', value: 'ada' }, { kind: 'EMAIL', value: 'ada@engines.example' }] })
  t.strictSame(others, [])
  t.strictSame([ada?.name, ada?.roles, ada?.identities.map(({ normalized }) => normalized)], ['Ada', ['TO', 'CC'], ['ada@engines.example', 'ada']])
})

t.test('whoever has no identity that can be read is left out', async t => {
  t.strictSame(read({ role: 'FROM', name: 'Ada', identities: [] }, { role: 'FROM', name: 'Ada', identities: [{ kind: 'EMAIL', value: 'not an address' }] }), [])
})

t.test('we are known by our own identities', async t => {
  const [we, they] = read({ role: 'TO', name: null, identities: [{ kind: 'PHONE', value: '030 123456' }] }, { role: 'FROM', name: null, identities: [{ kind: 'PHONE', value: '030 654321' }] })
  t.strictSame([we?.isUs, they?.isUs], [true, false])
})

t.test('a number is the same person\'s by phone and on WhatsApp', async t => {
  const [we, they] = read({ role: 'TO', name: null, identities: [{ kind: 'WHATSAPP', value: '4930123456' }] }, { role: 'FROM', name: null, identities: [{ kind: 'WHATSAPP', value: '4930654321' }] })
  t.strictSame([we?.isUs, they?.isUs], [true, false])
  t.strictSame(sameNumber({ kind: 'PHONE', normalized: '+4930123456' }), { kind: 'WHATSAPP', normalized: '+4930123456' })
  t.equal(sameNumber({ kind: 'EMAIL', normalized: 'ada@engines.example' }), null)
})

t.test('where the provider says that it is us, nobody has to know by what name', async t => {
  t.match(read({ role: 'FROM', name: null, identities: [], isUs: true }, { role: 'TO', name: 'Ada', identities: [{ kind: 'GITHUB', value: 'ada' }] }),
    [{ roles: ['FROM'], identities: [], isUs: true }, { roles: ['TO'], isUs: false }])
})

t.test('whoever is called nothing is called by what they are known by', async t => {
  const [person] = read({ role: 'FROM', name: ' ', identities: [{ kind: 'EMAIL', value: 'ada@engines.example' }] })
  t.equal(person && nameOf(person), 'ada@engines.example')
  t.equal(nameOf({ name: null, identities: [] }), '')
})

t.test('more people and identities than anybody means are passed over', async t => {
  const one = (index: number): Party => ({ role: 'TO', name: null, identities: Array.from({ length: 20 }, (_, part) => ({ kind: 'EMAIL' as const, value: `${index}-${part}@engines.example` })) })
  const people = read(...Array.from({ length: 600 }, (_, index) => one(index)))
  t.strictSame([people.length, people[0]?.identities.length], [500, 10])
})
