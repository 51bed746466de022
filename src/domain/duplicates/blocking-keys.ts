import type { House } from './house.ts'
import type { PersonName, Word } from './name.ts'
import { subscriber } from './phone.ts'
import { traitsOf, type Shown, type Traits } from './traits.ts'

/** Chosen: a dozen keys hold every way in which names, logins and numbers are commonly written twice. */
const MOST_KEYS = 12
const MOST_LOGIN_KEYS = 2
const MOST_ROOTS = 6
const MOST_GIVEN_KEYS = 4

/** What to look for others by: two contacts are compared only where they share one. At most twelve, each short. */
export function blockingKeys (contact: Shown): string[] {
  return keysOf(traitsOf(contact))
}

/** The blocking keys of what was read already. Those that find most come first; the rest fill what is left of the twelve. */
export function keysOf (traits: Traits): string[] {
  const { name, houses, logins, numbers } = traits
  if (name.isRole) return []
  const [full = [], ...more] = fullNames(name)
  return [...new Set([
    ...full.slice(0, 1),
    ...slipKeys(name),
    ...givenKeys(name, houses),
    ...[...new Set(logins.map(({ compact }) => `login ${compact}`))].slice(0, MOST_LOGIN_KEYS),
    ...numbers.map(number => `number ${subscriber(number)}`),
    ...more.map(([first]) => first as string),
    ...[full, ...more].flatMap(keys => keys.slice(1))
  ])].slice(0, MOST_KEYS)
}

/** What all who are called the same share; null where a full name is not known. */
export function namesakeKey ({ name }: Traits): string | null {
  return fullNames(name)[0]?.[0] ?? null
}

/** What a key that too many share is refined by: the whole name, and the houses. */
export function finerKeys ({ name, houses }: Traits): ReadonlySet<string> {
  const whole = [...name.given.slice(0, 1), ...name.family.slice(0, 1)].map(({ sound }) => sound).join(' ')
  return new Set([`name ${whole}`, ...houses.map(({ compact }) => `house ${compact.slice(0, 4)}`)])
}

/** Both words of a name in either order, by what they are short for; for each way to read the name, the likeliest first. */
function fullNames ({ given, family, parts, also }: PersonName): string[][] {
  const [core, whole] = family
  if (!core) return []
  const firsts = given.filter(({ isInitial }) => !isInitial)
  const [first, second] = firsts
  const together = (one: Word | undefined, other: Word | undefined) => one && other ? [pairKeys(one, other)] : []
  return [
    ...together(first, core),
    ...together(also[0], core),
    ...together(second, core),
    ...together(first, second),
    ...together(first, whole),
    ...parts.slice(0, 2).flatMap(part => together(first, part)),
    ...together(first, also.at(-1)),
    ...together(firsts[2], core),
    ...together(first, firsts[2])
  ]
}

function pairKeys (one: Word, other: Word): string[] {
  return rootsFor(one).flatMap(first => rootsFor(other).map(second => `name ${[first, second].sort().join(' ')}`))
}

function rootsFor ({ roots, sound }: Word): readonly string[] {
  return roots.length > 0 ? roots.slice(0, MOST_ROOTS) : [sound]
}

/** Either name may have a slip in it, but not in its first letter; of the family name the first three letters or the last two are right. */
function slipKeys ({ given: [first], family: [family] }: PersonName): string[] {
  if (!first || !family) return []
  const last = family.sound
  const initial = `initial ${first.key.slice(0, 1)} ${last}`
  if (first.isInitial) return [initial]
  return [initial, `start ${first.sound} ${last.slice(0, 3)}`, `end ${first.sound} ${last.slice(0, 1)}${last.slice(-2)}`]
}

/** Ada of Saltmarsh. */
function givenKeys ({ given: [first] }: PersonName, houses: readonly House[]): string[] {
  if (!first || first.isInitial) return []
  const beginnings = new Set(houses.map(({ compact }) => compact.slice(0, 4)))
  return [...new Set([first.sound, ...rootsFor(first)])].flatMap(root => [...beginnings].map(beginning => `given ${root} ${beginning}`)).slice(0, MOST_GIVEN_KEYS)
}
