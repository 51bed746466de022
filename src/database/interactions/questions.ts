import type { DatedQuestion } from '../../domain/quality/totals/add-touches.ts'
import { DAY_MS, halved } from '../../domain/quality/totals/decay.ts'
import { QUESTION_HALF_LIFE_DAYS, type AskedAnswered } from '../../domain/quality/totals/question.ts'
import { formatInstant, parseInstant } from '../instant.ts'
import { recordset, uuids } from '../sql.ts'
import type { Db } from '../tenancy.ts'

/** A question that was asked of a contact. */
export interface ContactQuestion extends DatedQuestion {
  readonly contactId: string
}

/** All that these contacts were asked, in no order. */
export async function readQuestions (db: Db, contactIds: Iterable<string>): Promise<ContactQuestion[]> {
  const rows = await db.sql<{ contact_id: string, interaction_id: string, opened_at: string, closed_at: string, is_answered: boolean }[]>`
    select q.contact_id, q.interaction_id, q.opened_at, q.closed_at, q.is_answered from app.question q
    where q.workspace_id = ${db.workspaceId} and q.contact_id = any(${uuids(contactIds)}::uuid[])`
  return rows.map(row => ({
    contactId: row.contact_id,
    id: row.interaction_id,
    openedAt: parseInstant(row.opened_at),
    closedAt: parseInstant(row.closed_at),
    isAnswered: row.is_answered
  }))
}

/** Writes questions of contacts whose totals this transaction has taken; what is known of them already is replaced. */
export async function saveQuestions (db: Db, questions: readonly ContactQuestion[]): Promise<void> {
  if (questions.length === 0) return
  await db.sql`
    insert into app.question (workspace_id, contact_id, interaction_id, opened_at, closed_at, is_answered)
    select ${db.workspaceId}::uuid, r.* from jsonb_to_recordset(${recordset(questions.map(toRecord))}::jsonb) as r(
      contact_id uuid, interaction_id uuid, opened_at timestamptz, closed_at timestamptz, is_answered boolean)
    on conflict (workspace_id, contact_id, interaction_id) do update
      set opened_at = excluded.opened_at, closed_at = excluded.closed_at, is_answered = excluded.is_answered`
}

/** Deletes questions of contacts whose totals this transaction has taken. */
export async function deleteQuestions (db: Db, questions: readonly Pick<ContactQuestion, 'contactId' | 'id'>[]): Promise<void> {
  if (questions.length === 0) return
  await db.sql`
    delete from app.question q
    using unnest(${uuids(questions.map(each => each.contactId))}::uuid[], ${uuids(questions.map(({ id }) => id))}::uuid[]) as gone(contact_id, interaction_id)
    where q.workspace_id = ${db.workspaceId} and q.contact_id = gone.contact_id and q.interaction_id = gone.interaction_id`
}

/**
 * What the workspace had asked of all its contacts by each of these instants (epoch milliseconds), and was answered, decayed to
 * that instant: of what had happened by then, whenever it was recorded. One statement, whose cost grows with the questions and
 * hardly with the instants.
 */
export async function questionsBy (db: Db, instants: Iterable<number>): Promise<Map<number, AskedAnswered>> {
  const ordered = [...new Set(instants)].sort((a, b) => a - b)
  const last = ordered.at(-1)
  if (last === undefined) return new Map()
  // Bucket n holds what counts from the n-th instant on; a threshold is the first instant that it does not count at.
  const rows = await db.sql<{ bucket: number, asked: number, answered: number }[]>`
    select b.bucket, sum(b.weight) as asked, coalesce(sum(b.weight) filter (where b.is_answered), 0) as answered
    from (
      select width_bucket(q.closed_at, ${`{${ordered.map(at => formatInstant(at + 1)).join(',')}}`}::timestamptz[]) as bucket,
        power(2, (date_part('epoch', q.opened_at) - ${last / 1000}::float8) / ${QUESTION_HALF_LIFE_DAYS * DAY_MS / 1000}::float8) as weight,
        q.is_answered
      from app.question q
      where q.workspace_id = ${db.workspaceId} and q.closed_at <= ${formatInstant(last)}::timestamptz
    ) b
    group by b.bucket`
  const buckets = new Map(rows.map(row => [row.bucket, row]))
  let asked = 0
  let answered = 0
  return new Map(ordered.map((at, index) => {
    asked += buckets.get(index)?.asked ?? 0
    answered += buckets.get(index)?.answered ?? 0
    const grown = 1 / halved((last - at) / DAY_MS, QUESTION_HALF_LIFE_DAYS)
    return [at, { asked: asked * grown, answered: answered * grown }]
  }))
}

function toRecord ({ contactId, id, openedAt, closedAt, isAnswered }: ContactQuestion) {
  return {
    contact_id: contactId,
    interaction_id: id,
    opened_at: formatInstant(openedAt),
    closed_at: formatInstant(closedAt),
    is_answered: isAnswered
  }
}
