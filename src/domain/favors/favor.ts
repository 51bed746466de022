import { refuse } from '../contacts/contact.ts'
import { checkYear, isAhead } from '../interactions/interaction.ts'
import type { FieldError } from '../refusal.ts'
import { cleanText } from '../text.ts'

export const FAVOR_DIRECTIONS = ['GIVEN', 'RECEIVED'] as const
export type FavorDirection = typeof FAVOR_DIRECTIONS[number]

export const FAVOR_KINDS = [
  'RESHARE', 'MENTION', 'SUPPORTIVE_COMMENT', 'ENDORSEMENT', 'FEEDBACK', 'ADVICE', 'RESOURCE', 'REVIEW', 'PROMOTION', 'GUEST_POST',
  'REFERRAL', 'INTRODUCTION', 'RECOMMENDATION', 'SPEAKING_SLOT', 'HANDS_ON_HELP', 'GIFT', 'HOSPITALITY', 'OTHER'
] as const
export type FavorKind = typeof FAVOR_KINDS[number]

/** Something given in kind, never money. `worth` is 1 (a reshare) to 5 (a speaking slot); instants are epoch milliseconds. */
export interface Favor {
  readonly id: string
  readonly contactId: string
  readonly direction: FavorDirection
  readonly kind: FavorKind
  readonly worth: number
  readonly effort: number
  readonly occurredAt: number
  readonly note: string | null
  /** The ask that it answers. */
  readonly askId: string | null
  readonly version: number
}

/** What a favor is worth to whoever gets it, and what it costs whoever gives it; each 1 to 5. */
export interface Worth {
  readonly worth: number
  readonly effort: number
}

/** Chosen: what each kind of favor is worth, and costs, where nobody says otherwise (scoring.md §4). */
export const FAVOR_WORTH: Readonly<Record<FavorKind, Worth>> = {
  RESHARE: { worth: 1, effort: 1 },
  MENTION: { worth: 1, effort: 1 },
  SUPPORTIVE_COMMENT: { worth: 1, effort: 1 },
  ENDORSEMENT: { worth: 2, effort: 1 },
  FEEDBACK: { worth: 2, effort: 2 },
  ADVICE: { worth: 2, effort: 2 },
  RESOURCE: { worth: 2, effort: 1 },
  REVIEW: { worth: 3, effort: 2 },
  PROMOTION: { worth: 3, effort: 1 },
  GUEST_POST: { worth: 4, effort: 4 },
  REFERRAL: { worth: 4, effort: 2 },
  INTRODUCTION: { worth: 4, effort: 2 },
  RECOMMENDATION: { worth: 4, effort: 2 },
  SPEAKING_SLOT: { worth: 5, effort: 3 },
  HANDS_ON_HELP: { worth: 4, effort: 4 },
  GIFT: { worth: 2, effort: 2 },
  HOSPITALITY: { worth: 3, effort: 3 },
  OTHER: { worth: 2, effort: 2 }
}

/** What can be said of a favor. A field left out is not said. */
export interface FavorInput {
  readonly direction?: FavorDirection | null
  readonly kind?: FavorKind | null
  /** Null is what the kind is usually worth. */
  readonly worth?: number | null
  readonly effort?: number | null
  readonly occurredAt?: number | null
  readonly note?: string | null
  readonly askId?: string | null
}

export type NewFavorInput = FavorInput & Pick<Favor, 'contactId' | 'direction' | 'kind' | 'occurredAt'>

export const LONGEST_NOTE = 2000
const LEAST_WORTH = 1
const MOST_WORTH = 5

/** A new favor, cleaned. Refuses (INVALID, all faults at once) what cannot be, and what is still to come; a clock slightly ahead reads as now. */
export function readFavor (input: NewFavorInput, now: number): Omit<Favor, 'id'> {
  const { contactId, direction, kind, occurredAt } = input
  return checked({
    contactId,
    direction,
    kind,
    worth: input.worth ?? FAVOR_WORTH[kind].worth,
    effort: input.effort ?? FAVOR_WORTH[kind].effort,
    occurredAt,
    note: input.note ?? null,
    askId: input.askId ?? null,
    version: 1
  }, now)
}

/**
 * The favor with what `input` gives, cleaned. Where its kind changes, and nobody says what it is worth, a worth that was the old
 * kind's becomes the new one's. Refuses (INVALID) what cannot be.
 */
export function changeFavor (present: Favor, input: FavorInput, now: number): Favor {
  const kind = input.kind ?? present.kind
  const said = (field: keyof Worth) => {
    if (input[field] === undefined) return present[field] === FAVOR_WORTH[present.kind][field] ? FAVOR_WORTH[kind][field] : present[field]
    return input[field] ?? FAVOR_WORTH[kind][field]
  }
  return checked({
    ...present,
    direction: input.direction ?? present.direction,
    kind,
    worth: said('worth'),
    effort: said('effort'),
    occurredAt: input.occurredAt ?? present.occurredAt,
    note: input.note === undefined ? present.note : input.note,
    askId: input.askId === undefined ? present.askId : input.askId
  }, now)
}

function checked<F extends Omit<Favor, 'id'>> (favor: F, now: number): F {
  const errors: FieldError[] = []
  for (const path of ['worth', 'effort'] as const) {
    if (favor[path] < LEAST_WORTH || favor[path] > MOST_WORTH) {
      errors.push({ path, message: `is ${favor[path]}; it can be from ${LEAST_WORTH} to ${MOST_WORTH}.` })
    }
  }
  if (checkYear(favor.occurredAt, 'occurredAt', errors) && isAhead(favor.occurredAt, now)) {
    errors.push({ path: 'occurredAt', message: 'lies in the future; a favor is recorded once it is done.' })
  }
  const note = cleanText(favor.note, { path: 'note', max: LONGEST_NOTE }, errors)
  refuse(errors)
  // A ledger never counts what lies ahead of it, and nothing would bring it up to date minutes later.
  return { ...favor, note, occurredAt: Math.min(favor.occurredAt, now) }
}
