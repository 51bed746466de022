import { decodeUnlabelled } from '../email/charset.ts'
import { readHeaders } from '../email/headers.ts'
import type { ImportFormat } from '../import-format.ts'
import { beginsWithEnvelope } from './cut-mails.ts'
import { LONGEST_MAIL, mailRow } from './mail-row.ts'

/** Headers that a mail has, and that hardly anything else begins with. */
const MARKS = ['from', 'to', 'date', 'subject', 'message-id', 'received', 'mime-version', 'content-type', 'return-path', 'delivered-to', 'dkim-signature']

/** One raw mail, as mail programs save it (.eml). */
export const eml: ImportFormat = {
  name: 'eml',
  recognizes: (head, fileName) => {
    if (beginsWithEnvelope(head)) return false
    const headers = readHeaders(decodeUnlabelled(head.subarray(0, 20_000)).split(/\r?\n\r?\n/)[0] as string)
    const marks = MARKS.filter(name => headers.has(name)).length
    return marks >= 2 || (marks === 1 && /\.eml$/i.test(fileName))
  },
  open: options => {
    const pieces: Buffer[] = []
    let length = 0
    return {
      push: piece => {
        const kept = piece.subarray(0, Math.max(0, LONGEST_MAIL - length))
        if (kept.length > 0) pieces.push(Buffer.from(kept))
        length += kept.length
        return []
      },
      end: () => [mailRow(1, Buffer.concat(pieces), null, options)]
    }
  }
}
