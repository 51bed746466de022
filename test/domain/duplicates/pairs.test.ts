import t from 'tap'
import { blockingKeys } from '../../../src/domain/duplicates/blocking-keys.ts'
import { CANDIDATE, likenessOfRelated } from '../../../src/domain/duplicates/likeness.ts'
import { candidatesAmong, relatedPairs } from '../../../src/domain/duplicates/pairs.ts'
import { traitsOf } from '../../../src/domain/duplicates/traits.ts'
import { crowd } from './crowd.ts'
import { shown } from './shown.ts'

t.test('each two that share a key are paired once, and nobody else is', async t => {
  const contacts = crowd(400)
  const keys = contacts.map(contact => new Set(blockingKeys(contact)))
  const related = new Set<string>()
  for (let one = 0; one < keys.length; one++) {
    for (let other = one + 1; other < keys.length; other++) if ([...keys[one]!].some(key => keys[other]!.has(key))) related.add(`${one} ${other}`)
  }
  const pairs = [...relatedPairs(contacts.map(traitsOf))].map(({ one, other }) => `${one} ${other}`)
  t.ok(related.size > 20)
  t.strictSame(pairs.sort(), [...related].sort())
})

t.test('candidates are those of the pairs that are alike enough, with the reasons', async t => {
  const contacts = ['Ada Lovelace | Saltmarsh', 'Grace Hopper', 'Lovelace, Ada | Saltmarsh Systems', 'Ada Hopper', 'Byron Lovelace'].map(shown)
  const found = [...candidatesAmong(contacts)]
  t.strictSame(found.map(({ contacts: [one, other], reasons }) => [one.name, other.name, reasons]), [['Ada Lovelace', 'Lovelace, Ada', ['Same name', 'Both at Saltmarsh']]])
  t.ok(found[0]!.score >= CANDIDATE)
})

t.test('a name that many have is compared only within a house, and not at all where many have both', async t => {
  const houses = Array.from({ length: 60 }, (_, index) => shown(`Minh Nguyen | ${String.fromCharCode(97 + index % 20, 97 + index % 20)}xx ${index} Foods`))
  t.equal([...relatedPairs(houses.map(traitsOf), 50)].length, 20 * 3, 'of three at each of twenty houses, three pairs')
  const one = Array.from({ length: 60 }, () => shown('Minh Nguyen | Hooli'))
  t.equal([...relatedPairs(one.map(traitsOf), 50)].length, 0)
})

t.test('namesakes are counted over all contacts', async t => {
  const traits = ['Ada Lovelace', 'Lovelace Ada', 'A. Lovelace', 'ADA LOVELACE'].map(name => traitsOf(shown(name)))
  t.strictSame([...relatedPairs(traits)].map(({ one, other, namesakes }) => [one, other, namesakes]), [[0, 1, 3], [0, 3, 3], [0, 2, 1], [1, 3, 3], [2, 3, 1]])
})

t.test('pairs grow with the crowd, and a contact that is there twice is found', async t => {
  const traits = crowd(4000).map(traitsOf)
  const pairs = [...relatedPairs(traits)]
  t.ok(pairs.length < 10 * traits.length, `${pairs.length} pairs of ${traits.length}`)
  const found = new Set(pairs.filter(({ one, other, namesakes }) => likenessOfRelated(traits[one]!, traits[other]!, namesakes).score >= CANDIDATE).map(({ one, other }) => `${one} ${other}`))
  const twice = traits.flatMap(({ name, numbers, logins, houses }, place) => {
    const isSecond = place > 0 && numbers.length + logins.length === 0 && houses[0]?.shown === traits[place - 1]?.houses[0]?.shown && name.family[0] !== undefined && name.family[0].key === traits[place - 1]?.name.family[0]?.key
    return isSecond && houses.length > 0 ? [`${place - 1} ${place}`] : []
  })
  t.ok(twice.length > 50)
  t.ok(twice.filter(pair => found.has(pair)).length >= 0.97 * twice.length, `${twice.filter(pair => found.has(pair)).length} of ${twice.length}`)
})
