import t from 'tap'
import { buildEdge } from './support/edge.ts'

const padding = 'id '.repeat(400)

t.test('a document too large to be kept answers the same each time', async t => {
  const { post, get } = await buildEdge(t)
  const query = `query A($n: Int = 2) { engine people(first: $n) { nodes { ${padding} name } } } mutation B { count { value } } query C { fails lineage { ${padding} } }`
  const data = { engine: 'interpreted', people: { nodes: [{ id: 'p0', name: 'Ada 0' }] } }
  for (let time = 0; time < 5; time++) {
    t.strictSame((await post({ query, operationName: 'A', variables: { n: 1 } })).body.data, data)
    t.strictSame((await get({ query, operationName: 'A', variables: '{"n":1}' })).body.data, data)
    t.equal((await get({ query, operationName: 'B' })).status, 405)
    t.strictSame((await post({ query, operationName: 'B' })).body.data, { count: { value: time + 1 } })
    const { body } = await post({ query, operationName: 'C' })
    t.strictSame(body.errors[0].locations, [{ line: 1, column: query.indexOf('fails') + 1 }])
    t.match((await post({ query, operationName: 'A', variables: { n: 0 } })).body, { errors: [{ extensions: { code: 'INVALID' } }] })
  }
})

t.test('requests that come at once for a large document each get their answer', async t => {
  const { post } = await buildEdge(t)
  const query = `{ lineage { ${padding} later } people(first: 3) { nodes { later } } }`
  const answers = await Promise.all(Array.from({ length: 20 }, () => post({ query })))
  t.equal(new Set(answers.map(each => each.text)).size, 1)
  t.equal(answers[0]?.body.data.people.nodes.length, 3)
})

t.test('a document that is refused tells the same errors each time, with their places', async t => {
  const { post } = await buildEdge(t)
  for (const query of ['{ need\n  unknown }', `{ lineage { ${padding}\n  unknown } }`]) {
    const first = await post({ query })
    t.match(first.body.errors, [{ message: /Cannot query field "unknown"/, locations: [{ line: 2, column: 3 }] }])
    for (let time = 0; time < 3; time++) t.strictSame((await post({ query })).body, first.body)
  }
})

t.test('a wide operation is executed rather than compiled, which would take longer', async t => {
  const { postCompiled } = await buildEdge(t)
  const spread = (count: number) => `{ engine ${'abcdefghijkl'.slice(0, count).split('').map(key => `${key}: lineage { ...F }`).join(' ')} } ` +
    `fragment F on Person { id name mood pets { ${'id '.repeat(20)} name owner { ${'id '.repeat(20)} name } } }`
  t.equal((await postCompiled({ query: spread(2) })).body.data.engine, 'compiled')
  t.equal((await postCompiled({ query: spread(12) })).body.data.engine, 'interpreted')
})
