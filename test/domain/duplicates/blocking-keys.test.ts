import fc from 'fast-check'
import t from 'tap'
import { CULTURES } from '../../../src/demo/generate/names.ts'
import { blockingKeys, keysOf } from '../../../src/domain/duplicates/blocking-keys.ts'
import { CANDIDATE, likenessOfRelated } from '../../../src/domain/duplicates/likeness.ts'
import { traitsOf, type Shown } from '../../../src/domain/duplicates/traits.ts'
import { SAME } from './golden-same.ts'
import { UNSEEN_SAME } from './golden-unseen.ts'
import { shown } from './shown.ts'

const given = fc.constantFrom(...CULTURES.flatMap(culture => culture.given), 'Bob', 'Robert', 'Liz', 'Elizabeth', 'Sasha', 'Alexander', 'Hans', 'Johannes', 'Katharina', 'Käthe', 'Christopher')
const family = fc.constantFrom(...CULTURES.flatMap(culture => culture.family), 'Smith', 'Müller', 'Schmidt', 'Garcia')
const house = fc.constantFrom('', 'Saltmarsh Systems', 'Saltmarsh', 'Hooli', 'Initech GmbH')
const identities = fc.constantFrom('', '+49 30 901820', 'whatsapp:+4930901820', 'github:zeroengine', 'x:zero_engine', 'zeroengine@gmail.com', 'github:quietfox, +1 212 555 0123')

/** Ways in which a name is written once more; `at` is where a slip is. */
const VARIATIONS: readonly ((given: string, family: string, at: number) => string)[] = [
  (given, family) => `${given} ${family}`,
  (given, family) => `${family}, ${given}`,
  (given, family) => `${family} ${given}`,
  (given, family) => `Dr. ${given} ${family}, PhD`,
  (given, family) => `${given} ${family}`.toUpperCase(),
  (given, family) => `${given} ${family}`.normalize('NFD').replace(/\p{M}/gu, ''),
  (given, family) => `${given} ${family}`.replaceAll('ü', 'ue').replaceAll('ö', 'oe').replaceAll('ä', 'ae'),
  (given, family) => `${given} M. ${family}`,
  (given, family) => `${given.slice(0, 1)}. ${family}`,
  (given, family) => `${given} ${family.slice(0, 1)}.`,
  given => given,
  (given, family) => `${given} ${family}-Hollis`,
  (given, family) => `${given} ${family} Quiroga`,
  (given, family) => `${given} (Kit) ${family}`,
  (given, family, at) => `${given} ${slip(family, at)}`,
  (given, family, at) => `${slip(given, at)} ${family}`
]
const variation = fc.constantFrom(...VARIATIONS)
const somebody = fc.record({ given, family, house, identities, at: fc.nat(8), as: variation, otherwise: variation, otherHouse: house, otherIdentities: identities })

t.test('two contacts that reach the threshold share a key, however they are written', async t => {
  fc.assert(fc.property(somebody, ({ given, family, house, identities, at, as, otherwise, otherHouse, otherIdentities }) => {
    const one = shown(`${as(given, family, at)} | ${house} | | ${identities}`)
    const other = shown(`${otherwise(given, family, at)} | ${otherHouse} | | ${otherIdentities}`)
    return likenessOfRelated(traitsOf(one), traitsOf(other)).score < CANDIDATE || shareKey(one, other)
  }), { numRuns: 3000 })
})

t.test('so do two whose names are made of the same few words', async t => {
  fc.assert(fc.property(fc.tuple(given, given), fc.tuple(family, family), variation, variation, house, ([first, second], [one, other], as, otherwise, house) => {
    const a = shown(`${as(`${first} ${second}`, one, 1)} | ${house}`)
    const b = shown(`${otherwise(second, other, 1)} | ${house}`)
    return likenessOfRelated(traitsOf(a), traitsOf(b)).score < CANDIDATE || shareKey(a, b)
  }), { numRuns: 3000 })
})

t.test('pairs of one person that are alike enough are not lost for want of a key', async t => {
  for (const [one, other] of [...SAME, ...UNSEEN_SAME]) {
    const { score } = likenessOfRelated(traitsOf(shown(one)), traitsOf(shown(other)))
    t.ok(score < CANDIDATE || shareKey(shown(one), shown(other)), `${one} / ${other}`)
  }
})

t.test('nobody has more than twelve keys, each once, and a desk has none', async t => {
  const much = shown(`María José (Pepa) Montalbán-Quiroga del Valle | Saltmarsh Systems | | ${[1, 2, 3, 4, 5].map(n => `+49 30 90182${n}, github:zeroengine${n}, ada${n}@hooli${n}.com`).join(', ')}`)
  t.equal(blockingKeys(much).length, 12)
  t.equal(new Set(blockingKeys(much)).size, 12)
  t.strictSame(blockingKeys(shown('Support | Hooli | | support@hooli.com')), [])
  t.strictSame(keysOf(traitsOf(shown('A.'))), [])
  t.strictSame(blockingKeys(shown('A. Lovelace')), ['initial a lofelake'])
  t.strictSame(blockingKeys(shown('Ada')), [])
})

function shareKey (one: Shown, other: Shown): boolean {
  const keys = blockingKeys(one)
  return blockingKeys(other).some(key => keys.includes(key))
}

/** The word without its letter there. */
function slip (word: string, at: number): string {
  const place = 1 + at % Math.max(1, word.length - 1)
  return word.slice(0, place) + word.slice(place + 1)
}
