import { Agent, request as send } from 'node:http'
import { githubDeliveries, type Signed } from './payload.ts'

export interface DeliveryLoad {
  readonly url: string
  readonly secret: string
  /** Number of the first delivery. */
  readonly from: number
  readonly connections: number
  readonly seconds: number
}

export interface Accepted {
  readonly sent: number
  readonly perSecond: number
  /** Milliseconds until the answer, of the slowest of a hundred. */
  readonly p99: number
}

/** Sends deliveries, each of them once, as fast as they are answered. Throws on anything but 200. */
async function deliver ({ url, secret, from, connections, seconds }: DeliveryLoad): Promise<Accepted> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const signed = githubDeliveries(secret)
  const took: number[] = []
  const startedAt = performance.now()
  let number = from
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      const sentAt = performance.now()
      await once(url, signed(number++), agent)
      took.push(performance.now() - sentAt)
    }
  }))
  agent.destroy()
  took.sort((a, b) => a - b)
  return { sent: took.length, perSecond: took.length / ((performance.now() - startedAt) / 1000), p99: took[Math.floor(took.length * 0.99)] ?? Infinity }
}

function once (url: string, { headers, body }: ReturnType<Signed>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = send(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, agent }, response => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}.`))
      response.resume().on('end', resolve)
    })
    sent.on('error', reject).end(body)
  })
}

// A child process, so that the load does not share a thread with what it measures.
process.on('message', async (load: DeliveryLoad) => { process.send?.(await deliver(load)) })
