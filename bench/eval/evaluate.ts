import { addTouch } from '../../src/domain/quality/totals/add-touch.ts'
import { askedAnswered } from '../../src/domain/quality/totals/question.ts'
import type { AskedAnswered } from '../../src/domain/quality/totals/question.ts'
import { responsivenessOf } from '../../src/domain/quality/responsiveness.ts'
import { scoreQuality } from '../../src/domain/quality/score.ts'
import { emptyTotals } from '../../src/domain/quality/totals/totals.ts'
import type { Totals } from '../../src/domain/quality/totals/totals.ts'
import { auc } from './auc.ts'
import { groupedBy, readRows, readTouches } from './read-log.ts'
import type { OwnersTouch, Row } from './read-log.ts'

/** How well the model orders a log's rows, and how far it is from the scores that came with them. */
export interface Evaluation {
  readonly rows: number
  readonly owners: number
  readonly touches: number
  /** AUC of the model, by what it foretells. */
  readonly model: Measures
  /** AUC of the reference scores in the file. */
  readonly reference: Measures
  /** The largest distance from a reference score. */
  readonly deviation: Measures
  /** AUC of responsiveness where the workspace's prior is that of all other contacts, also of those not asked about. */
  readonly responsivenessOverAll: number
  /** AUC for mutual30 of what anybody could do without a model. */
  readonly baselines: { readonly recency: number, readonly frequency: number }
}

/** warmth for mutual30, hear for inbound30, responsiveness for answered7. */
export interface Measures {
  readonly warmth: number
  readonly hear: number
  readonly responsiveness: number
}

interface ScoredRow {
  readonly row: Row
  readonly p30: number
  readonly hear: number
  readonly responsiveness: number
  readonly responsivenessOverAll: number
  readonly lastTouchAt: number
  readonly touches: number
}

/** Evaluates the log in a folder that holds interactions.csv.gz and rows.csv.gz, through the product's own scores. */
export async function evaluateFolder (folder: string): Promise<Evaluation> {
  const rows = await readRows(folder)
  const touches = await readTouches(folder, new Set(rows.keys()))
  const scored = [...rows].flatMap(([owner, group]) => scoreOwner(touches.get(owner) ?? [], group))
  return {
    rows: scored.length,
    owners: rows.size,
    touches: [...touches.values()].reduce((sum, { length }) => sum + length, 0),
    model: measures(scored, row => row),
    reference: measures(scored, ({ row }) => row.reference),
    deviation: {
      warmth: furthest(scored, row => row.p30 - row.row.reference.p30),
      hear: furthest(scored, row => row.hear - row.row.reference.hear),
      responsiveness: furthest(scored, row => row.responsiveness - row.row.reference.responsiveness)
    },
    responsivenessOverAll: auc(scored.map(row => row.responsivenessOverAll), scored.map(({ row }) => row.outcome.answered7)),
    baselines: {
      recency: auc(scored.map(({ lastTouchAt, row }) => lastTouchAt - row.asOf), scored.map(({ row }) => row.outcome.mutual30)),
      frequency: auc(scored.map(({ touches }) => touches), scored.map(({ row }) => row.outcome.mutual30))
    }
  }
}

/** One pass over the owner's touches; at each instant asked about, everything up to it counts and nothing after it. */
function scoreOwner (touches: readonly OwnersTouch[], rows: readonly Row[]): readonly ScoredRow[] {
  const contacts = new Map<string, Totals>()
  const scored: ScoredRow[] = []
  let next = 0
  for (const [asOf, asked] of groupedBy(rows, row => row.asOf)) {
    for (let touch = touches[next]; touch !== undefined && touch.at <= asOf; touch = touches[++next]) {
      contacts.set(touch.contact, addTouch(contacts.get(touch.contact) ?? emptyTotals(), touch))
    }
    const totalsOf = (row: Row) => contacts.get(row.contact) ?? emptyTotals()
    // The reference scores know of a workspace only the contacts that its rows ask about at that instant.
    const pools = { asked: poolOf(asked.map(totalsOf), asOf), all: poolOf(contacts.values(), asOf) }
    scored.push(...asked.map(row => scoreRow(row, totalsOf(row), pools)))
  }
  return scored
}

function poolOf (contacts: Iterable<Totals>, at: number): AskedAnswered {
  const pool = { asked: 0, answered: 0 }
  for (const totals of contacts) {
    const { asked, answered } = askedAnswered(totals, at)
    pool.asked += asked
    pool.answered += answered
  }
  return pool
}

function scoreRow (row: Row, totals: Totals, pools: { readonly asked: AskedAnswered, readonly all: AskedAnswered }): ScoredRow {
  const own = askedAnswered(totals, row.asOf)
  const without = (pool: AskedAnswered) => ({ asked: pool.asked - own.asked, answered: pool.answered - own.answered })
  const { factors, reading } = scoreQuality({ totals, now: row.asOf, targetDays: null, prior: without(pools.asked) })
  return {
    row,
    p30: factors.warmth.p30,
    hear: factors.warmth.hear,
    responsiveness: factors.responsiveness.chance,
    responsivenessOverAll: responsivenessOf(totals, reading, [], without(pools.all), row.asOf).chance,
    lastTouchAt: totals.lastTouchAt ?? 0,
    touches: totals.touches
  }
}

function measures (scored: readonly ScoredRow[], scores: (row: ScoredRow) => { p30: number, hear: number, responsiveness: number }): Measures {
  return {
    warmth: auc(scored.map(row => scores(row).p30), scored.map(({ row }) => row.outcome.mutual30)),
    hear: auc(scored.map(row => scores(row).hear), scored.map(({ row }) => row.outcome.inbound30)),
    responsiveness: auc(scored.map(row => scores(row).responsiveness), scored.map(({ row }) => row.outcome.answered7))
  }
}

function furthest (scored: readonly ScoredRow[], distance: (row: ScoredRow) => number): number {
  return scored.reduce((most, row) => Math.max(most, Math.abs(distance(row))), 0)
}
