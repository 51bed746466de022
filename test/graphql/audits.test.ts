import { serverAudits } from 'graphql-http'
import t from 'tap'
import { auditAll } from './support/audit.ts'
import { buildEdge } from './support/edge.ts'

t.test('every audit of GraphQL over HTTP is passed, the optional ones too', async t => {
  t.equal(serverAudits({ url: 'http://localhost/graphql' }).length, 61)
  const { app } = await buildEdge(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  await auditAll(t, fetch, `http://127.0.0.1:${port}/graphql`)
})
