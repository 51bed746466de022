import { normalizeEmail } from '../../domain/contacts/identity.ts'
import { automatedMail } from '../../domain/integrations/automated.ts'
import type { Party, Translation } from '../../domain/integrations/normalized-event.ts'
import type { Mail } from './mail.ts'
import type { Mailbox } from './mailboxes.ts'

/**
 * A mail in our words: the same whoever passed it on, so that what two of them tell is one interaction. `recipients` are the mailboxes that
 * it was delivered to, which are ours, whatever the mail says; `me` are our own addresses, from which we write as well. A Date in the future is
 * that of a wrong clock: it was sent when it came, at the latest.
 */
export function tellMail (mail: Mail, receivedAt: number, recipients: readonly string[], me: readonly string[] = []): Translation {
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
      parties: partiesOf(mail.from, mail, keysOf([...recipients, ...me]), keysOf(me)),
      subject: mail.subject,
      text: mail.text,
      automated: automatedMail(mail.headers, mail.from.address, mail.calendarMethod)
    }]
  }
}

/** The mailbox in which a raw mail came to lie, by the server that put it there. */
export function deliveredTo ({ headers }: Mail): readonly string[] {
  // Each server that delivers puts its own on top; those below are of servers before it, or made up.
  return ['delivered-to', 'x-original-to'].flatMap(name => headers.get(name)?.slice(0, 1) ?? [])
}

/** Each address once, in the first place that it has. */
function partiesOf (from: Mailbox, { to, cc }: Mail, ours: ReadonlySet<string>, senders: ReadonlySet<string>): readonly Party[] {
  const seen = new Set<string>()
  return [{ role: 'FROM' as const, boxes: [from] }, { role: 'TO' as const, boxes: to }, { role: 'CC' as const, boxes: cc }].flatMap(({ role, boxes }) =>
    boxes.flatMap(({ name, address }): Party[] => {
      const key = normalizeEmail(address) ?? ''
      if (seen.has(key)) return []
      seen.add(key)
      const party: Party = { role, name, identities: [{ kind: 'EMAIL', value: address }] }
      return [(role === 'FROM' ? senders : ours).has(key) ? { ...party, isUs: true } : party]
    }))
}

function keysOf (addresses: readonly string[]): ReadonlySet<string> {
  return new Set(addresses.flatMap(address => normalizeEmail(address) ?? []))
}
