import t from 'tap'
import { INBOX_STATES } from '../../../src/domain/integrations/inbox.ts'
import { PARTY_ROLES } from '../../../src/domain/integrations/normalized-event.ts'

t.test('the words that are kept in rows stay what they are', async t => {
  t.strictSame(INBOX_STATES, ['PENDING', 'CONFIRMED', 'DISMISSED'])
  t.strictSame(PARTY_ROLES, ['FROM', 'TO', 'CC', 'ATTENDEE'])
})
