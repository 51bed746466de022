import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import type { Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import type { Provider } from '../../../src/domain/integrations/integration.ts'
import { processDeliveries } from '../../../src/operations/deliveries/process-deliveries.ts'
import type { Webhook } from '../../../src/providers/provider.ts'
import { CIPHER, NOW, PUBLIC_URL, testApp } from '../../support/app.ts'
import { addIntegration } from '../../support/integrations.ts'
import { SENDERS } from '../../providers/support/senders.ts'

type Signing = keyof typeof SENDERS

/** What is sent along with a body. */
export interface Given {
  readonly headers?: Readonly<Record<string, string>>
  /** Signs for this path, where it is not as SENDERS does. */
  readonly signs?: (path: string) => Webhook
}

/** A server that listens, and takes what providers send. */
export interface Receiving {
  /** Signs a body as the provider does, and posts it. */
  readonly post: (provider: Signing, body: string, given?: Given) => Promise<Response>
  /** Reads what waits; how many deliveries have come to what, of all that there are. */
  readonly read: () => Promise<Record<string, number>>
  /** Posts, reads, and tells what became of the delivery, and of what it told. */
  readonly send: (provider: Signing, body: string, given?: Given) => Promise<string>
  /** Interactions so far, by what they are. */
  readonly counted: () => Promise<Record<string, number>>
}

/** A server over a database of its own; what is sent to it is told as a line: `PROCESSED EMAIL INBOUND HELD 2026-02-28T09:30Z “Subject” Ada`. */
export async function receiving (t: Test): Promise<Receiving> {
  const app = await testApp(t)
  await app.app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => app.app.close())
  const { port } = app.app.server.address() as AddressInfo
  const sql = postgres(app.adminUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => sql.end({ timeout: 5 }))
  const integrations = new Map<Provider, string>()
  const told = new Set<string>()

  async function pathOf (provider: Signing): Promise<string> {
    const { path } = await addIntegration(app.database, app.workspaceId, { provider, secret: SENDERS[provider].secret, keepText: false })
    integrations.set(provider, path)
    return path
  }

  async function post (provider: Signing, body: string, { headers = {}, signs }: Given = {}): Promise<Response> {
    const path = integrations.get(provider) ?? await pathOf(provider)
    const signed = signs?.(path) ?? SENDERS[provider].sends(body)
    const query = signed.url.split('?')[1]
    return fetch(`http://127.0.0.1:${port}${path}${query ? `?${query}` : ''}`, { method: 'POST', headers: { ...signed.headers, ...headers }, body: new Uint8Array(signed.body) })
  }

  async function read (): Promise<Record<string, number>> {
    const onFault = (_id: string, error: unknown): never => { throw error }
    await processDeliveries({ database: app.database, newId: uuidv7, cipher: CIPHER, publicUrl: PUBLIC_URL, now: () => NOW, onFault }, app.workspaceId)
    const rows = await sql<{ status: string, count: number }[]>`select status, count(*)::integer as count from app.delivery group by status order by status`
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
  }

  return {
    post,
    read,
    async send (provider, body, given) {
      const answer = await post(provider, body, given)
      if (!answer.ok) return `${answer.status}`
      await read()
      const [row] = await sql<{ id: string, line: string }[]>`
        select d.id, concat_ws(' ', d.status, coalesce((
          select string_agg(concat_ws(' ', i.channel, i.direction, i.status, to_char(i.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'), '“' || i.subject || '”', (
            select string_agg(c.name, ', ' order by c.name) from app.participant x join app.contact c on c.id = x.contact_id where x.interaction_id = i.id
          )), ' + ' order by i.external_id) from app.interaction i where i.id = any(d.interaction_ids)
        ), d.reason)) as line
        from app.delivery d order by d.id desc limit 1`
      const isNew = row !== undefined && !told.has(row.id)
      told.add(row?.id ?? '')
      return isNew ? row.line : `${answer.status} ${await answer.text()}`
    },
    async counted () {
      const rows = await sql<{ what: string, count: number }[]>`select concat_ws(' ', channel, direction, status) as what, count(*)::integer as count from app.interaction group by 1 order by 1`
      return Object.fromEntries(rows.map(({ what, count }) => [what, count]))
    }
  }
}
