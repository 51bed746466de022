import type { IdentityInput } from '../../domain/contacts/contact.ts'
import { searchKey } from '../../domain/text.ts'
import type { Country } from './organizations.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'

const FREE_MAIL = ['example.org', 'example.com', 'example.net']
/** Networks that few are on: everybody in so many has an account, so that each kind of identity is there. */
const ONE_IN = { SLACK: 9, TELEGRAM: 17, OTHER: 29 }

/**
 * How somebody can be reached: addresses under names that are nobody's (RFC 2606), numbers that are kept for film and radio,
 * and handles that say that they are examples. `index` makes them unique.
 */
export function makeUpIdentities (random: Random, person: Person, index: number): IdentityInput[] {
  const { kind, field, organization } = person
  const name = ascii(person.name)
  const brief = ascii(person.given).replaceAll('-', '').slice(0, 6)
  const isTechnical = field === 'software' || field === 'research' || field === 'design'
  const mobile = mobileNumber(person.country, index)
  const identities: (IdentityInput | false)[] = [
    organization !== null && { kind: 'EMAIL', value: `${name.replaceAll('-', '.')}@${organization.domain}`, label: 'work', isPrimary: true },
    (organization === null || random.chance(0.25)) && { kind: 'EMAIL', value: `${name}@${random.pick(FREE_MAIL)}`, label: 'home' },
    random.chance(0.3) && { kind: 'PHONE', value: officeNumber(person.country, index), label: 'work' },
    (kind === 'friend' || kind === 'mentor' || random.chance(0.3)) && { kind: 'PHONE', value: mobile, label: 'mobile' },
    (kind === 'friend' || random.chance(0.06)) && { kind: 'WHATSAPP', value: mobile },
    random.chance(0.5) && { kind: 'LINKEDIN', value: `https://www.linkedin.com/in/${name}-example-${index}` },
    random.chance(isTechnical ? 0.6 : 0.05) && { kind: 'GITHUB', value: `https://github.com/example-${brief}-${index}` },
    random.chance(kind === 'loud' ? 0.5 : 0.1) && { kind: 'X', value: `@ex_${brief}${index}` },
    random.chance(kind === 'loud' ? 0.7 : 0.15) && { kind: 'MASTODON', value: `@${name.replaceAll('-', '_')}@social.example` },
    random.chance(kind === 'loud' ? 0.5 : 0.12) && { kind: 'BLUESKY', value: `@${name}.example` },
    (kind === 'colleague' || index % ONE_IN.SLACK === 0) && { kind: 'SLACK', value: `U0EXAMPLE${index}` },
    index % ONE_IN.TELEGRAM === 0 && { kind: 'TELEGRAM', value: `@example_${brief}_${index}` },
    (kind === 'newsletter' || random.chance(0.15)) && { kind: 'WEBSITE', value: `https://${name}.example` },
    index % ONE_IN.OTHER === 0 && { kind: 'OTHER', value: `Conference badge ${1000 + index}`, label: 'badge' }
  ]
  return identities.filter(identity => identity !== false)
}

/** Numbers that regulators keep for film and radio: Ofcom's, 555-01xx in North America, ARCEP's, the Bundesnetzagentur's. */
function officeNumber (country: Country, index: number): string {
  switch (country) {
    case 'GB': return `+44 20 7946 0${digits(index, 3)}`
    case 'US': return `+1 (${index < 100 ? 212 : 312}) 555-01${digits(index % 100, 2)}`
    case 'FR': return `+33 1 99 00 ${digits(Math.floor(index / 100), 2)} ${digits(index % 100, 2)}`
    case 'DE': return `+49 30 23125-${digits(index, 3)}`
  }
}

function mobileNumber (country: Country, index: number): string {
  switch (country) {
    case 'GB': return `+44 7700 900${digits(index, 3)}`
    case 'US': return `+1 (${index < 100 ? 646 : 773}) 555-01${digits(index % 100, 2)}`
    case 'FR': return `+33 6 39 98 ${digits(Math.floor(index / 100), 2)} ${digits(index % 100, 2)}`
    case 'DE': return `+49 89 99998-${digits(index, 3)}`
  }
}

function digits (number: number, count: number): string {
  return String(number).padStart(count, '0')
}

/** As it stands in an address: lower case letters and hyphens. */
function ascii (name: string): string {
  return searchKey(name).replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')
}
