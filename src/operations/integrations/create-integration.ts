import { changesBetween } from '../../domain/changes.ts'
import type { IdentityInput } from '../../domain/contacts/contact.ts'
import { changeIntegration, type IntegrationInput, type Provider } from '../../domain/integrations/integration.ts'
import { Refusal } from '../../domain/refusal.ts'
import { countIntegrations, insertIntegration, type IntegrationRecord } from '../../database/integrations/integrations.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { addOwn } from './add-own-identities.ts'
import { assertAdmin } from './assert-admin.ts'
import type { Cipher } from './cipher.ts'
import { settleSecret, withSecretHashed } from './settle-secret.ts'

/** Nobody has as many sources; so that a list of all of them is never long. */
export const MOST_INTEGRATIONS = 200

export interface CreateIntegrationInput extends Pick<IntegrationInput, 'newContacts' | 'keepText'> {
  readonly provider: Provider
  readonly name: string
  /** Made where the provider lets us, and none is entered. */
  readonly secret?: string | null
  readonly ownIdentities?: readonly IdentityInput[] | null
}

/** An integration and its secret, which is told this once. */
export interface ToldSecret {
  readonly integration: IntegrationRecord
  readonly secret: string
}

/**
 * Opens a source of webhooks. The answer alone has its secret; what is kept of it, also under an Idempotency-Key, is sealed. Refuses
 * an actor without the scope admin (FORBIDDEN), INVALID input, and too many integrations (CONFLICT).
 */
export async function createIntegration (ctx: OperationContext, input: CreateIntegrationInput, cipher: Cipher): Promise<ToldSecret> {
  const { integration, sealed } = await transact(ctx, 'createIntegration', withSecretHashed(ctx, input), async writing => {
    const { db, audit } = writing
    assertAdmin(ctx, 'Adding integrations')
    const { name, newContacts, keepText, provider } = input
    const fields = changeIntegration({ name: '', provider, newContacts: 'CREATE', keepText: false, paused: false }, { name, newContacts, keepText })
    const secret = settleSecret(provider, input.secret)
    if (await countIntegrations(db) >= MOST_INTEGRATIONS) throw new Refusal('CONFLICT', `A workspace can have ${MOST_INTEGRATIONS} integrations; delete one first.`)
    const id = ctx.newId()
    const sealed = cipher.seal(secret, id)
    const integration = { ...fields, id, version: 1, rejected: 0, lastRejectedAt: null, sealedWith: cipher.keyOf(sealed), createdAt: ctx.now }
    await insertIntegration(db, integration, sealed)
    await addOwn(ctx, writing, input.ownIdentities ?? [], 'ownIdentities')
    audit({ subjectType: 'integration', subjectId: integration.id, changes: changesBetween(undefined, fields) })
    return { integration, sealed }
  })
  return { integration, secret: cipher.open(sealed, integration.id) }
}
