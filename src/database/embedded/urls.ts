import type { Cluster } from './cluster.ts'

/** The login that owns everything in the cluster. */
export const OWNER = 'goodturn'
/** The login of the server's pool. */
export const SERVER = 'goodturn_server'
export const DATABASE = 'goodturn'

/** Connection string of the owner. Passwords are base64url, so that nothing needs escaping. */
export function ownerUrl (cluster: Cluster, port: number, database = DATABASE): string {
  return `postgres://${OWNER}:${cluster.passwords.owner}@127.0.0.1:${port}/${database}`
}

/** Connection string of the server's own, unprivileged login. */
export function serverUrl (cluster: Cluster, port: number): string {
  return `postgres://${SERVER}:${cluster.passwords.server}@127.0.0.1:${port}/${DATABASE}`
}
