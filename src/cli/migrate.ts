import type { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { withDatabase } from './open-database.ts'

/** `goodturn migrate`: brings the schema up to date and ends, for deployments that do so before they start servers. */
export function migrateCommand (program: Command): void {
  program.command('migrate')
    .description('bring the database to the present schema; serve does so by itself')
    .action(async () => {
      await withDatabase(loadConfig(), database => database.check())
      console.log('The database is up to date.')
    })
}
