import { BAND_FROM } from '../quality/score.ts'
import { COLD_BELOW } from '../quality/warm-until.ts'

/** Chosen: what they publish is good from where a whole contact is. */
export const VALUABLE_SUBSTANCE = BAND_FROM.GOOD
/** Chosen: the warmth below which any tie counts as cold; who was never talked to is colder still. */
export const NEGLECTED_WARMTH = COLD_BELOW
