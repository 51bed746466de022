import { identityKey, readIdentity } from '../contacts/contact.ts'
import type { IdentityKind } from '../contacts/identity.ts'

/** More than anybody writes of in one letter. */
const MOST = 20_000
/** None of these kinds is read by where somebody is. */
const ANYWHERE = ''

/** What looks like an identity, by the kind it would be. */
const PATTERNS: readonly (readonly [IdentityKind, RegExp])[] = [
  ['EMAIL', /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,250}[\p{L}\p{N}]/gu],
  ['MASTODON', /@[a-z0-9_.-]{1,64}@[a-z0-9.-]{1,250}[a-z0-9]/gi],
  ['MASTODON', /https?:\/\/[a-z0-9.-]{1,250}\/(?:@|users\/)[a-z0-9_.-]{1,64}/gi],
  ['LINKEDIN', /linkedin\.com\/in\/[^\s/"'?#<>\\]{1,150}/gi],
  ['GITHUB', /github\.com\/[a-z\d-]{1,39}/gi],
  ['X', /(?:x|twitter)\.com\/[a-z0-9_]{1,15}/gi],
  ['BLUESKY', /bsky\.app\/profile\/[a-z0-9.:-]{1,250}/gi],
  ['TELEGRAM', /t\.me\/[a-z0-9_]{4,32}/gi],
  ['SLACK', /\b[UW][A-Z0-9]{6,20}\b/g]
]

/**
 * The keys (identityKey) of all that looks like an identity in a text: what a translator has left aside may name somebody too. Numbers are
 * read with their country code only.
 */
export function identitiesIn (text: string): Set<string> {
  const keys = new Set<string>()
  for (const [kind, pattern] of PATTERNS) {
    for (const [typed] of text.matchAll(pattern)) {
      const identity = keys.size < MOST ? readIdentity({ kind, value: typed }, ANYWHERE, '', []) : null
      if (identity) keys.add(identityKey(identity))
    }
  }
  for (const [typed] of text.matchAll(/(?<!\d)\+?\d[\d ().-]{5,22}\d(?!\d)/g)) {
    const digits = typed.replace(/\D/g, '')
    if (digits.length < 7 || digits.length > 15 || keys.size >= MOST) continue
    keys.add(`PHONE +${digits}`)
  }
  for (const [digits] of text.matchAll(/(?<![\d.])\d{5,20}(?![\d.])/g)) {
    if (keys.size < MOST) keys.add(`TELEGRAM ${digits}`)
  }
  return keys
}
