import type { Database } from '../database/connect.ts'
import type { Cipher } from '../operations/integrations/cipher.ts'
import type { Say } from './token.ts'

/** Opens the database that a command works on. */
export type Open = () => Promise<{ readonly database: Database, readonly cipher: Cipher, close (): Promise<void> }>

/** How a command speaks, and the exit code it ends with where it does not throw. */
export interface Outlet extends Say {
  readonly exit: (code: number) => void
}
