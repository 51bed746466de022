import type { Evaluation, Measures } from './evaluate.ts'
import { PUBLISHED } from './published.ts'

/** How far an AUC may lie from what it should be, and how much better than a baseline warmth must be (scoring.md §10). */
const TOLERANCE = 0.005
const MARGIN = 0.02

/** What an evaluation shows, as lines to print, and what is wrong with it; no faults is a pass. */
export interface Report {
  readonly lines: readonly string[]
  readonly faults: readonly string[]
}

const FORETOLD: Readonly<Record<keyof Measures, string>> = {
  warmth: 'mutual30',
  hear: 'inbound30',
  responsiveness: 'answered7'
}

/** Compares a log's evaluation with what is published of it, or, for a log not known, with the reference scores in its file. */
export function reportOf (name: string, evaluation: Evaluation): Report {
  const known = PUBLISHED[name]
  const { model, reference, deviation, baselines } = evaluation
  const expected = known?.auc ?? reference
  const measures = Object.keys(FORETOLD) as (keyof Measures)[]
  const lines = [
    `${name}: ${evaluation.rows} rows, ${evaluation.touches} touches of ${evaluation.owners} owner${evaluation.owners === 1 ? '' : 's'}`,
    row('', 'AUC', known === undefined ? 'file' : 'published', 'furthest from the reference'),
    ...measures.map(measure => row(
      `${measure} -> ${FORETOLD[measure]}`, shown(model[measure]), shown(expected[measure]), deviation[measure].toExponential(1))),
    row('recency alone -> mutual30', shown(baselines.recency), '', `warmth is ${signed(model.warmth - baselines.recency)}`),
    row('frequency alone -> mutual30', shown(baselines.frequency), '', `warmth is ${signed(model.warmth - baselines.frequency)}`),
    `  responsiveness with the prior over all other contacts, also those not asked about: ${shown(evaluation.responsivenessOverAll)}`
  ]
  return { lines, faults: [...disagreements(model, expected, measures), ...known?.beatsBaselines === false ? [] : thinMargins(evaluation)] }
}

/** An AUC that cannot be told, since all outcomes are alike, agrees with nothing. */
function disagreements (model: Measures, expected: Measures, measures: readonly (keyof Measures)[]): readonly string[] {
  return measures
    .filter(measure => !(Math.abs(model[measure] - expected[measure]) <= TOLERANCE))
    .map(measure => `${measure} has AUC ${shown(model[measure])}, not within ${TOLERANCE} of ${shown(expected[measure])}`)
}

function thinMargins ({ model, baselines }: Evaluation): readonly string[] {
  return Object.entries(baselines)
    .filter(([, baseline]) => !(model.warmth - baseline >= MARGIN))
    .map(([name, baseline]) => `warmth has AUC ${shown(model.warmth)}, not ${MARGIN} better than ${name} alone with ${shown(baseline)}`)
}

function row (label: string, ...cells: readonly string[]): string {
  return `  ${label.padEnd(32)}${cells.map(cell => cell.padEnd(12)).join('')}`.trimEnd()
}

function shown (auc: number): string {
  return auc.toFixed(4)
}

function signed (difference: number): string {
  return `${difference < 0 ? '' : '+'}${difference.toFixed(4)}`
}
