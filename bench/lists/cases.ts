import type { ContactOrderField } from '../../src/domain/contacts/contact-list.ts'
import type { ListContactsInput } from '../../src/operations/contacts/find-contacts.ts'

/** A page of contacts that somebody asks for, and what it may cost in the large workspace. */
export interface Case {
  readonly name: string
  readonly input: ListContactsInput
  readonly bar: Bar
}

/**
 * FLAT: what it costs in the small workspace, and a little. MATCHES: as many times as what fits is more than there.
 * A number: pages, for what the small workspace says nothing about.
 */
export type Bar = 'FLAT' | 'MATCHES' | number

export const PAGE = 50
export const ORDER_FIELDS = ['QUALITY', 'WARMTH', 'NAME', 'LAST_INTERACTION_AT', 'CREATED_AT', 'DUE_AT'] as const satisfies readonly ContactOrderField[]

/** What is meant by a little: rows that lie farther apart, and an index with a level more. */
export const MOST_TIMES = 1.2
/** Where one contact in twenty fits, a thousand are looked at for a page, each in two or three tables; the small workspace has no more. */
const ONE_IN_TWENTY = 8_000
/** Who is paused here has no score, and comes last: the order is read to its end, three pages for each contact. */
const TO_THE_END = 200_000
/** The parts of a number are in many others; what has all of them is looked for among those in the index. */
const PARTS_OF_A_NUMBER = 500

export function casesOf (now: number): Case[] {
  const days = (count: number): number => now - count * 86_200_000
  const filtered = (name: string, filter: ListContactsInput['filter'], bar: Bar = 'FLAT'): Case => ({ name: `filter ${name}`, bar, input: { first: PAGE, filter } })
  const searched = (name: string, search: string, bar: Bar): Case => ({ name: `search by ${name}`, bar, input: { first: PAGE, search } })
  return [
    ...ORDER_FIELDS.flatMap(field => (['ASC', 'DESC'] as const).map((direction): Case => (
      { name: `order ${field} ${direction}`, bar: 'FLAT', input: { first: PAGE, orderBy: { field, direction } } }
    ))),
    filtered('quality from 40 to 60', { quality: { min: 40, max: 60 } }),
    ...(['EXCELLENT', 'GOOD', 'FAIR', 'LOW', 'INSUFFICIENT_EVIDENCE'] as const).map(band => filtered(`band ${band}`, { band: [band] })),
    ...(['ON_TRACK', 'NO_CADENCE'] as const).map(state => filtered(`dueState ${state}`, { dueState: [state] })),
    ...(['DUE', 'OVERDUE', 'LAPSED'] as const).map(state => filtered(`dueState ${state}`, { dueState: [state] }, ONE_IN_TWENTY)),
    filtered('dueState PAUSED', { dueState: ['PAUSED'] }, TO_THE_END),
    filtered('lastInteractionAt from', { lastInteractionAt: { from: days(3) } }, 'MATCHES'),
    filtered('lastInteractionAt to', { lastInteractionAt: { to: days(3) } }),
    filtered('tags', { tags: ['tag 7'] }, 'MATCHES'),
    filtered('organization', { organization: 'org 7' }, 'MATCHES'),
    searched('a word of many', 'barbara', 'MATCHES'),
    searched('a whole address', 'mail777@example.org', 'MATCHES'),
    searched('a part of an address', 'mail777@', 'MATCHES'),
    searched('a part of a number', '0151 0000 0777', PARTS_OF_A_NUMBER)
  ]
}
