import t from 'tap'
import { whyContactStays, whyFieldsStay, whyInteractionStays } from '../../../src/domain/imports/why-left.ts'
import type { Interaction } from '../../../src/domain/interactions/interaction.ts'

const AT = Date.parse('2026-03-01T12:00:00Z')
const ada = { subjectId: 'ada', contactId: 'ada', version: 2 }
const lunch: Interaction = {
  id: 'lunch', channel: 'MEAL', direction: 'MUTUAL', status: 'HELD', occurredAt: AT, durationMinutes: 60, subject: 'Lunch', summary: null, source: 'calendar', externalId: '1', carriesAsk: false
}
const report = { written: { ...lunch, contactIds: ['ada'] }, updatedAt: AT }

t.test('a contact goes when nobody has touched it, and nothing hangs on it that is not of the import', async t => {
  t.equal(whyContactStays(ada, { version: 2 }, []), null)
  t.match(whyContactStays(ada, { version: 3 }, []), /changed it since/)
  t.match(whyContactStays({ ...ada, contactId: 'grace' }, { version: 2 }, []), /merged into another contact/)
  t.match(whyContactStays(ada, { version: 3 }, ['ask', 'favor']), /has favors that stay/)
  const tables = ['contact_alias', 'merge', 'import_change', 'participant', 'favor', 'ask', 'post', 'feed', 'substance_override']
  t.equal(new Set(tables.map(table => whyContactStays(ada, { version: 2 }, [table]))).size, tables.length - 1, 'each has its sentence; a merge is one, told by two tables')
})

t.test('an interaction goes when it is as it was written, and only the import told of it', async t => {
  const why = (given: Partial<typeof report>, present: Partial<Interaction> = {}, participants = ['ada']) =>
    whyInteractionStays({ at: AT }, { present: { ...lunch, ...present }, participants, updatedAt: AT + 9, report: { ...report, ...given } })
  t.equal(why({}), null)
  t.match(why({ updatedAt: AT + 1 }), /Others have told/)
  t.match(why({}, { subject: 'Dinner' }), /changed it/)
  t.match(why({}, { carriesAsk: true }), /changed it/)
  t.match(why({}, {}, ['ada', 'grace']), /changed it/)
  t.match(why({ written: null as never }), /changed it/)
  const restored = { present: lunch, participants: [], report: undefined }
  t.equal(whyInteractionStays({ at: AT }, { ...restored, updatedAt: AT - 9 }), null, 'what no report tells of is as old as it was then')
  t.match(whyInteractionStays({ at: AT }, { ...restored, updatedAt: AT + 9 }), /changed it/)
})

t.test('fields that stay are named as people do', async t => {
  t.equal(whyFieldsStay(['title']), 'Somebody has changed its title since.')
  t.equal(whyFieldsStay(['title', 'targetDays']), 'Somebody has changed its title and cadence since.')
  t.equal(whyFieldsStay(['name', 'title', 'notes']), 'Somebody has changed its name, title and notes since.')
})
