import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export interface WebServer {
  /** Such as http://127.0.0.1:40123. */
  readonly address: string
  readonly port: number
  /** What was asked for, in order. */
  readonly asked: { readonly method: string, readonly url: string, readonly headers: IncomingMessage['headers'] }[]
}

/** A real web server on this machine, of all addresses, that answers as it is told; it is closed when the test ends. */
export async function webServer (t: Pick<Test, 'teardown'>, answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<WebServer> {
  const asked: WebServer['asked'] = []
  const server = createServer((request, response) => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  await new Promise<void>(resolve => { server.listen(0, () => { resolve() }) })
  t.teardown(() => new Promise<void>(resolve => {
    server.close(() => { resolve() })
    server.closeAllConnections()
  }))
  const { port } = server.address() as AddressInfo
  return { address: `http://127.0.0.1:${port}`, port, asked }
}
