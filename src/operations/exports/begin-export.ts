import { may } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import { insertAudit } from '../../database/audit.ts'
import { waitForReader } from '../../database/exports/wait-for-reader.ts'
import { inWorkspace, openReading, type Db } from '../../database/tenancy.ts'
import type { OperationContext } from '../context.ts'

/** What an export needs of a request: its snapshot is its own, for it may last longer than any request should. */
export type ExportContext = Pick<OperationContext, 'database' | 'actor' | 'now' | 'newId' | 'requestId'> & {
  /** How long the database may take for an answer: longer than it gives itself. */
  readonly answerMs?: number
}

export type Read = <T>(work: (db: Db) => Promise<T>) => Promise<T>

/** What somebody takes away. */
export interface Taken {
  readonly what: 'workspace' | 'contacts' | 'contact'
  readonly format: 'jsonl' | 'vcard' | 'csv' | 'json'
  readonly subjectType: 'workspace' | 'contact'
  readonly subjectId: string
}

/** Text in pieces of about this many characters: who reads slowly is waited for after each of them. */
const PIECE = 256 * 1024
const ANSWER_MS = 30_000

/** Refuses (FORBIDDEN) whoever may not take this away, and writes down that they do. */
export async function beginExport ({ database, actor, now, newId, requestId }: ExportContext, needed: keyof typeof NEEDS, { what, format, subjectType, subjectId }: Taken): Promise<void> {
  if (!may(actor, needed)) throw new Refusal('FORBIDDEN', NEEDS[needed])
  const entry = { id: newId(), action: 'export', subjectType, subjectId, changes: { what: { after: what }, format: { after: format } } }
  await inWorkspace(database, actor.workspaceId, db => insertAudit(db, [entry], { actor, at: now, requestId }))
}

/**
 * What `pagesOf` gives, from one snapshot and in pieces of text; the connection goes back when all is read, or nobody reads on. Fails where
 * the database is gone: of a connection that was lost between two questions, no answer comes.
 */
export async function * readInPieces ({ database, actor, answerMs = ANSWER_MS }: Pick<ExportContext, 'database' | 'actor' | 'answerMs'>, pagesOf: (read: Read) => AsyncIterable<Iterable<string>>): AsyncGenerator<string, void> {
  const reading = openReading(database, actor.workspaceId)
  const read: Read = work => within(answerMs, reading.read(work))
  try {
    await read(waitForReader)
    let piece = ''
    for await (const page of pagesOf(read)) {
      for (const line of page) {
        piece += line
        if (piece.length < PIECE) continue
        yield piece
        piece = ''
      }
    }
    if (piece !== '') yield piece
  } finally {
    await within(answerMs, reading.close())
  }
}

async function within<T> (ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new Error(`The database has not answered for ${ms} ms.`)) }, ms)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

const NEEDS = {
  read: 'Taking contacts away needs the scope read.',
  admin: 'Taking this away needs the scope admin, and the role OWNER or ADMIN: it is all that is known.'
}
