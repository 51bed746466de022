import { normalizeEmail } from '../../domain/contacts/identity.ts'
import { automatedMail } from '../../domain/integrations/automated.ts'
import type { Party, Translation } from '../../domain/integrations/normalized-event.ts'
import type { Mail } from '../../formats/email/mail.ts'
import type { Mailbox } from '../../formats/email/mailboxes.ts'

/**
 * A mail in our words: the same whoever passed it on, so that what two of them tell is one interaction. `recipients` are the mailboxes that
 * it was delivered to, which are ours, whatever the mail says. A Date in the future is that of a wrong clock: it was sent when it came, at the latest.
 */
export function tellMail (mail: Mail, receivedAt: number, recipients: readonly string[]): Translation {
  if (!mail.from) return { ignored: 'The mail names no sender.' }
  const occurredAt = Math.min(mail.date ?? receivedAt, receivedAt)
  return {
    events: [{
      source: 'email',
      externalId: mail.messageId,
      toldAt: occurredAt,
      channel: 'EMAIL',
      occurredAt,
      status: 'HELD',
      parties: partiesOf(mail.from, mail, new Set(recipients.map(address => normalizeEmail(address)))),
      subject: mail.subject,
      text: mail.text,
      automated: automatedMail(mail.headers, mail.from.address, mail.calendarMethod)
    }]
  }
}

/** Each address once, in the first place that it has. */
function partiesOf (from: Mailbox, { to, cc }: Mail, ours: ReadonlySet<string | null>): readonly Party[] {
  const seen = new Set<string | null>()
  return [{ role: 'FROM' as const, boxes: [from] }, { role: 'TO' as const, boxes: to }, { role: 'CC' as const, boxes: cc }].flatMap(({ role, boxes }) =>
    boxes.flatMap(({ name, address }): Party[] => {
      const key = normalizeEmail(address)
      if (seen.has(key)) return []
      seen.add(key)
      const party: Party = { role, name, identities: [{ kind: 'EMAIL', value: address }] }
      return [role !== 'FROM' && ours.has(key) ? { ...party, isUs: true } : party]
    }))
}
