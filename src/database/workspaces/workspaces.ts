import type { Database } from '../connect.ts'
import { workspace, workspaceTotals } from '../tables/workspace.ts'
import type { Db } from '../tenancy.ts'

/** The workspace with this slug, asked while none is set yet. */
export async function findWorkspaceId (database: Database, slug: string): Promise<string | null> {
  const [row] = await database.sql<{ id: string | null }[]>`select app.find_workspace(${slug}) as id`
  return row?.id ?? null
}

/** Every workspace, for what runs in the background: it visits one after the other. */
export async function allWorkspaceIds ({ sql }: Database): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select app.all_workspaces() as id`
  return rows.map(({ id }) => id)
}

export type NewWorkspace = typeof workspace.$inferInsert

/**
 * Adds the workspace of this transaction, with totals that say nothing was asked yet. False where the slug is taken;
 * one that is being taken in another transaction right now is waited for.
 */
export async function insertWorkspace (db: Db, row: Omit<NewWorkspace, 'id'>): Promise<boolean> {
  const added = await db.orm.insert(workspace).values({ id: db.workspaceId, ...row })
    .onConflictDoNothing({ target: workspace.slug }).returning({ id: workspace.id })
  if (added.length === 0) return false
  await db.orm.insert(workspaceTotals).values({ workspaceId: db.workspaceId, refreshedAt: row.createdAt, asked: 0, answered: 0 })
  return true
}
