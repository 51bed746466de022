import { decodeCharset } from './charset.ts'

/** In bytes as sent. More of a text is not read: of what people write, no more is kept. */
export const LONGEST_TEXT_PART = 500_000

/** The text of a part: its transfer encoding undone, its charset read; the beginning of a very long one. */
export function decodeText (body: Buffer, encoding: string, charset: string | undefined): string {
  return decodeCharset(undoTransfer(body.subarray(0, LONGEST_TEXT_PART), encoding), charset)
}

function undoTransfer (body: Buffer, encoding: string): Buffer {
  switch (/[\w-]+/.exec(encoding.slice(0, 100).toLowerCase())?.[0]) {
    case 'base64': return Buffer.from(body.toString('latin1'), 'base64')
    case 'quoted-printable': return Buffer.from(unquoted(body.toString('latin1')), 'latin1')
    default: return body
  }
}

/** An equals sign at the end of a line joins it with the next one. */
function unquoted (text: string): string {
  return text.replace(/=(?:[ \t]*\r?(?:\n|$)|([\dA-Fa-f]{2}))/g, (_match, hex?: string) => hex === undefined ? '' : String.fromCharCode(parseInt(hex, 16)))
}
