import t from 'tap'
import { CANDIDATE, likeness } from '../../../src/domain/duplicates/likeness.ts'
import { OTHERS } from './golden-others.ts'
import { SAME } from './golden-same.ts'
import { UNSEEN_OTHERS, UNSEEN_SAME } from './golden-unseen.ts'
import { shown } from './shown.ts'

type Pairs = readonly (readonly [string, string])[]

/** One person each, whom the rules do not find: Ukrainian of which no letter says so, and a slip in a short name with nothing beside it. */
const MISSED = ['Олександр Грищенко / Oleksandr Hryshchenko', 'Dariush Farahani / Dariush Farahni | Hooli']

t.test('pairs of one person are candidates, but for those that are known to be missed', async t => {
  t.strictSame([...SAME, ...UNSEEN_SAME].filter(pair => !isCandidate(pair)).map(pair => pair.join(' / ')), MISSED)
})

t.test('pairs of two people are no candidates', async t => {
  t.strictSame([...OTHERS, ...UNSEEN_OTHERS].filter(isCandidate).map(pair => pair.join(' / ')), [])
})

t.test('there are at least sixty pairs of each, and precision and recall are over 97 %', async t => {
  for (const [same, others] of [[SAME, OTHERS], [[...SAME, ...UNSEEN_SAME], [...OTHERS, ...UNSEEN_OTHERS]]] as [Pairs, Pairs][]) {
    const [found, wrong] = [same.filter(isCandidate).length, others.filter(isCandidate).length]
    t.ok(same.length >= 60 && others.length >= 60)
    t.ok(found / same.length > 0.97, `recall ${found} of ${same.length}`)
    t.ok(found / (found + wrong) > 0.97, `precision ${found} of ${found + wrong}`)
  }
})

t.test('it does not matter which of two is named first', async t => {
  for (const [one, other] of [...SAME, ...OTHERS, ...UNSEEN_SAME, ...UNSEEN_OTHERS]) {
    t.strictSame(likeness(shown(one), shown(other)), likeness(shown(other), shown(one)), `${one} / ${other}`)
  }
})

function isCandidate ([one, other]: readonly [string, string]): boolean {
  return (likeness(shown(one), shown(other))?.score ?? 0) >= CANDIDATE
}
