import { randomBytes } from 'node:crypto'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { fastify } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { buildApp } from '../../src/app.ts'
import type { Database } from '../../src/database/connect.ts'
import { authenticate } from '../../src/http/authenticate.ts'
import { cipherOf } from '../../src/operations/integrations/cipher.ts'
import type { LoadRequest } from '../support/load.ts'
import { median } from '../support/median.ts'
import { routeByHand } from './by-hand.ts'
import { LIST_QUERY, LIST_VARIABLES } from './query.ts'

const ROUNDS = 7
const SECONDS = 2
const CONNECTIONS = 8

/** Measures the list query beside the route by hand, in turns; the ratio is that of the medians. */
export async function benchList (database: Database, token: string): Promise<{ graphql: number, byHand: number, ratio: number }> {
  const app = await buildApp({ config: { graphiql: false, rateLimit: 'off', oidc: null, corsOrigins: [], maxImportBytes: 2 ** 31 }, database, logger: false, cipher: cipherOf([randomBytes(32)]), publicUrl: () => 'http://localhost' })
  const bare = fastify()
  routeByHand(bare, database, authenticate({ database, newId: uuidv7, now: Date.now, uses: { note: () => {} }, issuer: null }))
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const graphql: LoadRequest = {
    url: `${await app.listen({ port: 0 })}/graphql`,
    method: 'POST',
    headers,
    body: JSON.stringify({ query: LIST_QUERY, variables: LIST_VARIABLES })
  }
  const byHand: LoadRequest = { url: `${await bare.listen({ port: 0 })}/by-hand`, method: 'GET', headers: { authorization: headers.authorization } }
  const load = fork(fileURLToPath(new URL('../support/load.ts', import.meta.url)), ['load'], { execArgv: process.execArgv })
  try {
    await assertSame(graphql, byHand)
    await measure(load, graphql)
    await measure(load, byHand)
    const rounds: { graphql: number, byHand: number }[] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push({ graphql: await measure(load, graphql), byHand: await measure(load, byHand) })
    const medians = { graphql: median(rounds.map(each => each.graphql)), byHand: median(rounds.map(each => each.byHand)) }
    return { ...medians, ratio: medians.graphql / medians.byHand }
  } finally {
    load.kill()
    await app.close()
    await bare.close()
  }
}

async function measure (load: ChildProcess, request: LoadRequest): Promise<number> {
  load.send({ request, connections: CONNECTIONS, seconds: SECONDS })
  const [perSecond] = await once(load, 'message') as [number]
  return perSecond
}

/** The two have to answer the same, but for the instant of the answer and what moves with it. */
async function assertSame (graphql: LoadRequest, byHand: LoadRequest): Promise<void> {
  const read = async ({ url, ...request }: LoadRequest) => {
    const { data } = await (await fetch(url, request)).json() as { data: object }
    return JSON.stringify(data, (key, value) => ['asOf', 'impact', 'confidence', 'text'].includes(key) ? undefined : value)
  }
  const [one, other] = [await read(graphql), await read(byHand)]
  if (one !== other) throw new Error(`The route by hand answers something else:\n${one.slice(0, 2000)}\n${other.slice(0, 2000)}`)
}
