import fc from 'fast-check'
import t from 'tap'
import { isTypo } from '../../../src/domain/duplicates/typo.ts'

const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 1, maxLength: 12 })

t.test('a letter left out, added, changed or swapped is a slip', async t => {
  for (const [right, typed] of [['hollis', 'holls'], ['hollis', 'holliss'], ['hollis', 'holles'], ['hollis', 'holils'], ['thistlewood', 'thistelwod']] as const) {
    t.equal(isTypo(right, typed), true, typed)
    t.equal(isTypo(typed, right), true, typed)
  }
})

t.test('what is short, the same, begins otherwise, or has more slips than its length allows is none', async t => {
  for (const [one, other] of [['hans', 'hand'], ['hollis', 'hollis'], ['hollis', 'mollis'], ['hollis', 'hallas'], ['hollis', 'hollisons'], ['thistlewood', 'thastlewuud']] as const) {
    t.equal(isTypo(one, other), false, other)
  }
})

t.test('two slips that leave neither the beginning nor the end are not believed', async t => {
  t.equal(isTypo('thistlewood', 'thestlewoid'), false)
  t.equal(isTypo('thistlewood', 'thastlewood'), true)
})

t.test('it agrees with a plain count of slips', async t => {
  fc.assert(fc.property(word, word, (one, other) => {
    const most = Math.min(one.length, other.length) >= 9 ? 2 : Math.min(one.length, other.length) >= 5 ? 1 : 0
    const isPlaced = one[0] === other[0] && (one.slice(0, 3) === other.slice(0, 3) || one.slice(-2) === other.slice(-2))
    return isTypo(one, other) === (most > 0 && one !== other && isPlaced && slips(one, other) <= most)
  }), { numRuns: 500 })
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 9, maxLength: 12 }), fc.nat(8), (one, at) => {
    const typed = one.slice(0, at + 1) + one.slice(at + 2)
    return isTypo(one, typed) === (one !== typed && (one.slice(0, 3) === typed.slice(0, 3) || one.slice(-2) === typed.slice(-2)) && typed.length > 4)
  }), { numRuns: 300 })
})

/** The definition, by recursion over what is left of both. */
function slips (one: string, other: string): number {
  const known = new Map<string, number>()
  const from = (i: number, j: number): number => {
    if (i === one.length || j === other.length) return one.length - i + other.length - j
    const key = `${i} ${j}`
    const swapped = i + 1 < one.length && j + 1 < other.length && one[i] === other[j + 1] && one[i + 1] === other[j] ? 1 + from(i + 2, j + 2) : Infinity
    const least = known.get(key) ?? Math.min(1 + from(i + 1, j), 1 + from(i, j + 1), Number(one[i] !== other[j]) + from(i + 1, j + 1), swapped)
    known.set(key, least)
    return least
  }
  return from(0, 0)
}
