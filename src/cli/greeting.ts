import { relative } from 'node:path'
import type { Config } from '../config.ts'
import { hasOwnerToken, ownerTokenFile } from './owner-token.ts'

/** What a person reads when the server is up: where it is, how to get in, what to try. */
export async function greeting (config: Config, port: number): Promise<string> {
  const address = `http://${browsableHost(config.host)}:${port}`
  const token = await hasOwnerToken(config) ? shortest(ownerTokenFile(config)) : null
  const lines = [
    'Goodturn is running; Ctrl-C stops it.',
    config.graphiql ? `  GraphiQL     ${address}/graphiql` : `  GraphQL      ${address}/graphql`
  ]
  if (token) lines.push(`  owner token  in ${token}`)
  if (token && config.graphiql) lines.push('  try next     open GraphiQL, paste the token, and run one of its examples; or, in another terminal:')
  if (token) {
    lines.push(`    curl ${address}/graphql -H "authorization: Bearer $(cat ${token})" \\`,
      '      -H "content-type: application/json" -d \'{"query":"{ viewer { workspace { name contactCount } } }"}\'')
  }
  return lines.join('\n')
}

/** An address that means all interfaces, or that has colons in it, is not one to click on. */
function browsableHost (host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function shortest (path: string): string {
  const fromHere = relative('', path)
  return fromHere.length < path.length ? fromHere : path
}
