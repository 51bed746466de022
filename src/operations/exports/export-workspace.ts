import { firstRecord, lastRecord, writeRecord, type WorkspaceRecord } from '../../domain/exports/record.ts'
import { RECORD_TYPES } from '../../domain/exports/record-fields.ts'
import { toTypeId } from '../../domain/type-id.ts'
import { findProvenance } from '../../database/exports/provenance.ts'
import { readRecords } from '../../database/exports/read-records.ts'
import { beginExport, readInPieces, type ExportContext, type Read } from './begin-export.ts'

/** Told how many records were read so far, the first and last line left out. */
export type OnRecords = (records: number) => void

/**
 * All that people entered and were told, of one instant, as JSON lines in pieces of text: Goodturn's own JSON (docs/export.md). Refuses
 * (FORBIDDEN) whoever is no admin. What is cut off has no last line.
 */
export async function exportWorkspace (ctx: ExportContext, onRecords?: OnRecords): Promise<AsyncGenerator<string, void>> {
  const subjectId = ctx.actor.workspaceId
  await beginExport(ctx, 'admin', { what: 'workspace', format: 'jsonl', subjectType: 'workspace', subjectId })
  return readInPieces(ctx, read => linesOf(read, ctx.now, onRecords))
}

async function * linesOf (read: Read, exportedAt: number, onRecords?: OnRecords): AsyncGenerator<Iterable<string>, void> {
  const { workspace, members, integrations } = await read(findProvenance)
  yield [line(firstRecord({
    exportedAt,
    workspace: { ...workspace, id: toTypeId('workspace', workspace.id) },
    members,
    integrations: integrations.map(integration => ({ ...integration, id: toTypeId('integration', integration.id) }))
  }))]
  let count = 0
  for (const type of RECORD_TYPES) {
    let place: readonly string[] | null = null
    do {
      const { records, next }: Awaited<ReturnType<typeof readRecords>> = await read(db => readRecords(db, type, place))
      yield written(type, records)
      count += records.length
      onRecords?.(count)
      place = next
    } while (place)
  }
  yield [line(lastRecord(count))]
}

function * written (type: typeof RECORD_TYPES[number], records: readonly unknown[]): Generator<string> {
  for (const values of records) yield line(writeRecord(type, values as never))
}

function line (record: WorkspaceRecord): string {
  return `${JSON.stringify(record)}\n`
}
