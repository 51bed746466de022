import { compareNames } from '../duplicates/compare-names.ts'
import { readName } from '../duplicates/name.ts'
import { searchKey } from '../text.ts'

/** Whether both names may well be one person's: `Bob Smith` and `Smith, Robert`, but neither father and son nor two of one house. */
export function maySharePerson (one: string, other: string): boolean {
  if (searchKey(one) === searchKey(other)) return true
  return !compareNames(readName(one), readName(other)).reasons.some(reason => /^(?:But|Different) /.test(reason))
}

/** Whether `name` says nothing of what somebody is called that `known` does not: `Ada Lovelace` beside `Ada King Lovelace, PhD`. */
export function isSaidBy (known: string, name: string): boolean {
  const words = new Set(wordsOf(known))
  return wordsOf(name).every(word => words.has(word))
}

function wordsOf (name: string): string[] {
  return searchKey(name).split(/[^\p{L}\p{N}]+/u).filter(word => word !== '')
}
