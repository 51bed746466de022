import { OutsideError, type FetchOutside, type OutsideAnswer } from '../domain/outside.ts'

/** What an address told of an actor, or of the key of one. */
export type ActorReading =
  | { readonly outcome: 'FOUND', readonly document: ActorDocument }
  | { readonly outcome: 'GONE' }
  | { readonly outcome: 'FAILED', readonly why: string }

export type ActorDocument = Readonly<Record<string, unknown>>

/** Headers that show to a server who asks it for that address: some answer nobody else. */
export type Authorize = (address: string) => Readonly<Record<string, string>>

const MOST_BYTES = 1_048_576
const ACCEPT = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
/** Whatever else a server lets people upload is not served as this. */
const CONTENT_TYPE = /^application\/(?:activity|ld)\+json(?:[\s;]|$)/i
/** What of a document is kept: all that says whose it is and which key they have. */
const KEPT = ['id', 'type', 'preferredUsername', 'name', 'publicKey', 'owner', 'publicKeyPem']
const LONGEST_KEPT = 20_000

/**
 * Reads an actor's document, or that of a key; of a key by itself, the actor's with that key in it. It is believed only where the server that was
 * asked has answered itself, in the type of such documents, and where the owner of a key says that it is theirs.
 */
export async function readActorDocument (fetch: FetchOutside, address: string, signal: AbortSignal, authorize?: Authorize): Promise<ActorReading> {
  const reading = await readDocument(address)
  if (reading.outcome !== 'FOUND') return reading
  const key = reading.document
  if (typeof key['publicKeyPem'] !== 'string') return reading
  const owner = typeof key['owner'] === 'string' ? key['owner'] : ''
  if (!isSameServer(owner, address)) return failed('The key is of somebody on another server.')
  const owned = await readDocument(owner)
  if (owned.outcome !== 'FOUND') return owned
  const names = [owned.document['publicKey']].flat().some(each => each === key['id'] || (each as { id?: unknown } | null)?.id === key['id'])
  return names ? { outcome: 'FOUND', document: { ...owned.document, publicKey: key } } : failed('The owner of the key does not name it.')

  async function readDocument (url: string): Promise<ActorReading> {
    try {
      const answer = await ask(url, {})
      const isShut = answer.status === 401 || answer.status === 403
      return toReading(url, isShut && authorize ? await ask(url, authorize(url)) : answer)
    } catch (error) {
      if (error instanceof OutsideError) return failed(error.message)
      throw error
    }
  }

  async function ask (url: string, headers: Readonly<Record<string, string>>): Promise<OutsideAnswer> {
    return await fetch(url, { headers: { 'user-agent': 'Goodturn', accept: ACCEPT, ...headers }, mostBytes: MOST_BYTES, signal })
  }
}

function toReading (asked: string, { status, headers, body, url }: OutsideAnswer): ActorReading {
  // Whoever was asked is answered for by nobody else, to whom some page of theirs may lead.
  if (!isSameServer(asked, url)) return failed('The address leads to another server.')
  if (status === 410) return { outcome: 'GONE' }
  if (status !== 200) return failed(`The server answered ${status}.`)
  if (!CONTENT_TYPE.test(headers['content-type'] ?? '')) return failed('The answer is not of the type of an actor.')
  const document = keptOf(body)
  return document ? { outcome: 'FOUND', document } : failed('The answer is no actor, or too large a one.')
}

function keptOf (body: Uint8Array): ActorDocument | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body))
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
    const kept = Object.fromEntries(Object.entries(value).filter(([name]) => KEPT.includes(name)))
    // What is nested as deep as a megabyte can be is parsed, and cannot be written.
    return JSON.stringify(kept).length > LONGEST_KEPT ? null : kept
  } catch {
    return null
  }
}

function failed (why: string): ActorReading {
  return { outcome: 'FAILED', why }
}

function isSameServer (one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin
}
