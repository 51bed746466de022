/** The value of one item of the array, by its place from 1; null where it is longer than the limit. */
export interface ArrayItem {
  readonly place: number
  readonly json: string | null
}

/** Finds the items of one array at the top of a JSON document that comes in pieces. */
export interface ItemCutter {
  readonly push: (piece: Buffer) => ArrayItem[]
  /** Whether the array was found, and came to its end. */
  readonly state: () => 'MISSING' | 'OPEN' | 'CLOSED'
}

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const LONGEST_KEY = 100

/** Cuts out the items of the array that is called `name`; no more is held than one of them, of `longest` bytes. Each byte is looked at once. */
export function itemCutter (name: string, longest: number): ItemCutter {
  let depth = 0
  let isInString = false
  let isEscaped = false
  let text = ''
  let key = ''
  let state: 'MISSING' | 'OPEN' | 'CLOSED' = 'MISSING'
  let place = 0
  let held: Buffer[] = []
  let length = 0
  let hasItem = false

  function keep (bytes: Buffer): void {
    length += bytes.length
    if (length > longest) held = []
    else if (bytes.length > 0) held.push(Buffer.from(bytes))
  }

  function taken (): ArrayItem[] {
    if (!hasItem) return []
    const item = { place: ++place, json: length > longest ? null : Buffer.concat(held).toString() }
    held = []
    length = 0
    hasItem = false
    return [item]
  }

  /** Of what stands between strings: which array is ours, and where its items end. */
  function structure (byte: number): 'BEGIN' | 'NEXT' | 'END' | null {
    if (byte === COLON && depth === 1) {
      key = text
      return null
    }
    if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) return ++depth === 2 && byte === OPEN_ARRAY && key === name && state === 'MISSING' ? 'BEGIN' : null
    if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) return --depth === 1 && state === 'OPEN' ? 'END' : null
    if (byte === COMMA && depth === 1) key = ''
    return byte === COMMA && depth === 2 && state === 'OPEN' ? 'NEXT' : null
  }

  function push (piece: Buffer): ArrayItem[] {
    const found: ArrayItem[] = []
    let from = 0
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] as number
      if (isInString) {
        if (isEscaped) isEscaped = false
        else if (byte === BACKSLASH) isEscaped = true
        else if (byte === QUOTE) isInString = false
        else if (depth === 1 && text.length < LONGEST_KEY) text += String.fromCharCode(byte)
        continue
      }
      if (byte <= 0x20) continue
      if (byte === QUOTE) [isInString, text] = [true, '']
      const turn = structure(byte)
      if (turn === null) {
        hasItem ||= state === 'OPEN'
        continue
      }
      if (turn !== 'BEGIN') {
        keep(piece.subarray(from, at))
        found.push(...taken())
      }
      state = turn === 'END' ? 'CLOSED' : 'OPEN'
      from = at + 1
    }
    if (state === 'OPEN') keep(piece.subarray(from))
    return found
  }

  return { push, state: () => state }
}
