import type { Command } from 'commander'
import { loadConfig } from '../config.ts'
import type { Config } from '../config.ts'
import { findEmbedded } from '../database/embedded.ts'
import { Refusal } from '../domain/refusal.ts'

/** `goodturn db-url`: the connection string of the database in use, for psql and other tools. */
export function dbUrlCommand (program: Command): void {
  program.command('db-url')
    .description('print the connection string of the running database')
    .option('--admin', 'of the login that owns the schema, not of the server\'s own')
    .action(async ({ admin = false }: { admin?: boolean }) => {
      const { adminUrl, url } = await locate(loadConfig())
      console.log(admin ? adminUrl : url)
    })
}

async function locate (config: Config): Promise<{ adminUrl: string, url: string }> {
  if (config.databaseUrl) return { adminUrl: config.databaseAdminUrl ?? config.databaseUrl, url: config.databaseUrl }
  const running = await findEmbedded(config.dataDir)
  if (!running) throw new Refusal('NOT_FOUND', `No database runs in ${config.dataDir}: start one with goodturn serve.`)
  return running
}
