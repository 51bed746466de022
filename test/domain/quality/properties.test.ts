import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { replay } from '../../../src/domain/quality/totals/add-touch.ts'
import { assessQuality } from '../../../src/domain/quality/assess.ts'
import { DAY_MS } from '../../../src/domain/quality/totals/decay.ts'
import { FACTORS } from '../../../src/domain/quality/factor.ts'
import { scoreQuality } from '../../../src/domain/quality/score.ts'
import type { QualityInput } from '../../../src/domain/quality/score.ts'
import { favorLists, instants, postLists, surroundings, touchLists } from './support/arbitrary.ts'
import { isNear } from './support/near.ts'

const later = fc.double({ min: 0, max: 400, noNaN: true })

t.test('scores lie between 0 and 100, confidence between 0 and 1, and nothing is ever not a number', async () => {
  fc.assert(fc.property(touchLists, surroundings, instants, (touches, rest, now) => {
    const quality = assessQuality({ ...rest, totals: replay(touches, now), now })
    const parts = [quality, ...FACTORS.map(factor => quality[factor])]
    const { ledger, substanceParts, ...numbers } = quality.evidence
    return parts.every(({ score }) => score === null || (score >= 0 && score <= 100)) &&
      parts.every(({ confidence }) => confidence >= 0 && confidence <= 1) &&
      Object.values(numbers).every(number => !Number.isNaN(number)) &&
      Math.abs(ledger.balance) <= 1 && ledger.credit >= 0 && ledger.debt >= 0 &&
      (substanceParts === null || Object.values(substanceParts).every(part => part >= 0 && part <= 1))
  }), { numRuns: 500 })
})

t.test('50 and the impacts of all reasons make the score, and those of a factor its part', async () => {
  fc.assert(fc.property(touchLists, surroundings, instants, (touches, rest, now) => {
    const quality = assessQuality({ ...rest, totals: replay(touches, now), now })
    const sum = (reasons: readonly { impact: number }[]) => reasons.reduce((total, { impact }) => total + impact, 0)
    if (quality.score === null) return quality.reasons.every(({ impact }) => Math.abs(impact) === 0)
    return Math.abs(50 + sum(quality.reasons) - quality.score) < 1e-9 && FACTORS.every(name => {
      const { score, confidence, weight, reasons } = quality[name]
      const part = score === null ? 0 : weight * confidence * (score - 50) / quality.confidence
      return Math.abs(sum(reasons) - part) < 1e-9
    })
  }), { numRuns: 500 })
})

t.test('every factor says why, strongest first, and names only rows that were there', async () => {
  fc.assert(fc.property(touchLists, surroundings, instants, (touches, rest, now) => {
    const quality = assessQuality({ ...rest, totals: replay(touches, now), now })
    const rows = [...touches, ...rest.favors, ...rest.asks, ...rest.posts].filter(({ at }) => at <= now)
    const known = new Set(rows.map(({ id }) => id))
    return [quality, ...FACTORS.map(name => quality[name])].every(({ reasons }) =>
      reasons.length > 0 &&
      reasons.every(({ evidence }) => evidence.every(({ id }) => known.has(id))) &&
      reasons.every(({ code, text }) => /^[A-Z_]+$/.test(code) && /^[A-Z\d]/.test(text) && !/NaN|Infinity|undefined|null|\b1 (days|questions|posts|favors|followers)\b/.test(text)) &&
      reasons.every(({ impact }, index) => index === 0 || Math.abs(impact) <= Math.abs(reasons[index - 1]?.impact ?? 0)))
  }), { numRuns: 500 })
})

t.test('a score as of a day is the same whatever comes after that day', async () => {
  fc.assert(fc.property(touchLists, surroundings, instants, favorLists, postLists, (touches, rest, now, moreFavors, morePosts) => {
    const twice = <Row extends { id: string, at: number }>(rows: readonly Row[]) =>
      [...rows, ...rows.filter(({ at }) => at > now).map(row => ({ ...row, id: `again-${row.id}` }))].reverse()
    const past = <Row extends { at: number }>(rows: readonly Row[]) => rows.filter(({ at }) => at <= now)
    const future = <Row extends { at: number }>(rows: readonly Row[]) => rows.map(row => ({ ...row, at: now + 1 + Math.abs(row.at % DAY_MS) }))
    const only: QualityInput = { ...rest, totals: replay(past(touches)), now, favors: past(rest.favors), asks: past(rest.asks), posts: past(rest.posts) }
    const all: QualityInput = {
      ...rest,
      totals: replay(twice(touches), now),
      now,
      favors: [...rest.favors, ...future(moreFavors)],
      asks: rest.asks,
      posts: [...rest.posts, ...future(morePosts)]
    }
    return isDeepStrictEqual(assessQuality(all), assessQuality(only))
  }), { numRuns: 200 })
})

t.test('nothing happens, nothing warms', async () => {
  fc.assert(fc.property(touchLists, surroundings, later, later, (touches, rest, first, second) => {
    const totals = replay(touches)
    const at = (days: number) => scoreQuality({ ...rest, totals, now: (totals.lastInteractionAt ?? 0) + days * DAY_MS }).factors.warmth
    const [sooner, afterwards] = [at(first), at(first + second)]
    return afterwards.p30 <= sooner.p30 && afterwards.hear <= sooner.hear && (afterwards.score ?? 0) <= (sooner.score ?? 0)
  }), { numRuns: 500 })
})

t.test('a clock that is wrong makes no score that is not a number', async () => {
  fc.assert(fc.property(touchLists, surroundings, fc.constantFrom(0, Date.UTC(1970, 0, 2), Date.UTC(2500, 0, 1), Date.UTC(9999, 0, 1)), (touches, rest, now) => {
    const { evidence, score, confidence } = assessQuality({ ...rest, totals: replay(touches), now })
    const { ledger, substanceParts, ...numbers } = evidence
    return [...Object.values(numbers), ledger.balance, confidence].every(number => !Number.isNaN(number)) && (score === null || isNear(score, Math.min(100, Math.max(0, score))))
  }), { numRuns: 300 })
})
