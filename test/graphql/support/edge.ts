import { Writable } from 'node:stream'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { graphqlEdge, type GraphqlEdgeOptions } from '../../../src/graphql/protocol/plugin.ts'
import { toySchema } from './toy-schema.ts'

export const STRICT = 'application/graphql-response+json'

export interface Ask {
  readonly query?: unknown
  readonly variables?: unknown
  readonly operationName?: unknown
  readonly extensions?: unknown
}

export interface Told {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly text: string
  // A reply is asserted whole or by t.match; its type would only repeat the assertion.
  readonly body: any
}

export interface Edge {
  readonly app: FastifyInstance
  readonly logs: string[]
  readonly counted: () => number
  readonly asked: () => number
  post (ask: Ask, headers?: Record<string, string>): Promise<Told>
  get (ask: Record<string, string>, headers?: Record<string, string>): Promise<Told>
  /** Asks often enough for the operation to run compiled, and then once more. */
  postCompiled (ask: Ask, headers?: Record<string, string>): Promise<Told>
}

/** The edge over the toy schema, as a server would have it, with what it logs. */
export async function buildEdge (t: Pick<Test, 'teardown'> | { teardown (fn: () => unknown): void }, options: Partial<GraphqlEdgeOptions> = {}): Promise<Edge> {
  const logs: string[] = []
  const { schema, counted, asked } = toySchema()
  const stream = new Writable({ write (chunk, _encoding, done) { logs.push(String(chunk)); done() } })
  const app = Fastify({ logger: { level: 'error', stream } })
  await graphqlEdge(app, { schema, context: () => ({}), rateLimit: 'off', ...options })
  t.teardown(() => app.close())

  const post: Edge['post'] = async (ask, headers = {}) => told(await app.inject({
    method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json', accept: STRICT, ...headers }, payload: JSON.stringify(ask)
  }))
  return {
    app,
    logs,
    counted,
    asked,
    post,
    get: async (ask, headers = {}) => told(await app.inject({ method: 'GET', url: '/graphql', query: ask, headers: { accept: STRICT, ...headers } })),
    postCompiled: async (ask, headers) => {
      for (let time = 0; time < 3; time++) await post(ask, headers)
      return await post(ask, headers)
    }
  }
}

function told ({ statusCode, headers, body }: { statusCode: number, headers: Record<string, unknown>, body: string }): Told {
  return { status: statusCode, headers, text: body, body: body.startsWith('{') ? JSON.parse(body) : body }
}
