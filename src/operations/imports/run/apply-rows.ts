import type { RowResult } from '../../../domain/imports/import.ts'
import { takeTurn } from '../../../database/integrations/reports.ts'
import type { OperationContext } from '../../context.ts'
import type { Writing } from '../../transact.ts'
import { restoreRecords } from '../restore-records.ts'
import type { NumberedRow } from './number-rows.ts'
import { placeRows } from './place-rows.ts'
import { nothing, type Outcome, type Run } from './run.ts'
import { tellRows } from './tell-rows.ts'

type What = NumberedRow['what']

/** What rows of a file come to: the people of them first, so that they are known where what happened names them. */
export async function applyRows (run: Run, ctx: Pick<OperationContext, 'now' | 'newId' | 'cipher'>, writing: Writing, rows: readonly NumberedRow[]): Promise<Outcome> {
  const results: RowResult[] = rows.map(({ what }) => 'fault' in what ? nothing('FAILED', what.fault) : nothing('SKIPPED', 'skipped' in what ? what.skipped : ''))
  const people = those(rows, (what, { format }) => 'person' in what ? { ...what, format } : null)
  const events = those(rows, what => 'event' in what ? what : null)
  const records = those(rows, (what, { line }) => 'record' in what ? { ...what, line } : null)
  // Before any contact is taken: who follows reports takes their turn first, and contacts then.
  if (events.found.length > 0) await takeTurn(writing.db)
  const placed = await placeRows(run, ctx, writing, people.found)
  const told = await tellRows(run, ctx, writing, events.found)
  const restored = records.found.length > 0 ? await restoreRecords(ctx, writing, records.found) : { results: [], changes: [] }
  people.into(results, placed.results)
  events.into(results, told.results)
  records.into(results, restored.results)
  return {
    results,
    changes: [...placed.changes, ...told.changes, ...restored.changes],
    made: [...placed.made, ...told.made],
    seen: placed.seen,
    told: told.told
  }
}

/** Those rows that are of a kind, and where what became of them belongs. */
function those<T> (rows: readonly NumberedRow[], of: (what: What, row: NumberedRow) => T | null) {
  const places: number[] = []
  const found = rows.flatMap((row, place) => {
    const each = of(row.what, row)
    if (each === null) return []
    places.push(place)
    return [each]
  })
  return {
    found,
    into (results: RowResult[], own: readonly RowResult[]): void {
      places.forEach((place, index) => { results[place] = own[index] ?? nothing('FAILED', 'Nothing became of it.') })
    }
  }
}
