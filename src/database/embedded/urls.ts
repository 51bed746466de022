/** The login that owns everything in the cluster. */
export const OWNER = 'goodturn'
/** The login of the server's pool. */
export const SERVER = 'goodturn_server'
export const DATABASE = 'goodturn'

/** Of the two logins; base64url, so that nothing in them needs escaping. */
export interface Passwords {
  readonly owner: string
  readonly server: string
}

/** Connection string of the owner. */
export function ownerUrl ({ owner }: Passwords, port: number, database = DATABASE): string {
  return `postgres://${OWNER}:${owner}@127.0.0.1:${port}/${database}`
}

/** Connection string of the server's own, unprivileged login. */
export function serverUrl ({ server }: Passwords, port: number): string {
  return `postgres://${SERVER}:${server}@127.0.0.1:${port}/${DATABASE}`
}
