import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import type { ImportFormat } from '../import-format.ts'
import { beginsWithEnvelope, mailCutter, type CutMail } from './cut-mails.ts'
import { LONGEST_MAIL, mailRow } from './mail-row.ts'

const WEEKDAYS = 'Sun|Mon|Tue|Wed|Thu|Fri|Sat'
const CAME = new RegExp(`(?:${WEEKDAYS}) ([A-Z][a-z]{2}) {1,2}(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)(?: ([+-]\\d{4}|[A-Z]{1,5}))? (\\d{4})$`)

/** A mailbox file, as Gmail (Takeout), Thunderbird and Apple Mail export it: each mail with its attachments, of which none is kept. */
export const mbox: ImportFormat = {
  name: 'mbox',
  // What somebody has put before the first mail is told as a fault.
  recognizes: (head, fileName) => beginsWithEnvelope(head) || (/\.mbox$/i.test(fileName) && hasMail(head)),
  open: options => {
    const { push, end } = mailCutter(LONGEST_MAIL)
    const rows = (mails: readonly CutMail[]) => mails.map(mail => rowOf(mail, options))
    return { push: piece => rows(push(piece)), end: () => rows(end()) }
  }
}

function hasMail (head: Buffer): boolean {
  const { push, end } = mailCutter(head.length)
  return [...push(head), ...end()].some(({ envelope }) => envelope !== null)
}

function rowOf ({ line, envelope, raw }: CutMail, options: ImportOptions): ImportRow {
  if (envelope === null) return { line, fault: 'No mail begins here: a line such as “From ada@example.org Sun Dec 25 21:33:37 2011” was expected.' }
  return mailRow(line, raw, cameAt(envelope), options)
}

/** The time of an envelope as asctime writes it, in UTC where it names no zone. */
function cameAt (envelope: string): number | null {
  const [found, month, day, time, zone = '+0000', year] = CAME.exec(envelope) ?? []
  if (found === undefined) return null
  const at = Date.parse(`${day} ${month} ${year} ${time} ${zone}`)
  return Number.isNaN(at) ? null : at
}
