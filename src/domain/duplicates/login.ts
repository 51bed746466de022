import type { Identity } from '../contacts/contact.ts'
import { NETWORK_NAMES, type IdentityKind } from '../contacts/identity.ts'
import { ownWord } from './free-mail.ts'
import { ROLES } from './name-words.ts'
import type { PersonName } from './name.ts'
import { latin } from './spelling.ts'

/** What somebody calls themselves somewhere: ada_l on X, the same without punctuation. */
export interface Login {
  readonly compact: string
  readonly kind: IdentityKind
  /** The domain of mail, for one that stands before an @. */
  readonly domain: string | null
  /** Whether anybody of their name would be called so: it holds the family name, or is the given name. */
  readonly isPlain: boolean
}

/** Chosen: three letters are somebody's initials. */
const SHORTEST_LOGIN = 4
const MOST_IDENTITIES = 50
const MOST_LOGINS = 4

const PLACES: Readonly<Partial<Record<IdentityKind, string>>> = { ...NETWORK_NAMES, EMAIL: 'their mail', WEBSITE: 'the web' }
/** Networks whose bare names are an owner's where they are a host of their own. */
const PLATFORMS = /(?:^|\.)(?:bsky\.social|github\.io|wordpress\.com|blogspot\.com|medium\.com|substack\.com|linktr\.ee|about\.me|tumblr\.com)$/

/** The logins of a contact, the telling ones first, then the longer; at most four. */
export function loginsOf (identities: readonly Pick<Identity, 'kind' | 'normalized'>[], name: PersonName): readonly Login[] {
  const read = identities.slice(0, MOST_IDENTITIES).flatMap(identity => {
    const login = readLogin(identity)
    return login === null || login.compact.length < SHORTEST_LOGIN || ROLES.has(login.compact) ? [] : [{ ...login, isPlain: isOfName(login.compact, name) }]
  })
  const telling = (login: Login) => Number(login.isPlain) * 1000 - login.compact.length
  return read.sort((a, b) => telling(a) - telling(b) || (a.compact < b.compact ? -1 : 1)).slice(0, MOST_LOGINS)
}

function readLogin ({ kind, normalized }: Pick<Identity, 'kind' | 'normalized'>): Omit<Login, 'isPlain'> | null {
  switch (kind) {
    case 'EMAIL': {
      const at = normalized.lastIndexOf('@')
      return { compact: latin(normalized.slice(0, at).split('+')[0] as string), kind, domain: normalized.slice(at + 1) }
    }
    case 'GITHUB': case 'X': case 'TELEGRAM': return /^\d+$|\[bot\]$/.test(normalized) ? null : { compact: latin(normalized), kind, domain: null }
    case 'MASTODON': return { compact: latin(normalized.split('@')[0] as string), kind, domain: null }
    // LinkedIn puts a number behind a name that somebody else has already.
    case 'LINKEDIN': return normalized.includes('/') ? null : { compact: latin(normalized.replace(/-[\da-f]{6,12}$/, '')), kind, domain: null }
    case 'BLUESKY': return normalized.startsWith('did:') ? null : { compact: latin(hostWord(normalized)), kind, domain: null }
    case 'WEBSITE': return normalized.includes('/') ? null : { compact: latin(hostWord(normalized)), kind, domain: null }
    default: return null
  }
}

/** ada of ada.bsky.social, and of ada.example. */
function hostWord (host: string): string {
  return PLATFORMS.test(host) ? host.split('.')[0] as string : ownWord(host)
}

/** Whether a login says no more than the name does. */
export function isOfName (compact: string, { given, family, parts }: Pick<PersonName, 'given' | 'family' | 'parts'>): boolean {
  return [...family, ...parts].some(({ plain, key }) => key.length > 2 && (compact.includes(plain) || compact.includes(key))) ||
    given.some(({ plain, key }) => key.length > 1 && ([plain, key].includes(compact.replace(/(?<!\d)\d+$/, ''))))
}

/** The best that the logins of two have in common, where they have any. */
export function sharedLogin (ones: readonly Login[], others: readonly Login[]): { readonly isPlain: boolean, readonly reason: string } | null {
  const shared = ones.flatMap(one => others.filter(other => other.compact === one.compact).map(other => [one, other] as const))
  const best = shared.find(([one, other]) => !one.isPlain && !other.isPlain) ?? shared[0]
  return best ? { isPlain: best[0].isPlain || best[1].isPlain, reason: loginReason(...best) } : null
}

function loginReason (one: Login, other: Login): string {
  if (one.domain !== null && other.domain !== null) return `The same name before the @ at ${[one.domain, other.domain].sort().join(' and ')}`
  const [first, second] = [one, other].map(({ kind }) => PLACES[kind] as string).sort()
  return first === second ? `Nearly the same login on ${first}` : `The same login on ${first} and ${second}`
}
