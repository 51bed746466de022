import { randomBytes, scryptSync } from 'node:crypto'
import type { Provider } from '../../domain/integrations/integration.ts'
import { invalid, type FieldError } from '../../domain/refusal.ts'
import { cleanText } from '../../domain/text.ts'
import { adapterOf } from '../../providers/adapters.ts'
import type { OperationContext } from '../context.ts'

const SECRET_BYTES = 32
const LONGEST_SECRET = 4000

/**
 * The secret of an integration: what was entered, or one that is made. Refuses (INVALID) a missing one where the provider gives it, one
 * where we make it, and what cannot be a secret of the provider.
 */
export function settleSecret (provider: Provider, entered: string | null | undefined): string {
  const { secret: whose, faultOfSecret, makeSecret } = adapterOf(provider)
  const errors: FieldError[] = []
  const secret = cleanText(entered, { path: 'secret', max: LONGEST_SECRET }, errors)
  if (secret === null && !makeSecret) errors.push({ path: 'secret', message: 'is missing: this provider makes it, and it is to be entered here.' })
  if (secret !== null && whose === 'MADE') errors.push({ path: 'secret', message: 'is made here for this provider; leave it out.' })
  const fault = secret !== null && errors.length === 0 ? faultOfSecret?.(secret) ?? null : null
  if (fault !== null) errors.push({ path: 'secret', message: fault })
  if (errors.length > 0) throw invalid(...errors)
  return secret ?? makeSecret!(randomBytes(SECRET_BYTES))
}

/**
 * An input as its Idempotency-Key tells it from others. That is kept as a fast hash, which would give away a secret that can be guessed:
 * so the secret goes in by a slow one.
 */
export function withSecretHashed<I extends { readonly secret?: string | null }> ({ idempotencyKey, actor }: OperationContext, input: I): I {
  if (idempotencyKey === null || !input.secret) return input
  return { ...input, secret: scryptSync(input.secret, actor.workspaceId, SECRET_BYTES).toString('base64') }
}
