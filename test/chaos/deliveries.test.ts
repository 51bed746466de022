import t from 'tap'
import { built } from '../support/goodturn.ts'
import { storm } from './support/storm.ts'

await built()

t.test('whatever moment a server is killed at, each delivery that it was sent makes its interaction once', async t => {
  const { sent, deliveries, wrong, interactions } = await storm({ kills: 2, deliveries: 150 })
  t.strictSame(wrong, [])
  t.equal(interactions, sent)
  t.strictSame(deliveries, { PROCESSED: sent })
})
