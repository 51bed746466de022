import * as fc from 'fast-check'
import type { IdentityInput } from '../../../../src/domain/contacts/contact.ts'
import { IDENTITY_KINDS, normalizeIdentity, type IdentityKind } from '../../../../src/domain/contacts/identity.ts'
import type { ImportedContact } from '../../../../src/domain/imports/import-row.ts'
import { searchKey } from '../../../../src/domain/text.ts'

const letters = fc.constantFrom(...'aZé田😀9 ,;:\\"\'^=+-@.|n/()*')
const words = (maxLength: number) => fc.array(letters, { minLength: 1, maxLength }).map(all => all.join('').trim()).filter(text => text !== '')
const name = (maxLength = 15) => fc.stringMatching(new RegExp(`^[a-z][a-z0-9]{4,${maxLength - 1}}$`))
const notes = fc.array(fc.oneof(words(40), fc.constantFrom('\n', '\n\n', '\t', 'x'.repeat(100), '😀'.repeat(40))), { minLength: 1, maxLength: 8 })
  .map(parts => parts.join('').trim()).filter(text => text !== '')

/** Values as members write them, some in several ways. */
const VALUES: Readonly<Record<IdentityKind, fc.Arbitrary<string>>> = {
  EMAIL: fc.oneof(name().map(each => `${each}+x@Example.org`), name().map(each => `Lovelace, Ada <${each}@example.org>`)),
  PHONE: fc.nat({ max: 999 }).map(number => `+44 20 7946 ${String(number).padStart(4, '0')}`),
  WHATSAPP: fc.nat({ max: 999 }).map(number => `+442079${String(46_000 + number)}0`.slice(0, 13)),
  LINKEDIN: fc.oneof(name().map(each => `https://www.linkedin.com/in/${each}`), name()),
  GITHUB: fc.oneof(name().map(each => `https://github.com/${each}`), name()),
  X: fc.oneof(name().map(each => `https://x.com/${each}`), name().map(each => `@${each}`)),
  MASTODON: fc.oneof(name().map(each => `https://example.social/@${each}`), name().map(each => `@${each}@example.social`)),
  BLUESKY: fc.oneof(name().map(each => `${each}.bsky.social`), name().map(each => `did:plc:${each}`)),
  SLACK: fc.oneof(fc.constant('U024BE7LH'), fc.constant('T024BE7LH/U024BE7LH'), fc.constant('T024BE7LH:U024BE7LH')),
  TELEGRAM: name().map(each => `@${each}`),
  WEBSITE: fc.oneof(name().map(each => `https://${each}.example/a,b;c?d=e:f`), name().map(each => `https://github.com/${each}`), name().map(each => `${each}.example`)),
  OTHER: fc.oneof(words(20).filter(text => !text.includes(':::')), name().map(each => `skype:${each}`))
}

const identity = fc.constantFrom(...IDENTITY_KINDS).chain(kind => fc.record({
  kind: fc.constant(kind), value: VALUES[kind], label: fc.option(fc.oneof(fc.constantFrom('Work', 'Home', 'Mobile', 'constructor'), words(20)), { nil: undefined })
}))

/** Contacts as they are kept: clean, each identity and tag once, one of each kind of identity primary. */
export const contacts: fc.Arbitrary<ImportedContact> = fc.record({
  name: words(60),
  organization: fc.option(words(30), { nil: undefined }),
  title: fc.option(words(30), { nil: undefined }),
  notes: fc.option(notes, { nil: undefined }),
  tags: fc.uniqueArray(words(20).filter(tag => !tag.includes(':::')), { maxLength: 4, selector: searchKey }),
  identities: fc.uniqueArray(identity, { maxLength: 8, selector: ({ kind, value }) => `${kind} ${normalizeIdentity(kind, value, 'US')}` }),
  externalId: fc.option(words(20), { nil: undefined })
}).map(contact => ({ ...contact, identities: primariesFirst(contact.identities) }))

/** The contact in one spelling: what is not said is left out. */
export function plain (contact: ImportedContact | undefined): string {
  const { tags = [], identities = [], ...rest } = contact ?? { name: '' }
  return JSON.stringify([
    rest.name, rest.organization ?? null, rest.title ?? null, rest.notes ?? null, rest.externalId ?? null, tags,
    identities?.map(({ kind, value, label, isPrimary }) => [kind, value, label ?? null, isPrimary ?? false])
  ])
}

function primariesFirst (identities: readonly IdentityInput[]): IdentityInput[] {
  return identities.map((each, index) => ({ ...each, isPrimary: identities.findIndex(({ kind }) => kind === each.kind) === index }))
}
