import type { ByteLine } from './byte-lines.ts'

/** The lines between BEGIN and END, unfolded, as bytes; or why the card cannot be read. `line` is that of its BEGIN. */
export type Card = { readonly line: number, readonly properties: readonly string[] } | { readonly line: number, readonly fault: string }

/** In bytes, without pictures, sounds and keys, which are never held. */
export const LONGEST_CARD = 262_144

const DROPPED = /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|X-MS-CARDPICTURE|X-MS-CERTIFICATE)[;:]/i
const QUOTED_PRINTABLE = /^[^:]*[;=]QUOTED-PRINTABLE[^:]*:/i

interface OpenCard {
  readonly line: number
  /** Each in the pieces that its lines are. */
  readonly properties: string[][]
  size: number
  /** Cards within this one: its agents. */
  depth: number
  /** What the property is that the last line belongs to: lines behind it may do so as well. */
  last: 'text' | 'quoted' | 'dropped' | 'agent' | 'none'
}

/** Takes the lines of a file and gives its cards; what stands between cards is nobody. `end` gives the one that has no end. */
export function cardCutter (): { readonly push: (line: ByteLine) => Card | null, readonly end: () => Card | null } {
  let open: OpenCard | null = null
  const close = (fault?: string): Card | null => {
    if (!open) return null
    const { line, properties, size } = open
    open = null
    if (fault !== undefined) return { line, fault }
    if (size > LONGEST_CARD) return { line, fault: `The card is longer than ${LONGEST_CARD} bytes, also without its pictures.` }
    return { line, properties: properties.map(pieces => pieces.join('')) }
  }
  return {
    push: ({ number, bytes }) => {
      const isBegin = /^BEGIN:VCARD\s*$/i.test(bytes.slice(0, 100))
      if (isBegin && open?.last === 'agent') {
        open.depth++
      } else if (isBegin) {
        const unfinished = close('The card has no END:VCARD before the next one begins.')
        open = { line: number, properties: [], size: 0, depth: 0, last: 'none' }
        return unfinished
      } else if (open && /^END:VCARD\s*$/i.test(bytes.slice(0, 100))) {
        if (open.depth === 0) return close()
        open.depth--
      } else if (open && open.depth === 0) {
        take(open, bytes)
      }
      return null
    },
    end: () => close('The card has no END:VCARD; the file ends before it.')
  }
}

function take (card: OpenCard, bytes: string): void {
  const isFolded = /^[ \t]/.test(bytes)
  const isSoft = card.last === 'quoted'
  if (bytes.trim() === '' && !isSoft) return
  // Some write a picture in lines that are not folded; a property has a colon, and base64 never has.
  if (card.last === 'dropped' && !isSoft && (isFolded || !bytes.includes(':'))) return
  if (isSoft || (isFolded && card.last !== 'none')) {
    add(card, isSoft ? bytes : bytes.slice(1), card.properties.at(-1))
    if (isSoft && !bytes.endsWith('=')) card.last = 'text'
    return
  }
  card.last = kindOf(bytes)
  if (card.last !== 'dropped') {
    const pieces: string[] = []
    if (card.size <= LONGEST_CARD) card.properties.push(pieces)
    add(card, bytes, pieces)
  }
}

/** A soft line break is an equals sign at the end of a line that is quoted-printable. */
function kindOf (bytes: string): OpenCard['last'] {
  if (DROPPED.test(bytes)) return 'dropped'
  if (/^(?:[\w-]+\.)?AGENT[^:]*:\s*$/i.test(bytes)) return 'agent'
  return isSoftBroken(bytes, bytes) ? 'quoted' : 'text'
}

function add (card: OpenCard, bytes: string, pieces: string[] | undefined): void {
  card.size += bytes.length + 1
  // A card that is too long already is only waited out.
  if (card.size > LONGEST_CARD) card.properties.length = 0
  else pieces?.push(isSoftBroken(bytes, pieces[0] ?? bytes) ? bytes.slice(0, -1) : bytes)
}

function isSoftBroken (bytes: string, beginning: string): boolean {
  return bytes.endsWith('=') && QUOTED_PRINTABLE.test(beginning.slice(0, 1_000))
}
