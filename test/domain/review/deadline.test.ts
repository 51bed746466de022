import t from 'tap'
import { findDate } from '../../../src/domain/review/deadline.ts'
import { readDraft } from '../../../src/domain/review/draft.ts'

function date (text: string): string | undefined {
  return findDate(readDraft(text))?.text
}

t.test('days to come are found, in whatever words', async t => {
  for (const [text, found] of [
    ['Could you read it by Friday 14 March?', 'Friday 14 March'], ['Shall we meet on 12 June?', 'on 12 June'], ['Send it by 3/14.', '3/14'], ['It is due 2027-05-01.', '2027-05-01'], ['By 14.03. please', 'By 14.03'],
    ['Can we talk tomorrow?', 'tomorrow'], ['Call me tonight', 'tonight'], ['A call next week?', 'next week'], ['by the end of the month', 'by the end of the month'], ['Send it by EOD', 'EOD'], ['Read it before the weekend', 'before the weekend'],
    ['by the 14th', 'by the 14th'], ['by March', 'by March'], ['within ten days', 'within ten days'], ['in a fortnight or so', 'in a fortnight'], ['Are you free on Sunday?', 'on Sunday']
  ] as const) t.equal(date(text), found, text)
})

t.test('what has been, what lasts, what comes back and what only looks like a day is no date', async t => {
  for (const text of [
    'I read it last Friday', 'three weeks ago', 'We met yesterday', 'since Monday', 'every Tuesday', 'It took a week', 'for two days', 'I may be late', 'It sat there in march', 'the sun', 'Version 2.10.3 of it',
    'In 2019 we met', 'https://x.example/2027/05/01', 'I have 2 kids', 'nothing at all', ''
  ]) t.equal(date(text), undefined, text)
})

t.test('a date is found behind a long sentence without one', async t => {
  t.equal(date(`${'I have 2 kids and '.repeat(500)} could you read it by Friday?`), 'Friday')
})
