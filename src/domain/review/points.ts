import { POINTS, type Part } from './score.ts'

/** A part of the score in words. */
export interface ToldPart extends Part {
  /** What it could have earned at most; 0 for what is only taken off. */
  readonly most: number
  readonly text: string
}

const TEXTS: Readonly<Record<Part['code'], readonly [there: string, missing: string]>> = {
  REQUEST: ['It asks for something', 'It asks for nothing'],
  EARLY: ['The request is in the first two sentences', 'The request is not in the first two sentences'],
  OFFER: ['It offers something in return', 'It offers nothing in return'],
  OFFER_FIRST: ['The offer comes before or with the request', 'No offer comes before or with the request'],
  ONE_REQUEST: ['It asks for one thing', 'It does not ask for exactly one thing'],
  DATE: ['It names a date', 'It names no date'],
  REASON: ['It says why', 'It does not say why: “because …”, or what of theirs made you ask'],
  THANKS: ['It says thanks', 'It does not say thanks'],
  EASY_NO: ['It leaves an easy way to say no', 'It leaves no easy way to say no'],
  LENGTH: ['It has 30 to 120 words', 'It does not have 30 to 120 words'],
  HEDGED: ['It hedges', ''],
  INDIRECT: ['It asks around a corner', ''],
  APOLOGETIC: ['It apologizes for asking', ''],
  PRESSURE: ['It presses', ''],
  FLATTERY: ['It flatters', '']
}

/** A part as it is told to whoever wrote the draft. */
export function told (part: Part): ToldPart {
  const [there, missing] = TEXTS[part.code]
  const most = part.code in POINTS ? POINTS[part.code as keyof typeof POINTS] : 0
  return { ...part, most, text: part.points === 0 ? missing : there }
}
