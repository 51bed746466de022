import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Test } from 'tap'
import { safeFetch } from '../../../src/outside/fetch-safely.ts'
import { actorReader, type Judged } from '../../../src/outside/read-actor.ts'
import { webServer } from '../../support/web-server.ts'

export const NOW = Date.parse('2026-03-02T12:00:00Z')

/** A server of the fediverse, and a reader that may reach it; the clock stands still until it is set. */
export async function fediverse (t: Test, answer: (request: IncomingMessage, response: ServerResponse, address: string) => void, { subnets = ['127.0.0.0/8'] } = {}) {
  let address = ''
  const server = await webServer(t, (request, response) => { answer(request, response, address) })
  address = server.address
  const clock = { at: NOW }
  const read = actorReader({ fetch: safeFetch({ subnets, ports: [server.port], http: true }), now: () => clock.at })
  return { ...server, clock, read }
}

/** Answers with a document, as ActivityPub has it if nothing else is said. */
export function send (response: ServerResponse, document: unknown, type = 'application/activity+json'): void {
  response.setHeader('content-type', type).end(typeof document === 'string' ? document : JSON.stringify(document))
}

export const genuine = () => ({ isGenuine: true }) as const
export const refuse = () => ({ isGenuine: false, reason: 'No.' }) as const

/** Why it is not genuine; null where it is. */
export function reason ({ verdict }: Judged): string | null {
  return verdict.isGenuine ? null : verdict.reason
}
