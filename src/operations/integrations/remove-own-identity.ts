import { identityKey, readIdentity, refuse, type IdentityInput } from '../../domain/contacts/contact.ts'
import { Refusal, type FieldError } from '../../domain/refusal.ts'
import { allOwnIdentities, deleteOwnIdentity, type OwnIdentity } from '../../database/integrations/own-identities.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { assertAdmin } from './assert-admin.ts'

/**
 * Says that an identity, in any spelling, is ours no more; what was recorded by it stays as it is. Gives those that are left. Refuses an
 * actor without the scope admin (FORBIDDEN), an INVALID identity, and NOT_FOUND.
 */
export function removeOwnIdentity (ctx: OperationContext, input: Pick<IdentityInput, 'kind' | 'value'>): Promise<OwnIdentity[]> {
  return transact(ctx, 'removeOwnIdentity', input, async ({ db, audit }) => {
    assertAdmin(ctx, 'Changing the workspace')
    const errors: FieldError[] = []
    const identity = readIdentity({ kind: input.kind, value: input.value }, (await currentWorkspace(db)).defaultCountry, 'identity', errors)
    refuse(errors)
    if (!identity || !await deleteOwnIdentity(db, identity)) throw new Refusal('NOT_FOUND', 'That is no identity of this workspace.')
    audit({ subjectType: 'workspace', subjectId: db.workspaceId, changes: { ownIdentities: { before: [identityKey(identity)] } } })
    return await allOwnIdentities(db)
  })
}

/** Who we are, the oldest first. */
export async function findOwnIdentities ({ reading }: OperationContext): Promise<OwnIdentity[]> {
  return await reading.read(allOwnIdentities)
}
