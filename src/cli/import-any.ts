import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command, Option } from 'commander'
import { uuidv7 } from 'uuidv7'
import { openReading } from '../database/tenancy.ts'
import type { Import } from '../domain/imports/import.ts'
import { NEW_CONTACT_POLICIES } from '../domain/integrations/integration.ts'
import { Refusal } from '../domain/refusal.ts'
import type { OperationContext } from '../operations/context.ts'
import { findImports, rowList, type ImportedRow } from '../operations/imports/find-imports.ts'
import { findUpload, freeUpload } from '../operations/imports/receive/find-upload.ts'
import { receiveImport } from '../operations/imports/receive/receive-import.ts'
import { runImport } from '../operations/imports/run-import.ts'
import { actAsOwner } from '../operations/members/act-as-owner.ts'
import { FIRST_WORKSPACE } from '../operations/workspaces/first-start.ts'
import { bytesOf, findFile } from './import-file.ts'
import { fileProgress, type FileProgress } from './import-progress.ts'
import { fileReport, refusedLines } from './import-report.ts'
import type { Open, Outlet } from './outlet.ts'

interface Options {
  readonly me?: readonly string[]
  readonly timeZone?: string
  readonly country?: string
  readonly columns?: readonly string[]
  readonly newContacts?: string
  readonly overwrite?: true
  readonly keepText?: true
  readonly dryRun?: true
  readonly workspace: string
  readonly failed?: string
}

const FAILED = 1
/** As a shell has it for what SIGINT has ended. */
const INTERRUPTED = 130
const LOOK_MS = 500
/** Who is at work on an import writes more often than that. */
const STALLED_LOOKS = 20
const PAGE = 100
const POLICIES = NEW_CONTACT_POLICIES.map(policy => policy.toLowerCase().replace('_', '-'))

/** `goodturn import FILE`, for who has the database at hand: whatever the file is, as POST /imports takes it. */
export function importAnyCommand (open: Open, say: Outlet): Command {
  const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]
  return new Command('file')
    .argument('<file>')
    .description('any file that people have, recognized by its content (file may be left out); or what comes from stdin (-)')
    .option('--me <who>', 'an address, number, profile or name of yours; may be given several times', several)
    .option('--time-zone <name>', 'of times without a zone; the workspace\'s unless told')
    .option('--country <code>', 'of phone numbers without a country; the workspace\'s unless told')
    .option('--columns <heading=field>', 'what a column of a CSV is; may be given several times, and then all others are left out', several)
    .addOption(new Option('--new-contacts <policy>', 'what becomes of strangers in mails, meetings and chats').choices(POLICIES))
    .option('--overwrite', 'let the file take the place of what is there, instead of filling what is empty')
    .option('--keep-text', 'keep the text of mails and messages')
    .option('--dry-run', 'write nothing, and say what would become of the file')
    .option('--failed <file>', 'write all records that could not be taken, with their reasons, to this CSV file')
    .addOption(new Option('--workspace <slug>', 'short name of the workspace').default(FIRST_WORKSPACE))
    .addHelpText('after', `
vCards, contacts of Google, Outlook and LinkedIn, any other CSV with a header, calendars, mail (mbox, eml), WhatsApp
chats, LinkedIn's messages and invitations or its whole archive, an outbox of Mastodon, an export of Goodturn; zipped
or not. The same file twice changes nothing, and running it again completes what was cut off.

Examples:
  $ goodturn import contacts.vcf --dry-run
  $ goodturn import Takeout/Mail.mbox --me ada@example.org --me ada@lovelace.example --new-contacts inbox
  $ goodturn import people.csv --columns 'Who=name' --columns 'Where=email' --failed failed.csv`)
    .action((file: string, options: Options) => run(open, say, file, options))
}

