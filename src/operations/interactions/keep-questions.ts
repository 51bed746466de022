import { deleteQuestions, readQuestions, saveQuestions, type ContactQuestion } from '../../database/interactions/questions.ts'
import type { Db } from '../../database/tenancy.ts'

/**
 * Brings the questions that are kept up to those that touches have changed. Of the contacts in `replayed`, `questions` are all
 * there are: what they no longer hold is deleted, and what is kept as it is already is not written again.
 */
export async function keepQuestions (db: Db, questions: readonly ContactQuestion[], replayed: ReadonlySet<string>): Promise<void> {
  const present = new Map(replayed.size === 0 ? [] : (await readQuestions(db, replayed)).map(each => [keyOf(each), each]))
  const changed = questions.filter(each => !isSame(each, present.get(keyOf(each))))
  for (const each of questions) present.delete(keyOf(each))
  await deleteQuestions(db, [...present.values()])
  await saveQuestions(db, changed)
}

function keyOf ({ contactId, id }: ContactQuestion): string {
  return `${contactId} ${id}`
}

function isSame (a: ContactQuestion, b: ContactQuestion | undefined): boolean {
  return b !== undefined && a.openedAt === b.openedAt && a.closedAt === b.closedAt && a.isAnswered === b.isAnswered
}
