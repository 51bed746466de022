import t from 'tap'
import { followParticipants, followReport, isAsWritten, isSameWritten, type Written } from '../../../src/domain/integrations/follow-report.ts'
import type { ReportedFields } from '../../../src/domain/integrations/read-report.ts'
import type { Interaction } from '../../../src/domain/interactions/interaction.ts'

const fields: ReportedFields = { channel: 'VIDEO_CALL', direction: 'MUTUAL', status: 'PLANNED', occurredAt: 1, durationMinutes: 30, subject: 'Engines', summary: 'With Ada' }
const written: Written = { ...fields, contactIds: ['ada'] }
const present: Interaction = { ...fields, id: 'i', source: 'cal_com', externalId: 'uid', carriesAsk: false }

t.test('an interaction follows what is told of it', async t => {
  t.strictSame(followReport(present, written, { ...fields, status: 'HELD', occurredAt: 2 }), { ...present, status: 'HELD', occurredAt: 2 })
})

t.test('what a member has changed stays as they have it', async t => {
  const changed = { ...present, subject: 'Difference engine', status: 'NO_SHOW' as const }
  t.strictSame(followReport(changed, written, { ...fields, status: 'HELD', durationMinutes: 60 }), { ...changed, durationMinutes: 60 })
})

t.test('what a member had logged under the same name is theirs', async t => {
  t.strictSame(followReport(present, null, { ...fields, status: 'HELD' }), present)
  t.strictSame(followParticipants(['ada', 'charles'], null, []), ['ada', 'charles'])
})

t.test('only what goes out carries an ask', async t => {
  const ask = { ...present, direction: 'OUTBOUND' as const, carriesAsk: true }
  const wrote = { ...written, direction: 'OUTBOUND' as const }
  t.equal(followReport(ask, wrote, { ...fields, direction: 'OUTBOUND' }).carriesAsk, true)
  t.equal(followReport(ask, wrote, fields).carriesAsk, false)
})

t.test('guests come and go, and whoever somebody else has added stays', async t => {
  t.strictSame(followParticipants(['ada', 'charles'], written, ['luigi']), ['luigi', 'charles'])
  t.strictSame(followParticipants(['ada'], written, ['ada', 'luigi']), ['ada', 'luigi'])
  t.strictSame(followParticipants(['ada'], written, []), ['ada'], 'nobody is left alone with nobody')
})

t.test('what nobody has touched since it was written is told from what somebody has', async t => {
  t.ok(isAsWritten(present, ['ada'], written))
  t.not(isAsWritten({ ...present, summary: 'Notes of mine' }, ['ada'], written), true)
  t.not(isAsWritten({ ...present, carriesAsk: true }, ['ada'], written), true)
  t.not(isAsWritten(present, ['ada', 'charles'], written), true)
  t.not(isAsWritten(present, ['charles'], written), true)
})

t.test('a report comes to what was written of it as long as no field and nobody in it is another', t => {
  t.ok(isSameWritten(written, { ...written, contactIds: [...written.contactIds] }))
  t.not(isSameWritten(written, { ...written, subject: 'Another' }), true)
  t.not(isSameWritten(written, { ...written, contactIds: [...written.contactIds, 'grace'] }), true)
  t.end()
})
