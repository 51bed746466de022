import type { MailHeaders } from '../../domain/integrations/automated.ts'

/** More headers, or longer ones, are of no use to us; a mail server stops far earlier. In UTF-16 units. */
const MOST_HEADERS = 1_000
const LONGEST_HEADER = 100_000
const LONGEST_TOGETHER = 200_000
/** RFC 5322: printable ASCII, but for the colon. */
const NAME = /^[!-9;-~]{1,200}$/

/** Reads a block of headers: unfolded, each in the order they came; what is no header is passed over. */
export function readHeaders (block: string): MailHeaders {
  const lines: string[][] = []
  for (const line of block.split('\n')) {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    if (text.startsWith(' ') || text.startsWith('\t')) lines.at(-1)?.push(text)
    else if (lines.length === MOST_HEADERS) break
    else lines.push([text])
  }
  return headersOf(lines.map(parts => {
    const line = parts.join('')
    const colon = line.indexOf(':')
    return colon === -1 ? ['', ''] : [line.slice(0, colon).trimEnd(), line.slice(colon + 1)]
  }))
}

/** Headers out of names and values, such as a provider lists them; what is no header is passed over. */
export function headersOf (pairs: readonly (readonly [string, string])[]): MailHeaders {
  const headers = new Map<string, string[]>()
  let left = LONGEST_TOGETHER
  for (const [name, value] of pairs.slice(0, MOST_HEADERS)) {
    const key = name.toLowerCase()
    if (!NAME.test(key)) continue
    const values = headers.get(key)
    const text = value.slice(0, Math.min(LONGEST_HEADER, left)).replace(/[\r\n\0]+/g, ' ').trim()
    left -= text.length
    if (values) values.push(text)
    else headers.set(key, [text])
  }
  return headers
}
