import { wellFormed } from '../../domain/text.ts'
import { cut } from '../feeds/limits.ts'
import { htmlToText } from '../feeds/html-text.ts'
import { decodeText } from './decode-text.ts'
import type { MimePart } from './parts.ts'
import { withoutQuotes } from './reply.ts'
import { isText } from './shed.ts'

/** What a mail says, in the forms that were found of it. */
export interface Words {
  readonly text?: string | null
  readonly html?: string | null
  /** What a provider left over of the text, having cut quotations and the signature off. */
  readonly stripped?: string | null
}

/** In UTF-16 units. */
const LONGEST_TEXT = 20_000
/** What is looked at, so as to find what is kept; HTML has its styles in front. */
export const LONGEST_LOOKED_AT = 200_000
export const LONGEST_HTML = 500_000
const MOST_TEXTS = 20

/** What the sender wrote, as plain text: what a provider stripped, where it did; else the text, or the HTML where there is no text. Null where nothing is left. */
export function wordsOf ({ text, html, stripped }: Words): string | null {
  const tidy = (given: string) => cut(wellFormed(given.slice(0, LONGEST_LOOKED_AT).replaceAll('\r\n', '\n')), LONGEST_TEXT)
  if (stripped?.trim()) return tidy(stripped)
  const plain = text?.trim() ? text : htmlToText((html ?? '').slice(0, LONGEST_HTML))
  return tidy(withoutQuotes(plain.slice(0, LONGEST_LOOKED_AT)))
}

/** What a mail's parts say: of those that are versions of one another the plain text, where it says anything; then one after the other. */
export function wordsOfParts (raw: Buffer, parts: readonly MimePart[]): Words {
  const texts = parts.filter(part => isText(part) && part.type.value !== 'text/calendar').slice(0, MOST_TEXTS)
    .map(part => ({ part, isHtml: part.type.value === 'text/html', text: textOf(raw, part) }))
    .filter(({ text }) => text.trim() !== '')
  const said = texts.filter(({ part, isHtml }) =>
    !isHtml || part.alternative === null || !texts.some(other => !other.isHtml && other.part.alternative === part.alternative))
  if (said.every(({ isHtml }) => isHtml)) return { html: said.map(({ text }) => text).join('\n') }
  let left = LONGEST_HTML
  return {
    text: said.map(({ isHtml, text }) => {
      const piece = text.slice(0, left)
      left -= piece.length
      return isHtml ? htmlToText(piece) : piece
    }).join('\n')
  }
}

function textOf (raw: Buffer, { headers, type, bodyStart, bodyEnd }: MimePart): string {
  return decodeText(raw.subarray(bodyStart, bodyEnd), headers.get('content-transfer-encoding')?.[0] ?? '', type.parameters.get('charset'))
}
