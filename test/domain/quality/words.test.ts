import t from 'tap'
import { ago, counted, dateOf, favorNoun, lastRows, times, touchNoun } from '../../../src/domain/quality/reasons/words.ts'
import { day } from './support/touches.ts'

t.test('one is singular, none and many are plural, thousands are set apart', async t => {
  t.strictSame([0, 1, 2, 999, 1000, 1_234_567].map(count => counted(count, 'day')), [
    '0 days', '1 day', '2 days', '999 days', '1,000 days', '1,234,567 days'
  ])
})

t.test('what happens once or twice has a word of its own', async t => {
  t.strictSame([1, 2, 3, 1000].map(times), ['once', 'twice', '3 times', '1,000 times'])
})

t.test('days ago go by dates: an hour before midnight is yesterday', async t => {
  const midnight = day(0.5)
  t.equal(ago(midnight - 1, midnight), 'yesterday')
  t.equal(ago(midnight, midnight + 1), 'today')
  t.equal(ago(day(0), day(9)), '9 days ago')
  t.equal(ago(day(1), day(0)), 'today', 'a clock that runs behind')
})

t.test('a date of another year names the year', async t => {
  t.strictSame([dateOf(day(0), day(300)), dateOf(day(0), day(400))], ['1 March', '1 March 2024'])
})

t.test('touches and favors have names that fit in a sentence', async t => {
  t.strictSame([touchNoun('PHONE_CALL'), touchNoun('OTHER'), touchNoun(null)], ['call', 'touch', 'touch'])
  t.strictSame([favorNoun('SPEAKING_SLOT'), favorNoun('HANDS_ON_HELP'), favorNoun('OTHER')], ['speaking slot', 'hands-on help', 'favor'])
})

t.test('a reason names the last five rows at most', async t => {
  t.strictSame(lastRows('post', ['a', 'b', 'c', 'd', 'e', 'f'].map(id => ({ id }))).map(({ id }) => id), ['b', 'c', 'd', 'e', 'f'])
})
