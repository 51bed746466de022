import { toPage, type Page, type PageRequest, type Place } from '../../domain/page.ts'
import type { Tag } from '../../domain/contacts/tag.ts'
import type { Fragment } from './contact-filter.ts'
import { uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

interface TagRow {
  readonly id: string
  readonly name: string
  readonly name_key: string
  readonly target_days: number | null
}

/** A page of the workspace's tags, by name. */
export async function listTags (db: Db, page: PageRequest): Promise<Page<Tag>> {
  const { sql, workspaceId } = db
  const direction = page.fromEnd ? sql`desc` : sql`asc`
  const rows = await sql<TagRow[]>`
    select g.id, g.name, g.name_key, g.target_days from app.tag g
    where g.workspace_id = ${workspaceId} ${beyond(db, page.after, true)} ${beyond(db, page.before, false)}
    order by g.name_key ${direction} limit ${page.size + 1}`
  return toPage(page, rows.map(row => ({ item: toTag(row), place: { key: row.name_key, id: row.id } })))
}

/** Whether any tag comes after (or before) a place. */
export async function hasTagsBeyond (db: Db, place: Place, after: boolean): Promise<boolean> {
  const { sql, workspaceId } = db
  const rows = await sql`
    select 1 from app.tag g where g.workspace_id = ${workspaceId} ${beyond(db, place, after)}
    order by g.name_key ${after ? sql`asc` : sql`desc`} limit 1`
  return rows.length > 0
}

export async function countTags ({ sql, workspaceId }: Db): Promise<number> {
  const [row] = await sql<{ count: string }[]>`select count(*) from app.tag g where g.workspace_id = ${workspaceId}`
  return Number(row?.count)
}

/** How many contacts have each of these tags; one that nobody has is left out. */
export async function countTagged ({ sql, workspaceId }: Db, tagIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ tag_id: string, count: string }[]>`
    select x.tag_id, count(*) from app.contact_tag x
    where x.workspace_id = ${workspaceId} and x.tag_id = any(${uuids(tagIds)}::uuid[]) group by x.tag_id`
  return new Map(rows.map(row => [row.tag_id, Number(row.count)]))
}

/** Takes a tag for this transaction: nobody gains it meanwhile. Undefined where there is none. */
export async function lockTag ({ sql, workspaceId }: Db, key: string): Promise<Tag | undefined> {
  const [row] = await sql<TagRow[]>`
    select g.id, g.name, g.name_key, g.target_days from app.tag g where g.workspace_id = ${workspaceId} and g.name_key = ${key} for update`
  return row && toTag(row)
}

export async function saveTagCadence ({ sql, workspaceId }: Db, { id, targetDays }: Pick<Tag, 'id' | 'targetDays'>): Promise<void> {
  await sql`update app.tag set target_days = ${targetDays} where workspace_id = ${workspaceId} and id = ${id}`
}

/** Contacts whose cadence a tag may decide, in the order of their ids after `after`, at most so many. */
export async function followersOfTag ({ sql, workspaceId }: Db, tagId: string, after: string, most: number): Promise<string[]> {
  const rows = await sql<{ contact_id: string }[]>`
    select x.contact_id from app.contact_tag x join app.contact c on c.workspace_id = ${workspaceId} and c.id = x.contact_id
    where x.workspace_id = ${workspaceId} and x.tag_id = ${tagId} and x.contact_id > ${after} and c.target_days is null
    order by x.contact_id limit ${most}`
  return rows.map(row => row.contact_id)
}

/** One tag has a key, so that a place needs no more. */
function beyond ({ sql }: Db, place: Place | null, after: boolean): Fragment {
  if (!place) return sql``
  return after ? sql`and g.name_key > ${place.key}` : sql`and g.name_key < ${place.key}`
}

function toTag (row: TagRow): Tag {
  return { id: row.id, name: row.name, key: row.name_key, targetDays: row.target_days }
}
