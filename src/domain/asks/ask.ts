import { refuse } from '../contacts/contact.ts'
import type { FavorKind } from '../favors/favor.ts'
import { checkYear, isAhead, type Channel } from '../interactions/interaction.ts'
import { Refusal, type FieldError } from '../refusal.ts'
import { cleanText } from '../text.ts'

export const ASK_SIZES = ['SMALL', 'MEDIUM', 'LARGE'] as const
export type AskSize = typeof ASK_SIZES[number]

export const ASK_STATUSES = ['DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'NO_ANSWER', 'FULFILLED', 'THANKED', 'RECIPROCATED', 'WITHDRAWN'] as const
export type AskStatus = typeof ASK_STATUSES[number]

export const ASK_WARNING_CODES = ['NO_OFFER', 'WE_OWE', 'COLD_TIE', 'NEVER_TALKED', 'TOO_SOON_AFTER_LAST_ASK', 'UNANSWERED_STREAK'] as const
export type AskWarningCode = typeof ASK_WARNING_CODES[number]

/** What stood against asking, told when the ask was created. Never a refusal. */
export interface AskWarning {
  readonly code: AskWarningCode
  readonly text: string
}

/** A plain request, with what is offered in return. Instants are epoch milliseconds. */
export interface Ask {
  readonly id: string
  readonly contactId: string
  readonly need: string
  readonly offer: string | null
  readonly offerKind: FavorKind | null
  readonly size: AskSize
  /** How it is to be asked, or was; null where nobody said. */
  readonly channel: Channel | null
  readonly status: AskStatus
  readonly deadline: number | null
  readonly warnings: readonly AskWarning[]
  readonly version: number
  readonly createdAt: number
}

/** A step of an ask from one status to the next. */
export interface AskMove {
  readonly id: string
  readonly askId: string
  readonly from: AskStatus
  readonly to: AskStatus
  readonly at: number
  readonly note: string | null
}

/**
 * Where an ask can go from each status. A late answer is an answer, and people change their minds; what was done for us stays done;
 * who has given back may still say thanks. An ask that was withdrawn is over: another one begins anew.
 */
export const ASK_MOVES: Readonly<Record<AskStatus, readonly AskStatus[]>> = {
  DRAFT: ['SENT', 'WITHDRAWN'],
  SENT: ['ACCEPTED', 'DECLINED', 'NO_ANSWER', 'FULFILLED', 'WITHDRAWN'],
  ACCEPTED: ['FULFILLED', 'DECLINED', 'WITHDRAWN'],
  DECLINED: ['ACCEPTED', 'FULFILLED'],
  NO_ANSWER: ['ACCEPTED', 'DECLINED', 'FULFILLED', 'WITHDRAWN'],
  FULFILLED: ['THANKED', 'RECIPROCATED'],
  THANKED: ['RECIPROCATED'],
  RECIPROCATED: ['THANKED'],
  WITHDRAWN: []
}

/** In these the ask waits for something that they do. */
export const OPEN_STATUSES: readonly AskStatus[] = ['SENT', 'ACCEPTED']
/** In these they have done what was asked, and nothing has come back yet. */
export const UNANSWERED_HELP: readonly AskStatus[] = ['FULFILLED', 'THANKED']
/** In these the words of an ask may still change. */
const UNFINISHED: readonly AskStatus[] = ['DRAFT', 'SENT', 'ACCEPTED', 'NO_ANSWER']

export const LONGEST = { need: 2000, offer: 2000, note: 2000 }

/** What can be said of an ask. A field left out is not said; null empties it. */
export interface AskInput {
  readonly need?: string | null
  readonly offer?: string | null
  readonly offerKind?: FavorKind | null
  readonly size?: AskSize | null
  readonly channel?: Channel | null
  readonly deadline?: number | null
}

export type AskFields = Pick<Ask, 'need' | 'offer' | 'offerKind' | 'size' | 'channel' | 'deadline'>

/** A new ask, cleaned; of medium size where nobody says. Refuses (INVALID, all faults at once) what cannot be. */
export function readAsk (input: AskInput & Pick<Ask, 'need'>): AskFields {
  return checked({
    need: input.need,
    offer: input.offer ?? null,
    offerKind: input.offerKind ?? null,
    size: input.size ?? 'MEDIUM',
    channel: input.channel ?? null,
    deadline: input.deadline ?? null
  })
}

/** The ask with what `input` gives, cleaned. Refuses (INVALID) what cannot be, and (CONFLICT) an ask that is finished. */
export function changeAsk (present: Ask, input: AskInput): Ask {
  if (!UNFINISHED.includes(present.status)) {
    throw new Refusal('CONFLICT', `The ask is ${present.status}; its words stay as they were.`, { extensions: { status: present.status } })
  }
  return {
    ...present,
    ...checked({
      need: input.need === undefined ? present.need : input.need ?? '',
      offer: input.offer === undefined ? present.offer : input.offer,
      offerKind: input.offerKind === undefined ? present.offerKind : input.offerKind,
      size: input.size ?? present.size,
      channel: input.channel === undefined ? present.channel : input.channel,
      deadline: input.deadline === undefined ? present.deadline : input.deadline
    })
  }
}

/** A move that somebody tells of; `at` is when it was made, now where it is left out. */
export interface MoveInput {
  readonly status: AskStatus
  readonly note?: string | null
  readonly at?: number | null
}

/** How `ask`, whose last move was made at `lastAt`, goes on. Refuses (CONFLICT, with the moves that are open) a move that is not allowed, and INVALID input. */
export function readMove (ask: Pick<Ask, 'id' | 'status'>, lastAt: number | null, { status: to, note, at = null }: MoveInput, now: number): Omit<AskMove, 'id'> {
  const openMoves = ASK_MOVES[ask.status]
  if (!openMoves.includes(to)) {
    const open = openMoves.length === 0 ? 'it is over' : `open are ${openMoves.join(', ')}`
    throw new Refusal('CONFLICT', `The ask is ${ask.status} and cannot become ${to}; ${open}.`, { extensions: { status: ask.status, openMoves } })
  }
  const errors: FieldError[] = []
  const kept = cleanText(note, { path: 'note', max: LONGEST.note }, errors)
  if (at !== null && checkYear(at, 'at', errors)) {
    if (isAhead(at, now)) errors.push({ path: 'at', message: 'lies in the future; tell of a move once it is made.' })
    if (lastAt !== null && at < lastAt) errors.push({ path: 'at', message: 'lies before the move that came last.' })
  }
  refuse(errors)
  // Another clock, or another request of the same moment, never puts a move before the last one.
  return { askId: ask.id, from: ask.status, to, at: Math.max(Math.min(at ?? now, now), lastAt ?? -Infinity), note: kept }
}

function checked (fields: AskFields): AskFields {
  const errors: FieldError[] = []
  const need = cleanText(fields.need, { path: 'need', max: LONGEST.need }, errors) ?? ''
  if (need === '') errors.push({ path: 'need', message: 'is empty; say plainly what you ask for.' })
  const offer = cleanText(fields.offer, { path: 'offer', max: LONGEST.offer }, errors)
  if (fields.deadline !== null) checkYear(fields.deadline, 'deadline', errors)
  refuse(errors)
  return { ...fields, need, offer }
}
