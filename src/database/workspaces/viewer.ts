import type { Db } from '../tenancy.ts'

/** The workspace as its members see it. */
export interface Workspace {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  readonly defaultCountry: string
}

/** The workspace that the transaction sees. */
export async function currentWorkspace ({ sql, workspaceId }: Db): Promise<Workspace> {
  const [row] = await sql<{ id: string, name: string, time_zone: string, default_country: string }[]>`
    select w.id, w.name, w.time_zone, w.default_country from app.workspace w where w.id = ${workspaceId}`
  if (!row) throw new Error(`Workspace ${workspaceId} is gone.`)
  return { id: row.id, name: row.name, timeZone: row.time_zone, defaultCountry: row.default_country }
}

export async function countContacts ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.contact c where c.workspace_id = ${workspaceId}`
  return Number(row?.count)
}

export async function countInteractions ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.interaction i where i.workspace_id = ${workspaceId}`
  return Number(row?.count)
}
