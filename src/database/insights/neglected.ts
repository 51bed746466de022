import { NEGLECTED } from '../tables/contact.ts'
import type { Db } from '../tenancy.ts'

/** Somebody whose substance is high and whose warmth is low, by the order by score; warmth is -1 where there is none. */
export interface NeglectedContact {
  readonly contactId: string
  readonly substance: number
  readonly warmth: number
}

/** Whose substance is highest among those who are valuable but neglected. */
export async function neglectedContacts ({ sql, workspaceId }: Db, first: number): Promise<NeglectedContact[]> {
  return await sql<NeglectedContact[]>`
    select k.contact_id as "contactId", k.substance, k.warmth from app.ranking k
    where k.workspace_id = ${workspaceId} and ${sql.unsafe(NEGLECTED)}
    order by k.substance desc, k.contact_id desc limit ${first}`
}
