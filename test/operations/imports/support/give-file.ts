import { uuidv7 } from 'uuidv7'
import postgres from 'postgres'
import type { Test } from 'tap'
import { CHUNK_BYTES, saveChunk } from '../../../../src/database/imports/chunks.ts'
import { insertImport } from '../../../../src/database/imports/imports.ts'
import { completeUpload } from '../../../../src/database/imports/uploads.ts'
import { inWorkspace } from '../../../../src/database/tenancy.ts'
import type { Import, ImportChoices, RowOutcome } from '../../../../src/domain/imports/import.ts'
import { recognize } from '../../../../src/formats/recognize.ts'
import { runImport } from '../../../../src/operations/imports/run-import.ts'
import type { RunImportContext } from '../../../../src/operations/imports/run/run.ts'
import { CIPHER, NOW, type FirstWorkspace } from '../../support/first-workspace.ts'

/** What became of a record, as it is kept. */
export interface ToldRow {
  readonly row: number
  readonly line: number
  readonly file: string | null
  readonly outcome: RowOutcome
  readonly reason: string | null
  readonly subject_id: string | null
}

export type Given = Partial<ImportChoices> & { readonly dryRun?: boolean, readonly memberId?: string, readonly fileName?: string, readonly createdAt?: number }

/** Files of a workspace, put where an upload puts them. */
export interface Giver {
  /** As the owner of the database. */
  readonly sql: postgres.Sql
  /** Puts a file where it waits to be read; the import's id. */
  readonly give: (bytes: string | Buffer, given?: Given) => Promise<string>
  /** Reads it; what nobody foresaw is thrown where `onFault` is not given. */
  readonly run: (id: string, given?: Partial<RunImportContext>, signal?: AbortSignal) => Promise<Import>
  /** Both. */
  readonly read: (bytes: string | Buffer, given?: Given) => Promise<Import>
  readonly rowsOf: (id: string) => Promise<ToldRow[]>
  /** All that the workspace has, but for what is known of imports themselves: table by table, row by row. */
  readonly all: () => Promise<Record<string, string[]>>
}

/** Of these there are more with every file, whatever is in it. */
const OF_IMPORTS = new Set(['import', 'import_chunk', 'import_row', 'import_change', 'outbox'])

export function giver (t: Test, { database, adminUrl, owner }: FirstWorkspace): Giver {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => sql.end({ timeout: 5 }))
  const { workspaceId } = owner
  const nobody = (_row: number, error: unknown): never => { throw error }

  async function give (bytes: string | Buffer, { dryRun = false, memberId = owner.memberId, fileName = 'file', createdAt = NOW, ...choices }: Given = {}): Promise<string> {
    const file = Buffer.from(bytes)
    const format = recognize(file.subarray(0, 65_536), fileName, choices.columns)?.format
    if (!format) throw new Error('The file of this test is none that is read.')
    const id = uuidv7()
    const imported = {
      id,
      memberId,
      fileName,
      dryRun,
      tokenId: null,
      actor: owner.name,
      status: 'RUNNING',
      uploadKey: null,
      requestHash: 'hash',
      size: 0,
      createdAt,
      format: format === 'zip' ? format : format.name,
      choices: { me: [], timeZone: 'Europe/Berlin', defaultCountry: 'DE', newContacts: 'CREATE', overwrite: false, keepText: false, ...choices }
    } as unknown as Import
    await inWorkspace(database, workspaceId, async db => {
      await insertImport(db, imported)
      for (let at = 0; at < file.length; at += CHUNK_BYTES) await saveChunk(db, id, at, file.subarray(at, at + CHUNK_BYTES))
      await completeUpload(db, id, { size: file.length, fileHash: 'hash', uploadedAt: NOW })
    })
    return id
  }

  function run (id: string, given: Partial<RunImportContext> = {}, signal?: AbortSignal): Promise<Import> {
    return runImport({ database, newId: uuidv7, cipher: CIPHER, now: () => NOW, onFault: nobody, ...given }, workspaceId, id, signal)
  }

  return {
    sql,
    give,
    run,
    read: async (bytes, given) => run(await give(bytes, given)),
    rowsOf: async id => [...await sql<ToldRow[]>`select row, line, file, outcome, reason, subject_id from app.import_row where import_id = ${id} order by row`],
    async all () {
      const tables = await sql<{ name: string }[]>`select c.relname as name from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' order by 1`
      const found: Record<string, string[]> = {}
      for (const { name } of tables) {
        if (OF_IMPORTS.has(name)) continue
        found[name] = (await sql<{ row: string }[]>`select x::text as row from ${sql(`app.${name}`)} x`).map(({ row }) => row).sort()
      }
      return found
    }
  }
}

/** A card as address books write it. */
export function card (lines: readonly string[]): string {
  return ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
}
