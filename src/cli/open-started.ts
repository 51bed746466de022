import type { Config } from '../config.ts'
import { uuidv7 } from 'uuidv7'
import { firstStart } from '../operations/workspaces/first-start.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'
import { keepOwnerToken } from './owner-token.ts'

/** The configured database with a workspace in it, for a command that may well be the first that anybody runs. */
export async function openStarted (config: Config): Promise<OpenDatabase> {
  const open = await openDatabase(config, { purpose: 'command' })
  try {
    const token = await firstStart(open.database, { now: Date.now(), newId: uuidv7 })
    if (token) await keepOwnerToken(config, token).catch(error => console.error(`The owner token could not be kept (${error.message}); it is ${token}`))
    return open
  } catch (error) {
    await open.close()
    throw error
  }
}
