import type { Import } from '../../domain/imports/import.ts'
import { formatInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'
import { importColumns, toImport } from './imports.ts'

/** What a member has sent under a key, whole or not; taken for this transaction. */
export async function findUpload (db: Db, memberId: string, key: string): Promise<Import | undefined> {
  const [row] = await db.sql<Parameters<typeof toImport>[0][]>`
    select ${importColumns(db)} from app.import x
    where x.workspace_id = ${db.workspaceId} and x.member_id = ${memberId} and x.upload_key = ${key} for update`
  return row && toImport(row)
}

/** Says that a file of that many bytes is whole; false where it is not so long, or was whole before. */
export async function completeUpload ({ sql, workspaceId }: Db, id: string, { size, fileHash, uploadedAt }: { readonly size: number, readonly fileHash: string, readonly uploadedAt: number }): Promise<boolean> {
  const { count } = await sql`
    update app.import x set file_hash = ${fileHash}, uploaded_at = ${formatInstant(uploadedAt)}
    where x.workspace_id = ${workspaceId} and x.id = ${id} and x.size = ${size} and x.uploaded_at is null`
  return count > 0
}

/** Drops a file that is not whole, with all that has arrived of it. */
export async function deleteUpload ({ sql, workspaceId }: Db, id: string): Promise<void> {
  await sql`delete from app.import x where x.workspace_id = ${workspaceId} and x.id = ${id} and x.uploaded_at is null`
}

/** Drops files that began to arrive before an instant and are still not whole. How many. */
export async function deleteUnfinishedUploads ({ sql, workspaceId }: Db, before: number): Promise<number> {
  const { count } = await sql`
    delete from app.import x
    where x.workspace_id = ${workspaceId} and x.status = 'RUNNING' and x.uploaded_at is null and x.created_at < ${formatInstant(before)}::timestamptz`
  return count
}

/** Frees the key of an import that is over, for another file. */
export async function freeUploadKey ({ sql, workspaceId }: Db, memberId: string, key: string): Promise<void> {
  await sql`
    update app.import x set upload_key = null
    where x.workspace_id = ${workspaceId} and x.member_id = ${memberId} and x.upload_key = ${key} and x.status <> 'RUNNING'`
}

/** How many files of the workspace have arrived, or begun to, and are not read yet; and their bytes. */
export async function countWaiting ({ sql, workspaceId }: Db): Promise<{ readonly files: number, readonly bytes: number }> {
  const [row] = await sql<{ files: string, bytes: string }[]>`
    select count(*) as files, coalesce(sum(x.size), 0) as bytes from app.import x
    where x.workspace_id = ${workspaceId} and x.status = 'RUNNING' and x.finished_at is null`
  return { files: Number(row?.files), bytes: Number(row?.bytes) }
}
