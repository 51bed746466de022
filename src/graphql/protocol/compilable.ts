import {
  BREAK, isEnumType, isInputObjectType, isSpecifiedScalarType, Kind, visit, type DocumentNode, type GraphQLSchema, type TypeNode
} from 'graphql'

// graphql-jit writes literal arguments into the source of the function that it makes, and marks dates and infinities in
// them by texts that begin so. A client that sends such a text would have its own code run.
const COMPILER_MARK = /__MAGIC_/i

/**
 * Whether graphql-jit runs the document as graphql-js does. It does not where the document
 * - holds a text that the compiler takes for a mark of its own: the rest of the text would be run as code;
 * - uses `@skip` or `@include`: conditions of a fragment spread twice are mixed up;
 * - gives a variable a default of another kind than a plain scalar or an enum value: the default arrives unread;
 * - has an alias that begins with `__`: `__proto__` would be lost.
 * What is not compilable is executed by graphql-js, slower and right.
 */
export function isCompilable (schema: GraphQLSchema, document: DocumentNode): boolean {
  let compilable = true
  const refuse = (): typeof BREAK => { compilable = false; return BREAK }
  visit(document, {
    StringValue: node => COMPILER_MARK.test(node.value) ? refuse() : undefined,
    Directive: node => node.name.value === 'skip' || node.name.value === 'include' ? refuse() : undefined,
    VariableDefinition: node => node.defaultValue && !isPlain(schema, node.type) ? refuse() : undefined,
    Field: node => node.alias?.value.startsWith('__') ? refuse() : undefined
  })
  return compilable
}

function isPlain (schema: GraphQLSchema, node: TypeNode): boolean {
  const type = node.kind === Kind.NAMED_TYPE ? schema.getType(node.name.value) : undefined
  return type !== undefined && (isSpecifiedScalarType(type) || isEnumType(type))
}

/**
 * Throws where the default of an input field is not JSON, such as the Date of a DateTime: compiled queries would see
 * its text instead. Such a default belongs in the operation.
 */
export function assertPlainDefaults (schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInputObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (!isJson(field.defaultValue)) throw new Error(`The default of ${type.name}.${field.name} has to be plain JSON.`)
    }
  }
}

function isJson (value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint'
  const prototype: unknown = Object.getPrototypeOf(value)
  return (Array.isArray(value) || prototype === Object.prototype || prototype === null) && Object.values(value).every(isJson)
}
