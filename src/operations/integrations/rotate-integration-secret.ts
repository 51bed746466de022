import { invalid } from '../../domain/refusal.ts'
import { saveSecrets } from '../../database/integrations/integrations.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { assertAdmin } from './assert-admin.ts'
import type { Cipher } from './cipher.ts'
import type { ToldSecret } from './create-integration.ts'
import { takeIntegration } from './require-integration.ts'
import { settleSecret, withSecretHashed } from './settle-secret.ts'

const DAY_SECONDS = 24 * 60 * 60
const USUAL_GRACE_SECONDS = DAY_SECONDS
const MOST_GRACE_SECONDS = 7 * DAY_SECONDS

export interface RotateSecretInput {
  readonly id: string
  readonly secret?: string | null
  /** How long the present secret is taken as well. */
  readonly graceSeconds?: number | null
}

/**
 * Puts another secret in place of the present one, which is taken as well for a while; one from before that is not. Refuses an actor
 * without the scope admin (FORBIDDEN), NOT_FOUND, and (INVALID) what cannot be a secret or a time of grace.
 */
export async function rotateIntegrationSecret (ctx: OperationContext, input: RotateSecretInput, cipher: Cipher): Promise<ToldSecret & { readonly previousUntil: number | null }> {
  const { sealed, ...rotated } = await transact(ctx, 'rotateIntegrationSecret', withSecretHashed(ctx, input), async ({ db, audit }) => {
    assertAdmin(ctx, 'Changing integrations')
    const { integration: present, sealed: previous } = await takeIntegration(db, input.id)
    const grace = readGrace(input.graceSeconds)
    const sealed = cipher.seal(settleSecret(present.provider, input.secret), present.id)
    // One that nobody can open is good for nothing.
    const previousUntil = grace === 0 || !cipher.hasKey(present.sealedWith) ? null : ctx.now + grace * 1000
    const integration = { ...present, sealedWith: cipher.keyOf(sealed), version: present.version + 1 }
    await saveSecrets(db, integration, { secret: sealed, previousSecret: previousUntil === null ? null : previous, previousUntil })
    audit({ subjectType: 'integration', subjectId: present.id, changes: { previousUntil: { after: previousUntil }, version: { before: present.version, after: integration.version } } })
    return { integration, previousUntil, sealed }
  })
  return { ...rotated, secret: cipher.open(sealed, rotated.integration.id) }
}

function readGrace (seconds: number | null | undefined): number {
  const grace = seconds ?? USUAL_GRACE_SECONDS
  if (grace >= 0 && grace <= MOST_GRACE_SECONDS) return grace
  throw invalid({ path: 'graceSeconds', message: `is ${grace}; it can be from 0 to ${MOST_GRACE_SECONDS}, which is a week.` })
}
