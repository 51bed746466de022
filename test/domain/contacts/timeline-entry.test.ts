import t from 'tap'
import { TIMELINE_KINDS, wantedKinds } from '../../../src/domain/contacts/timeline-entry.ts'

t.test('a timeline has all kinds unless somebody says which, each once whatever the order', async t => {
  t.strictSame(wantedKinds(undefined), TIMELINE_KINDS)
  t.strictSame(wantedKinds(null), TIMELINE_KINDS)
  t.strictSame(wantedKinds([]), [])
  t.strictSame(wantedKinds(['ASK', 'FAVOR', 'ASK']), ['FAVOR', 'ASK'])
})
