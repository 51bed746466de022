import { constants, gunzipSync } from 'node:zlib'
import { googleCsv } from './contacts-csv/google-csv.ts'
import { linkedinConnections } from './contacts-csv/linkedin-connections.ts'
import { outlookCsv } from './contacts-csv/outlook-csv.ts'
import { csv, namesAll } from './contacts-csv/plain-csv.ts'
import { goodturnJson } from './goodturn-json/goodturn-json.ts'
import { icalendar } from './icalendar/icalendar.ts'
import type { ImportFormat } from './import-format.ts'
import { interactionsCsv } from './interactions-csv-format.ts'
import { linkedinInvitations } from './linkedin/invitations.ts'
import { linkedinMessages } from './linkedin/messages.ts'
import { mastodonOutbox } from './mastodon/outbox.ts'
import { eml } from './mbox/eml.ts'
import { mbox } from './mbox/mbox.ts'
import { isDocument } from './unread.ts'
import { vcard } from './vcard/vcard.ts'
import { whatsappText } from './whatsapp/whatsapp-text.ts'

/** All that is read, in the order in which a file is asked whether it is one: what hardly anything else looks like comes first. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  goodturnJson, vcard, icalendar, mastodonOutbox, mbox, interactionsCsv, linkedinMessages, linkedinInvitations, linkedinConnections, googleCsv, outlookCsv, whatsappText, eml, csv
]

/** Those that are looked for in an archive: LinkedIn's has tables of certificates, skills and jobs, which as any CSV would be taken for people. */
export const ARCHIVE_FORMATS: readonly ImportFormat[] = IMPORT_FORMATS.filter(format => format !== csv)

/** What a file is. */
export interface Recognized {
  /** `zip` for an archive of several files, each of which is recognized by itself. */
  readonly format: ImportFormat | 'zip'
  /** Whether that is what comes out where it is unzipped (gzip). */
  readonly isGzipped: boolean
}

/** By so much of its beginning a file is recognized; in bytes. */
export const HEAD_BYTES = 65_536
const GZIP = Buffer.from([0x1f, 0x8b])
/** An archive with files in it, and one without. */
const ZIP = [Buffer.from('PK\x03\x04'), Buffer.from('PK\x05\x06')]
/** So many bytes of a gzip are looked into first: what a few of them become may be a thousand times as much. */
const FIRST_LOOK = 512

/**
 * What a file is that begins with these bytes (64 kB of it, or all), by its content; its name is a hint at most. Where `columns` says what the
 * columns are, it is the CSV that has them all. Null for what nobody reads.
 */
export function recognize (head: Buffer, fileName: string, columns?: Readonly<Record<string, string>>): Recognized | null {
  const isGzipped = head.subarray(0, GZIP.length).equals(GZIP)
  const bytes = isGzipped ? unzippedHead(head) : head.subarray(0, HEAD_BYTES)
  const isZip = ZIP.some(mark => bytes.subarray(0, mark.length).equals(mark))
  // What is in an archive is read from its end, which of a gzip nobody can.
  if (isZip) return isGzipped || isDocument(bytes) ? null : { format: 'zip', isGzipped }
  const format = columns ? (namesAll(bytes, Object.keys(columns)) ? csv : undefined) : IMPORT_FORMATS.find(each => each.recognizes(bytes, fileName))
  return format ? { format, isGzipped } : null
}

/** The format with this name; null for a name that is none, and for an archive's. */
export function formatNamed (name: string): ImportFormat | null {
  return IMPORT_FORMATS.find(format => format.name === name) ?? null
}

/** What the first bytes of a gzip become; nothing where they are none. */
function unzippedHead (head: Buffer): Buffer {
  let found: Buffer = Buffer.alloc(0)
  for (let looked = FIRST_LOOK; found.length < HEAD_BYTES; looked *= 2) {
    try {
      found = gunzipSync(head.subarray(0, looked), { finishFlush: constants.Z_SYNC_FLUSH })
    } catch {
      break
    }
    if (looked >= head.length) break
  }
  return found.subarray(0, HEAD_BYTES)
}
