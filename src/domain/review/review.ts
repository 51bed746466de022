import type { Readiness } from '../asks/readiness.ts'
import { invalid } from '../refusal.ts'
import { findDate } from './deadline.ts'
import { readDraft, spanOf, type Draft, type TextSpan } from './draft.ts'
import { finding, inOrder, type AskFinding } from './finding.ts'
import { missingFindings, phraseFindings, requestFindings } from './findings.ts'
import { readsAsEnglish } from './language.ts'
import { findOffers } from './offer.ts'
import { readPhrases } from './reading.ts'
import { findRequest } from './request.ts'
import { partsOf, scoreOf, type Part, type Traits } from './score.ts'

/** In UTF-16 units. */
export const LONGEST_DRAFT = 20_000

/** How plain, fair and easy to answer a draft is, and what to change. It advises; a low score forbids nothing. */
export interface AskReview {
  /** Whether the text could be judged; without that the score is 0 and says nothing. */
  readonly judged: boolean
  /** 0 to 100: the sum of its parts, never below 0. */
  readonly score: number
  readonly parts: readonly Part[]
  /** The sentence that asks. */
  readonly request: TextSpan | null
  /** The sentence that offers something in return. */
  readonly offer: TextSpan | null
  readonly findings: readonly AskFinding[]
  /** Whether now is the time to ask this person; null where it is not known whom. */
  readonly readiness: Readiness | null
}

type Judgement = Omit<AskReview, 'readiness'>

/**
 * Reviews the draft of a request, by rules for English (points: scoring.md §9). The same text always has the same review, in time
 * that grows with its length alone. Refuses (INVALID) a text that is blank or longer than 20,000 characters.
 */
export function reviewDraft (text: string, readiness: Readiness | null = null): AskReview {
  if (text.trim() === '') throw invalid({ path: 'text', message: 'is blank; there is nothing to review.' })
  if (text.length > LONGEST_DRAFT) {
    throw invalid({ path: 'text', message: `has ${text.length} characters; at most ${LONGEST_DRAFT} are reviewed.` })
  }
  const draft = readDraft(text)
  return { ...readsAsEnglish(draft.words) ? judge(draft) : UNJUDGED, readiness }
}

const UNJUDGED: Judgement = {
  judged: false,
  score: 0,
  parts: [],
  request: null,
  offer: null,
  findings: [{
    ...finding('NO_REQUEST', null, 'This text does not read as English. The review knows English only, so it cannot judge it, and the score says nothing.', null),
    severity: 'INFO'
  }]
}

function judge (draft: Draft): Judgement {
  const offers = findOffers(draft)
  const request = findRequest(draft, offers.phrases)
  const phrases = readPhrases(draft, request?.sentences ?? [], offers.sentences)
  const body = draft.sentences.filter(({ isCourtesy }) => !isCourtesy)
  // An offer may stand in a greeting or a closing, which are not counted themselves.
  const placeOf = (sentence: Draft['sentences'][number] | undefined) => sentence ? body.filter(({ from }) => from < sentence.from).length : null
  const traits: Traits = {
    requestPlace: placeOf(request?.main.sentence),
    requests: request ? request.others.length + 1 : 0,
    offerPlace: placeOf(offers.first?.sentence),
    hasDate: findDate(draft) !== null,
    hasReason: phrases.reasons.length > 0,
    hasThanks: phrases.thanks.length > 0,
    hasEasyNo: phrases.easyNo.length > 0,
    words: draft.words.filter(({ opens }) => opens).length,
    hedges: phrases.hedges.length,
    isIndirect: request?.main.manner === 'INDIRECT',
    isApologetic: phrases.apologies.length > 0,
    presses: phrases.pressure.length > 0,
    flatters: phrases.flattery.length > 0
  }
  const parts = partsOf(traits)
  return {
    judged: true,
    score: scoreOf(parts),
    parts,
    request: request && spanOf(draft, request.main.sentence),
    offer: offers.first && spanOf(draft, offers.first.sentence),
    findings: inOrder([
      ...requestFindings(draft, traits, request, offers.first, phrases),
      ...phraseFindings(draft, phrases),
      ...missingFindings(traits)
    ])
  }
}
