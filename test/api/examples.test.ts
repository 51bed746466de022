import { readFile } from 'node:fs/promises'
import t from 'tap'
import { testApp } from '../support/app.ts'

interface Example {
  readonly title: string
  readonly query: string
  readonly variables?: Record<string, unknown>
}

t.test('every example of the GraphiQL page is answered, in a workspace that is new and in one that is not', async t => {
  const app = await testApp(t)
  app.clock.now = Date.parse('2026-12-01T12:00:00Z')
  const examples = JSON.parse(await readFile(new URL('../../tools/graphiql/examples.json', import.meta.url), 'utf8')) as Example[]
  t.ok(examples.length > 10)
  for (const turn of ['new', 'filled']) {
    for (const { title, query, variables = {} } of examples) {
      const { data, errors } = await app.query(query, variables)
      t.equal(errors, undefined, `${title}, ${turn}`)
      t.ok(data, `${title}, ${turn}`)
    }
  }
})
