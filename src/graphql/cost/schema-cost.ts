import {
  getNamedType, getNullableType, isListType, isObjectType, Kind, valueFromASTUntyped, type ConstDirectiveNode, type FieldNode,
  type GraphQLField, type GraphQLNamedType, type GraphQLObjectType, type GraphQLOutputType
} from 'graphql'

/** The variables of a request, validated and completed by the defaults of its operation. */
export type Variables = Readonly<Record<string, unknown>>

/** What an argument of a field comes to with given variables. */
export type ArgumentValue = (variables: Variables) => unknown

/**
 * The weight that the schema declares with `@cost(weight: "5")` on a field or a type; undefined where it declares none.
 * The directive is that of the IBM cost specification, which other servers read too.
 */
export function weightOf (element: GraphQLField<unknown, unknown> | GraphQLNamedType): number | undefined {
  const weight = numberOf(element.astNode?.directives, 'cost', 'weight')
  return weight !== undefined && weight >= 0 ? weight : undefined
}

/** How long a list without a page size is taken to be: `@listSize(assumedSize: 10)`, or 1. */
export function assumedSize (field: GraphQLField<unknown, unknown>): () => number {
  const size = isList(field.type) ? numberOf(field.astNode?.directives, 'listSize', 'assumedSize') ?? 1 : 1
  return () => size
}

function numberOf (directives: readonly ConstDirectiveNode[] | undefined, directive: string, argument: string): number | undefined {
  const value = directives?.find(each => each.name.value === directive)?.arguments?.find(each => each.name.value === argument)?.value
  return value?.kind === Kind.INT || value?.kind === Kind.FLOAT || value?.kind === Kind.STRING ? Number(value.value) : undefined
}

/** A Relay connection is known by its shape: pageInfo beside edges or nodes. */
export function isConnection (type: GraphQLOutputType): type is GraphQLObjectType {
  if (!isObjectType(type)) return false
  const fields = type.getFields()
  return fields.pageInfo !== undefined && (fields.edges ?? fields.nodes) !== undefined
}

export function isList (type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type))
}

/**
 * The value of the named argument: what the query says, the variable that it names, or the default that the schema gives.
 * Undefined where the field has no such argument of that type.
 */
export function argumentOf (field: GraphQLField<unknown, unknown>, node: FieldNode, name: string, typeName: string): ArgumentValue | undefined {
  const declared = field.args.find(each => each.name === name)
  if (!declared || getNamedType(declared.type).name !== typeName) return undefined
  const given = node.arguments?.find(each => each.name.value === name)?.value
  if (!given) return () => declared.defaultValue
  if (given.kind !== Kind.VARIABLE) {
    return variables => valueFromASTUntyped(given, variables)
  }
  const variable = given.name.value
  return variables => variables[variable] === undefined ? declared.defaultValue : variables[variable]
}
