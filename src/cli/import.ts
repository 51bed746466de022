import { Command, InvalidArgumentError, Option } from 'commander'
import { uuidv7 } from 'uuidv7'
import { openReading } from '../database/tenancy.ts'
import { normalizeEmail } from '../domain/contacts/identity.ts'
import { Refusal } from '../domain/refusal.ts'
import { readInteractionsCsv } from '../formats/interactions-csv.ts'
import { findMostActive } from '../operations/imports/interactions/find-most-active.ts'
import { importInteractions } from '../operations/imports/interactions/import-interactions.ts'
import type { Piece } from '../operations/imports/interactions/read-windows.ts'
import { actAsOwner } from '../operations/members/act-as-owner.ts'
import { FIRST_WORKSPACE } from '../operations/workspaces/first-start.ts'
import { importAnyCommand } from './import-any.ts'
import { openImportFile, type ImportFile } from './import-file.ts'
import { progressBar } from './import-progress.ts'
import { importReport, refusedLines } from './import-report.ts'
import type { Open, Outlet } from './outlet.ts'

interface Options { readonly me?: ReadonlySet<string>, readonly meMostActive?: true, readonly workspace: string, readonly refused?: string }

const FAILED = 1
/** As a shell has it for what SIGINT has ended. */
const INTERRUPTED = 130

const PROCESS: Outlet = { out: console.log, note: console.error, exit: code => { process.exitCode = code } }

/** `goodturn import FILE` and `goodturn import interactions`, for who has the database at hand: it acts as the owner of the workspace. */
export function importCommand (open: Open, say: Outlet = PROCESS): Command {
  // Settings reach the subcommands only where they are made before these.
  const command = new Command('import').description('bring in what you have already').exitOverride().showHelpAfterError('See goodturn import --help.')
  command.addCommand(importAnyCommand(open, say).copyInheritedSettings(command), { isDefault: true })

  command.command('interactions <file>')
    .description('interactions from a CSV file, zipped or not, or from stdin (-)')
    .option('--me <address>', 'an address of yours; may be given several times', addAddress)
    .addOption(new Option('--me-most-active', 'take the address that most lines name for yours').conflicts('me'))
    .option('--refused <file>', 'write all refused lines with their reasons to this CSV file')
    .addOption(new Option('--workspace <slug>', 'short name of the workspace').default(FIRST_WORKSPACE))
    .addHelpText('after', `
The first line names the columns: occurred_at, from and to, in any order, and if you like channel (EMAIL where it
is missing) and external_id. Running it again makes nothing twice, and completes what was cut off.

Examples:
  $ goodturn import interactions mail.csv.gz --me ada@example.org --me ada@lovelace.example
  $ zcat *.csv.gz | goodturn import interactions - --me ada@example.org --refused refused.csv`)
    .action((file: string, options: Options) => run(open, say, file, options))

  return command
}

async function run (open: Open, say: Outlet, path: string, options: Options): Promise<void> {
  if (!options.me && !options.meMostActive) throw new Refusal('INVALID', 'Say who you are: --me ADDRESS (several times if need be), or --me-most-active.')
  const stop = new AbortController()
  const me = options.me ?? await askFile(path, say, stop.signal)
  const file = await openImportFile(path, stop.signal)
  const refused = refusedLines(options.refused)
  const { database, cipher, close } = await open()
  const bar = progressBar(process.stderr, file.size)
  const interrupt = () => {
    say.note('Stopping after the lines that are being written.')
    stop.abort()
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    const actor = await actAsOwner({ database }, options.workspace)
    const ctx = { database, reading: openReading(database, actor.workspaceId), actor, requestId: 'goodturn import', idempotencyKey: null, now: Date.now(), newId: uuidv7, cipher }
    const result = await importInteractions(ctx, {
      me, pieces: piecesOf(file), onRefused: refused.add, onProgress: bar.show, signal: stop.signal, clock: Date.now
    })
    if (result.failure instanceof Refusal) throw result.failure
    bar.end()
    say.out(importReport(result))
    for (const line of refused.end()) say.note(line)
    const isEmptyHanded = result.made + result.known === 0
    if (isEmptyHanded && result.notYours > 0) say.note(`No line names ${[...me].join(' or ')}; --me-most-active takes the address that most lines name.`)
    if (result.failure) say.note(`The file could not be read to its end: ${(result.failure as Error).message}.`)
    if (stop.signal.aborted) say.note('Stopped before the end; run it again to complete it.')
    if (stop.signal.aborted) say.exit(INTERRUPTED)
    else if (result.failure || (isEmptyHanded && result.notYours === 0 && result.refused > 0)) say.exit(FAILED)
  } finally {
    bar.end()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    stop.abort()
    await close()
  }
}

async function askFile (path: string, say: Outlet, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { address, lines, of } = await findMostActive(piecesOf(await openImportFile(path, signal, true)))
  say.note(`You are ${address}, whom ${lines} of ${of} lines name.`)
  return new Set([address])
}

async function * piecesOf (file: ImportFile): AsyncGenerator<Piece> {
  for await (const lines of readInteractionsCsv(file.text)) yield { lines, position: file.position() }
}

function addAddress (typed: string, present: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const address = normalizeEmail(typed)
  if (!address) throw new InvalidArgumentError('It is not an e-mail address such as ada@example.org.')
  return new Set([...present, address])
}
