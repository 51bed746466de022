import type postgres from 'postgres'
import { parseInstant } from '../../src/database/instant.ts'
import { KEY_KINDS } from '../../src/domain/contacts/contact-list.ts'
import type { Place } from '../../src/domain/page.ts'
import type { ORDER_FIELDS } from './cases.ts'

const KEYS: Readonly<Record<typeof ORDER_FIELDS[number], readonly [table: string, key: string, id: string]>> = {
  QUALITY: ['ranking', 'quality', 'contact_id'],
  WARMTH: ['ranking', 'warmth', 'contact_id'],
  NAME: ['contact', 'name_key', 'id'],
  CREATED_AT: ['contact', 'created_at', 'id'],
  LAST_INTERACTION_AT: ['contact_totals', 'last_interaction_at', 'contact_id'],
  DUE_AT: ['contact_totals', 'due_at', 'contact_id']
}

/** Where a client is that has leafed through so many contacts, the greatest first. */
export async function placeAfter (admin: postgres.Sql, workspaceId: string, field: keyof typeof KEYS, contacts: number): Promise<Place> {
  const [table, key, id] = KEYS[field]
  const [row] = await admin<{ id: string, key: string }[]>`
    select ${admin(id)} as id, ${admin(key)}::text as key from app.${admin(table)} where workspace_id = ${workspaceId}
    order by ${admin(key)} desc, ${admin(id)} desc offset ${contacts - 1} limit 1`
  if (!row) throw new Error(`There are fewer than ${contacts} contacts.`)
  const kind = KEY_KINDS[field]
  return { id: row.id, key: kind === 'number' ? Number(row.key) : kind === 'instant' ? parseInstant(row.key) : row.key }
}
