import { identityKey, readIdentity, refuse, type IdentityInput } from '../../domain/contacts/contact.ts'
import { invalid, Refusal, type FieldError } from '../../domain/refusal.ts'
import { allOwnIdentities, countOwnIdentities, insertOwnIdentities, type OwnIdentity } from '../../database/integrations/own-identities.ts'
import { currentWorkspace } from '../../database/workspaces/viewer.ts'
import type { OperationContext } from '../context.ts'
import { transact, type Writing } from '../transact.ts'
import { assertAdmin } from './assert-admin.ts'

export type { OwnIdentity } from '../../database/integrations/own-identities.ts'

/** A hundred members with five addresses each. */
const MOST_OWN = 500
const MOST_AT_ONCE = 100

/**
 * Says who we are, which decides what came in and what went out; what is there already is no matter. Gives all of them. Refuses an
 * actor without the scope admin (FORBIDDEN), INVALID identities, and too many (CONFLICT).
 */
export function addOwnIdentities (ctx: OperationContext, input: { readonly identities: readonly IdentityInput[] }): Promise<OwnIdentity[]> {
  return transact(ctx, 'addOwnIdentities', input, async writing => {
    assertAdmin(ctx, 'Changing the workspace')
    await addOwn(ctx, writing, input.identities, 'identities')
    return await allOwnIdentities(writing.db)
  })
}

/** The same within a transaction that goes on; `path` is where a client has written them. */
export async function addOwn (ctx: OperationContext, { db, audit }: Writing, inputs: readonly IdentityInput[], path: string): Promise<void> {
  if (inputs.length === 0) return
  if (inputs.length > MOST_AT_ONCE) throw invalid({ path, message: `are ${inputs.length}; at most ${MOST_AT_ONCE} at a time.` })
  const { defaultCountry } = await currentWorkspace(db)
  const errors: FieldError[] = []
  const identities = inputs.flatMap((input, index) => readIdentity(input, defaultCountry, `${path}.${index}`, errors) ?? [])
  refuse(errors)
  const added = await insertOwnIdentities(db, identities.map(({ kind, value, normalized, label }) => ({ id: ctx.newId(), kind, value, normalized, label })), ctx.now)
  if (await countOwnIdentities(db) > MOST_OWN) throw new Refusal('CONFLICT', `A workspace can have ${MOST_OWN} identities of its own; remove some first.`)
  if (added.length > 0) audit({ subjectType: 'workspace', subjectId: db.workspaceId, changes: { ownIdentities: { after: added.map(identityKey) } } })
}
