import { assert, property, array, constantFrom, integer, shuffledSubarray, tuple, uniqueArray } from 'fast-check'
import t from 'tap'
import type { NormalizedEvent } from '../../../src/domain/integrations/normalized-event.ts'
import { byThing, externalIdOf, namesOf } from '../../../src/domain/integrations/same-thing.ts'

function told (externalId: string, ...aliases: string[]): { event: NormalizedEvent } {
  return { event: { source: 'cal_com', externalId, aliases, toldAt: 0 } }
}

function names (thing: { names: readonly { externalId: string }[] }): string[] {
  return thing.names.map(({ externalId }) => externalId).sort()
}

t.test('what shares a name is one thing, also through others', async t => {
  const things = byThing([told('a'), told('b', 'a'), told('c'), told('d', 'b')], [])
  t.strictSame(things.map(names), [['a', 'b', 'd'], ['c']])
  t.strictSame(things.map(each => each.told.length), [3, 1])
  t.strictSame(byThing([], [{ source: 'cal_com', externalId: 'a', reportId: 'r' }]), [], 'nothing is told of what is only known')
})

t.test('the same name at another source is something else', async t => {
  const mail = { event: { source: 'email', externalId: 'a', toldAt: 0 } }
  t.equal(byThing([told('a'), mail], []).length, 2)
  t.strictSame(namesOf(mail.event), [{ source: 'email', externalId: 'a' }])
})

t.test('a mail is one thing by its Message-ID and its sender, so that nobody writes over the mail of somebody else', async t => {
  const mail = (sender: string) => ({ event: { source: 'email', externalId: 'm@engines.example', toldAt: 0, parties: [{ role: 'FROM' as const, name: null, identities: [{ kind: 'EMAIL' as const, value: sender }] }] } })
  t.equal(byThing([mail('ada@engines.example'), mail(' Ada@Engines.example')], []).length, 1)
  t.equal(byThing([mail('ada@engines.example'), mail('eve@elsewhere.example')], []).length, 2)
  const [name] = namesOf(mail('ada@engines.example').event)
  t.strictSame([name.externalId, externalIdOf(name)], ['m@engines.example ada@engines.example', 'm@engines.example'])
  t.equal(externalIdOf({ source: 'chat', externalId: 'two words' }), 'two words')
})

t.test('two reports turn out to be of one thing when somebody says so', async t => {
  const known = ['a', 'b', 'c'].map(externalId => ({ source: 'cal_com', externalId, reportId: `report ${externalId}` }))
  const [thing, other] = byThing([told('b', 'a'), told('c')], known)
  t.strictSame(thing?.reportIds.sort(), ['report a', 'report b'])
  t.strictSame(other?.reportIds, ['report c'])
})

t.test('things are the same whatever the order they are told in', async t => {
  const letter = constantFrom(...'abcdefgh')
  const items = uniqueArray(tuple(letter, array(letter, { maxLength: 2 })), { maxLength: 8 }).map(pairs => pairs.map(([name, others]) => told(name, ...others)))
  assert(property(items.chain(all => tuple(constantFrom(all), shuffledSubarray(all, { minLength: all.length }), integer())), ([all, shuffled]) => {
    const sets = (list: typeof all): string[] => byThing(list, []).map(thing => names(thing).join()).sort()
    t.strictSame(sets(shuffled), sets(all))
  }))
})
