import { InvalidArgumentError, type Command } from 'commander'
import { uuidv7 } from 'uuidv7'
import { loadDemoConfig } from '../config.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/connect.ts'
import { openReading } from '../database/tenancy.ts'
import { empty } from '../demo/empty.ts'
import { fill } from '../demo/fill.ts'
import { generateWorkspace } from '../demo/generate.ts'
import { putSomeOff } from '../demo/put-some-off.ts'
import { receive } from '../demo/receive.ts'
import { cipherOf } from '../operations/integrations/cipher.ts'
import { actAsOwner } from '../operations/members/act-as-owner.ts'
import { countPastBands } from '../operations/insights/count-past-bands.ts'
import { refreshStandings } from '../operations/standings/refresh-standings.ts'
import { FIRST_WORKSPACE } from '../operations/workspaces/first-start.ts'
import { findSecretKeys } from '../secret-keys.ts'
import { readDemoMark, writeDemoMark, type DemoMark } from './demo-mark.ts'

/** Made-up office hours are London's. */
const WORKSPACE = { name: 'demo', locale: 'en-GB', timeZone: 'Europe/London' }
const DEFAULT_SEED = 1

interface DemoOptions { readonly seed?: number, readonly reset?: boolean }

/** `goodturn demo`: serves a made-up workspace from a database of its own. */
export function demoCommand (program: Command): void {
  program.command('demo')
    .description('serve a made-up workspace from a database of its own, in ./demo-data')
    .option('--seed <number>', `which workspace to make up, where there is none yet (default: ${DEFAULT_SEED})`, readSeed)
    .option('--reset', 'delete all contacts of the demo first, and make them up anew with a history up to now')
    .addHelpText('after', '\nThe first start makes up 200 people and a year of mails, meals, calls and likes; later ones find it there.\nIt takes the variables of goodturn serve, but for DATABASE_URL; DATA_DIR is ./demo-data unless it is set.')
    .action(async ({ seed, reset = false }: DemoOptions) => {
      const config = loadDemoConfig()
      const found = await readDemoMark(config)
      if (found && seed !== undefined && seed !== found.seed && !reset) {
        console.error(`The demo in ${config.dataDir} was made up with --seed ${found.seed}; add --reset to make it up anew.`)
      }
      let mark: DemoMark = found && !reset ? found : { seed: seed ?? found?.seed ?? DEFAULT_SEED, filledAt: null }
      if (!found) await writeDemoMark(config, mark)
      const { serve } = await import('../main.ts')
      await serve(config, {
        firstWorkspace: WORKSPACE,
        prepare: async database => {
          if (mark.filledAt === null) mark = await makeUp(config, database, mark.seed)
        },
        note: () => note(mark)
      })
    })
}

/** Fills the workspace, emptied of what was there; one that is cut off is made up anew at the next start. */
async function makeUp (config: Config, database: Database, seed: number): Promise<DemoMark> {
  const now = Date.now()
  await writeDemoMark(config, { seed, filledAt: null })
  const actor = await actAsOwner({ database }, FIRST_WORKSPACE)
  const reading = openReading(database, actor.workspaceId)
  const cipher = cipherOf((await findSecretKeys(config)).keys)
  const ctx = { database, reading, actor, requestId: 'goodturn demo', idempotencyKey: null, now, newId: uuidv7, cipher }
  try {
    const workspace = generateWorkspace({ seed, now })
    console.log(`Making up ${workspace.contacts.length} contacts and ${workspace.interactions.length} interactions …`)
    await empty(ctx)
    await fill(ctx, workspace)
    await refreshStandings(database, actor.workspaceId, now)
    await putSomeOff(ctx)
    await receive(ctx, cipher, workspace.contacts)
    await countPastBands(database, actor.workspaceId, now)
  } finally {
    await reading.end()
  }
  const mark = { seed, filledAt: now }
  await writeDemoMark(config, mark)
  return mark
}

function note ({ seed, filledAt }: DemoMark): string {
  const until = filledAt === null ? '' : `, up to ${new Date(filledAt).toISOString().slice(0, 10)}`
  return `All of this is made-up data (seed ${seed}${until}): nobody in it exists. With --reset it is made up anew.`
}

function readSeed (text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is not a whole number from 0 to 999999999.')
  return Number(text)
}
