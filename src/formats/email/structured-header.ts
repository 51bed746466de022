/** What is before the first semicolon of a header such as Content-Type, in lower case, and its parameters, their names in lower case. */
export interface StructuredHeader {
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

/** Far longer than any that says something. */
const LONGEST = 10_000

/** Reads a header with parameters (RFC 2045, 5.1): quoted or bare, comments passed over; of a name that comes twice, the first. */
export function readStructured (header: string): StructuredHeader {
  const [value = '', ...rest] = pieces(header.slice(0, LONGEST))
  const parameters = new Map<string, string>()
  for (const piece of rest) {
    const equals = piece.indexOf('=')
    const name = piece.slice(0, Math.max(0, equals)).trim().toLowerCase()
    if (name !== '' && !parameters.has(name)) parameters.set(name, piece.slice(equals + 1).trim())
  }
  return { value: value.trim().toLowerCase(), parameters }
}

/** The text between semicolons, without quotation marks and comments. */
function pieces (text: string): string[] {
  const found: string[] = []
  let [piece, isQuoted, comments] = ['', false, 0]
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\' && (isQuoted || comments > 0)) {
      at++
      if (isQuoted) piece += text.charAt(at)
    } else if (comments > 0) comments += character === '(' ? 1 : character === ')' ? -1 : 0
    else if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) piece += character
    // Within a bare value it is one of its characters: boundary=a(b.
    else if (character === '(' && /(?:^|[\s;])$/.test(piece.slice(-1))) comments = 1
    else if (character === ';') {
      found.push(piece)
      piece = ''
    } else piece += character
  }
  return [...found, piece]
}
