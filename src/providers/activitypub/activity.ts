import { Unreadable, type Webhook } from '../provider.ts'
import { objectAt, readJson, textAt, valueAt, type Json, type JsonObject } from '../read-json.ts'

/** An activity of ActivityStreams 2.0, as far as its own words go. */
export interface Activity {
  readonly type: string
  readonly id: string | null
  /** The address of whose activity it is. */
  readonly actor: string
  /** What it is about: by itself, or only its address. */
  readonly object: Json | undefined
  readonly json: JsonObject
}

const LONGEST_ADDRESS = 2_000
const MOST_VALUES = 1_000

/** The activity in the body. Throws Unreadable where there is none that names its type and its actor. */
export function readActivity ({ body }: Pick<Webhook, 'body'>): Activity {
  const json = objectAt(readJson(body), '')
  if (!json) throw new Unreadable('The body is no object: an activity was expected.')
  const [type, actor] = [typeOf(json), addressOf(json['actor'])]
  if (!type) throw new Unreadable('The activity names no type.')
  if (!actor) throw new Unreadable('The activity names no actor by an address.')
  return { type, id: addressOf(json), actor, object: valuesOf(json['object'])[0], json }
}

/** The activity in the body; or why there is none. */
export function findActivity (webhook: Pick<Webhook, 'body'>): Activity | string {
  try {
    return readActivity(webhook)
  } catch (error) {
    if (error instanceof Unreadable) return error.message
    throw error
  }
}

/** The first of its types; null where it names none. */
export function typeOf (json: Json | undefined): string | null {
  const type = valuesOf(valueAt(json, 'type'))[0]
  return textAt(type, '', 100)
}

/** What it is known by, or the address that it is itself; null where that is none on the web, which nobody can be asked for. */
export function addressOf (json: Json | undefined): string | null {
  const value = typeof json === 'string' ? json : valueAt(json, 'id')
  return typeof value === 'string' && value.length <= LONGEST_ADDRESS && originOf(value) !== null ? value : null
}

/** The addresses of all that are named there. */
export function addressesAt (json: Json | undefined, name: string): readonly string[] {
  return valuesOf(valueAt(json, name)).flatMap(each => addressOf(each) ?? [])
}

/** In ActivityStreams, one value stands for a list of one. */
export function valuesOf (json: Json | undefined): readonly Json[] {
  if (json === undefined || json === null) return []
  return Array.isArray(json) ? json.slice(0, MOST_VALUES) : [json]
}

/** Scheme, host and port of a web address; null where it is none. */
export function originOf (address: string): string | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  const { origin, username, password } = new URL(address)
  return username === '' && password === '' ? origin : null
}

/** Whether both are on the same server, which answers for what is on it. */
export function isSameServer (one: string, other: string): boolean {
  const origin = originOf(one)
  return origin !== null && origin === originOf(other)
}
