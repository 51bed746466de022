import type { ImportOptions, ImportRow } from '../../domain/imports/import-row.ts'
import { readMailDate } from '../email/date.ts'
import { deliveredTo, tellMail } from '../email/mail-event.ts'
import { readMail, type Mail } from '../email/mail.ts'
import { readLine } from '../email/mailboxes.ts'

/** Of a mail that is longer, the rest is passed over: by then there are only attachments. In bytes. */
export const LONGEST_MAIL = 25_000_000

/** Gmail's own, in the languages of most of its users: what was never sent, or never wanted. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ...['spam', 'correo no deseado', 'courrier indésirable'].map(label => [label, 'It is spam.'] as const),
  ...['trash', 'bin', 'papierkorb', 'papelera', 'corbeille', 'cestino', 'lixeira'].map(label => [label, 'It was thrown away.'] as const),
  ...['draft', 'drafts', 'entwurf', 'entwürfe', 'borrador', 'borradores', 'brouillon', 'brouillons', 'bozze', 'rascunhos'].map(label => [label, 'It is a draft.'] as const)
])
/** The bit of Thunderbird's X-Mozilla-Status by which a mail is deleted, though the file still has it. */
const EXPUNGED = 0x8

/**
 * What a raw mail tells: the same event as of a mail that a webhook brought. `cameAt` is when it came, as far as the file says so beside the mail;
 * a mail of which nobody says when it was is not told, for it would seem to be of today.
 */
export function mailRow (line: number, raw: Buffer, cameAt: number | null, { me, now }: ImportOptions): ImportRow {
  const mail = readMail(raw)
  if (!mail) return { line, fault: 'It is no mail: it does not begin with headers such as From and Date.' }
  const reason = unwanted(mail)
  if (reason !== null) return { line, skipped: reason }
  const date = mail.date ?? receivedAt(mail) ?? cameAt
  if (date === null) return { line, skipped: 'The mail does not say when it was sent.' }
  // By its Message-ID it is named already, or else by what its own headers say, as elsewhere.
  const told = tellMail({ ...mail, date }, now, deliveredTo(mail), me)
  return 'ignored' in told ? { line, skipped: told.ignored } : { line, event: told.events[0] as NonNullable<typeof told.events[0]> }
}

function unwanted ({ headers }: Mail): string | null {
  const labels = (headers.get('x-gmail-labels') ?? []).flatMap(header => readLine(header).split(',')).map(label => label.replace(/"/g, '').trim().toLowerCase())
  const found = labels.map(label => LABELS.get(label)).find(reason => reason !== undefined)
  if (found !== undefined) return found
  return (parseInt(headers.get('x-mozilla-status')?.[0] ?? '0', 16) & EXPUNGED) !== 0 ? 'It was thrown away.' : null
}

/** When our own server took it, which writes its line on top of the others. */
function receivedAt ({ headers }: Mail): number | null {
  return readMailDate(/;([^;]{1,100})$/.exec(headers.get('received')?.[0] ?? '')?.[1] ?? '')
}
