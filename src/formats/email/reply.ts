/** Lines after which there is only what somebody else wrote before. */
const FORWARDED = /^(?:[-_*\s]{2,20}(?:original message|forwarded message|original appointment|ursprüngliche nachricht|message d'origine)[-_*\s]{0,20}|begin forwarded message:)$/i
/** What a telephone puts under each mail. */
const DEVICE = /^(?:sent from my .{1,60}|sent from (?:mail|yahoo mail|outlook)\b.{0,60}|get outlook for .{1,60})$/i
/** An address, a year or a time of day. */
const NAMES_A_MAIL = /[^\s@]@[^\s@]|\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b/
/** How a line of headers that were copied into the text begins, bold or not; in English, and in what Outlook writes elsewhere. */
const HEADER = /^\*?(from|sent|date|to|cc|subject|von|gesendet|datum|an|betreff|de|envoyé|à|objet|enviado|para|asunto)\s?:\*?\s/i
const FROM = /^\*?(?:from|von|de)\s?:/i
/** Longer lines are nobody's headers, and looking at them costs time. */
const LONGEST_LINE = 400
const MOST_LINES_OF_ATTRIBUTION = 3

/**
 * What the sender wrote of a mail's text: without the quotations of earlier mails (`>`, with the line that introduces them; all that
 * follows an “Original Message”, or an “On …, Ada wrote:”), and without the signature. Answers between quotations stay.
 */
export function withoutQuotes (text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] as string).trimEnd()
    if (endsTheWords(lines, at, line)) break
    if (line.startsWith('>')) {
      dropAttribution(kept)
      while (lines[at + 1]?.startsWith('>')) at++
    } else if (line !== '' || kept.at(-1) !== '') kept.push(line)
  }
  while (kept.length > 0 && (kept.at(-1) === '' || DEVICE.test(shortened(kept.at(-1) as string)))) kept.pop()
  return kept.join('\n').trim()
}

function endsTheWords (lines: readonly string[], at: number, line: string): boolean {
  // RFC 3676: two dashes and a space, which many programs lose, stand before the signature.
  if (line === '--' || line === '-- ') return true
  if (line.length > LONGEST_LINE) return false
  return FORWARDED.test(line.trim()) || isCopiedHeaders(lines, at) || isUnquotedAttribution(lines, at)
}

/** Outlook copies the headers of what is answered, who wrote it first, and two more right after that. */
function isCopiedHeaders (lines: readonly string[], at: number): boolean {
  if (!FROM.test(lines[at] as string)) return false
  const names = lines.slice(at, at + 3).map(line => HEADER.exec(`${shortened(line)} `)?.[1]?.toLowerCase())
  return names.length === 3 && !names.includes(undefined)
}

/** “On Friday, 5 May 2023 at 10:12, Ada Lovelace <ada@example.org> wrote:” with no `>` after it: all that follows was written before. */
function isUnquotedAttribution (lines: readonly string[], at: number): boolean {
  if (!/^\s*On\s/.test(lines[at] as string)) return false
  const piece = lines.slice(at, at + MOST_LINES_OF_ATTRIBUTION).map(shortened)
  const last = piece.findIndex(line => /\bwrote:\s*$/.test(line))
  if (last === -1 || !NAMES_A_MAIL.test(piece.slice(0, last + 1).join(' '))) return false
  let next = at + last + 1
  while (next < lines.length && (lines[next] as string).trim() === '') next++
  return !lines[next]?.startsWith('>')
}

/** Takes back the line, or the few lines, that introduce a quotation in whatever language: they end in a colon, and name a mail. */
function dropAttribution (kept: string[]): void {
  const end = kept.at(-1) === '' ? kept.length - 1 : kept.length
  if (!kept[end - 1]?.endsWith(':')) return
  let start = end - 1
  while (start > 0 && end - start < MOST_LINES_OF_ATTRIBUTION && kept[start - 1] !== '') start--
  // The shortest piece that does: what stands right above it may be what the sender wrote.
  for (let from = end - 1; from >= start; from--) {
    if (!NAMES_A_MAIL.test(kept.slice(from, end).map(shortened).join(' '))) continue
    const opening = kept.slice(start, from + 1).findIndex(line => /^\s*(?:On|Am|Le|El|Il|Op|Em|Den)\s/.test(line))
    kept.length = opening === -1 ? from : start + opening
    return
  }
}

function shortened (line: string): string {
  return line.slice(0, LONGEST_LINE)
}