async function run (open: Open, say: Outlet, path: string, options: Options): Promise<void> {
  const found = await findFile(path)
  const parameters = parametersOf(path, options)
  const failed = refusedLines(options.failed, '--failed')
  const stop = new AbortController()
  const { database, cipher, close } = await open()
  const bar = fileProgress(process.stderr, found?.isFile() ? found.size : null)
  const interrupt = () => {
    say.note('Stopping after what is being written.')
    stop.abort()
  }
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    const actor = await actAsOwner({ database }, options.workspace)
    // What was cut off is known by it again; a pipe cannot be read from its middle.
    const idempotencyKey = found?.isFile() ? keyOf([resolve(path), found.size, found.mtimeMs, parameters]) : null
    const contextNow = (): OperationContext => ({ database, reading: openReading(database, actor.workspaceId), actor, requestId: 'goodturn import', idempotencyKey, now: Date.now(), newId: uuidv7, cipher })
    const id = await keep(contextNow(), path, parameters, bar, stop.signal)
    const imported = await read(contextNow, say, id, bar, stop.signal)
    bar.end()
    say.out(fileReport(imported))
    if (imported.failed > 0) for await (const { line, file, reason } of failedRows(contextNow(), id)) failed.add(line, `${file === null ? '' : `${file}: `}${reason ?? ''}`)
    const isEmptyHanded = imported.created + imported.updated + imported.unchanged === 0
    if (imported.status === 'FAILED' || (isEmptyHanded && imported.failed > 0)) say.exit(FAILED)
  } catch (error) {
    if (!stop.signal.aborted) throw error
    bar.end()
    say.note('Stopped before the end; run it again to complete it.')
    say.exit(INTERRUPTED)
  } finally {
    bar.end()
    for (const line of failed.end()) say.note(line)
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    stop.abort()
    await close()
  }
}

/** Puts the file into the database, from where an earlier try was cut off. */
async function keep (ctx: OperationContext, path: string, parameters: Iterable<readonly [string, string]>, bar: FileProgress, signal: AbortSignal): Promise<string> {
  await freeUpload(ctx)
  const known = await findUpload(ctx)
  const offset = known && known.uploadedAt === null ? known.size : null
  const bytes = (async function * () {
    let position = offset ?? 0
    for await (const piece of bytesOf(path, position, signal)) {
      position += piece.length
      bar.kept(position)
      yield piece
    }
  })()
  return await receiveImport(ctx, { parameters, bytes, offset, declaredBytes: null, mostBytes: Infinity, clock: Date.now })
}

/** Reads it to its end, or waits for a server that is at work on it. */
async function read (contextNow: () => OperationContext, say: Outlet, id: string, bar: FileProgress, signal: AbortSignal): Promise<Import> {
  const { database, newId, cipher, actor: { workspaceId } } = contextNow()
  const onFault = (row: number, error: unknown): void => say.note(`${row === 0 ? 'The file' : `Record ${row}`}: ${(error as Error).message}`)
  for (;;) {
    let imported = await runImport({ database, newId, cipher, now: Date.now, onFault, onProgress: bar.read }, workspaceId, id, signal)
    for (let looks = 0; imported.status === 'RUNNING' && looks < STALLED_LOOKS; looks++) {
      await sleep(LOOK_MS, undefined, { signal })
      const ctx = contextNow()
      const [now = imported] = await findImports(ctx, [id])
      await ctx.reading.close()
      if (now.position !== imported.position) looks = 0
      imported = now
      bar.read(imported)
    }
    if (imported.status !== 'RUNNING') return imported
  }
}

async function * failedRows (ctx: OperationContext, id: string): AsyncGenerator<ImportedRow> {
  const list = rowList('FAILED')
  try {
    for (let after: string | null = null; ;) {
      const [listing] = await list.of(ctx, [id], list.readRequest(ctx, { first: PAGE, after }))
      const items = listing?.page.items ?? []
      for (const { item } of items) yield item
      const last = items.at(-1)
      if (!listing?.page.hasMore || !last) return
      after = listing.cursorOf(last.place)
    }
  } finally {
    await ctx.reading.close()
  }
}

/** As POST /imports has them in its query. */
function parametersOf (path: string, { me = [], timeZone, country, columns, newContacts, overwrite, keepText, dryRun }: Options): (readonly [string, string])[] {
  const single = {
    timeZone,
    defaultCountry: country,
    columns: columns && JSON.stringify(Object.fromEntries(columns.map(readColumn))),
    newContacts: newContacts?.toUpperCase().replace('-', '_'),
    overwrite: overwrite && 'true',
    keepText: keepText && 'true',
    dryRun: dryRun && 'true',
    fileName: basename(path) === '-' ? undefined : basename(path)
  }
  return [...me.map(each => ['me', each] as const), ...Object.entries(single).flatMap(([name, value]) => value === undefined ? [] : [[name, value] as const])]
}

function readColumn (text: string): readonly [string, string] {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new Refusal('INVALID', `--columns is ‘Heading=field’, such as 'Full name=name', not “${text}”.`)
  return [text.slice(0, at), text.slice(at + 1)]
}

function keyOf (what: unknown): string {
  return `cli-${createHash('sha256').update(JSON.stringify(what)).digest('base64url')}`
}
