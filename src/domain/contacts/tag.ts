import { readCadenceDays, refuse } from './contact.ts'
import type { FieldError } from '../refusal.ts'
import { cleanText } from '../text.ts'

/** A word that contacts have in common. */
export interface Tag {
  readonly id: string
  readonly name: string
  /** The name without case and accents: one tag of a workspace has it. */
  readonly key: string
  /** Wanted days between touches for whoever has this tag and no days of their own. */
  readonly targetDays: number | null
}

const LONGEST_TAG = 50

/** What a tag's cadence is to be. */
export interface TagCadence {
  readonly tag: string
  /** Null takes it away. */
  readonly targetDays: number | null
}

/** A tag's cadence as it is kept. Refuses (INVALID) a tag that is empty or too long, and days outside 1 to 3,650. */
export function readTagCadence ({ tag, targetDays }: TagCadence): TagCadence {
  const errors: FieldError[] = []
  const name = cleanText(tag, { path: 'tag', max: LONGEST_TAG }, errors)
  if (name === null) errors.push({ path: 'tag', message: 'is empty.' })
  const days = readCadenceDays(targetDays, 'targetDays', errors)
  refuse(errors)
  return { tag: name as string, targetDays: days }
}
