import type { Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import type { WorkspaceRecord } from '../../../../src/domain/exports/record.ts'
import type { ImportRow } from '../../../../src/domain/imports/import-row.ts'
import type { ImportChange, RowResult } from '../../../../src/domain/imports/import.ts'
import type { Database } from '../../../../src/database/connect.ts'
import type { Actor } from '../../../../src/domain/actor.ts'
import { goodturnJson } from '../../../../src/formats/goodturn-json/goodturn-json.ts'
import { exportWorkspace } from '../../../../src/operations/exports/export-workspace.ts'
import { restoreRecords } from '../../../../src/operations/imports/restore-records.ts'
import { transact } from '../../../../src/operations/transact.ts'
import { NOW, requestOf } from '../../support/first-workspace.ts'

export const OPTIONS = { me: [], timeZone: 'UTC', defaultCountry: 'US', now: NOW }

/** The workspace as the lines of an export. */
export async function linesOf (database: Database, actor: Actor): Promise<string[]> {
  const pieces: string[] = []
  for await (const piece of await exportWorkspace({ database, actor, now: NOW, newId: uuidv7, requestId: 'export' })) pieces.push(piece)
  return pieces.join('').split('\n').slice(0, -1)
}

/** Restores lines in batches of so many; what became of each of the records among them. */
export async function restore (t: Test, database: Database, actor: Actor, lines: readonly string[], batch = 500): Promise<{ results: RowResult[], changes: ImportChange[], rows: readonly ImportRow[] }> {
  const reader = goodturnJson.open(OPTIONS)
  const rows = [...await reader.push(Buffer.from(lines.join('\n'))), ...await reader.end()]
  const records = rows.flatMap((row): { line: number, record: WorkspaceRecord }[] => 'record' in row ? [row] : [])
  const [results, changes]: [RowResult[], ImportChange[]] = [[], []]
  for (let at = 0; at < records.length; at += batch) {
    const ctx = requestOf(t, database, actor)
    const done = await transact(ctx, 'import', null, writing => restoreRecords(ctx, writing, records.slice(at, at + batch)))
    results.push(...done.results)
    changes.push(...done.changes)
  }
  return { results, changes, rows }
}
