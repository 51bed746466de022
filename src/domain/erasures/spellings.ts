import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Identity } from '../contacts/contact.ts'
import type { IdentityKind } from '../contacts/identity.ts'
import { searchKey } from '../text.ts'

/** How something can stand in a text: letter by letter, as digits with signs between them, or as words with something between them. */
export type Spelling =
  | { readonly is: 'ADDRESS' | 'DIGITS', readonly text: string }
  | { readonly is: 'WORDS', readonly words: readonly string[] }

/** Digits of a number without its country code that are no other number's by chance. */
const LEAST_DIGITS = 7
/** A name on a network is looked for by itself from this length on, or from the second where a digit or sign is in it: others are words. */
const TELLING = { plain: 8, withSign: 5 }
/** Where profiles are, by network: before the handle. */
const PROFILES: Partial<Readonly<Record<IdentityKind, readonly string[]>>> = {
  LINKEDIN: ['linkedin.com/in/'],
  GITHUB: ['github.com/', '@'],
  X: ['x.com/', 'twitter.com/', '@'],
  BLUESKY: ['bsky.app/profile/'],
  TELEGRAM: ['t.me/', 'telegram.me/', '@']
}

/** All the ways in which an identity is written that are nobody else's. */
export function spellingsOf ({ kind, value, normalized }: Pick<Identity, 'kind' | 'value' | 'normalized'>): Spelling[] {
  if (kind === 'PHONE' || kind === 'WHATSAPP') return numbers(normalized)
  const before = (PROFILES[kind] ?? []).map(prefix => prefix + normalized)
  const bare = [normalized, value.trim()].filter(text => isTelling(kind, text))
  return [...before, ...bare, ...fediverse(kind, normalized), ...inSlack(kind, normalized), ...encoded(kind, normalized)]
    .map(text => ({ is: 'ADDRESS' as const, text }))
}

/** A full name as it is written, and family name first; nothing of a single word, which may be anybody's. */
export function spellingsOfName (name: string): Spelling[] {
  const written = [name.normalize('NFC'), name.normalize('NFD'), searchKey(name)].map(wordsOf)
  return written.filter(words => words.length > 1).flatMap(words => {
    const [last = '', ...first] = [...words].reverse()
    return [words, [last, ...first.reverse()]]
  }).map(words => ({ is: 'WORDS' as const, words }))
}

function wordsOf (text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(word => word !== '')
}

/** With its country code, and as it is dialled at home but for a zero before it. */
function numbers (normalized: string): Spelling[] {
  const atHome = parsePhoneNumberFromString(normalized)?.nationalNumber ?? ''
  return [normalized.replace(/\D/g, ''), atHome].filter(digits => digits.length >= LEAST_DIGITS).map(text => ({ is: 'DIGITS', text }))
}

function isTelling (kind: IdentityKind, text: string): boolean {
  if (text === '') return false
  if (kind === 'EMAIL' || kind === 'WEBSITE' || kind === 'MASTODON' || kind === 'SLACK' || text.includes('/')) return true
  return text.length >= (/[^\p{L}]/u.test(text) ? TELLING.withSign : TELLING.plain)
}

function fediverse (kind: IdentityKind, normalized: string): string[] {
  const [name, host] = normalized.split('@')
  return kind === 'MASTODON' ? [`${host}/@${name}`, `${host}/users/${name}`] : []
}

function inSlack (kind: IdentityKind, normalized: string): string[] {
  const [, member] = normalized.split('/')
  return kind === 'SLACK' && member ? [member] : []
}

function encoded (kind: IdentityKind, normalized: string): string[] {
  return kind === 'EMAIL' ? [encodeURIComponent(normalized)] : []
}
