import { CONTINENT } from './nicknames/continent.ts'
import { EAST } from './nicknames/east.ts'
import { ENGLISH } from './nicknames/english.ts'
import { ENGLISH_M_TO_Z } from './nicknames/english-m-to-z.ts'
import { spellingKey } from './spelling.ts'

const TABLE = [ENGLISH, ENGLISH_M_TO_Z, CONTINENT, EAST].join('')

/** The names that each spelling key can stand for, and whether it is short for them. */
const NAMES = readTable()
const ROOTS: ReadonlyMap<string, readonly string[]> = new Map([...NAMES].map(([key, meanings]) => [key, [...meanings.keys()]]))
const NONE: readonly string[] = []

/** The given names that a word can be a form of or short for, by their spelling keys; none where nobody is known to be called so. */
export function rootsOf (key: string): readonly string[] {
  return ROOTS.get(key) ?? NONE
}

/** Two given names that can be one person's: how so, as a sentence; null where the table knows of nothing. They are given as they are shown, with their keys. */
export function nicknameReason (one: { shown: string, key: string }, other: { shown: string, key: string }): string | null {
  const [first, second] = [NAMES.get(one.key), NAMES.get(other.key)]
  const root = first && second && [...first.keys()].find(name => second.has(name))
  if (!root) return null
  const [isFirstShort, isSecondShort] = [first.get(root)?.isShort, second.get(root)?.isShort]
  if (isFirstShort && isSecondShort) return `${one.shown} and ${other.shown} are both short for ${first.get(root)?.shown}`
  if (isFirstShort) return `${one.shown} is short for ${other.shown}`
  if (isSecondShort) return `${other.shown} is short for ${one.shown}`
  return `${one.shown} and ${other.shown} are forms of one name`
}

interface Meaning { readonly isShort: boolean, readonly shown: string }

function readTable (): ReadonlyMap<string, ReadonlyMap<string, Meaning>> {
  const names = new Map<string, Map<string, Meaning>>()
  for (const line of TABLE.split('\n').filter(line => line !== '')) {
    const [written = '', short = ''] = line.split(':')
    const [head = '', forms = ''] = written.split('=')
    const root = spellingKey(head)
    const add = (name: string, isShort: boolean) => {
      const meanings = names.get(spellingKey(name)) ?? new Map<string, Meaning>()
      if (!meanings.has(root)) meanings.set(root, { isShort, shown: capitalized(head.trim()) })
      names.set(spellingKey(name), meanings)
    }
    add(head, false)
    for (const form of words(forms)) add(form, false)
    for (const name of words(short)) add(name, true)
  }
  return names
}

function words (text: string): string[] {
  return text.split(' ').filter(word => word !== '')
}

function capitalized (name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}
