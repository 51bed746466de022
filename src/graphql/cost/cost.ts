import { GraphQLError } from 'graphql'
import type { Paging, Plan, PlannedField } from './plan.ts'
import type { Variables } from './schema-cost.ts'

export const MAX_PAGE_SIZE = 100

/** What an operation may ask for at most. */
export const COST_LIMITS = { cost: 1000, nodes: 10_000 } as const

/** What an operation asks for: points, items of connections, and how often a connection is asked for (GitHub's "requests"). */
export interface Estimate {
  readonly cost: number
  readonly nodes: number
  readonly requests: number
}

/**
 * What the operation costs if every page comes full. An object costs 1, a scalar nothing, a connection 2 and 1 for each
 * item, a mutation 10 besides; what lies below an item costs as often as there are items. At least 1.
 */
export function estimate (plan: Plan, variables: Variables): Estimate {
  const { cost, nodes, requests } = estimateFields(plan.fields, 1, variables)
  return { cost: Math.max(1, Math.ceil(cost)), nodes, requests }
}

function estimateFields (fields: readonly PlannedField[], times: number, variables: Variables): Estimate {
  let cost = 0
  let nodes = 0
  let requests = 0
  for (const field of fields) {
    const size = field.size(variables)
    const items = times * size
    if (field.role === 'connection') requests += items
    if (field.role === 'page') nodes += items
    const below = dearest(field, items, variables)
    cost += size * (field.weight + below.cost)
    nodes += below.nodes
    requests += below.requests
  }
  return { cost, nodes, requests }
}

function dearest (field: PlannedField, items: number, variables: Variables): Estimate {
  let most: Estimate = { cost: 0, nodes: 0, requests: 0 }
  for (const fields of field.below) {
    const each = estimateFields(fields, items, variables)
    most = {
      cost: Math.max(most.cost, each.cost), nodes: Math.max(most.nodes, each.nodes), requests: Math.max(most.requests, each.requests)
    }
  }
  return most
}

/** The page sizes that are not 1 to 100, and first beside last: INVALID, each with its path. */
export function wrongPageSizes (plan: Plan, variables: Variables): GraphQLError[] {
  return plan.paging.flatMap(each => wrongSizes(each, variables))
}

/** Why an operation of that size may not run (TOO_COMPLEX); null where it may. */
export function excess ({ cost, nodes }: Estimate, maxCost: number): GraphQLError | null {
  if (cost > maxCost) {
    return tooComplex(`The operation costs ${cost} points; the limit is ${maxCost}. Ask for smaller pages, or for less below them.`)
  }
  return nodes > COST_LIMITS.nodes ? tooComplex(`The operation asks for ${nodes} items; the limit is ${COST_LIMITS.nodes}.`) : null
}

function wrongSizes ({ path, node, sizes }: Paging, variables: Variables): GraphQLError[] {
  const given = sizes.map(({ name, value, least }) => ({ name, least, size: value(variables) })).filter(each => each.size != null)
  if (given.length > 1) return [invalidPaging(node, path, 'first and last cannot be asked for together.')]
  return given.filter(({ size, least }) => !(Number.isInteger(Number(size)) && Number(size) >= least && Number(size) <= MAX_PAGE_SIZE))
    .map(({ name, size, least }) => invalidPaging(node, `${path}.${name}`, `${name} has to be ${least} to ${MAX_PAGE_SIZE}, and not ${String(size)}.`))
}

function invalidPaging (node: Paging['node'], path: string, message: string): GraphQLError {
  return new GraphQLError(`${path}: ${message}`, { nodes: node, extensions: { code: 'INVALID', fields: [{ path, message }] } })
}

function tooComplex (message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'TOO_COMPLEX' } })
}
