import { withPrimaries } from '../../domain/contacts/contact.ts'
import type { IdentityKind } from '../../domain/contacts/identity.ts'
import { groupBy } from '../../domain/group-by.ts'
import type { Row } from '../../database/merges/snapshot.ts'

/** Where an identity stands among those of its contact. */
export interface PlacedIdentity {
  readonly id: string
  readonly position: number
  readonly is_primary: boolean
}

/** What is read here of a row of an identity. */
export interface IdentityRow extends PlacedIdentity {
  readonly contact_id: string
  readonly kind: IdentityKind
}

/** Rows of identities, all in the order of their contacts and then their own, with one primary of each kind. */
export function orderedIdentities (rows: readonly Row[], contactIds: readonly string[]): readonly PlacedIdentity[] {
  const byContact = groupBy(rows as readonly unknown[] as readonly IdentityRow[], row => row.contact_id)
  const inOrder = contactIds.flatMap(id => (byContact.get(id) ?? []).sort((a, b) => a.position - b.position))
  return withPrimaries(inOrder.map(({ id, kind, is_primary: isPrimary }) => ({ id, kind, isPrimary })))
    .map(({ id, isPrimary }, position) => ({ id, position, is_primary: isPrimary }))
}
