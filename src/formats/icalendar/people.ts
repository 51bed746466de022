import { normalizeEmail } from '../../domain/contacts/identity.ts'
import type { Party } from '../../domain/integrations/normalized-event.ts'
import { parameter, textOf, type Property } from './properties.ts'

/** Who takes part, as far as a calendar says. */
export interface Guests {
  readonly parties: readonly Party[]
  /** Whether anybody was invited at all, or it is an entry of one's own. */
  readonly isMeeting: boolean
  readonly weDeclined: boolean
}

const NO_PEOPLE = ['ROOM', 'RESOURCE', 'GROUP']
const LONGEST_NAME = 200
const LONGEST_ADDRESS = 320

/** The organizer and the guests of an event, each once: without rooms, lists, and those who declined. `me` are our own addresses. */
export function guestsOf (properties: readonly Property[], me: readonly string[]): Guests {
  const ours = new Set(me.flatMap(address => normalizeEmail(address) ?? []))
  const attendees = properties.filter(({ name }) => name === 'attendee')
  const people = [...properties.filter(({ name }) => name === 'organizer').slice(0, 1), ...attendees]
    .filter(person => !NO_PEOPLE.includes(parameter(person, 'cutype').toUpperCase()))
    .flatMap(person => identityOf(person).map(identity => ({ person, identity, key: (normalizeEmail(identity.value) ?? identity.value).toLowerCase() })))
  const declined = new Set(people.filter(({ person }) => parameter(person, 'partstat').toUpperCase() === 'DECLINED').map(({ key }) => key))
  const parties = new Map<string, Party>()
  for (const { person, identity, key } of people) {
    const name = nameOf(person, key)
    const known = parties.get(key)
    if (!declined.has(key)) parties.set(key, { role: 'ATTENDEE', name: known?.name ?? name, identities: [identity], ...ours.has(key) && { isUs: true } })
  }
  return { parties: [...parties.values()], isMeeting: attendees.length > 0, weDeclined: [...declined].some(key => ours.has(key)) }
}

/** By their address, in the parameter where the value is something else (a urn of the program); none where there is neither. */
function identityOf (person: Property): { readonly kind: 'EMAIL' | 'PHONE', readonly value: string }[] {
  const value = (textOf(person, LONGEST_ADDRESS) ?? '').replace(/^"(.*)"$/, '$1')
  const number = /^tel:(.+)$/i.exec(value)?.[1]
  if (number) return [{ kind: 'PHONE', value: number }]
  const address = [value.replace(/^mailto:/i, ''), parameter(person, 'email')].find(each => normalizeEmail(decoded(each)) !== null)
  return address === undefined ? [] : [{ kind: 'EMAIL', value: decoded(address).trim() }]
}

function nameOf (person: Property, key: string): string | null {
  const name = parameter(person, 'cn').replace(/^["']+|["']+$/g, '').slice(0, LONGEST_NAME).replace(/[\ud800-\udbff]$/, '').trim()
  return name === '' || normalizeEmail(name) === key ? null : name
}

function decoded (address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
