import t from 'tap'
import { CANDIDATE, likeness } from '../../../src/domain/duplicates/likeness.ts'
import { shown } from './shown.ts'

t.test('what speaks for one person comes first, what speaks against it last, each as a sentence', async t => {
  t.strictSame(told('John A. Smith | Initech | CFO', 'John B. Smith | Initech | CFO'), ['Same name', 'Both at Initech', 'The same title', 'But their middle names differ'])
  t.strictSame(told('Bob Tarrant | | | +49 30 901820', 'Robert Tarrant | | | whatsapp:+4930901820'), ['Bob is short for Robert', 'The same number for calls and on WhatsApp'])
  t.strictSame(told('Ada Lovelace | | | +49 30 901820', 'Ada Lovelace | | | +49 30 90182011'), ['Same name', 'The same number but for an extension'])
  t.strictSame(told('Ada Lovelace | | | +1 212 555 0123', 'Ada Lovelace | | | +49 212 5550123'), ['Same name', 'The same number but for the country'])
  t.strictSame(told('Ada Lovelace | | | ada.lovelace@gmail.com', 'Ada Lovelace | | | adalovelace+x@gmail.com'), ['Same name', 'The same mailbox', 'The same name before the @ at gmail.com and gmail.com'])
  t.strictSame(told('Wyatt Castellow Jr.', 'Wyatt Castellow'), ['Same name'])
  t.strictSame(told('Wyatt Castellow II', 'Wyatt Castellow III'), ['Same name', 'But one is II and one III'])
  t.strictSame(told('Mr. Kim Hollis', 'Mrs. Kim Hollis'), ['Same name', 'But one is addressed as a man, one as a woman'])
  t.strictSame(told('A. Müller', 'A. Mueller'), ['The same initial and family name', 'Mueller and Müller are spellings of one name'])
  t.strictSame(told('Ada Lovelace', 'A. Lovelace'), ['A. may stand for Ada'])
  t.strictSame(told('A. Lovelace', 'Adam Lovelace'), ['A. may stand for Adam'])
  t.strictSame(told('Jean-Luc Hollis', 'Jean Hollis'), ['Jean is a part of Jean-Luc'])
  t.strictSame(told('J. Robert Yazzie', 'Bob Yazzie'), ['Bob may be what J is called'])
  t.strictSame(told('Bob Tarrant | Hooli', 'Rob | Hooli'), ['Bob and Rob are both short for Robert', 'Both at Hooli'])
})

t.test('the more contacts have a name, the less it says', async t => {
  const scores = [2, 3, 4, 40].map(namesakes => likeness(shown('Ada Lovelace'), shown('Lovelace, Ada'), namesakes))
  t.ok(scores.every((score, index) => index === 0 || (score?.score ?? 1) < (scores[index - 1]?.score ?? 0)))
  t.ok(scores[3]!.score < CANDIDATE)
  t.strictSame(scores[3]!.reasons, ['Same name', 'But 40 contacts have such a name'])
  const [many, more] = [201, 2000].map(namesakes => likeness(shown('Ada Lovelace'), shown('Lovelace, Ada'), namesakes))
  t.strictSame(more, many, 'of so many, one more changes nothing')
  t.equal(more?.reasons[1], 'But more than 200 contacts have such a name')
  t.strictSame(scores[1]!.reasons, ['Same name'])
})

t.test('nothing connects two who share no word, login or number, and a desk is nobody', async t => {
  for (const [one, other] of [['Ada Lovelace', 'Grace Hopper'], ['Support', 'Support'], ['', ''], ['+49 30 901820', '+49 30 901821'], ['Ada', 'Ada']] as const) {
    t.equal(likeness(shown(one), shown(other)), null, one)
  }
})

t.test('one login or number does not make one person of two names', async t => {
  for (const [one, other] of [
    ['Joan Whitlock | | | +1 212 555 0123', 'Wyatt Whitlock | | | whatsapp:+12125550123'], ['Ada Lovelace | | | github:zeroengine', 'Grace Hopper | | | x:zeroengine'],
    ['Ada L. | | | github:zeroengine', 'Ada Hopper | | | x:zeroengine'], ['A. L. | | | github:zeroengine', 'Ada Lovelace | | | x:zeroengine'], ['A. | | | github:zeroengine', 'Ada Hopper | | | x:zeroengine'],
    ['B. A. Lovelace', 'A. Lovelace'], ['Lovelace Ada', 'Ada Maria Lovelace King'], ['Zhuang Wei', 'Lihua Zhuang']
  ] as const) t.ok((likeness(shown(one), shown(other))?.score ?? 0) < CANDIDATE, `${one} / ${other}`)
})

t.test('a score is between 0 and 1, whatever a contact shows', async t => {
  const odd = ['x'.repeat(200), '((((', 'Dr. Dr. Dr.', 'a b c d e f g h i j', '🤖 🤖', 'Ada \u0000 Lovelace', '"', ',,,,', '- - -', 'Ada-', 'van van van', 'Jr.', '́', 'Ada Lovelace'].map(name => shown(`${name} | Hooli | | ada@hooli.com`))
  for (const one of odd) {
    for (const other of odd) {
      const { score } = likeness(one, other) ?? { score: 0 }
      t.ok(score >= 0 && score <= 1)
    }
  }
})

function told (one: string, other: string): readonly string[] | undefined {
  return likeness(shown(one), shown(other))?.reasons
}
