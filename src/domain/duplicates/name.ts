import { ownWord } from './free-mail.ts'
import { DEGREES, GENERATIONS, MEN, NAMES_TOO, PARTICLES, ROLES, TITLES, VIETNAMESE, WOMEN } from './name-words.ts'
import { rootsOf } from './nicknames.ts'
import { latin, sound, spellingKey } from './spelling.ts'

/** A word of a name, as it is shown and as it is compared. */
export interface Word {
  readonly shown: string
  /** In Latin letters, its umlauts as they are. */
  readonly plain: string
  readonly key: string
  readonly sound: string
  /** Whether it is one letter, which stands for a word. A sign of Chinese is a word. */
  readonly isInitial: boolean
  /** The given names that it can stand for. */
  readonly roots: readonly string[]
}

/** A name taken apart. Each list is in the order in which it is written. */
export interface PersonName {
  /** All words before the family name but for particles. */
  readonly given: readonly Word[]
  /** The family name without its particles, and after it with them; empty where only one word is known. */
  readonly family: readonly Word[]
  /** Parts of a family name that is written with hyphens. */
  readonly parts: readonly Word[]
  /** What stands in brackets or quotes: a nickname, or a name from before. */
  readonly also: readonly Word[]
  readonly generation: string | null
  readonly gender: 'man' | 'woman' | null
  /** Whether it was read from an address. */
  readonly isGuessed: boolean
  /** A desk or a mailbox. */
  readonly isRole: boolean
}

const LONGEST_NAME = 200
const MOST_WORDS = 8
const MOST_ASIDE = 3
const ASIDE = /[("“„«]([^()"“”„«»]{1,60})[)"”“»]/g
const INITIAL = /^[\p{Ll}\d]$/u
const IDEOGRAPHS = /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]+$/u

/** Reads a name as people and programs write it: “Dr. Ada Lovelace, PhD”, “Lovelace, Ada”, “ada.lovelace@example.org”. `isLogin` where it is only a login. */
export function readName (written: string, isLogin = false): PersonName {
  const text = written.slice(0, LONGEST_NAME).trim()
  const isAddress = isLogin || isWrittenAsAddress(text)
  const [before = '', ...after] = (isAddress ? fromAddress(text) : text.replace(ASIDE, ' ')).split(',')
  const [head, tail] = [wordsOf(before), wordsOf(after.join(' '))]
  const marks = [...head, ...tail].map(plain)
  const isTurned = tail.some(word => !isAfterName(plain(word)) && !TITLES.has(plain(word)))
  const front = isTurned ? nameWords(tail.filter(word => !isAfterName(plain(word)))) : []
  const words = [...front, ...nameWords(head)].slice(0, MOST_WORDS)
  const at = isTurned ? front.length : familyAt(words)
  const [given, family] = at === 0 ? [words, []] : [words.slice(0, at), words.slice(at)]
  const isVietnamese = VIETNAMESE.has(plain(words[0] ?? ''))
  return {
    given: given.filter((word, index) => index === 0 || isVietnamese || !isParticle(word)).map(toWord),
    family: family.length === 0 ? [] : familyWords(family),
    parts: partsOf(family),
    also: isAddress ? [] : [...text.matchAll(ASIDE)].flatMap(([, inside = '']) => wordsOf(inside)).map(toWord).filter(isWhole).slice(0, MOST_ASIDE),
    generation: marks.slice(1).map(mark => GENERATIONS.get(mark)).find(mark => mark !== undefined) ?? null,
    gender: genderOf(isTurned ? tail : head),
    isGuessed: isAddress,
    isRole: isRole(words)
  }
}

/** A word as it is compared. */
export function toWord (shown: string): Word {
  const bare = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su.exec(shown)?.[0] ?? shown
  const key = spellingKey(shown)
  return { shown: bare, plain: latin(shown), key, sound: sound(key), isInitial: INITIAL.test(key), roots: rootsOf(key) }
}

