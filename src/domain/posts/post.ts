import { refuse } from '../contacts/contact.ts'
import type { PostKind } from '../quality/substance.ts'
import { invalid, type FieldError } from '../refusal.ts'
import { cleanText } from '../text.ts'
import { measureText, type TextMeasures } from './measure-text.ts'

/** Something that a contact published. Instants are epoch milliseconds; a number that nobody told is null. */
export interface Post extends TextMeasures {
  readonly id: string
  readonly contactId: string
  /** Where it was published, in lower case: mastodon, linkedin, the host of a blog. */
  readonly network: string
  /** Its id there; with the network it makes a post once. */
  readonly externalId: string
  readonly url: string | null
  readonly kind: PostKind
  readonly publishedAt: number
  readonly title: string | null
  readonly text: string | null
  readonly likes: number | null
  readonly replies: number | null
  readonly shares: number | null
  /** Of the contact on that network, when the post was seen. */
  readonly followers: number | null
  /** A member's own judgement, 1 to 5. */
  readonly rating: number | null
}

export type PostFields = Omit<Post, 'id' | 'contactId'>

/** What can be said of a post. What is left out, or null, is not said. */
export interface PostInput extends Pick<Post, 'network' | 'externalId' | 'kind' | 'publishedAt'> {
  readonly url?: string | null
  readonly title?: string | null
  readonly text?: string | null
  readonly likes?: number | null
  readonly replies?: number | null
  readonly shares?: number | null
  readonly followers?: number | null
  readonly rating?: number | null
}

export const LONGEST = { network: 100, externalId: 500, url: 2048, title: 500, text: 50_000 }
const COUNTS = ['likes', 'replies', 'shares', 'followers'] as const
const MOST_COUNTED = 2 ** 31 - 1
export const RATINGS = { least: 1, most: 5 }
/** Clocks differ a little; what seems to be published this far ahead is out. */
const CLOCK_SKEW_MS = 5 * 60_000
const EARLIEST_MS = Date.UTC(1900, 0)

/** A post as it is kept, cleaned and measured. Refuses (INVALID, all faults at once) what cannot be. */
export function readPost (input: PostInput, now: number): PostFields {
  const errors: FieldError[] = []
  const text = (path: 'network' | 'externalId' | 'title' | 'text') => cleanText(input[path], { path, max: LONGEST[path] }, errors)
  const fields = {
    network: needed(text('network')?.toLowerCase(), 'network', errors),
    externalId: needed(text('externalId'), 'externalId', errors),
    url: readUrl(input.url ?? null, errors),
    kind: input.kind,
    publishedAt: input.publishedAt,
    title: text('title'),
    text: text('text'),
    ...readCounts(input, errors),
    rating: readRating(input.rating ?? null, errors)
  }
  if (!(fields.publishedAt >= EARLIEST_MS && fields.publishedAt <= now + CLOCK_SKEW_MS)) {
    errors.push({ path: 'publishedAt', message: fields.publishedAt > now ? 'lies in the future; a post is recorded once it is out.' : 'lies before 1900.' })
  }
  refuse(errors)
  return { ...fields, ...measurePost(fields) }
}

/** The post as it is after it was recorded once more: what was not said this time stays as it was. */
export function renewPost (present: PostFields, said: PostFields): PostFields {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
  const renewed = { ...present, ...given }
  return { ...renewed, ...measurePost(renewed) }
}

/** A member's judgement of a post, 1 to 5, or null for none. Refuses (INVALID) any other. */
export function assertRating (rating: number | null): void {
  const errors: FieldError[] = []
  readRating(rating, errors)
  refuse(errors)
}

/** A member's word on a contact's substance, cleaned. Refuses (INVALID) a score outside 0 to 100, and one without a reason. */
export function readOverride (input: { readonly score: number, readonly reason: string }): { score: number, reason: string } {
  const errors: FieldError[] = []
  const reason = needed(cleanText(input.reason, { path: 'reason', max: 500 }, errors), 'reason', errors)
  if (!(Number.isInteger(input.score) && input.score >= 0 && input.score <= 100)) throw invalid({ path: 'score', message: `is ${input.score}; it can be from 0 to 100.` })
  refuse(errors)
  return { score: input.score, reason }
}

function measurePost ({ title, text }: Pick<Post, 'title' | 'text'>): TextMeasures {
  return measureText([title, text].filter(part => part !== null).join('\n\n'))
}

function readCounts (input: PostInput, errors: FieldError[]): Pick<Post, typeof COUNTS[number]> {
  const counts = Object.fromEntries(COUNTS.map(path => [path, input[path] ?? null])) as Record<typeof COUNTS[number], number | null>
  for (const path of COUNTS) {
    const count = counts[path]
    if (count !== null && !(Number.isInteger(count) && count >= 0 && count <= MOST_COUNTED)) {
      errors.push({ path, message: `is ${count}; it can be a whole number from 0 to ${MOST_COUNTED}.` })
    }
  }
  return counts
}

function readRating (rating: number | null, errors: FieldError[]): number | null {
  if (rating !== null && !(Number.isInteger(rating) && rating >= RATINGS.least && rating <= RATINGS.most)) {
    errors.push({ path: 'rating', message: `is ${rating}; it can be from ${RATINGS.least} to ${RATINGS.most}.` })
  }
  return rating
}

function readUrl (url: string | null, errors: FieldError[]): string | null {
  const text = cleanText(url, { path: 'url', max: LONGEST.url }, errors)
  if (text !== null && !isWebAddress(text)) errors.push({ path: 'url', message: 'is no absolute http or https address.' })
  return text
}

/** Whether it is an absolute http or https address. */
export function isWebAddress (text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function needed (text: string | null | undefined, path: string, errors: FieldError[]): string {
  if (text === null || text === undefined) errors.push({ path, message: 'is empty.' })
  return text ?? ''
}
