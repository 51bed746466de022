import { uuidv7 } from 'uuidv7'
import type { Config } from '../config.ts'
import { cipherOf, type Cipher } from '../operations/integrations/cipher.ts'
import { firstStart } from '../operations/workspaces/first-start.ts'
import { findSecretKeys } from '../secret-keys.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'
import { keepOwnerToken } from './owner-token.ts'

/** A database, and what secrets in it are sealed with. */
export interface OpenForCommand extends OpenDatabase {
  readonly cipher: Cipher
}

/** The configured database, for a command. */
export async function openForCommand (config: Config): Promise<OpenForCommand> {
  const open = await openDatabase(config, { purpose: 'command' })
  try {
    return { ...open, cipher: cipherOf((await findSecretKeys(config)).keys) }
  } catch (error) {
    await open.close()
    throw error
  }
}

/** The configured database with a workspace in it, for a command that may well be the first that anybody runs. */
export async function openStarted (config: Config): Promise<OpenForCommand> {
  const open = await openForCommand(config)
  try {
    const token = await firstStart(open.database, { now: Date.now(), newId: uuidv7 })
    if (token) await keepOwnerToken(config, token).catch(error => console.error(`The owner token could not be kept (${error.message}); it is ${token}`))
    return open
  } catch (error) {
    await open.close()
    throw error
  }
}
