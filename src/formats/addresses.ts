import { normalizeIdentity } from '../domain/contacts/identity.ts'
import type { Party } from '../domain/message.ts'
import { cleanText } from '../domain/text.ts'
import { invalid } from '../domain/refusal.ts'

/** How many addresses are remembered: most files repeat a few of them in every line. */
const MOST_REMEMBERED = 20_000
const LONGEST_NAME = 200

/**
 * Reads a list of e-mail addresses with commas or semicolons between them, each bare or as `Ada Lovelace <ada@example.org>`.
 * Refuses (INVALID at `path`) a list that is empty or has anything else in it.
 */
export type AddressReader = (text: string, path: string) => readonly Party[]

/** A reader that knows again what it has read; keep one for each file. */
export function addressReader (): AddressReader {
  const known = new Map<string, readonly Party[]>()
  return (text, path) => {
    const present = known.get(text)
    if (present) return present
    const parties = mailboxes(text).map(mailbox => readMailbox(mailbox, path))
    if (parties.length === 0) throw invalid({ path, message: 'is empty.' })
    if (known.size === MOST_REMEMBERED) known.clear()
    known.set(text, parties)
    return parties
  }
}

/** The pieces between commas and semicolons, but for those in quotes or angle brackets. */
function mailboxes (text: string): string[] {
  const pieces = /[",;<]/.test(text) ? text.match(/(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,;])+/g) ?? [] : [text]
  return pieces.map(piece => piece.trim()).filter(piece => piece !== '')
}

function readMailbox (mailbox: string, path: string): Party {
  const [, display = '', typed = mailbox] = /^([^<]*)<([^<>]*)>$/.exec(mailbox) ?? []
  const address = normalizeIdentity('EMAIL', typed, '', path)
  return { address, typed: typed.trim(), name: readName(display, path) }
}

function readName (display: string, path: string): string | null {
  const quoted = /^"(.*)"$/s.exec(display.trim())?.[1]
  return cleanText((quoted?.replace(/\\(.)/gs, '$1') ?? display).slice(0, LONGEST_NAME), { path, max: LONGEST_NAME }, [])
}
