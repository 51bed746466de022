import type { ProviderAdapter, Verdict, Webhook } from '../provider.ts'
import { textAt, type Json, type JsonObject } from '../read-json.ts'
import { addressOf, findActivity, isSameServer, valuesOf, type Activity } from './activity.ts'
import { readCavage } from './cavage.ts'
import { isMadeWith, type HttpSignature } from './http-signature.ts'
import { senderIn } from './people.ts'
import { readRfc9421 } from './rfc9421.ts'

/** The header in which what was found of the sender is kept; one of that name in a webhook is never kept. */
export const SENDER_HEADER = 'goodturn-activitypub-sender'

/** Each sender signs with a key of their own, which is in a document on their server. */
export const signer: NonNullable<ProviderAdapter['signer']> = {
  /** Asked only after all that can be judged without the key: nobody's server is asked on account of anything less. */
  keyId (webhook) {
    const claim = readClaim(webhook)
    if (typeof claim === 'string') return null
    const url = new URL(claim.signature.keyId)
    url.hash = ''
    return url.href
  },

  /** `document` is an actor's, or that of a bare key whose owner is known to name it; null where the address answers that it is gone for good (410). */
  verify (webhook, document) {
    const claim = readClaim(webhook)
    if (typeof claim === 'string') return notGenuine(claim)
    const { signature, activity } = claim
    if (document === null) return isLastWord(activity) ? { isGenuine: true } : notGenuine('Its key is gone.')
    const pem = keyIn(document as Json, signature.keyId, activity.actor)
    if (pem === null) return notGenuine('Its key is not that of its actor.')
    return isMadeWith(pem, signature) ? { isGenuine: true } : notGenuine('Its signature is of other words, or by another key.')
  },

  tells: document => ({ [SENDER_HEADER]: JSON.stringify(senderIn(document as Json)) })
}

interface Claim { readonly signature: HttpSignature, readonly activity: Activity }

/** Who says that they did what; or why that cannot be true. */
function readClaim (webhook: Webhook): Claim | string {
  const signature = webhook.headers['signature-input'] === undefined ? readCavage(webhook) : readRfc9421(webhook)
  if (typeof signature === 'string') return signature
  const activity = findActivity(webhook)
  if (typeof activity === 'string') return activity
  // Else a document on any server could call its key that of anybody.
  return isSameServer(signature.keyId, activity.actor) ? { signature, activity } : 'Its key is on another server than its actor.'
}

/** The key of that address which is that actor's, in PEM; null where the document has none. */
function keyIn (document: Json, keyId: string, actor: string): string | null {
  const keys = addressOf(document) === actor ? valuesOf((document as JsonObject)['publicKey']) : [document]
  const key = keys.find(key => textAt(key, 'id') === keyId && textAt(key, 'owner') === actor)
  return key === undefined ? null : textAt(key, 'publicKeyPem')
}

/** Whoever deletes their account takes the key along with it, and this is the last that is heard of them. */
function isLastWord ({ type, actor, object }: Activity): boolean {
  return type === 'Delete' && addressOf(object) === actor
}

function notGenuine (reason: string): Verdict {
  return { isGenuine: false, reason }
}
