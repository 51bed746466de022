import { searchKey } from '../text.ts'

/** Letters of a name that are looked for by themselves, at least. */
const SHORTEST_WORD = 2

/** What somebody is known by. */
export interface Known {
  readonly addresses: readonly string[]
  readonly names: readonly string[]
}

/** Whether a text names somebody: by one of these addresses as they are written (a login is a word), or by any word of these names. Case and accents do not matter. */
export function isNamedIn (text: string, { addresses, names }: Known): boolean {
  const key = searchKey(text)
  const known = addresses.map(searchKey).filter(address => address !== '')
  if (known.some(address => /[^\p{L}]/u.test(address) && key.includes(address))) return true
  const words = new Set(wordsOf(key))
  return [...known, ...names.flatMap(name => wordsOf(searchKey(name)))].some(word => word.length >= SHORTEST_WORD && words.has(word))
}

function wordsOf (key: string): string[] {
  return key.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '')
}
