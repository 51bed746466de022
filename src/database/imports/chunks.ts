import { sendInWorkspace, type Db } from '../tenancy.ts'
import type { Database } from '../connect.ts'

/** How long every piece of a file is but the last. */
export const CHUNK_BYTES = 1_048_576

/**
 * Puts bytes behind the `offset` bytes of a file that have arrived, in a transaction of its own. False where the file is whole or gone, or where
 * another request has sent more of it meanwhile: what two send at the same time is never mixed.
 */
export async function sendChunk (database: Database, workspaceId: string, importId: string, offset: number, bytes: Buffer): Promise<boolean> {
  return (await sendInWorkspace(database, workspaceId, db => appended(db, importId, offset, bytes))).length > 0
}

/** The same, within a transaction that goes on. */
export async function saveChunk (db: Db, importId: string, offset: number, bytes: Buffer): Promise<boolean> {
  return (await appended(db, importId, offset, bytes)).length > 0
}

function appended ({ sql, workspaceId }: Db, importId: string, offset: number, bytes: Buffer) {
  return sql<{ position: number }[]>`
    with grown as (
      update app.import x set size = x.size + ${bytes.length}
      where x.workspace_id = ${workspaceId} and x.id = ${importId} and x.size = ${offset} and x.uploaded_at is null
      returning x.id
    )
    insert into app.import_chunk (workspace_id, import_id, position, bytes)
    select ${workspaceId}::uuid, grown.id, ${Math.floor(offset / CHUNK_BYTES)}::integer, ${bytes}::bytea from grown
    returning position`
}

/** A piece of a file, counted from 0; null where there is none. */
export async function readChunk ({ sql, workspaceId }: Db, importId: string, position: number): Promise<Buffer | null> {
  const [row] = await sql<{ bytes: Buffer }[]>`
    select c.bytes from app.import_chunk c where c.workspace_id = ${workspaceId} and c.import_id = ${importId} and c.position = ${position}`
  return row?.bytes ?? null
}

/** Drops the bytes of a file; what is known of it stays. */
export async function deleteChunks ({ sql, workspaceId }: Db, importId: string): Promise<void> {
  await sql`delete from app.import_chunk c where c.workspace_id = ${workspaceId} and c.import_id = ${importId}`
}
