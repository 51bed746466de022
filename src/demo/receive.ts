import { createHash } from 'node:crypto'
import type { Provider } from '../domain/integrations/integration.ts'
import { DAY_MS } from '../domain/quality/totals/decay.ts'
import type { OperationContext } from '../operations/context.ts'
import type { Cipher } from '../operations/integrations/cipher.ts'
import { createIntegration } from '../operations/integrations/create-integration.ts'
import { processDeliveries } from '../operations/deliveries/process-deliveries.ts'
import { receiveDelivery } from '../operations/deliveries/receive-delivery.ts'
import type { MadeUpContact } from './made-up.ts'

const HOUR_MS = 3_600_000
const US = { name: 'Demo', email: 'us@demo.example' }

/** What arrived at one of our addresses, an hour after what is before it. */
interface Arrived {
  readonly at: 'calendar' | 'mailbox'
  readonly contentType: string
  readonly body: string
}

/**
 * Opens a calendar and a mailbox, to which came, in the last hours: a meeting booked by somebody we know and one by a stranger, a
 * stranger's mail, a newsletter, and something that nobody can read. None of it has happened between us yet, so that no score changes.
 */
export async function receive (ctx: OperationContext, cipher: Cipher, contacts: readonly MadeUpContact[]): Promise<void> {
  const open = async (provider: Provider, name: string) =>
    (await createIntegration(ctx, { provider, name, newContacts: 'INBOX', ownIdentities: [{ kind: 'EMAIL', value: US.email }] }, cipher)).integration
  const integrations = { calendar: await open('CAL_COM', 'Our calendar'), mailbox: await open('MIME', 'Our mailbox') }
  const arrived = whatArrived(ctx.now, contacts)
  for (const [place, { at, contentType, body }] of arrived.entries()) {
    const { id, version, provider } = integrations[at]
    const receiver = { id, version, provider, workspaceId: ctx.actor.workspaceId, secret: '', previous: null }
    const kept = { deliveryKey: createHash('sha256').update(body).digest('hex'), query: '', headers: { 'content-type': contentType }, body: Buffer.from(body) }
    await receiveDelivery(ctx, receiver, kept, ctx.now - (arrived.length - place) * HOUR_MS)
  }
  await processDeliveries({ ...ctx, publicUrl: 'http://demo.example', now: () => ctx.now, onFault: (_id, error) => { throw error } }, ctx.actor.workspaceId)
}

function whatArrived (now: number, contacts: readonly MadeUpContact[]): Arrived[] {
  const known = contacts.flatMap(({ input: { name, identities } }) => identities?.filter(({ kind }) => kind === 'EMAIL').map(({ value }) => ({ name, email: value })) ?? [])
  return [
    booking(now, 'Coffee by video', 3, known[0] ?? US),
    mail(now, { name: 'Tobias Ferreira', email: 'tobias@lanternworks.example' }, 'Your talk on grain barges', []),
    mail(now, { name: 'The Weekly Gauge', email: 'letters@weeklygauge.example' }, 'This week in canals', ['List-Id: <weekly.weeklygauge.example>', 'Precedence: bulk']),
    booking(now, 'First conversation', 5, { name: 'Imke Vandersteen', email: 'imke@harbourline.example' }),
    { at: 'calendar', contentType: 'application/json', body: '{"triggerEvent":"BOOKING_CREATED"' }
  ]
}

function booking (now: number, title: string, days: number, guest: { readonly name: string, readonly email: string }): Arrived {
  const start = Math.ceil((now + days * DAY_MS) / HOUR_MS) * HOUR_MS
  const iso = (at: number): string => new Date(at).toISOString()
  return {
    at: 'calendar',
    contentType: 'application/json',
    body: JSON.stringify({
      triggerEvent: 'BOOKING_CREATED',
      createdAt: iso(now - 6 * HOUR_MS),
      payload: { uid: `${now}-${guest.email}`, title, startTime: iso(start), endTime: iso(start + HOUR_MS / 2), organizer: US, attendees: [guest] }
    })
  }
}

function mail (now: number, from: { readonly name: string, readonly email: string }, subject: string, headers: readonly string[]): Arrived {
  const date = new Date(now - 5 * HOUR_MS).toUTCString()
  return {
    at: 'mailbox',
    contentType: 'message/rfc822',
    body: [`Message-ID: <${now}.${from.email}>`, `Date: ${date}`, `From: ${from.name} <${from.email}>`, `To: ${US.name} <${US.email}>`, `Subject: ${subject}`, ...headers, '', 'I would like to hear more.', ''].join('\r\n')
  }
}
