import { findContacts } from '../../../src/database/contacts/contacts.ts'
import { touchesOf } from '../../../src/database/interactions/totals.ts'
import { formatInstant } from '../../../src/database/instant.ts'
import { inWorkspace, type Db } from '../../../src/database/tenancy.ts'
import type { Database } from '../../../src/database/connect.ts'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import type { Totals } from '../../../src/domain/quality/totals/totals.ts'
import { standingOf, type Standing } from '../../../src/domain/contacts/standing.ts'

/** What is kept of a contact besides its rows: the totals, and what indexes order by. */
export interface Kept {
  readonly totals: Totals
  readonly standing: Readonly<Record<keyof Standing, string | number>>
}

/** What is kept of every contact of the workspace, by id. */
export function keptTotals (database: Database, workspaceId: string): Promise<Map<string, Kept>> {
  return inWorkspace(database, workspaceId, async db => new Map((await keptRows(db)).map(row => [row.id, {
    totals: row.state,
    standing: {
      lastInteractionAt: row.last,
      dueAt: row.due,
      overdueAt: row.overdue,
      lapsedAt: row.lapsed,
      warmUntil: row.warm,
      quality: row.quality,
      warmth: row.warmth,
      substance: row.substance,
      ledgerState: row.ledger_state,
      givesMoreUntil: row.gives_more
    }
  }])))
}

/** What a recomputation from the rows, as of `now`, gives in its place; while the workspace knows of no questions. */
export function recomputed (database: Database, workspaceId: string, now: number): Promise<Map<string, Kept>> {
  return inWorkspace(database, workspaceId, async db => {
    const rows = await keptRows(db)
    const touches = await touchesOf(db, rows.map(({ id }) => id), Infinity)
    const contacts = await findContacts(db, rows.map(({ id }) => id))
    return new Map(contacts.map(({ id, ...contact }) => {
      const totals = replay(touches.get(id) ?? [])
      const standing = standingOf({ ...contact, totals, workspace: { asked: 0, answered: 0, at: now } }, now)
      const written = (instant: number) => formatInstant(Math.round(instant))
      return [id, {
        totals,
        standing: {
          ...standing,
          lastInteractionAt: written(standing.lastInteractionAt),
          dueAt: written(standing.dueAt),
          overdueAt: written(standing.overdueAt),
          lapsedAt: written(standing.lapsedAt),
          warmUntil: written(standing.warmUntil),
          givesMoreUntil: written(standing.givesMoreUntil)
        }
      }]
    }))
  })
}

interface KeptRow {
  readonly id: string
  readonly state: Totals
  readonly last: string
  readonly due: string
  readonly overdue: string
  readonly lapsed: string
  readonly warm: string
  readonly ledger_state: string
  readonly gives_more: string
  readonly quality: number
  readonly warmth: number
  readonly substance: number
}

async function keptRows ({ sql, workspaceId }: Db): Promise<KeptRow[]> {
  const iso = (column: string) => sql.unsafe(
    `case when isfinite(${column}) then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') else ${column}::text end`)
  return await sql<KeptRow[]>`
    select c.id, t.state, ${iso('t.last_interaction_at')} as last, ${iso('t.due_at')} as due,
      ${iso('t.overdue_at')} as overdue, ${iso('t.lapsed_at')} as lapsed, ${iso('t.warm_until')} as warm,
      t.ledger_state, ${iso('t.gives_more_until')} as gives_more, r.quality, r.warmth, r.substance
    from app.contact c
    join app.contact_totals t on t.workspace_id = ${workspaceId} and t.contact_id = c.id
    join app.ranking r on r.workspace_id = ${workspaceId} and r.contact_id = c.id
    where c.workspace_id = ${workspaceId}`
}
