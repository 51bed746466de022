import { searchKey } from '../../domain/text.ts'
import type { Kind } from '../made-up.ts'
import { CULTURES } from './names.ts'
import { ORGANIZATIONS, OUR_ORGANIZATION, TRADES, type Country, type Field, type Organization } from './organizations.ts'
import type { Random } from './random.ts'

/** Who somebody is, before anything has passed between us. */
export interface Person {
  readonly kind: Kind
  readonly given: string
  readonly name: string
  /** Null for who works alone, or where we do not know. */
  readonly organization: Organization | null
  readonly title: string | null
  readonly field: Field
  readonly country: Country
  /** What we talk about with them. */
  readonly topics: readonly string[]
}

const COUNTRIES: readonly Country[] = ['GB', 'US', 'FR', 'DE']
const SHARE_WITHOUT_ORGANIZATION = 0.12
const TOPICS_EACH = 3

/** People of these kinds, each with a name of their own and a trade. */
export function makeUpPeople (random: Random, kinds: readonly Kind[]): Person[] {
  const names = makeUpNames(random, kinds.length)
  return kinds.map((kind, index) => {
    const [given, family] = names[index] as [string, string]
    const organization = workplace(random, kind)
    const field = organization?.field ?? random.pick(Object.keys(TRADES) as Field[])
    return {
      kind,
      given,
      name: `${given} ${family}`,
      organization,
      title: titleFor(random, kind, field),
      field,
      country: organization?.country ?? random.pick(COUNTRIES),
      topics: random.shuffled(TRADES[field].topics).slice(0, TOPICS_EACH)
    }
  })
}

/** Cultures take turns, so that a page of contacts is as mixed as the whole; no two names read the same without accents. */
function makeUpNames (random: Random, count: number): [string, string][] {
  const names = new Map<string, [string, string]>()
  const cultures = random.shuffled(CULTURES)
  for (let turn = 0; names.size < count; turn++) {
    const { given, family } = cultures[turn % cultures.length]!
    const name: [string, string] = [random.pick(given), random.pick(family)]
    if (!names.has(searchKey(name.join(' ')))) names.set(searchKey(name.join(' ')), name)
  }
  return [...names.values()]
}

function workplace (random: Random, kind: Kind): Organization | null {
  if (kind === 'colleague') return OUR_ORGANIZATION
  return random.chance(SHARE_WITHOUT_ORGANIZATION) ? null : random.pick(ORGANIZATIONS)
}

function titleFor (random: Random, kind: Kind, field: Field): string | null {
  if (kind === 'newsletter') return 'Newsletter editor'
  return random.chance(kind === 'silent' || kind === 'newcomer' ? 0.5 : 0.9) ? random.pick(TRADES[field].titles) : null
}
