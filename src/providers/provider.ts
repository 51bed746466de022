import type { Provider } from '../domain/integrations/integration.ts'
import type { Translation } from '../domain/integrations/normalized-event.ts'

/** A webhook as it arrived. */
export interface Webhook {
  /** The address that the provider was given, with the query it was called with; never put together from what the request says of its host. */
  readonly url: string
  /** Names in lower case; the values of one that came several times are joined by a comma and a space. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Epoch milliseconds. */
  readonly receivedAt: number
}

/** An answer that the provider wants to one of its webhooks, or to a GET, before it sends anything that tells. */
export interface Handshake {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** Whether a webhook is from who it says; `reason` is for the log of the server, and never for the sender. */
export type Verdict = { readonly isGenuine: true } | { readonly isGenuine: false, readonly reason: string }

/** All that is particular to one provider. Pure: no I/O, no clock; the same webhook is always translated to the same. */
export interface ProviderAdapter {
  readonly provider: Provider
  /** Bytes of the largest body that is taken. */
  readonly limit: number
  /**
   * Where the secret comes from. MADE: by us, and entered at the provider. GIVEN: the provider makes it, and a member enters it here.
   * EITHER: made where none is entered.
   */
  readonly secret: 'MADE' | 'GIVEN' | 'EITHER'
  /** What is wrong with a secret that a member entered ("is not …"); null where nothing is. */
  readonly faultOfSecret?: (secret: string) => string | null
  /** A secret, out of 32 random bytes; absent where the secret is GIVEN. */
  readonly makeSecret?: (random: Buffer) => string
  /** Judges in constant time, with the raw body, by any of the secrets (two of them while one follows the other). */
  readonly verify: (webhook: Webhook, secrets: readonly string[]) => Verdict
  /** Where each sender has a key of their own, which is read from their server: `verify` then judges nothing. */
  readonly signer?: {
    /** The address at which the key of the sender is; null where the webhook names none that could be. */
    readonly keyId: (webhook: Webhook) => string | null
    /** Judges by what is found there. */
    readonly verify: (webhook: Webhook, document: unknown) => Verdict
    /** What `translate` needs of the document, as headers that are kept beside those of the webhook, and in place of any of the same name. */
    readonly tells?: (document: unknown) => Readonly<Record<string, string>>
  }
  /** The answer to a genuine webhook that only asks whether we are there; null for all others. */
  readonly handshake?: (webhook: Webhook, secret: string) => Handshake | null
  /** The answer to a GET on the address, which comes unsigned; null where it is to be 404. `verifyToken` is what a member was shown. */
  readonly answerGet?: (query: Readonly<Record<string, string>>, verifyToken: string) => Handshake | null
  /** What the provider names this webhook by, 1 to 200 characters: sent again, it has the same. Where it names none, a hash of what tells it apart. */
  readonly deliveryKey: (webhook: Webhook) => string
  /** Headers that `translate` reads, beside content-type; no others are kept. */
  readonly keepsHeaders: readonly string[]
  /** The body without attachments, for those that can have some. */
  readonly shed?: (webhook: Webhook) => Promise<Buffer>
  /** Throws Unreadable where the body is not what the provider sends. */
  readonly translate: (webhook: Webhook) => Translation | Promise<Translation>
}

/** A genuine delivery that cannot be read: its message says what was expected, and where, without quoting what people wrote. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}
