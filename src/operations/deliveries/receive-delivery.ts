import { createHash } from 'node:crypto'
import type { Database } from '../../database/connect.ts'
import { isRetryable } from '../../database/errors.ts'
import { insertDelivery, type Reception } from '../../database/integrations/receive.ts'
import type { ProviderAdapter, Webhook } from '../../providers/provider.ts'
import type { Receiver } from './find-receiver.ts'

/** What an adapter may well name a webhook by. */
const KEY = /^[\x20-\x7e]{1,200}$/
/** Whatever a provider's translator asks for, these are never kept. */
const NEVER_KEPT = ['authorization', 'proxy-authorization', 'cookie']

/** A genuine webhook as it is kept. */
export interface KeptWebhook {
  readonly deliveryKey: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/**
 * What is kept of a genuine webhook: no attachments, and of the headers those that are read later, `tells` above them. What the adapter cannot make sense of
 * is kept as it came, under a key of its own; `onFailure` is told.
 */
export async function keptOf (adapter: ProviderAdapter, webhook: Webhook, tells: Readonly<Record<string, string>>, onFailure: (error: unknown) => void): Promise<KeptWebhook> {
  const names = ['content-type', ...adapter.keepsHeaders].filter(name => !NEVER_KEPT.includes(name) && Object.hasOwn(webhook.headers, name))
  return {
    deliveryKey: keyOf(adapter, webhook, onFailure),
    query: new URL(webhook.url).search.slice(1),
    headers: { ...Object.fromEntries(names.map(name => [name, webhook.headers[name] ?? ''])), ...tells },
    body: await adapter.shed?.(webhook).catch(error => { onFailure(error); return null }) ?? webhook.body
  }
}

/**
 * Keeps a delivery once, and has it read: whoever hears RECEIVED or DUPLICATE knows that it is kept. STALE keeps nothing: the
 * receiver is to be found anew.
 */
export async function receiveDelivery ({ database, newId }: { readonly database: Database, readonly newId: () => string }, receiver: Receiver, kept: KeptWebhook, receivedAt: number): Promise<Reception> {
  const { workspaceId, id: integrationId, version } = receiver
  try {
    return await insertDelivery(database, workspaceId, { ...kept, id: newId(), outboxId: newId(), integrationId, version, receivedAt })
  } catch (error) {
    // Among them: the integration was there when the statement began, and is gone.
    if (isRetryable(error)) return 'STALE'
    throw error
  }
}

function keyOf (adapter: ProviderAdapter, webhook: Webhook, onFailure: (error: unknown) => void): string {
  let key
  try {
    key = adapter.deliveryKey(webhook)
  } catch (error) {
    onFailure(error)
  }
  if (!key) return createHash('sha256').update(webhook.body).digest('hex')
  return KEY.test(key) ? key : createHash('sha256').update(key, 'utf16le').digest('hex')
}
