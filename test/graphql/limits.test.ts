import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { getIntrospectionQuery } from 'graphql'
import t from 'tap'
import { buildEdge } from './support/edge.ts'
import { copFindings } from './support/cop.ts'

const TOO_COMPLEX = { errors: [{ extensions: { code: 'TOO_COMPLEX' } }] }

function nested (levels: number): string {
  return `{ lineage ${'{ pets { owner '.repeat((levels - 2) / 2)}{ id }${' } }'.repeat((levels - 2) / 2)} }`
}

t.test('an operation is at most 12 levels deep, with fragments counted where they are spread', async t => {
  const { post } = await buildEdge(t)
  t.equal((await post({ query: nested(12) })).status, 200)
  const deeper = await post({ query: nested(14) })
  t.equal(deeper.status, 400)
  t.match(deeper.body, { errors: [{ message: 'The operation has 14 levels deep; the limit is 12.', ...TOO_COMPLEX.errors[0] }] })
  const spread = `{ lineage { ...A } } ${'ABCDEF'.split('').map((name, at) => `fragment ${name} on Person { pets { owner { ${'BCDEFG'[at] === 'G' ? 'id' : `...${'BCDEFG'[at]}`} } } }`).join(' ')}`
  t.match((await post({ query: spread })).body, TOO_COMPLEX)
})

t.test('aliases, root fields and directives are limited, in fragments too', async t => {
  const { post } = await buildEdge(t)
  const many = (count: number, each: (index: number) => string) => Array.from({ length: count }, (_, index) => each(index)).join(' ')
  t.equal((await post({ query: `{ lineage { ${many(30, index => `a${index}: id`)} } }` })).status, 200)
  for (const query of [
    `{ lineage { ${many(31, index => `a${index}: id`)} } }`,
    `{ lineage { ${many(4, index => `p${index}: pets { ...A }`)} } } fragment A on Pet { ${many(8, index => `a${index}: id`)} }`,
    `{ ${many(21, () => 'need')} }`,
    `{ ...A ...B } fragment A on Query { ${many(15, () => 'need')} } fragment B on Query { ${many(15, () => 'engine')} }`,
    `{ lineage { ${many(51, () => 'id @skip(if: false)')} } }`,
    `{ lineage { ${many(10, () => '...A')} } } fragment A on Person { ${many(6, () => 'id @skip(if: false)')} }`
  ]) {
    const { status, body } = await post({ query })
    t.equal(status, 400)
    t.match(body, TOO_COMPLEX)
  }
})

t.test('a document has at most 2,000 tokens, and at most 5 errors of it are told', async t => {
  const { post } = await buildEdge(t)
  t.equal((await post({ query: `{ echo(days: [${'1 '.repeat(1980)}]) { isDate } }` })).status, 200)
  const long = await post({ query: `{ echo(days: [${'1 '.repeat(2000)}]) { isDate } }` })
  t.equal(long.status, 400)
  t.match(long.body, TOO_COMPLEX)
  t.match((await post({ query: `{ lineage { ${'id '.repeat(1900)} } }` })).body, TOO_COMPLEX, 'so many fields that to compare them takes too long')
  const wrong = await post({ query: `{ ${'x y z '.repeat(50)} }` })
  t.ok(wrong.body.errors.length <= 6)
})

t.test('the standard introspection passes, and going round in it does not', async t => {
  const { post } = await buildEdge(t)
  const standard = await post({ query: getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }) })
  t.equal(standard.status, 200)
  t.ok(standard.body.data.__schema.types.length > 10)
  t.equal((await post({ query: '{ __type(name: "Pet") { fields { name type { name ofType { name } } } interfaces { name } } }' })).status, 200)
  for (const query of [
    '{ __schema { types { fields { type { fields { name } } } } } }',
    '{ __type(name: "Node") { possibleTypes { interfaces { name } } } }',
    '{ __type(name: "Node") { ...T } } fragment T on __Type { inputFields { type { ...U } } } fragment U on __Type { fields { name } }',
    `{ __type(name: "Node") { ${'ofType { '.repeat(21)} name ${'} '.repeat(21)} } }`
  ]) {
    const { status, body } = await post({ query })
    t.equal(status, 400)
    t.equal(body.errors.some((each: { extensions: { code: string } }) => each.extensions.code === 'TOO_COMPLEX'), true)
  }
})

t.test('fragments that spread one another without end are refused, and end', async t => {
  const { post } = await buildEdge(t)
  t.equal((await post({ query: '{ lineage { ...A } } fragment A on Person { id ...B } fragment B on Person { ...A }' })).status, 400)
  const doubling = Array.from({ length: 24 }, (_, at) => `fragment F${at} on Person { ...F${at + 1} ... on Person { ...F${at + 1} } }`).join(' ')
  const started = performance.now()
  await post({ query: `{ lineage { ...F0 } } ${doubling} fragment F24 on Person { a: id }` })
  t.ok(performance.now() - started < 1000, 'though they come to 16 million spreads')
})

t.test('graphql-cop finds nothing but that introspection and GET are there', async t => {
  const edge = await buildEdge(t)
  t.strictSame(await copFindings(edge), ['introspection', 'get_query'])
})

function heapAfter (kind: string): { valid: number, invalid: number, raisedMb: number } {
  const script = fileURLToPath(new URL('support/memory.ts', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', script, kind], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } })
  t.equal(status, 0, stderr)
  return JSON.parse(stdout)
}

t.test('500 valid and 500 invalid queries of the largest size raise the heap by less than 100 MB', async t => {
  const { valid, invalid, raisedMb } = heapAfter('largest')
  t.strictSame({ valid, invalid }, { valid: 500, invalid: 500 })
  t.ok(raisedMb < 100, `the heap grew by ${raisedMb} MB`)
})

t.test('more queries than are kept, all parsed and compiled, raise the heap by less than 100 MB', async t => {
  const { valid, raisedMb } = heapAfter('kept')
  t.equal(valid, 270)
  t.ok(raisedMb < 100, `the heap grew by ${raisedMb} MB`)
})
