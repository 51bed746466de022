import type { Import, ImportCounts, ImportStatus } from '../../domain/imports/import.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

const COUNTS = ['read', 'created', 'updated', 'unchanged', 'skipped', 'failed', 'contacts_created', 'interactions_created', 'position'] as const

interface ImportRow extends Record<typeof COUNTS[number], number> {
  readonly id: string
  readonly member_id: string
  readonly token_id: string | null
  readonly actor: string
  readonly file_name: string
  readonly format: string
  readonly choices: Import['choices']
  readonly dry_run: boolean
  readonly status: ImportStatus
  readonly reason: string | null
  readonly upload_key: string | null
  readonly request_hash: string
  readonly size: string
  readonly file_hash: string | null
  readonly uploaded_at: string | null
  readonly finished_at: string | null
  readonly undo_at: string | null
  readonly undone_at: string | null
  readonly created_at: string
}

/** The imports with these ids, in no order. */
export async function findImports (db: Db, ids: Iterable<string>): Promise<Import[]> {
  const rows = await db.sql<ImportRow[]>`select ${importColumns(db)} from app.import x where x.workspace_id = ${db.workspaceId} and x.id = any(${uuids(ids)}::uuid[])`
  return rows.map(toImport)
}

/** The imports whose files are whole and not read to their end, the oldest first. */
export async function findReading ({ sql, workspaceId }: Db): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select x.id from app.import x
    where x.workspace_id = ${workspaceId} and x.status = 'RUNNING' and x.uploaded_at is not null and x.finished_at is null and x.undo_at is null
    order by x.id`
  return rows.map(({ id }) => id)
}

/** Takes an import for this transaction; undefined where there is none. */
export async function lockImport (db: Db, id: string): Promise<Import | undefined> {
  const [row] = await db.sql<ImportRow[]>`select ${importColumns(db)} from app.import x where x.workspace_id = ${db.workspaceId} and x.id = ${id} for update`
  return row && toImport(row)
}

/** The columns of an import, from `x`. */
export function importColumns ({ sql }: Db) {
  return sql`
    x.id, x.member_id, x.token_id, x.actor, x.file_name, x.format, x.choices, x.dry_run, x.status, x.reason, x.upload_key, x.request_hash, x.size, x.file_hash,
    x.uploaded_at, x.finished_at, x.undo_at, x.undone_at, x.created_at, ${sql.unsafe(COUNTS.map(column => `x.${column}`).join(', '))}`
}

/** What is known of an import when its file begins to arrive. */
type NewImport = Pick<Import, 'id' | 'memberId' | 'tokenId' | 'actor' | 'fileName' | 'format' | 'choices' | 'dryRun' | 'status' | 'uploadKey' | 'requestHash' | 'size' | 'createdAt'>

export async function insertImport ({ sql, workspaceId }: Db, imported: NewImport): Promise<void> {
  await sql`
    insert into app.import (workspace_id, id, member_id, token_id, actor, file_name, format, choices, dry_run, status, upload_key, request_hash, size, created_at)
    values (${workspaceId}, ${imported.id}, ${imported.memberId}, ${imported.tokenId}, ${imported.actor}, ${imported.fileName}, ${imported.format},
      ${JSON.stringify(imported.choices)}::jsonb, ${imported.dryRun}, ${imported.status}, ${imported.uploadKey}, ${imported.requestHash}, ${imported.size}, ${formatInstant(imported.createdAt)})`
}

/** Saves how an import stands that lockImport has taken. */
export async function updateImport ({ sql, workspaceId }: Db, id: string, { status, reason, finishedAt, undoAt, undoneAt, ...counts }: Pick<Import, 'status' | 'reason' | 'finishedAt' | 'undoAt' | 'undoneAt'> & ImportCounts): Promise<void> {
  await sql`
    update app.import set
      status = ${status}, reason = ${reason}, finished_at = ${instant(finishedAt)}, undo_at = ${instant(undoAt)}, undone_at = ${instant(undoneAt)},
      read = ${counts.read}, created = ${counts.created}, updated = ${counts.updated}, unchanged = ${counts.unchanged}, skipped = ${counts.skipped}, failed = ${counts.failed},
      contacts_created = ${counts.contactsCreated}, interactions_created = ${counts.interactionsCreated}, position = ${counts.position}
    where workspace_id = ${workspaceId} and id = ${id}`
}

export function toImport (row: ImportRow): Import {
  return {
    id: row.id,
    memberId: row.member_id,
    tokenId: row.token_id,
    actor: row.actor,
    fileName: row.file_name,
    format: row.format,
    choices: row.choices,
    dryRun: row.dry_run,
    status: row.status,
    reason: row.reason,
    uploadKey: row.upload_key,
    requestHash: row.request_hash,
    size: Number(row.size),
    fileHash: row.file_hash,
    uploadedAt: parsed(row.uploaded_at),
    finishedAt: parsed(row.finished_at),
    undoAt: parsed(row.undo_at),
    undoneAt: parsed(row.undone_at),
    createdAt: parseInstant(row.created_at),
    read: row.read,
    created: row.created,
    updated: row.updated,
    unchanged: row.unchanged,
    skipped: row.skipped,
    failed: row.failed,
    contactsCreated: row.contacts_created,
    interactionsCreated: row.interactions_created,
    position: Number(row.position)
  }
}

function instant (at: number | null): string | null {
  return at === null ? null : formatInstant(at)
}

function parsed (at: string | null): number | null {
  return at === null ? null : parseInstant(at)
}
