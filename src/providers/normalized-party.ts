import type { IdentityKind } from '../domain/contacts/identity.ts'
import { PARTY_ROLES, type Party } from '../domain/integrations/normalized-event.ts'
import type { FieldError } from '../domain/refusal.ts'
import { arrayAt, textAt, valueAt, type Json } from './read-json.ts'

const LONGEST_NAME = 200
const LONGEST_IDENTITY = 500
const MOST_IDENTITIES = 20

const KIND_OF_NETWORK: Readonly<Record<string, IdentityKind>> = {
  linkedin: 'LINKEDIN',
  github: 'GITHUB',
  x: 'X',
  twitter: 'X',
  mastodon: 'MASTODON',
  bluesky: 'BLUESKY',
  slack: 'SLACK',
  whatsapp: 'WHATSAPP',
  telegram: 'TELEGRAM',
  website: 'WEBSITE',
  other: 'OTHER'
}

type Identity = Party['identities'][number]

/** A party of our own format: `{role, name?, emails?, phones?, handles?: [{network, id or url}], is_us?, is_bot?}`; what is wrong with it goes to `faults`. */
export function partyAt (json: Json, path: string, faults: FieldError[]): Party {
  const fault = (field: string, message: string) => faults.push({ path: field === '' ? path : `${path}.${field}`, message })
  const name = textAt(json, 'name', LONGEST_NAME)
  const identities = identitiesOf(json, fault)
  const role = PARTY_ROLES.find(role => role.toLowerCase() === textAt(json, 'role')?.toLowerCase())
  const isUs = valueAt(json, 'is_us') === true
  if (role === undefined) fault('role', `is none of ${PARTY_ROLES.join(', ').toLowerCase()}.`)
  if (name === null && identities.length === 0 && !isUs) fault('', 'has neither a name, nor emails, phones or handles.')
  return { role: role ?? 'CC', name, identities, ...(isUs && { isUs }), ...(valueAt(json, 'is_bot') === true && { isBot: true }) }
}

type Fault = (field: string, message: string) => void

/** The surest first: an address is one person's, a number can be a household's. */
function identitiesOf (json: Json, fault: Fault): Identity[] {
  const texts = (field: string, kind: IdentityKind) => items(json, field, fault).flatMap((item, place) => identity(kind, textAt(item, ''), `${field}.${place}`, fault))
  const handles = items(json, 'handles', fault).flatMap((item, place) => handle(item, `handles.${place}`, fault))
  return [...texts('emails', 'EMAIL'), ...handles, ...texts('phones', 'PHONE')]
}

function handle (item: Json, at: string, fault: Fault): Identity[] {
  const network = textAt(item, 'network')?.toLowerCase() ?? ''
  if (Object.hasOwn(KIND_OF_NETWORK, network)) return identity(KIND_OF_NETWORK[network] as IdentityKind, textAt(item, 'id') ?? textAt(item, 'url'), at, fault)
  fault(`${at}.network`, `is none of ${Object.keys(KIND_OF_NETWORK).join(', ')}.`)
  return []
}

function identity (kind: IdentityKind, value: string | null, at: string, fault: Fault): Identity[] {
  if (value !== null && value.length <= LONGEST_IDENTITY) return [{ kind, value }]
  fault(at, `is empty, is no text, or has more than ${LONGEST_IDENTITY} characters.`)
  return []
}

function items (json: Json, field: string, fault: Fault): readonly Json[] {
  const value = valueAt(json, field)
  if (value === undefined || value === null) return []
  const found = arrayAt(value, '')
  if (Array.isArray(value) && found.length <= MOST_IDENTITIES) return found
  fault(field, `is not a list of at most ${MOST_IDENTITIES}.`)
  return []
}
