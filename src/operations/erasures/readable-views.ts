/** A letter within a form within a letter. */
const MOST_DEPTH = 3
/** Of base64 that is worth decoding: shorter runs are words. */
const BASE64 = /[A-Za-z0-9+/_-]{16,}(?:(?:\\r)?(?:\\n|\r?\n)[A-Za-z0-9+/_-]+)*={0,2}/g
const ENCODED_WORD = /=\?[^?\s]+\?([bq])\?([^?\s]*)\?=/gi
const LONGEST_RUN = 4 * 1024 * 1024

/**
 * What bytes say to whoever reads them, by each of the ways in which webhooks and mails write text: plain, escaped in JSON, as a form, in
 * quoted-printable, in encoded words, in base64, and within each other. What they say is found in one of the views.
 */
export function readableViews (bytes: Buffer): string[] {
  const views = new Set<string>()
  let latest = [...new Set([bytes.toString('utf8'), bytes.toString('latin1')])]
  for (let depth = 0; depth <= MOST_DEPTH && latest.length > 0; depth++) {
    for (const view of latest) views.add(view)
    latest = depth === MOST_DEPTH ? [] : latest.flatMap(decodings).filter(view => !views.has(view))
  }
  return [...views]
}

function decodings (text: string): string[] {
  return [unescaped(text), fromForm(text), fromQuotedPrintable(text), fromEntities(text), fromWords(text), fromBase64(text)].filter(view => view !== null)
}

function unescaped (text: string): string | null {
  if (!text.includes('\\')) return null
  return text.replace(/\\u([0-9a-f]{4})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\([nrt"/\\])/g, (_all, sign: string) => ({ n: '\n', r: '\r', t: '\t' })[sign] ?? sign)
}

function fromForm (text: string): string | null {
  if (!/%[0-9a-f]{2}/i.test(text)) return null
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, run => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
}

function fromQuotedPrintable (text: string): string | null {
  if (!/=(?:[0-9A-F]{2}|\r?\n)/i.test(text)) return null
  return text.replace(/=\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/gi, run => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'))
}

function fromEntities (text: string): string | null {
  if (!/&(?:#|amp;)/i.test(text)) return null
  return text.replace(/&#(x?)([0-9a-f]{1,6});/gi, (all, isHex: string, digits: string) => {
    const point = Number.parseInt(digits, isHex ? 16 : 10)
    return point <= 0x10ffff ? String.fromCodePoint(point) : all
  }).replace(/&amp;/gi, '&')
}

function fromWords (text: string): string | null {
  if (!text.includes('=?')) return null
  return text.replace(/(\?=)\s+(?==\?)/g, '$1').replace(ENCODED_WORD, (_all, way: string, data: string) => way.toLowerCase() === 'b'
    ? Buffer.from(data, 'base64').toString('utf8')
    : fromQuotedPrintable(data.replaceAll('_', ' ')) ?? data.replaceAll('_', ' '))
}

function fromBase64 (text: string): string | null {
  const decoded = [...text.matchAll(BASE64)].map(([run]) => Buffer.from(run.slice(0, LONGEST_RUN).replace(/\\[rn]|\s/g, ''), 'base64').toString('utf8'))
  return decoded.length === 0 ? null : decoded.join('\n')
}
