import type { Identity } from '../contacts/contact.ts'

/** Chosen: so many digits at the end are a subscriber's everywhere, and fewer are shared by chance. */
const TELLING_DIGITS = 9
const MOST_NUMBERS = 2
const LONGEST_EXTENSION = 4
const SHORTEST_LINE = 9

/** The numbers of a contact, of telephones and of WhatsApp: digits with the country's first. At most two. */
export function numbersOf (identities: readonly Pick<Identity, 'kind' | 'normalized'>[]): readonly string[] {
  const numbers = identities.filter(({ kind }) => kind === 'PHONE' || kind === 'WHATSAPP').map(({ normalized }) => normalized.replace(/\D/g, ''))
  return [...new Set(numbers)].filter(number => number.length >= TELLING_DIGITS).slice(0, MOST_NUMBERS)
}

/** The digits that stay where only the country was misread. */
export function subscriber (number: string): string {
  return number.slice(-TELLING_DIGITS)
}

export type NumberLikeness = 'same' | 'country' | 'extension'

/** How the numbers of two are alike, the strongest first. */
export function numberLikeness (ones: readonly string[], others: readonly string[]): NumberLikeness | null {
  const any = (isAlike: (one: string, other: string) => boolean) => ones.some(one => others.some(other => isAlike(one, other)))
  if (any((one, other) => one === other)) return 'same'
  if (any((one, other) => subscriber(one) === subscriber(other))) return 'country'
  return any((one, other) => isExtension(one, other) || isExtension(other, one)) ? 'extension' : null
}

function isExtension (line: string, extended: string): boolean {
  const more = extended.length - line.length
  return more > 0 && more <= LONGEST_EXTENSION && line.length >= SHORTEST_LINE && extended.startsWith(line)
}
