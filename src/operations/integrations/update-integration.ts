import { changesBetween } from '../../domain/changes.ts'
import { changeIntegration, type IntegrationInput } from '../../domain/integrations/integration.ts'
import { saveIntegration, type IntegrationRecord } from '../../database/integrations/integrations.ts'
import { insertOutbox } from '../../database/outbox.ts'
import { assertVersion } from '../assert-version.ts'
import type { OperationContext } from '../context.ts'
import { transact } from '../transact.ts'
import { assertAdmin } from './assert-admin.ts'
import { takeIntegration } from './require-integration.ts'

export interface UpdateIntegrationInput extends IntegrationInput {
  readonly id: string
  readonly version?: number | null
}

/**
 * Changes the fields that are given; what has waited while it was paused is read once it goes on. Refuses an actor without the scope
 * admin (FORBIDDEN), NOT_FOUND, INVALID input, and a version that is not the present one (CONFLICT).
 */
export function updateIntegration (ctx: OperationContext, input: UpdateIntegrationInput): Promise<IntegrationRecord> {
  return transact(ctx, 'updateIntegration', input, async ({ db, audit }) => {
    assertAdmin(ctx, 'Changing integrations')
    const { integration: present } = await takeIntegration(db, input.id)
    assertVersion('integration', present, input.version)
    const next = changeIntegration(present, input)
    const changes = changesBetween(present, next)
    if (Object.keys(changes).length === 0) return present
    const saved = { ...next, version: present.version + 1 }
    await saveIntegration(db, saved)
    if (present.paused && !saved.paused) await insertOutbox(db, { id: ctx.newId(), topic: 'deliveries.process', key: 'replay', payload: {} }, ctx.now)
    audit({ subjectType: 'integration', subjectId: saved.id, changes: { ...changes, version: { before: present.version, after: saved.version } } })
    return saved
  })
}
