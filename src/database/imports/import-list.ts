import type { Import } from '../../domain/imports/import.ts'
import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import type { Fragment } from '../contacts/contact-filter.ts'
import { formatInstant } from '../instant.ts'
import type { Db } from '../tenancy.ts'
import { importColumns, toImport } from './imports.ts'

/** A page of the workspace's imports, newest first. */
export async function listImports (db: Db, page: PageRequest): Promise<Page<Import>> {
  const { sql, workspaceId } = db
  const rows = await sql<Parameters<typeof toImport>[0][]>`
    select ${importColumns(db)} from app.import x
    where x.workspace_id = ${workspaceId}
      ${page.after ? sql`and ${beyond(db, page.after, true)}` : sql``} ${page.before ? sql`and ${beyond(db, page.before, false)}` : sql``}
    order by ${ordered(db, page.fromEnd)} limit ${page.size + 1}`
  return toPage(page, rows.map(toImport).map(item => ({ item, place: { key: item.createdAt, id: item.id } })))
}

/** Whether any import comes after (or before) a place. */
export async function hasImportsBeyond (db: Db, place: Place, after: boolean): Promise<boolean> {
  const rows = await db.sql`
    select 1 from app.import x where x.workspace_id = ${db.workspaceId} and ${beyond(db, place, after)}
    order by ${ordered(db, !after)} limit 1`
  return rows.length > 0
}

export async function countImports ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.import x where x.workspace_id = ${workspaceId}`
  return Number(row?.count)
}

function beyond ({ sql }: Db, { key, id }: Place, after: boolean): Fragment {
  return sql`(x.created_at, x.id) ${after ? sql`<` : sql`>`} (${formatInstant(Number(key))}::timestamptz, ${id}::uuid)`
}

function ordered ({ sql }: Db, oldestFirst: boolean): Fragment {
  return oldestFirst ? sql`x.created_at, x.id` : sql`x.created_at desc, x.id desc`
}
