import { sql } from 'drizzle-orm'
import { customType, pgPolicy, pgRole, pgSchema, uuid } from 'drizzle-orm/pg-core'
import { formatInstant, parseInstant } from '../instant.ts'

/** All of Goodturn's own tables; named in every statement, so that search_path never matters. */
export const app = pgSchema('app')

/** The login that the server works with. It owns nothing and bypasses nothing. */
export const serverRole = pgRole('goodturn_server').existing()

/** An instant as epoch milliseconds; timestamptz(3) in the database, so that nothing is lost on the way. */
export const instant = customType<{ data: number, driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: formatInstant,
  fromDriver: parseInstant
})

/** Text in an order that is the same on every server: for keys that are compared and indexed. */
export const keyText = customType<{ data: string, driverData: string }>({ dataType: () => 'text COLLATE "C"' })

export const tsvector = customType<{ data: string, driverData: string }>({ dataType: () => 'tsvector' })

export const workspaceId = () => uuid('workspace_id').notNull()

export const createdAt = () => instant('created_at').notNull()

/** Only rows of the workspace that the transaction has set; no workspace set, no row. */
export function ofWorkspace (column: 'workspace_id' | 'id' = 'workspace_id') {
  const same = sql.raw(`${column} = nullif(current_setting('app.workspace_id', true), '')::uuid`)
  return pgPolicy('of_workspace', { as: 'permissive', for: 'all', to: serverRole, using: same, withCheck: same })
}

/** The condition of a check that a column holds one of these words. */
export function oneOf (column: string, values: readonly string[]) {
  return sql.raw(`${column} in (${values.map(value => `'${value}'`).join(', ')})`)
}
