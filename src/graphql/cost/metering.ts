import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql'
import { actualCost } from './actual-cost.ts'
import { COST_LIMITS, estimate, excess, wrongPageSizes } from './cost.ts'
import { RequestErrors } from '../protocol/errors.ts'
import { planOperation, type Plan } from './plan.ts'
import type { Balance, Buckets } from './rate-limit.ts'
import type { Variables } from './schema-cost.ts'

/** What one request was charged, and where its caller stands. */
export interface Charge {
  readonly key: string
  readonly plan: Plan
  readonly requested: number
  actual: number | null
  balance: Balance | null
}

/** The operation was priced, and may not run. */
export class ChargeRefused extends RequestErrors {
  readonly charge: Charge

  constructor (error: GraphQLError, charge: Charge) {
    super([error])
    this.charge = charge
  }
}

/** `extensions.cost` of an answer. `throttleStatus` is null where no rate is limited. */
export interface CostExtension {
  readonly requestedQueryCost: number
  /** Null where nothing ran. */
  readonly actualQueryCost: number | null
  readonly throttleStatus: { readonly maximumAvailable: number, readonly currentlyAvailable: number, readonly restoreRate: number } | null
}

export interface Meter {
  /** Reads what the operation asks for; the plan of a document that `isKept` is kept with it. */
  plan (document: DocumentNode, operationName: string | undefined, variables: Variables, isKept: boolean): Plan
  /**
   * Prices a plan and takes its price. Refuses wrong page sizes (INVALID), which have no price, and with the charge
   * that was not made, what is too dear (TOO_COMPLEX) or cannot be paid yet (RATE_LIMITED).
   */
  charge (plan: Plan, variables: Variables, key: string): Charge
  /** Counts what came, and gives back what was taken too much. */
  settle (charge: Charge, data: unknown): void
  extension (charge: Charge): CostExtension
  /** The caller's balance; X-RateLimit-Reset is when the bucket is full again, in seconds since 1970. */
  headers (charge: Charge): Record<string, number>
}

/** Prices operations, keeping the plan of each document; refuses (INVALID, TOO_COMPLEX, RATE_LIMITED) before a resolver runs. */
export function createMeter (schema: GraphQLSchema, buckets: Buckets | null, nowMs: () => number): Meter {
  const plans = new WeakMap<DocumentNode, Plan>()
  const maxCost = Math.min(COST_LIMITS.cost, buckets?.limit.capacity ?? Infinity)

  return {
    plan (document, operationName, variables, isKept) {
      const known = plans.get(document)
      if (known) return known
      const plan = planOperation(schema, document, operationName, variables)
      if (isKept && plan.isLasting) plans.set(document, plan)
      return plan
    },
    charge (plan, variables, key) {
      const wrong = wrongPageSizes(plan, variables)
      if (wrong.length > 0) throw new RequestErrors(wrong)
      const size = estimate(plan, variables)
      const tooComplex = excess(size, maxCost)
      const balance = buckets?.take(key, tooComplex ? 0 : size.cost, nowMs()) ?? null
      const refused = tooComplex ?? (balance && !balance.isPaid ? rateLimited(size.cost, balance) : null)
      const charge: Charge = { key, plan, requested: size.cost, actual: null, balance }
      if (refused) throw new ChargeRefused(refused, charge)
      return charge
    },
    settle (charge, data) {
      charge.actual = actualCost(charge.plan, data, charge.requested)
      if (buckets) charge.balance = buckets.refund(charge.key, charge.requested - charge.actual, nowMs())
    },
    extension ({ requested, actual, balance }) {
      const throttleStatus = buckets && balance
        ? { maximumAvailable: buckets.limit.capacity, currentlyAvailable: balance.available, restoreRate: buckets.limit.restoreRate }
        : null
      return { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus }
    },
    headers ({ balance }) {
      if (!buckets || !balance) return {}
      return {
        'x-ratelimit-limit': buckets.limit.capacity,
        'x-ratelimit-remaining': balance.available,
        'x-ratelimit-reset': Math.ceil(nowMs() / 1000) + balance.fullInSeconds,
        ...(balance.isPaid ? {} : { 'retry-after': balance.waitSeconds })
      }
    }
  }
}

function rateLimited (points: number, balance: Balance): GraphQLError {
  return new GraphQLError(
    `The operation costs ${points} points, and ${balance.available} are left; there are enough in ${balance.waitSeconds} s.`,
    { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: balance.waitSeconds } }
  )
}
