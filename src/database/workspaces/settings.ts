import { formatInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

/** Keeps for how many days deliveries are kept; null is what is usual. */
export async function saveDeliveryDays ({ sql, workspaceId }: Db, days: number | null, now: number): Promise<void> {
  await sql`
    insert into app.workspace_setting (workspace_id, delivery_days, updated_at) values (${workspaceId}, ${days}, ${formatInstant(now)})
    on conflict (workspace_id) do update set delivery_days = excluded.delivery_days, updated_at = excluded.updated_at`
}
