import type { Traits } from './traits.ts'

/** Bits of a hash. */
const HASH_BITS = 16
const HASHES = 2 ** HASH_BITS

/**
 * Where a contact stands in an order in which most of those who share a key with it are near: by its given name, then by its family name.
 * A safe integer that nobody can read a name from.
 */
export function neighborhood ({ name }: Traits): number {
  const [given = '', family = ''] = [name.given[0]?.sound, name.family[0]?.sound]
  return hash(given) * HASHES + hash(family)
}

/** FNV-1a, folded. */
function hash (text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return ((value >>> HASH_BITS) ^ value) & (HASHES - 1)
}
