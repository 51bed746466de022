import { Refusal } from '../../domain/refusal.ts'
import { lockIntegration, type IntegrationRecord } from '../../database/integrations/integrations.ts'
import type { Db } from '../../database/tenancy.ts'

/** Takes an integration for this transaction, apart from its sealed secret. Refuses NOT_FOUND. */
export async function takeIntegration (db: Db, id: string): Promise<{ integration: IntegrationRecord, sealed: string }> {
  const found = await lockIntegration(db, id)
  if (!found) throw new Refusal('NOT_FOUND', 'There is no such integration.')
  const { secret: sealed, ...integration } = found
  return { integration, sealed }
}
