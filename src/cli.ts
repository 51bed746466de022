import { setFlagsFromString } from 'node:v8'
import { Command, CommanderError } from 'commander'
import { dbUrlCommand } from './cli/db-url.ts'
import { demoCommand } from './cli/demo.ts'
import { exportCommand } from './cli/export.ts'
import { importCommand } from './cli/import.ts'
import { migrateCommand } from './cli/migrate.ts'
import { openDatabase } from './cli/open-database.ts'
import { openForCommand, openStarted } from './cli/open-started.ts'
import { resealCommand } from './cli/reseal.ts'
import { serveCommand } from './cli/serve.ts'
import { tokenCommand } from './cli/token.ts'
import { loadConfig } from './config.ts'
import { Refusal } from './domain/refusal.ts'
import { cipherOf } from './operations/integrations/cipher.ts'
import { findSecretKeys } from './secret-keys.ts'

const FAILED = 1
const MISUSED = 2

// Where a machine has much memory, V8 lets a heap grow to four times what is in use before it clears it: twice the memory for the same speed.
setFlagsFromString('--heap-growing-percent=80')

const program = new Command('goodturn')
  .description('Keeps professional relationships: contacts, what passed between us, and how good each contact is.')
  .exitOverride()
  .showHelpAfterError('See goodturn --help.')
  .addHelpText('after', `
Configuration is read from the environment; goodturn serve --help lists the variables.
Without DATABASE_URL, PostgreSQL runs in DATA_DIR for as long as a command needs it.

Examples:
  $ goodturn serve                                     start on http://127.0.0.1:4000, with all data in ./data
  $ PORT=80 HOST=0.0.0.0 DATABASE_URL=postgres://… goodturn serve
  $ goodturn demo                                      look around in a made-up workspace, kept in ./demo-data
  $ goodturn token create laptop --scope read          make a token, beside a running server or without one
  $ psql "$(goodturn db-url --admin)"                  look into the database of a running server

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.`)

serveCommand(program)
demoCommand(program)
migrateCommand(program)
dbUrlCommand(program)
program.addCommand(importCommand(() => openStarted(loadConfig())))
program.addCommand(exportCommand(() => openForCommand(loadConfig())))
program.addCommand(tokenCommand(() => openForCommand(loadConfig())))
program.addCommand(resealCommand(() => openDatabase(loadConfig(), { purpose: 'command' }), async () => cipherOf((await findSecretKeys(loadConfig())).keys)))

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = explain(error)
}

/** Says what went wrong, in one sentence where a person can act on it, and gives the exit code. */
function explain (error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED
  if (error instanceof Refusal) {
    console.error(error.message)
    return error.code === 'INVALID' ? MISUSED : FAILED
  }
  // What has a code comes from the network, the file system or PostgreSQL; anything else is a bug.
  const { code, message, stack } = (error as { cause?: NodeJS.ErrnoException }).cause ?? error as NodeJS.ErrnoException
  console.error(code ? message || code : stack)
  return FAILED
}
