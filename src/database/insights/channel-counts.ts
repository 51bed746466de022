import type { ChannelCount } from '../../domain/insights/personal-share.ts'
import type { Channel } from '../../domain/interactions/interaction.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

/** How many interactions were held in [from, to), by month (UTC) and channel. */
export async function channelCounts ({ sql, workspaceId }: Db, from: number, to: number): Promise<ChannelCount[]> {
  const rows = await sql<{ month: string, channel: Channel, interactions: number }[]>`
    select date_trunc('month', i.occurred_at, 'UTC') as month, i.channel, count(*)::integer as interactions
    from app.interaction i
    where i.workspace_id = ${workspaceId} and i.status = 'HELD'
      and i.occurred_at >= ${formatInstant(from)}::timestamptz and i.occurred_at < ${formatInstant(to)}::timestamptz
    group by 1, 2`
  return rows.map(({ month, ...row }) => ({ ...row, month: parseInstant(month) }))
}
