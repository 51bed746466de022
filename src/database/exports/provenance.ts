import type { Provenance } from '../../domain/exports/record.ts'
import type { Db } from '../tenancy.ts'

/** What an export says of where it is from, with UUIDs: whom ids stand for that are in no record. */
export async function findProvenance ({ sql, workspaceId }: Db): Promise<Omit<Provenance, 'exportedAt'>> {
  const [workspace] = await sql<Provenance['workspace'][]>`
    select w.id, w.slug, w.name, w.time_zone as "timeZone", w.default_country as "defaultCountry" from app.workspace w where w.id = ${workspaceId}`
  if (!workspace) throw new Error(`Workspace ${workspaceId} is gone.`)
  const members = await sql<Provenance['members'][number][]>`select m.id, m.name from app.member m where m.workspace_id = ${workspaceId} order by m.id`
  const integrations = await sql<Provenance['integrations'][number][]>`
    select i.id, i.name, i.provider from app.integration i where i.workspace_id = ${workspaceId} order by i.id`
  return { workspace: { ...workspace }, members: [...members], integrations: [...integrations] }
}
