import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import { normalizeHandle, type HandleNetwork } from './handle.ts'
import { invalid } from '../refusal.ts'
import { wellFormed } from '../text.ts'

/** How a person can be known: an address, a number, or a name on a network. */
export const IDENTITY_KINDS = [
  'EMAIL', 'PHONE', 'LINKEDIN', 'GITHUB', 'X', 'MASTODON', 'BLUESKY', 'SLACK', 'WHATSAPP', 'TELEGRAM', 'WEBSITE', 'OTHER'
] as const
export type IdentityKind = typeof IDENTITY_KINDS[number]

/** The networks, as they call themselves. */
export const NETWORK_NAMES: Readonly<Record<Exclude<IdentityKind, 'EMAIL' | 'PHONE' | 'WEBSITE' | 'OTHER'>, string>> = {
  LINKEDIN: 'LinkedIn',
  GITHUB: 'GitHub',
  X: 'X',
  MASTODON: 'Mastodon',
  BLUESKY: 'Bluesky',
  SLACK: 'Slack',
  WHATSAPP: 'WhatsApp',
  TELEGRAM: 'Telegram'
}

const LONGEST_IDENTITY = 500
/** What an index of PostgreSQL takes beside the rest of its row; only the address of a web page can be longer. */
const LONGEST_NORMALIZED = 2_000

/**
 * The one spelling that all spellings of an identity share; it is unique in a workspace.
 * Refuses (INVALID at `path`) what cannot be an identity of that kind.
 */
export function normalizeIdentity (kind: IdentityKind, value: string, defaultCountry: string, path = 'value'): string {
  const typed = wellFormed(value.normalize('NFC').trim())
  if (typed === '') throw invalid({ path, message: 'is empty.' })
  if (typed.length > LONGEST_IDENTITY || typed.includes('\u0000')) {
    throw invalid({ path, message: `is longer than ${LONGEST_IDENTITY} characters, or has a NUL character.` })
  }
  const normalized = normalize(kind, typed, defaultCountry)
  if (normalized && normalized.length > LONGEST_NORMALIZED) throw invalid({ path, message: 'is too long once its letters are written as the web has them.' })
  if (!normalized) throw invalid({ path, message: `“${typed}” ${EXPECTED[kind]}` })
  return normalized
}

const EXPECTED: Readonly<Record<IdentityKind, string>> = {
  EMAIL: 'is not an e-mail address such as ada@example.org.',
  PHONE: 'is not a phone number; with its country code (+49 …) it is read everywhere.',
  WHATSAPP: 'is not a phone number; with its country code (+49 …) it is read everywhere.',
  LINKEDIN: 'is not a LinkedIn profile such as https://www.linkedin.com/in/ada.',
  GITHUB: 'is not a GitHub login such as ada or https://github.com/ada.',
  X: 'is not a handle on X such as @ada.',
  MASTODON: 'is not a fediverse address such as @ada@example.social.',
  BLUESKY: 'is not a Bluesky handle such as ada.bsky.social.',
  TELEGRAM: 'is not a Telegram name such as @ada_l.',
  SLACK: 'is not a Slack member such as U024BE7LH.',
  WEBSITE: 'is not a web address such as https://ada.example.',
  OTHER: 'cannot be read.'
}

function normalize (kind: IdentityKind, typed: string, defaultCountry: string): string | null {
  switch (kind) {
    case 'EMAIL': return normalizeEmail(typed)
    case 'PHONE': return normalizePhone(typed, defaultCountry)
    case 'WHATSAPP': return normalizePhone(typed.replace(/@(s\.whatsapp\.net|c\.us)$/, ''), defaultCountry, true)
    case 'WEBSITE': return normalizeWebsite(typed)
    case 'OTHER': return typed.toLowerCase().replace(/\s+/g, ' ')
    default: return normalizeHandle(kind satisfies HandleNetwork, typed)
  }
}

/** Lower case, the domain in ASCII (IDNA), without a display name or `mailto:`; null where it is no address. */
export function normalizeEmail (typed: string): string | null {
  const bare = (/<([^<>]+)>\s*$/.exec(typed)?.[1] ?? typed).trim().replace(/^mailto:/i, '')
  const at = bare.lastIndexOf('@')
  const local = bare.slice(0, at).normalize('NFC').toLowerCase()
  if (at < 1 || local.length > 64 || /[\s\p{Cc}<>()[\]\\,;:@"]/u.test(local) || /^\.|\.$|\.\./.test(local)) return null
  const domain = asciiDomain(bare.slice(at + 1))
  return domain?.includes('.') ? `${local}@${domain}` : null
}

/** A host name as DNS has it, lower case and in punycode; null where it is none. */
export function asciiDomain (domain: string): string | null {
  // URL drops control characters at the ends, as if nobody had typed them.
  if (!/^[^\s\p{Cc}/?#@:\\[\]%]+$/u.test(domain)) return null
  try {
    const { hostname } = new URL(`http://${domain.replace(/\.$/, '')}`)
    const isName = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(hostname) && hostname.length <= 253 && !/^[\d.]+$/.test(hostname)
    return isName ? hostname : null
  } catch {
    return null
  }
}

function normalizePhone (typed: string, defaultCountry: string, isInternational = false): string | null {
  const bare = typed.replace(/^tel:/i, '')
  const number = isInternational && /^\d{7,15}$/.test(bare) ? `+${bare}` : bare
  const phone = parsePhoneNumberFromString(number, { defaultCountry: defaultCountry as CountryCode, extract: false })
  return phone?.isPossible() ? phone.number : null
}

function normalizeWebsite (typed: string): string | null {
  try {
    const url = new URL(/^https?:\/\//i.test(typed) ? typed : `https://${typed}`)
    const host = asciiDomain(url.hostname.replace(/^www\./, ''))
    if (!host?.includes('.') || url.username || url.password) return null
    return host + (url.port ? `:${url.port}` : '') + url.pathname.replace(/\/+$/, '') + url.search
  } catch {
    return null
  }
}
