import t from 'tap'
import { NEGLECTED_WARMTH, VALUABLE_SUBSTANCE } from '../../../src/domain/insights/neglected.ts'

t.test('valuable is what would be GOOD, and neglected what is cold', async t => {
  t.strictSame([VALUABLE_SUBSTANCE, NEGLECTED_WARMTH], [55, 25], 'as the index has it: another number needs a migration')
})
