/** What has an id of its own at the edges; the word that the id begins with. */
export const ID_TYPES = ['contact', 'interaction', 'favor', 'ask', 'post', 'feed', 'suggestion', 'workspace', 'integration', 'delivery', 'person', 'merge', 'import', 'duplicate', 'erasure'] as const
export type IdType = typeof ID_TYPES[number]

// TypeID's alphabet (Crockford's base32 in lower case), and all pairs of its letters: ten bits at a time.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const PAIRS = Array.from({ length: 1024 }, (_, bits) => LETTERS.charAt(bits >> 5) + LETTERS.charAt(bits & 31))
const BITS_OF_PAIR = new Map(PAIRS.map((pair, bits) => [pair, bits]))
const TYPE_ID = /^([a-z]+)_([0-7][0-9a-hjkmnp-tv-z]{25})$/

/**
 * A UUID as a TypeID (https://github.com/jetify-com/typeid, 0.3): `contact_01h455vb4pex5vsknk084sn02q`.
 * Written here because a page of contacts encodes a thousand of them, and the libraries take ten times as long.
 */
export function toTypeId (type: IdType, uuid: string): string {
  const hex = uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24)
  return `${type}_${pair(parseInt(hex.slice(0, 2), 16))}${encode40(hex, 2)}${encode40(hex, 12)}${encode40(hex, 22)}`
}

/** The type and UUID of a TypeID; null where it is none. */
export function parseTypeId (id: string): { type: IdType, uuid: string } | null {
  const [, type, suffix = ''] = TYPE_ID.exec(id) ?? []
  if (!ID_TYPES.includes(type as IdType)) return null
  const hex = bits(suffix, 0).toString(16).padStart(2, '0') + decode40(suffix, 2) + decode40(suffix, 10) + decode40(suffix, 18)
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return { type: type as IdType, uuid }
}

/** The UUID of a TypeID of this type; null where it is something else. */
export function uuidOf (type: IdType, id: string): string | null {
  const parsed = parseTypeId(id)
  return parsed?.type === type ? parsed.uuid : null
}

function encode40 (hex: string, from: number): string {
  const high = parseInt(hex.slice(from, from + 5), 16)
  const low = parseInt(hex.slice(from + 5, from + 10), 16)
  return pair(high >> 10) + pair(high & 1023) + pair(low >> 10) + pair(low & 1023)
}

function decode40 (suffix: string, from: number): string {
  const high = bits(suffix, from) << 10 | bits(suffix, from + 2)
  const low = bits(suffix, from + 4) << 10 | bits(suffix, from + 6)
  return high.toString(16).padStart(5, '0') + low.toString(16).padStart(5, '0')
}

function pair (bits: number): string {
  return PAIRS[bits] as string
}

function bits (suffix: string, from: number): number {
  return BITS_OF_PAIR.get(suffix.slice(from, from + 2)) as number
}
