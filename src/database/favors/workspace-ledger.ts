import type { FavorDirection } from '../../domain/favors/favor.ts'
import type { LedgerFavor, LedgerState } from '../../domain/quality/ledger.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'

/** How many favors the workspace gave and received until an instant, and what they are worth together. */
export async function favorSums ({ sql, workspaceId }: Db, until: number): Promise<Map<FavorDirection, { favors: number, worth: number }>> {
  const rows = await sql<{ direction: FavorDirection, favors: number, worth: number }[]>`
    select f.direction, count(*)::int as favors, sum(f.worth)::int as worth from app.favor f
    where f.workspace_id = ${workspaceId} and f.occurred_at <= ${formatInstant(until)}::timestamptz group by f.direction`
  return new Map(rows.map(({ direction, favors, worth }) => [direction, { favors, worth }]))
}

/** How many contacts are in each state of the ledger at an instant; from the index of the states. */
export async function contactsByLedgerState ({ sql, workspaceId }: Db, now: number): Promise<Map<LedgerState, number>> {
  const rows = await sql<{ state: LedgerState, contacts: number }[]>`
    select case when t.ledger_state = 'WE_GIVE_MORE' and t.gives_more_until <= ${formatInstant(now)}::timestamptz then 'BALANCED' else t.ledger_state end as state,
      count(*)::int as contacts
    from app.contact_totals t where t.workspace_id = ${workspaceId} group by 1`
  return new Map(rows.map(({ state, contacts }) => [state, contacts]))
}

/** The favors of everybody to whom we owe, by contact, until an instant. */
export async function favorsOwed ({ sql, workspaceId }: Db, until: number): Promise<(LedgerFavor & { readonly contactId: string })[]> {
  const rows = await sql<{ id: string, contact_id: string, direction: FavorDirection, worth: number, kind: string, occurred_at: string }[]>`
    select f.id, f.contact_id, f.direction, f.worth, f.kind, f.occurred_at
    from app.contact_totals t join app.favor f on f.workspace_id = ${workspaceId} and f.contact_id = t.contact_id
    where t.workspace_id = ${workspaceId} and t.ledger_state in ('WE_OWE', 'ONLY_WE_TAKE') and f.occurred_at <= ${formatInstant(until)}::timestamptz`
  return rows.map(row => ({ id: row.id, contactId: row.contact_id, direction: row.direction, worth: row.worth, kind: row.kind, at: parseInstant(row.occurred_at) }))
}
