import { keysOf } from './blocking-keys.ts'
import { isCommonFamily } from './common-names.ts'
import { compareNames } from './compare-names.ts'
import { isSameHouse } from './house.ts'
import { sharedLogin } from './login.ts'
import { numberLikeness } from './phone.ts'
import { traitsOf, type Shown, type Traits } from './traits.ts'
import { NAME_SHIFTS, OTHER_BITS } from './weights.ts'

/** How likely two contacts are one person, from 0 to 1, and what speaks for it and against it, in short sentences. */
export interface Likeness {
  readonly score: number
  readonly reasons: readonly string[]
}

/** Chosen: from here on people are shown two contacts and asked; nothing is ever merged by a score. */
export const CANDIDATE = 0.6

/**
 * How likely two contacts are the same person, whichever comes first; null where nothing connects them: they share no blocking key, or one
 * is a desk. `namesakes` is how many contacts of the workspace are called so, both included: the more, the less a name says.
 */
export function likeness (a: Shown, b: Shown, namesakes = 2): Likeness | null {
  const [one, other] = [traitsOf(a), traitsOf(b)]
  const keys = new Set(keysOf(one))
  return keysOf(other).some(key => keys.has(key)) ? likenessOfRelated(one, other, namesakes) : null
}

/** The same of what was read already, of two that share a blocking key. */
export function likenessOfRelated (one: Traits, other: Traits, namesakes = 2): Likeness {
  const [a, b] = one.shownName <= other.shownName ? [one, other] : [other, one]
  const seen = [compareNames(a.name, b.name), frequency(namesakes), ...[houses, titles, mails, numbers, logins].map(compare => compare(a, b))]
  const bits = seen.reduce((sum, { bits }) => sum + bits, 0)
  const reasons = seen.flatMap(({ reasons }) => reasons)
  return { score: 1 / (1 + 2 ** -bits), reasons: [...reasons.filter(reason => !isAgainst(reason)), ...reasons.filter(isAgainst)] }
}

interface Observation { readonly bits: number, readonly reasons: readonly string[] }
const MANY_NAMESAKES = 4
/** Chosen: of a name that more have, one more changes nothing. */
export const MOST_NAMESAKES = 200
const SHORTEST_TITLE = 3
const NOTHING: Observation = { bits: 0, reasons: [] }

/** Of four with a name, each has one chance in three to be another's double, and not one in one. */
function frequency (namesakes: number): Observation {
  if (namesakes <= 2) return NOTHING
  const counted = Math.min(namesakes, MOST_NAMESAKES + 1)
  const told = namesakes > MOST_NAMESAKES ? `more than ${MOST_NAMESAKES}` : namesakes
  return { bits: -Math.log2(counted - 1), reasons: namesakes >= MANY_NAMESAKES ? [`But ${told} contacts have such a name`] : [] }
}

function isAgainst (reason: string): boolean {
  return /^(?:But|Different) /.test(reason)
}

function houses (a: Traits, b: Traits): Observation {
  const shared = a.houses.flatMap(one => b.houses.filter(other => isSameHouse(one, other)).map(other => one.isDomain ? other : one))
  if (shared.length > 0) return { bits: OTHER_BITS.house, reasons: [`Both at ${shared.map(({ shown }) => shown).sort()[0]}`] }
  const isOther = a.houses.some(one => b.houses.some(other => one.isDomain === other.isDomain))
  return isOther ? { bits: OTHER_BITS.otherHouse, reasons: ['But at different organizations'] } : NOTHING
}

function titles (a: Traits, b: Traits): Observation {
  return a.title.length >= SHORTEST_TITLE && a.title === b.title ? { bits: OTHER_BITS.title, reasons: ['The same title'] } : NOTHING
}

function mails (a: Traits, b: Traits): Observation {
  if (a.mailboxes.some(mailbox => b.mailboxes.includes(mailbox))) return { bits: OTHER_BITS.mailbox, reasons: ['The same mailbox'] }
  const isNumbered = a.mailboxes.some(one => b.mailboxes.some(other => withoutNumber(one) === withoutNumber(other) && a.houses.some(({ shown }) => one.endsWith(`@${shown}`))))
  return isNumbered ? { bits: OTHER_BITS.numbered, reasons: ['But one house has numbered their addresses'] } : NOTHING
}

function withoutNumber (mailbox: string): string {
  const at = mailbox.lastIndexOf('@')
  return mailbox.slice(0, at).replace(/(?<!\d)\d+$/, '') + mailbox.slice(at)
}

function numbers (a: Traits, b: Traits): Observation {
  switch (numberLikeness(a.numbers, b.numbers)) {
    case 'same': return { bits: OTHER_BITS.number, reasons: ['The same number for calls and on WhatsApp'] }
    case 'country': return { bits: OTHER_BITS.numberButCountry, reasons: ['The same number but for the country'] }
    case 'extension': return { bits: OTHER_BITS.numberButExtension, reasons: ['The same number but for an extension'] }
    case null: return NOTHING
  }
}

function logins (a: Traits, b: Traits): Observation {
  const shared = sharedLogin(a.logins, b.logins)
  if (shared === null) return NOTHING
  const isOnlyName = shared.isPlain && a.name.given.length > 0 && b.name.given.length > 0
  const common = shared.isPlain && [...a.name.family, ...b.name.family].some(({ key }) => isCommonFamily(key)) ? NAME_SHIFTS.commonFamily : 0
  return { bits: isOnlyName ? OTHER_BITS.loginOfName : OTHER_BITS.login + common, reasons: [shared.reason] }
}
