import type { Database } from '../../database/connect.ts'
import { signedGet } from '../../providers/activitypub/actor-key.ts'
import { adapterOf } from '../../providers/adapters.ts'
import type { Handshake, ProviderAdapter, Verdict, Webhook } from '../../providers/provider.ts'
import { secretsAt, type Receiver, type Receivers } from './find-receiver.ts'
import type { RejectionNotes } from './note-rejections.ts'
import { keptOf, receiveDelivery, type KeptWebhook } from './receive-delivery.ts'

/** An integration that changes more often than this while one webhook is received is left to the provider's next try. */
const MOST_TRIES = 4

/**
 * Has `judge` judge by the document at an address, which is null where that is gone for good. `authorize` gives headers for servers that
 * answer nobody whom they do not know. What cannot be read makes nothing genuine.
 */
export type JudgeByActor = (
  address: string, judge: (document: unknown) => Verdict, authorize?: (address: string) => Readonly<Record<string, string>>
) => Promise<{ readonly verdict: Verdict, readonly document: unknown }>

export interface ReceiveContext {
  readonly database: Database
  readonly newId: () => string
  readonly receivers: Receivers
  readonly rejections: Pick<RejectionNotes, 'note'>
  readonly judgeByActor: JudgeByActor
  /** Told of what an adapter could not do with a genuine webhook, which is kept nevertheless. */
  readonly onFailure: (error: unknown) => void
}

/**
 * UNKNOWN: nobody receives there any more. REJECTED: it is from nobody who may send any; the reason is for the server's log.
 * ANSWERED: it only asked whether we are there. RECEIVED and DUPLICATE: it is kept, now or since before.
 */
export type WebhookOutcome =
  | { readonly type: 'UNKNOWN' | 'RECEIVED' | 'DUPLICATE' }
  | { readonly type: 'REJECTED', readonly reason: string }
  | { readonly type: 'ANSWERED', readonly answer: Handshake }

/**
 * Judges a webhook and keeps it once; what it says is read later. Where the receiver was remembered, and the webhook does not fit it or
 * it has changed since, all is done anew with the receiver as it is now.
 */
export async function receiveWebhook (ctx: ReceiveContext, found: { readonly receiver: Receiver, readonly isFresh: boolean }, webhook: Webhook): Promise<WebhookOutcome> {
  let kept: KeptWebhook | undefined
  let { receiver, isFresh }: { receiver: Receiver | null, isFresh: boolean } = found
  for (let attempt = 1; attempt <= MOST_TRIES && receiver; attempt++) {
    const adapter = adapterOf(receiver.provider)
    const secrets = secretsAt(receiver, webhook.receivedAt)
    const { verdict, tells } = await judge(ctx, adapter, webhook, secrets)
    if (verdict.isGenuine) {
      const answer = shakeHands(adapter, webhook, secrets)
      if (answer) return { type: 'ANSWERED', answer }
      kept ??= await keptOf(adapter, webhook, tells, ctx.onFailure)
      const reception = await receiveDelivery(ctx, receiver, kept, webhook.receivedAt)
      if (reception !== 'STALE') return { type: reception }
    } else if (isFresh) {
      ctx.rejections.note(receiver, webhook.receivedAt)
      return { type: 'REJECTED', reason: verdict.reason }
    }
    receiver = await ctx.receivers.findAnew(receiver.id)
    isFresh = true
  }
  if (receiver) throw new Error('The integration changed again and again while it received.')
  return { type: 'UNKNOWN' }
}

interface Judged {
  readonly verdict: Verdict
  /** What its sender's document tells, as headers. */
  readonly tells: Readonly<Record<string, string>>
}

/** By a secret that both sides have, or by the sender's own key. */
async function judge ({ judgeByActor }: ReceiveContext, { signer, verify }: ProviderAdapter, webhook: Webhook, secrets: readonly string[]): Promise<Judged> {
  if (!signer) return { verdict: verify(webhook, secrets), tells: {} }
  const address = signer.keyId(webhook)
  if (address === null) return { verdict: { isGenuine: false, reason: 'It names no key that could be read.' }, tells: {} }
  const [actor = '', privateKeyPem = ''] = [webhook.url.split('?')[0], secrets[0]]
  const authorize = (asked: string) => signedGet(asked, { actor, privateKeyPem, now: webhook.receivedAt })
  const { verdict, document } = await judgeByActor(address, document => signer.verify(webhook, document), authorize)
  return { verdict, tells: signer.tells?.(document) ?? {} }
}

/** With the secret that the webhook fits, for the provider may not have heard of a new one yet. */
function shakeHands (adapter: ProviderAdapter, webhook: Webhook, secrets: readonly string[]): Handshake | null {
  if (!adapter.handshake) return null
  const fitting = secrets.find(secret => adapter.verify(webhook, [secret]).isGenuine)
  return fitting === undefined ? null : adapter.handshake(webhook, fitting)
}
