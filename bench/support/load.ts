import { request as send, Agent } from 'node:http'

/** One request that is sent over and over. */
export interface LoadRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Sends a request on `connections` kept-alive connections for `seconds`; gives answers per second. Throws on anything but 200. */
export async function answersPerSecond (request: LoadRequest, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const startedAt = performance.now()
  let answers = 0
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      await once(request, agent)
      answers++
    }
  }))
  agent.destroy()
  return answers / ((performance.now() - startedAt) / 1000)
}

function once ({ url, method, headers, body }: LoadRequest, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = send(url, { method, headers, agent }, response => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}.`))
      response.resume().on('end', resolve)
    })
    sent.on('error', reject).end(body)
  })
}

// Run as a child process, so that the load does not share a thread with what it measures.
if (process.argv[2] === 'load') {
  process.on('message', async (message: { request: LoadRequest, connections: number, seconds: number }) => {
    process.send?.(await answersPerSecond(message.request, message.connections, message.seconds))
  })
}
