import t from 'tap'
import { whoWeAre } from '../../../src/domain/imports/who-we-are.ts'

t.test('mail and calendars need an address of ours, from the member or from the workspace', async t => {
  for (const format of ['mbox', 'eml', 'icalendar', 'interactions-csv']) {
    t.match(whoWeAre(format, [], []), 'Which e-mail addresses are yours?')
    t.ok(whoWeAre(format, ['Ada Lovelace'], [{ kind: 'PHONE' }]), 'a name and a number are no address')
    t.equal(whoWeAre(format, ['Ada', 'Ada <ada@example.org>'], []), null)
    t.equal(whoWeAre(format, [], [{ kind: 'EMAIL' }]), null)
  }
})

t.test('messages and chats need a name, a profile or a number of ours', async t => {
  t.match(whoWeAre('linkedin-messages', [], [{ kind: 'EMAIL' }]), 'LinkedIn profile')
  t.match(whoWeAre('whatsapp-text', [], [{ kind: 'EMAIL' }]), 'in this chat')
  t.strictSame([whoWeAre('linkedin-messages', ['Ada'], []), whoWeAre('linkedin-messages', [], [{ kind: 'LINKEDIN' }])], [null, null])
  t.strictSame([whoWeAre('whatsapp-text', ['Ada'], []), whoWeAre('whatsapp-text', [], [{ kind: 'WHATSAPP' }])], [null, null])
})

t.test('address books, and what says itself who we are, need nothing', async t => {
  for (const format of ['vcard', 'csv', 'linkedin-connections', 'linkedin-invitations', 'mastodon-outbox', 'zip']) t.equal(whoWeAre(format, [], []), null, format)
})
