/** What Windows-1252 has at 0x80 to 0x9F, where ISO 8859-1 has control characters; those without a character stay. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
/** Microsoft's numbers for what the rest of the world names. */
const CODE_PAGES: ReadonlyMap<string, string> = new Map([['932', 'shift_jis'], ['936', 'gbk'], ['949', 'euc-kr'], ['950', 'big5']])

/** Bytes by the name of their charset; by what they look like where it is unknown, or not given. */
export function decodeCharset (bytes: Uint8Array, charset: string | undefined): string {
  const label = (charset ?? '').trim().toLowerCase()
  const page = /^(?:x-)?(?:cp|ms|windows)[-_]?(\d{3,4})$/.exec(label)?.[1]
  // ASCII is what those write who do not know what they wrote.
  if (label === '' || /^(?:us-)?ascii$/.test(label)) return decodeUnlabelled(bytes)
  try {
    const decoder = new TextDecoder(page === undefined ? label : CODE_PAGES.get(page) ?? `windows-${page}`)
    return decoder.encoding === 'windows-1252' ? readWestern(decoder.decode(bytes)) : decoder.decode(bytes)
  } catch {
    return decodeUnlabelled(bytes)
  }
}

/** Bytes as text: UTF-8 where they are that, and else what Western mail programs wrote before it. */
export function decodeUnlabelled (bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeCharset(bytes, 'windows-1252')
  }
}

/** Text that was taken for ISO 8859-1, as Windows-1252: Node decodes the one by the name of the other (20.18.3 and later, nodejs/node#56542). */
export function readWestern (text: string): string {
  return text.replace(/[\u0080-\u009f]/g, character => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80))
}
