import type { FieldError } from './refusal.ts'

// Letters that decomposition leaves alone, though people type them without the stroke.
const FOLDED: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ı: 'i' }

/** The text as search and order see it: no case, no accents, single spaces, and control characters as spaces. */
export function searchKey (text: string): string {
  return wellFormed(text).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[ßøłđðþæœı]/g, letter => FOLDED[letter] as string)
    .replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** The text with half a character (an emoji cut in two) replaced by �: PostgreSQL reads no JSON that has one. */
export function wellFormed (text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
}

export interface TextLimit {
  readonly path: string
  /** In UTF-16 units. */
  readonly max: number
}

/** The text trimmed, or null where nothing is left; what is wrong with it goes to `errors`. */
export function cleanText (text: string | null | undefined, limit: TextLimit, errors: FieldError[]): string | null {
  if (text === null || text === undefined) return null
  const trimmed = wellFormed(text.trim())
  if (trimmed === '') return null
  if (trimmed.length > limit.max) {
    errors.push({ path: limit.path, message: `has ${trimmed.length} characters; at most ${limit.max} are kept.` })
  }
  if (trimmed.includes('\u0000')) errors.push({ path: limit.path, message: 'contains a NUL character.' })
  return trimmed
}
