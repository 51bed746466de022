import type { TextSpan } from './draft.ts'

/** What a review can find (contract.graphql names them). */
export type AskFindingCode =
  | 'NO_REQUEST' | 'REQUEST_BURIED' | 'SEVERAL_REQUESTS' | 'NO_OFFER' | 'OFFER_LATE' | 'HEDGED' | 'INDIRECT' | 'APOLOGETIC' | 'PRESSURE' | 'FLATTERY'
  | 'TOO_LONG' | 'NO_DEADLINE' | 'NO_EASY_NO' | 'NO_THANKS'

export type Severity = 'INFO' | 'WARNING' | 'PROBLEM'

/** What stands in the way of an answer, where, and what to write instead. */
export interface AskFinding {
  readonly code: AskFindingCode
  readonly severity: Severity
  /** Null where something is missing. */
  readonly span: TextSpan | null
  readonly message: string
  readonly suggestion: string | null
}

/** A PROBLEM costs 15 points or more, a WARNING about 10, an INFO 5 or none; scoring.md's data says of no INFO that it hurts. */
const SEVERITY: Readonly<Record<AskFindingCode, Severity>> = {
  NO_REQUEST: 'PROBLEM',
  PRESSURE: 'PROBLEM',
  REQUEST_BURIED: 'WARNING',
  SEVERAL_REQUESTS: 'WARNING',
  NO_OFFER: 'WARNING',
  NO_DEADLINE: 'WARNING',
  HEDGED: 'WARNING',
  INDIRECT: 'INFO',
  OFFER_LATE: 'INFO',
  APOLOGETIC: 'INFO',
  FLATTERY: 'INFO',
  TOO_LONG: 'INFO',
  NO_EASY_NO: 'INFO',
  NO_THANKS: 'INFO'
}

const RANK: readonly Severity[] = ['PROBLEM', 'WARNING', 'INFO']

/** Findings of a kind that are told; a draft with more has been told enough. */
export const MOST_OF_A_KIND = 20

export function finding (code: AskFindingCode, span: TextSpan | null, message: string, suggestion: string | null): AskFinding {
  return { code, severity: SEVERITY[code], span, message, suggestion }
}

/** By place, at one place the gravest first; what is missing comes after all that is there. */
export function inOrder (findings: readonly AskFinding[]): readonly AskFinding[] {
  return [...findings].sort((a, b) => placeOf(a) === placeOf(b) ? RANK.indexOf(a.severity) - RANK.indexOf(b.severity) : placeOf(a) - placeOf(b))
}

function placeOf ({ span }: AskFinding): number {
  return span?.start ?? Infinity
}
