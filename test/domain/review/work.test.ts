import t from 'tap'
import { readDraft, type Draft } from '../../../src/domain/review/draft.ts'
import { findOffers } from '../../../src/domain/review/offer.ts'
import { readPhrases } from '../../../src/domain/review/reading.ts'
import { findRequest } from '../../../src/domain/review/request.ts'

/** How often the words and sentences of a draft are looked at while it is read. */
function looksAt (text: string): number {
  let looks = 0
  const watched = <Item extends object>(items: readonly Item[]): readonly Item[] => new Proxy(items, {
    get (target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks++
      return Reflect.get(target, key, receiver)
    }
  })
  const read = readDraft(text)
  const draft: Draft = { ...read, words: watched(read.words), sentences: watched(read.sentences) }
  const offers = findOffers(draft)
  const request = findRequest(draft, offers.phrases)
  readPhrases(draft, request?.sentences ?? [], offers.sentences)
  return looks
}

t.test('ten times the text is ten times the work, whatever it says', async t => {
  for (const unit of [
    'a ', 'i ', 'please ', 'please send it ', 'if please just then ', 'also could ', 'and send me ', 'could you? ', 'Could you send it? ', 'Send me this, ', 'I can help you. ', 'I can help you and could you help me? ',
    'could you a the of it ', 'I was wondering if you might maybe have ', 'sorry to bother you ', 'no worries if not ', 'do not reply ASAP. ', 'Hi Ada please ', '- send it\n', 'If you can\'t, could you point me to somebody? '
  ]) {
    const [once, tenfold] = [looksAt(unit.repeat(50)), looksAt(unit.repeat(500))]
    t.ok(tenfold < once * 11, `${JSON.stringify(unit)}: ${once}, then ${tenfold}`)
  }
})
