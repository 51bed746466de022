import { existsSync, readFileSync } from 'node:fs'
import {
  buildASTSchema, findBreakingChanges, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType,
  lexicographicSortSchema, parse, printSchema, type GraphQLNamedType
} from 'graphql'
import t from 'tap'
import { executableSchema } from '../../src/graphql/schema.ts'

const SCHEMA = read('../../schema.graphql')
const CONTRACT = read('../contract.graphql')
const SHARED = new URL('../../../shared/contract.graphql', import.meta.url)

const contract = buildASTSchema(parse(CONTRACT))

t.test('all of the contract is served as the contract says', async t => {
  t.strictSame(findBreakingChanges(contract, executableSchema()).map(({ description }) => description), [])
})

t.test('a client of the contract would notice if something were missing', async t => {
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

function read (path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
