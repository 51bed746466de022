import { getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLField, type GraphQLInputType } from 'graphql'
import { toTypeId, type IdType } from '../../../src/domain/type-id.ts'

const SCALARS: Readonly<Record<string, unknown>> = { String: 'x', Int: 1, Float: 1, Boolean: false, DateTime: '2026-01-01T00:00:00Z', URL: 'https://example.org', EmailAddress: 'x@example.org' }

/** A mutation with no more than its schema demands, and its variables; ids are of that type, and of nothing. */
export function leastInput (mutation: GraphQLField<unknown, unknown>, idType: IdType): [query: string, variables: Record<string, unknown>] {
  const needed = mutation.args.filter(({ type }) => isNonNullType(type))
  const declared = needed.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')
  const passed = needed.map(({ name }) => `${name}: $${name}`).join(', ')
  return [
    `mutation (${declared}) { ${mutation.name}(${passed}) { __typename } }`,
    Object.fromEntries(needed.map(({ name, type }) => [name, least(type, idType)]))
  ]
}

function least (type: GraphQLInputType, idType: IdType): unknown {
  const named = getNullableType(type)
  if (isListType(named)) return [least(named.ofType, idType)]
  if (isEnumType(named)) return named.getValues()[0]?.name
  if (isInputObjectType(named)) {
    return Object.fromEntries(Object.values(named.getFields()).filter(field => isNonNullType(field.type)).map(field => [field.name, least(field.type, idType)]))
  }
  return named.name === 'ID' ? toTypeId(idType, '01890a5d-ac96-774b-bcce-b302099a8057') : SCALARS[named.name]
}