function isWhole ({ key, isInitial }: Word): boolean {
  return key !== '' && !isInitial
}

function plain (word: string): string {
  return latin(word)
}

function isAfterName (mark: string): boolean {
  return DEGREES.has(mark) || GENERATIONS.has(mark)
}

function wordsOf (text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '')
}

function isWrittenAsAddress (text: string): boolean {
  return /^\S+$/.test(text) && (/@|:\/\//.test(text) || (/^[\w.-]+$/.test(text) && /[\d._]/.test(text) && !text.endsWith('.')))
}

/** The words of a mailbox or a handle, where there are several: ada.lovelace says more than adalove. */
function fromAddress (text: string): string {
  const host = /^https?:\/\/([^/]*\.[^/.]+)/.exec(text)?.[1]
  const local = host ? ownWord(host) : text.replace(/^@/, '').split(/[@+]/)[0] as string
  const words = local.split(/[._-]+/).map(word => word.replace(/\d+/g, '')).filter(word => word !== '')
  const isTelling = words.length > 1 || words.some(word => rootsOf(spellingKey(word)).length > 0 || ROLES.has(word))
  return isTelling ? words.map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ') : ''
}

/** The words without titles before and degrees after; numbers alone are no name. */
function nameWords (words: readonly string[]): string[] {
  const named = words.filter(word => /\p{L}/u.test(word) && latin(word) !== '')
  const joined = named.length > 1 && named.every(word => IDEOGRAPHS.test(word)) ? [named.join('')] : named
  const [only = ''] = joined
  if (joined.length === 1 && IDEOGRAPHS.test(only) && [...only].length > 1) return [[...only].slice(1).join(''), [...only][0] as string]
  let from = 0
  let to = joined.length
  while (to - from > 1 && TITLES.has(plain(joined[from] as string)) && !isInitial(joined[from] as string)) from++
  while (to - from > 1 && isAfterName(plain(joined[to - 1] as string)) && !NAMES_TOO.has(plain(joined[to - 1] as string))) to--
  return joined.slice(from, to)
}

function isInitial (word: string): boolean {
  return INITIAL.test(plain(word))
}

function familyAt (words: readonly string[]): number {
  if (words.length < 2) return words.length
  let at = words.length - 1
  if (VIETNAMESE.has(plain(words[0] as string))) return at
  while (at > 1 && isParticle(words[at - 1] as string)) at--
  return at
}

/** A capital letter alone stands for a name. */
function isParticle (word: string): boolean {
  return PARTICLES.has(plain(word)) && !/^\p{Lu}\.?$/u.test(word)
}

/** The parts of a double family name, written with a hyphen or without. */
function partsOf (family: readonly string[]): Word[] {
  const parts = family.flatMap(word => word.split(/[-‐–]/)).filter(part => !PARTICLES.has(plain(part)))
  return parts.length > 1 ? parts.map(toWord).filter(isWhole) : []
}

function familyWords (family: readonly string[]): Word[] {
  const core = family.filter(word => !PARTICLES.has(plain(word)))
  const bare = toWord(core.length > 0 ? (core.at(-1) as string).replace(/^(?:al|el|ben|bin)-(?=\p{L})/iu, '') : family.join(' '))
  const whole = toWord(family.join(' '))
  return whole.key === bare.key ? [bare] : [bare, whole]
}

/** “Sr” before a name is señor, and after it the elder. */
function genderOf (words: readonly string[]): PersonName['gender'] {
  if (words.length < 2) return null
  const title = plain(words[0] as string)
  return MEN.has(title) ? 'man' : WOMEN.has(title) ? 'woman' : null
}

function isRole (words: readonly string[]): boolean {
  const keys = words.flatMap(word => word.split(/[-_.]/)).map(plain)
  return keys.some(key => ROLES.has(key)) && keys.every(key => rootsOf(spellingKey(key)).length === 0 || ROLES.has(key))
}
