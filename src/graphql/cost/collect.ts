import {
  isAbstractType, Kind, type FieldNode, type FragmentDefinitionNode, type GraphQLAbstractType, type GraphQLObjectType,
  type GraphQLSchema, type SelectionNode, type SelectionSetNode
} from 'graphql'
import { Refusal } from '../../domain/refusal.ts'
import type { Variables } from './schema-cost.ts'

/** Fields that one operation may come to, its fragments spread; far above what the limits on a document let through. */
const MAX_STEPS = 20_000

/** An operation being read, and what was learned of it so far. */
export interface Collecting {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Variables
  /** Fields seen. */
  steps: number
  /** False once @skip or @include asked for a variable. */
  isLasting: boolean
}

/** The fields of an object by their keys in the answer, as execution collects them. */
export function collect (
  reading: Collecting, type: GraphQLObjectType, sets: readonly SelectionSetNode[],
  found = new Map<string, FieldNode[]>(), spread = new Set<string>()
): Map<string, FieldNode[]> {
  for (const selection of sets.flatMap(each => each.selections)) {
    if (++reading.steps > MAX_STEPS) throw new Refusal('TOO_COMPLEX', `The operation comes to more than ${MAX_STEPS} fields.`)
    if (!isIncluded(reading, selection)) continue
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value
      const nodes = found.get(key)
      if (nodes) nodes.push(selection)
      else found.set(key, [selection])
      continue
    }
    const fragment = fragmentOf(reading, selection, spread)
    if (fragment && (!fragment.typeCondition || fits(reading.schema, type, fragment.typeCondition.name.value))) {
      collect(reading, type, [fragment.selectionSet], found, spread)
    }
  }
  return found
}

/** One object type of each kind that the selection tells apart: objects that the same fragments fit cost the same. */
export function kindsOf (reading: Collecting, type: GraphQLAbstractType, sets: readonly SelectionSetNode[]): GraphQLObjectType[] {
  const conditions = [...conditionsOf(reading, sets, new Set())]
  const kinds = new Map<string, GraphQLObjectType>()
  for (const each of reading.schema.getPossibleTypes(type)) {
    const kind = conditions.filter(condition => fits(reading.schema, each, condition)).join()
    if (!kinds.has(kind)) kinds.set(kind, each)
  }
  return [...kinds.values()]
}

function conditionsOf (reading: Collecting, sets: readonly SelectionSetNode[], spread: Set<string>): Set<string> {
  const conditions = new Set<string>()
  for (const selection of sets.flatMap(each => each.selections)) {
    if (selection.kind === Kind.FIELD) continue
    const fragment = fragmentOf(reading, selection, spread)
    if (!fragment) continue
    if (fragment.typeCondition) conditions.add(fragment.typeCondition.name.value)
    for (const each of conditionsOf(reading, [fragment.selectionSet], spread)) conditions.add(each)
  }
  return conditions
}

function fragmentOf (reading: Collecting, selection: Exclude<SelectionNode, FieldNode>, spread: Set<string>) {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection
  if (spread.has(selection.name.value)) return undefined
  spread.add(selection.name.value)
  return reading.fragments.get(selection.name.value)
}

function isIncluded (reading: Collecting, selection: SelectionNode): boolean {
  for (const directive of selection.directives ?? []) {
    const wanted = directive.name.value === 'include' ? true : directive.name.value === 'skip' ? false : undefined
    const condition = directive.arguments?.[0]?.value
    if (wanted === undefined || !condition) continue
    if (condition.kind === Kind.VARIABLE) reading.isLasting = false
    const value = condition.kind === Kind.VARIABLE ? reading.variables[condition.name.value] : condition.kind === Kind.BOOLEAN && condition.value
    if (value !== wanted) return false
  }
  return true
}

function fits (schema: GraphQLSchema, type: GraphQLObjectType, condition: string): boolean {
  const wanted = schema.getType(condition)
  return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type))
}
