import { closeSync, openSync, writeSync } from 'node:fs'
import { Refusal } from '../domain/refusal.ts'
import type { Import } from '../domain/imports/import.ts'
import type { ImportResult } from '../operations/imports/interactions/import-interactions.ts'

const MOST_SHOWN = 20

/** What has become of an import, in one sentence. */
export function importReport ({ made, contacts, newContacts, known, notYours, refused }: ImportResult): string {
  return `Made ${counted(made, 'interaction')} with ${counted(contacts, 'contact')} (${newContacts} of them new); ` +
    `${known} known already, ${notYours} not yours, ${refused} refused.`
}

/** What has become of a file, or would become of it, in a sentence or two. */
export function fileReport ({ format, status, reason, dryRun, read, created, updated, unchanged, skipped, failed, contactsCreated, interactionsCreated }: Import): string {
  const became = `${counted(read, 'record')} of ${format}: ${created} made, ${updated} changed, ${unchanged} known already, ${skipped} left out, ${failed} not readable`
  const made = `${counted(contactsCreated, 'contact')} and ${counted(interactionsCreated, 'interaction')}`
  const report = dryRun ? `Would read ${became}; ${made} would be new. Nothing was written.` : `Read ${became}; ${made} are new.`
  if (status === 'FAILED') return `${report} It failed: ${reason ?? 'nobody knows why.'}`
  return reason ? `${report} ${reason}` : report
}

/** Keeps what was refused: a few lines for a person to read, and all of them in a file where one is wanted. */
export interface RefusedLines {
  readonly add: (line: number, reason: string) => void
  /** What a person reads about them; closes the file. */
  readonly end: () => string[]
}

/** `option` is how a file for all of them is asked for. Refuses (INVALID) one that cannot be written. */
export function refusedLines (path: string | undefined, option = '--refused'): RefusedLines {
  const file = path === undefined ? null : open(path)
  const shown: string[] = []
  let count = 0
  if (file !== null) writeSync(file, 'line,reason\n')
  return {
    add (line, reason) {
      count++
      if (shown.length < MOST_SHOWN) shown.push(`line ${line}: ${reason}`)
      if (file !== null) writeSync(file, `${line},"${reason.replaceAll('"', '""')}"\n`)
    },
    end () {
      if (file !== null) closeSync(file)
      if (count <= MOST_SHOWN) return shown
      return [...shown, `… and ${count - MOST_SHOWN} more${path === undefined ? `; ${option} FILE keeps them all` : `, all of them in ${path}`}.`]
    }
  }
}

function open (path: string): number {
  try {
    return openSync(path, 'w')
  } catch (error) {
    throw new Refusal('INVALID', `The refused lines cannot be written to ${path} (${(error as Error).message}).`)
  }
}

function counted (count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
