import {
  getNamedType, isCompositeType, isObjectType, Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode,
  type GraphQLCompositeType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, type SelectionSetNode
} from 'graphql'
import { Refusal } from '../../domain/refusal.ts'
import { argumentOf, assumedSize, isConnection, isList, weightOf, type ArgumentValue, type Variables } from './schema-cost.ts'
import { collect, kindsOf, type Collecting } from './collect.ts'
import { chosenOperation } from '../protocol/operation-name.ts'

const MUTATION_WEIGHT = 10
const CONNECTION_WEIGHT = 2
/** Reading the schema costs as much as a page of contacts. */
const INTROSPECTION_WEIGHT = 50
export const DEFAULT_PAGE_SIZE = 20

/** A field that costs something, or leads to one that does. */
export interface PlannedField {
  readonly name: string
  /** Its key in the answer: the alias, or the name. */
  readonly key: string
  /** Points for each object that it brings. */
  readonly weight: number
  /** connection: asked for once for each parent. page: brings `size` objects. plain: brings what there is, estimated as `size`. */
  readonly role: 'connection' | 'page' | 'plain'
  readonly size: (variables: Variables) => number
  /** What is selected below, one list for each kind of object that may be there. */
  readonly below: readonly (readonly PlannedField[])[]
}

/** A place where a client says how many it wants. */
export interface Paging {
  readonly path: string
  readonly node: FieldNode
  readonly sizes: readonly { readonly name: string, readonly value: ArgumentValue, readonly least: number }[]
}

/** What an operation asks for, without the scalars; made once for a document, and priced for each request. */
export interface Plan {
  readonly fields: readonly PlannedField[]
  readonly paging: readonly Paging[]
  /** False where @skip or @include made it depend on the variables that it was made with. */
  readonly isLasting: boolean
  /** How many selections were read, fragments as often as they are spread. */
  readonly steps: number
}

/** Reads what an operation of a valid document asks for. Refuses (TOO_COMPLEX) one of more than 20,000 fields. */
export function planOperation (schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined, variables: Variables): Plan {
  const operation = chosenOperation(document.definitions, operationName)
  const root = operation && schema.getRootType(operation.operation)
  if (!operation || !root) throw new Refusal('INVALID', 'There is no such operation.')
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const each of document.definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each)
  const reading: Reading = { schema, fragments, variables, paging: [], steps: 0, isLasting: true }
  const fields = planObject(reading, root, [operation.selectionSet], '')
  return { fields, paging: reading.paging, isLasting: reading.isLasting, steps: reading.steps }
}

interface Reading extends Collecting {
  readonly paging: Paging[]
}

function planBelow (reading: Reading, type: GraphQLCompositeType, sets: readonly SelectionSetNode[], path: string): PlannedField[][] {
  if (isObjectType(type)) return [planObject(reading, type, sets, path)]
  return kindsOf(reading, type, sets).map(each => planObject(reading, each, sets, path))
}

function planObject (reading: Reading, type: GraphQLObjectType, sets: readonly SelectionSetNode[], path: string): PlannedField[] {
  const planned: PlannedField[] = []
  for (const [key, nodes] of collect(reading, type, sets)) {
    const name = nodes[0]?.name.value ?? ''
    const field = type.getFields()[name]
    if (field) planned.push(...planField(reading, type, field, key, nodes, path === '' ? key : `${path}.${key}`))
    else if (name !== '__typename') planned.push({ name, key, weight: INTROSPECTION_WEIGHT, role: 'plain', size: one, below: [] })
  }
  return planned
}

function planField (
  reading: Reading, parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, key: string, nodes: readonly FieldNode[], path: string
): PlannedField[] {
  const type = getNamedType(field.type)
  const act = parent === reading.schema.getMutationType() ? MUTATION_WEIGHT : 0
  const size = sizeOf(reading, field, nodes[0] as FieldNode, path)
  const weight = act + (weightOf(field) ?? (isCompositeType(type) ? weightOf(type) ?? (isConnection(type) ? CONNECTION_WEIGHT : 1) : 0))
  const sets = nodes.flatMap(each => each.selectionSet ?? [])
  if (isCompositeType(type) && isConnection(type)) {
    return [{ name: field.name, key, weight, role: 'connection', size: one, below: [planConnection(reading, type, sets, path, size ?? one)] }]
  }
  const below = isCompositeType(type) ? planBelow(reading, type, sets, path) : []
  if (weight === 0 && !below.some(each => each.length > 0)) return []
  return [{ name: field.name, key, weight, role: size && isList(field.type) ? 'page' : 'plain', size: size ?? assumedSize(field), below }]
}

/** Inside a connection each item costs one, as an edge with its node or as a node alone, and pageInfo nothing. */
function planConnection (
  reading: Reading, type: GraphQLObjectType, sets: readonly SelectionSetNode[], path: string, size: PlannedField['size']
): PlannedField[] {
  const planned: PlannedField[] = []
  let itemWeight = 1
  for (const [key, nodes] of collect(reading, type, sets)) {
    const name = nodes[0]?.name.value ?? ''
    const field = type.getFields()[name]
    const item = field && getNamedType(field.type)
    if (!field || name === 'pageInfo') continue
    if ((name !== 'edges' && name !== 'nodes') || !isCompositeType(item)) {
      planned.push(...planField(reading, type, field, key, nodes, `${path}.${key}`))
      continue
    }
    const inner = nodes.flatMap(each => each.selectionSet ?? [])
    const below = planBelow(reading, item, inner, `${path}.${key}`).map(fields => name === 'edges' ? fields.map(asPartOfEdge) : fields)
    planned.push({ name, key, weight: itemWeight, role: itemWeight > 0 ? 'page' : 'plain', size, below })
    itemWeight = 0
  }
  return planned
}

/** The node of an edge is paid for with the edge. */
function asPartOfEdge (field: PlannedField): PlannedField {
  return field.name === 'node' ? { ...field, weight: 0 } : field
}

function sizeOf (reading: Reading, field: GraphQLField<unknown, unknown>, node: FieldNode, path: string): PlannedField['size'] | undefined {
  const sizes = ['first', 'last'].flatMap(name => {
    const value = argumentOf(field, node, name, 'Int')
    return value ? [{ name, value, least: 1 }] : []
  })
  if (sizes.length > 0) {
    reading.paging.push({ path, node, sizes })
    return variables => Number(sizes.map(each => each.value(variables)).find(each => each != null) ?? DEFAULT_PAGE_SIZE)
  }
  const ids = isList(field.type) ? argumentOf(field, node, 'ids', 'ID') : undefined
  if (!ids) return undefined
  const count = (variables: Variables): number => {
    const given = ids(variables)
    return Array.isArray(given) ? given.length : 1
  }
  reading.paging.push({ path, node, sizes: [{ name: 'ids', value: count, least: 0 }] })
  return count
}

function one (): number {
  return 1
}
