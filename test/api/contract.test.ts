import { existsSync, readFileSync } from 'node:fs'
import {
  buildASTSchema, findBreakingChanges, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, isTypeDefinitionNode,
  Kind, lexicographicSortSchema, parse, printSchema, visit, type DocumentNode, type GraphQLNamedType, type TypeNode
} from 'graphql'
import t from 'tap'
import { executableSchema } from '../../src/graphql/schema.ts'

const SCHEMA = read('../../schema.graphql')
const CONTRACT = read('../contract.graphql')
const SHARED = new URL('../../../shared/contract.graphql', import.meta.url)

/** Of the contract, what is not served yet; a type that is left out takes along every field and argument that has it. */
const LATER_TYPES = [
  'EmailAddress'
]

t.test('all of the contract that is served is served as the contract says', async t => {
  const served = executableSchema()
  const later = LATER_TYPES.filter(name => !served.getType(name))
  t.strictSame(later, LATER_TYPES, 'what is served by now is no longer in the list of what is not')
  const contract = buildASTSchema(without(parse(CONTRACT), new Set(LATER_TYPES)))
  t.strictSame(findBreakingChanges(contract, served).map(({ description }) => description), [])
  t.ok(Object.keys(contract.getTypeMap()).length > 60, 'that is most of it')
})

t.test('a client of the contract would notice if something were missing', async t => {
  const contract = buildASTSchema(without(parse(CONTRACT), new Set(LATER_TYPES)))
  const changes = [['version: Int!', 'edition: Int!'], ['NO_SHOW', 'ABSENT'], ['notes: String', 'notes: Int'], ['createMissing: Boolean = false', 'addMissing: Boolean'], ['asOf: DateTime\n', 'asOf: String\n']] as const
  for (const [found, changed] of changes) {
    t.ok(SCHEMA.includes(found))
    const broken = buildASTSchema(parse(SCHEMA.replaceAll(found, changed)))
    t.not(findBreakingChanges(contract, broken).length, 0, found)
  }
})

t.test('the contract is the one that was agreed on', { skip: existsSync(SHARED) ? false : 'the agreed contract is not here' }, async t => {
  t.equal(CONTRACT, readFileSync(SHARED, 'utf8'))
})

t.test('schema.graphql is the schema that runs', async t => {
  t.equal(printSchema(lexicographicSortSchema(executableSchema())), printSchema(lexicographicSortSchema(buildASTSchema(parse(SCHEMA)))))
})

t.test('every type, field, argument and value says what it is', async t => {
  const silent: string[] = []
  for (const type of Object.values(executableSchema().getTypeMap())) {
    if (!isIntrospectionType(type) && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) silent.push(...undescribed(type))
  }
  t.strictSame(silent, [])
})

function undescribed (type: GraphQLNamedType): string[] {
  const parts: { path: string, description?: string | null }[] = [{ path: type.name, description: type.description }]
  const add = (under: string, elements: readonly { name: string, description?: string | null }[]) => {
    parts.push(...elements.map(({ name, description }) => ({ path: `${under}.${name}`, description })))
  }
  if (isEnumType(type)) add(type.name, type.getValues())
  if (isInputObjectType(type)) add(type.name, Object.values(type.getFields()))
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields())
    add(type.name, fields)
    for (const { name, args } of fields) add(`${type.name}.${name}`, args)
  }
  return parts.filter(({ description }) => !description?.trim()).map(({ path }) => path)
}

/** The document without these types, and without the fields and arguments that have them. */
function without (document: DocumentNode, names: ReadonlySet<string>): DocumentNode {
  return visit(document, {
    enter (node) {
      if (isTypeDefinitionNode(node)) return names.has(node.name.value) ? null : undefined
      if (node.kind !== Kind.FIELD_DEFINITION && node.kind !== Kind.INPUT_VALUE_DEFINITION) return undefined
      return names.has(namedType(node.type)) ? null : undefined
    }
  })
}

function namedType (type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

function read (path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
