import { normalizeHandle } from '../../domain/contacts/handle.ts'
import { normalizeIdentity, type IdentityKind } from '../../domain/contacts/identity.ts'

/** What a person of a file is known by; `service` where our kinds have none for it, and its name goes with the value. */
export interface Address {
  readonly kind: IdentityKind
  readonly value: string
  readonly service?: string
}

/** No identity is longer; nothing is looked for in what cannot be one. */
const LONGEST = 500
const LONGEST_SERVICE = 50

const KIND_OF_SERVICE: ReadonlyMap<string, IdentityKind> = new Map([
  ['linkedin', 'LINKEDIN'], ['github', 'GITHUB'], ['x', 'X'], ['twitter', 'X'], ['mastodon', 'MASTODON'], ['fediverse', 'MASTODON'],
  ['bluesky', 'BLUESKY'], ['bsky', 'BLUESKY'], ['telegram', 'TELEGRAM'], ['whatsapp', 'WHATSAPP'], ['slack', 'SLACK'],
  ['website', 'WEBSITE']
])
const SERVICE_NAMES: ReadonlyMap<string, string> = new Map([
  ['aim', 'AIM'], ['icq', 'ICQ'], ['msn', 'MSN'], ['msnim', 'MSN'], ['xmpp', 'Jabber'], ['gtalk', 'Google Talk'], ['googletalk', 'Google Talk'],
  ['ymsgr', 'Yahoo'], ['qq', 'QQ'], ['sip', 'SIP'], ['im', 'IM']
])
/** Sites that write people as the fediverse does, and are not part of it. */
const AT_NAMES = /(?:^|\.)(?:medium\.com|youtube\.com|tiktok\.com|threads\.(?:net|com)|substack\.com|unsplash\.com|pinterest\.\w+|flipboard\.com|npmjs\.com|hackmd\.io|patreon\.com)$/
const PROFILES: readonly { readonly kind: IdentityKind, readonly path: RegExp }[] = [
  { kind: 'LINKEDIN', path: /^\/(?:in|pub)\/[^/]+(?:\/|$)/ },
  { kind: 'GITHUB', path: /^\/(?!(?:orgs|about|features|topics|search|settings|login|explore|marketplace|sponsors)\/?$)[^/]+\/?$/ },
  { kind: 'X', path: /^\/(?!(?:home|search|share|explore|intent|i|hashtag|settings|login)\/?$)[^/]+\/?$/ },
  { kind: 'BLUESKY', path: /^\/profile\/[^/]+\/?$/ },
  { kind: 'TELEGRAM', path: /^\/(?!(?:joinchat|share|addstickers|c)\/?$)[^/+]+\/?$/ }
]

/** An address as people paste it: a profile on a network that we know, a number, a mail address, or else a web page. */
export function recognizeAddress (typed: string): Address {
  const value = typed.trim()
  if (value.length > LONGEST) return { kind: 'WEBSITE', value }
  const [, scheme = '', rest = ''] = /^(mailto|tel|sms):(.*)$/is.exec(value) ?? []
  if (/^mailto$/i.test(scheme) || /^[^\s/:@]+@[^\s/:@]+\.[^\s/:@]+$/.test(value)) return { kind: 'EMAIL', value: (scheme ? rest : value).replace(/\?.*$/s, '') }
  if (/^(?:tel|sms)$/i.test(scheme)) return { kind: 'PHONE', value: readableNumber(rest) }
  if (/^@[\w.-]+@[\w.-]+\.\w+$/.test(value)) return { kind: 'MASTODON', value }
  const url = webAddress(value)
  if (!url) return { kind: 'WEBSITE', value }
  const number = /^(?:wa\.me|(?:api|web)\.whatsapp\.com)$/.test(url.hostname) ? (url.searchParams.get('phone') ?? url.pathname).replace(/[^\d]/g, '') : ''
  if (number !== '') return { kind: 'WHATSAPP', value: `+${number}` }
  const profile = PROFILES.find(({ kind, path }) => path.test(url.pathname) && isReadable(kind, url.href))
  if (profile) return { kind: profile.kind, value }
  const isFediverse = /^\/@[\w.-]+\/?$/.test(url.pathname) && !AT_NAMES.test(url.hostname) && normalizeHandle('MASTODON', url.href)
  return { kind: isFediverse ? 'MASTODON' : 'WEBSITE', value }
}

/** An address or a name at a service, by whatever name the service goes there (`Twitter`, `X-SKYPE-USERNAME`, `GTalk`). */
export function addressAt (service: string, typed: string, defaultCountry: string): Address {
  if (typed.length > LONGEST) return { kind: 'OTHER', value: typed }
  const key = service.slice(0, LONGEST_SERVICE).toLowerCase().replace(/^x-/, '').replace(/[\s_-]*user(?:name)?$/, '').replace(/[^a-z0-9]/g, '')
  const [, scheme = '', bare = ''] = /^\s*([a-z][a-z0-9+.-]*):(?!\/\/)(.*)$/is.exec(typed) ?? []
  const name = scheme ? decoded(bare) : typed.trim()
  if (key === 'other' || key === '') return { kind: 'OTHER', value: typed.trim() }
  const kind = KIND_OF_SERVICE.get(key)
  const readable = kind && [typed.trim(), name].find(value => isReadable(kind, value, defaultCountry))
  if (kind && readable !== undefined) return { kind, value: readable }
  if (/^\s*https?:/i.test(typed)) {
    const address = recognizeAddress(typed)
    return address.kind === 'WEBSITE' ? { ...address, service: serviceName(key, service) } : address
  }
  // The same name at two services is not the same person: the service is part of the value.
  const prefix = /^(?:|x-apple|x-user)$/i.test(scheme) ? key : scheme.toLowerCase()
  return { kind: 'OTHER', value: `${prefix}:${name}`, service: serviceName(key, service) }
}

/** RFC 3966 as people write it: `+1-418-656-9254;ext=102` with its extension in words. */
export function readableNumber (typed: string): string {
  return typed.trim().replace(/^tel:/i, '').replace(/;ext=(\d+)/i, ' ext. $1').replace(/;[a-z-]+=[^;]*/gi, '')
}

/** Whether it can be an identity of that kind. */
export function isReadable (kind: IdentityKind, value: string, defaultCountry = ''): boolean {
  try {
    return normalizeIdentity(kind, value, defaultCountry) !== ''
  } catch {
    return false
  }
}

function serviceName (key: string, written: string): string {
  const plain = written.slice(0, LONGEST_SERVICE).replace(/^x-/i, '').replace(/[\s_-]*user(?:name)?$/i, '')
  return SERVICE_NAMES.get(key) ?? (/^[^a-z]+$|^[^A-Z]+$/.test(plain) ? plain.charAt(0).toUpperCase() + plain.slice(1).toLowerCase() : plain)
}

function webAddress (typed: string): URL | null {
  const text = typed.trim()
  if (/\s/.test(text) || (!/^https?:\/\//i.test(text) && !/^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(text))) return null
  const address = /^https?:/i.test(text) ? text : `https://${text}`
  return URL.canParse(address) ? new URL(address) : null
}

function decoded (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
