import type { Db } from '../tenancy.ts'

/** Who takes a workspace away over a slow line may leave the transaction idle for longer than a request may. */
const MOST_IDLE_MINUTES = 15

export async function waitForReader ({ sql }: Db): Promise<void> {
  await sql.unsafe(`set local idle_in_transaction_session_timeout = '${MOST_IDLE_MINUTES}min'`)
}
