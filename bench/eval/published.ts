import type { Measures } from './evaluate.ts'

/** What a known log must show: the model's AUCs, and whether it must also be clearly better than a baseline (scoring.md §10). */
export interface Published {
  readonly auc: Measures
  readonly beatsBaselines: boolean
}

/**
 * By the name of the folder. On collegemsg, a forum whose acquaintances live for days, recency alone is nearly as good
 * as any model, so nothing is published about margins there.
 */
export const PUBLISHED: Readonly<Record<string, Published>> = {
  'email-eu': { auc: { warmth: 0.8436, hear: 0.8337, responsiveness: 0.7559 }, beatsBaselines: true },
  collegemsg: { auc: { warmth: 0.8458, hear: 0.8492, responsiveness: 0.6157 }, beatsBaselines: false }
}
