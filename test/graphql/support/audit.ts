import { serverAudits } from 'graphql-http'
import type { Test } from 'tap'

/**
 * Runs the audits of GraphQL over HTTP against a server, each an assertion of its own. `fetchFn` may add what the
 * server wants, such as an Authorization header.
 */
export async function auditAll (t: Test, fetchFn: typeof fetch, url: string): Promise<void> {
  for (const audit of serverAudits({ url, fetchFn })) {
    const result = await audit.fn()
    t.strictSame(result.status === 'ok' ? 'ok' : result.reason, 'ok', `${audit.id} ${audit.name}`)
  }
}
