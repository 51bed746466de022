import type { Identity } from '../contacts/contact.ts'
import { normalizeEmail } from '../contacts/identity.ts'

/**
 * Whether a name is none that anybody entered, but says how to reach somebody: one of their addresses or numbers, as a mail program shows who
 * has no name. A better one takes its place.
 */
export function isStandIn (name: string, identities: readonly Pick<Identity, 'value' | 'normalized'>[]): boolean {
  const said = plain(name)
  return identities.some(({ value, normalized }) => plain(value) === said || plain(normalized) === said)
}

/** What somebody is called from now on, of whom a mail or a meeting says this name; null where they have a name, or it is none. */
export function betterName ({ name, identities }: { readonly name: string, readonly identities: readonly Pick<Identity, 'value' | 'normalized'>[] }, said: string | null): string | null {
  return said !== null && normalizeEmail(said) === null && isStandIn(name, identities) && !isStandIn(said, identities) ? said : null
}

/** Addresses in any case and without marks around them, numbers by their digits; a handle may be a name, and is as it is written. */
function plain (text: string): string {
  const bare = text.replace(/^[\s'"<]+|[\s'">]+$/g, '')
  if (!/\p{L}/u.test(bare)) return bare.replace(/\D/g, '') || bare
  return bare.includes('@') ? bare.toLowerCase() : bare
}
