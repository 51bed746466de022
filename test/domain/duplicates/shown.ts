import type { IdentityKind } from '../../../src/domain/contacts/identity.ts'
import { normalizeIdentity } from '../../../src/domain/contacts/identity.ts'
import type { Shown } from '../../../src/domain/duplicates/traits.ts'

/** A contact in one line: `name | organization | title | identities`; an identity is `ada@example.com`, `+49 30 1`, or `github:ada`, with commas between. */
export function shown (line: string): Shown {
  const [name = '', organization = '', title = '', identities = ''] = line.split('|').map(part => part.trim())
  return {
    name,
    organization: organization || null,
    title: title || null,
    identities: identities.split(',').map(part => part.trim()).filter(part => part !== '').map(readIdentity)
  }
}

function readIdentity (text: string) {
  const [, network, rest] = /^([a-z]+):(.+)$/.exec(text) ?? []
  const kind = (network?.toUpperCase() ?? (text.includes('@') ? 'EMAIL' : 'PHONE')) as IdentityKind
  return { kind, normalized: normalizeIdentity(kind, rest ?? text, 'DE') }
}
