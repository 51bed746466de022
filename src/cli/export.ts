import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command, Option } from 'commander'
import { uuidv7 } from 'uuidv7'
import type { Database } from '../database/connect.ts'
import { Refusal } from '../domain/refusal.ts'
import { uuidOf } from '../domain/type-id.ts'
import type { ExportContext } from '../operations/exports/begin-export.ts'
import { exportContact } from '../operations/exports/export-contact.ts'
import { exportContacts } from '../operations/exports/export-contacts.ts'
import { exportWorkspace, type OnRecords } from '../operations/exports/export-workspace.ts'
import { actAsOwner } from '../operations/members/act-as-owner.ts'
import { FIRST_WORKSPACE } from '../operations/workspaces/first-start.ts'

type Open = () => Promise<{ readonly database: Database, close (): Promise<void> }>

/** Where a command writes, and where it shows how far it is. */
export interface ExportOutlet {
  readonly out: NodeJS.WritableStream
  readonly progress: { readonly isTTY?: boolean, readonly write: (text: string) => unknown }
}

interface Options { readonly format: 'jsonl' | 'vcard' | 'csv', readonly contact?: string, readonly workspace: string, readonly output?: string }

/** `goodturn export`, for who has the database at hand: it acts as the owner of the workspace. */
export function exportCommand (open: Open, outlet: ExportOutlet = { out: process.stdout, progress: process.stderr }): Command {
  return new Command('export')
    .description('take a workspace away, its contacts, or all that is known of one')
    .exitOverride()
    .showHelpAfterError('See goodturn export --help.')
    .addOption(new Option('--format <format>', 'everything as JSON lines, or the contacts as other address books read them').choices(['jsonl', 'vcard', 'csv']).default('jsonl'))
    .addOption(new Option('--contact <id>', 'all that is known of this contact, as one JSON document'))
    .addOption(new Option('--workspace <slug>', 'short name of the workspace').default(FIRST_WORKSPACE))
    .option('-o, --output <file>', 'write to this file, which is there once it is whole; else to stdout')
    .addHelpText('after', `
What is in the file: docs/export.md. It holds no secret that a server works with, and all that is known of people: keep it safe.

Examples:
  $ goodturn export -o goodturn.jsonl
  $ goodturn export --format vcard > contacts.vcf
  $ goodturn export --contact contact_01h455vb4pex5vsknk084sn02q -o ada.json`)
    .action((options: Options) => run(open, outlet, options))
}

async function run (open: Open, { out, progress }: ExportOutlet, options: Options): Promise<void> {
  const { database, close } = await open()
  const show = progress.isTTY ? (records: number) => { progress.write(`\r  ${records} records`) } : undefined
  try {
    const actor = await actAsOwner({ database }, options.workspace)
    const pieces = await piecesOf({ database, actor, now: Date.now(), newId: uuidv7, requestId: 'goodturn export' }, options, show)
    await (options.output === undefined ? pipeline(pieces, keptOpen(out)) : writeFile(options.output, pieces))
  } finally {
    if (show) progress.write('\r\x1b[K')
    await close()
  }
}

async function piecesOf (ctx: ExportContext, { format, contact }: Options, show?: OnRecords): Promise<AsyncIterable<string>> {
  if (contact === undefined) return format === 'jsonl' ? exportWorkspace(ctx, show) : exportContacts(ctx, format, show)
  const id = uuidOf('contact', contact)
  if (!id) throw new Refusal('INVALID', `“${contact}” is no id of a contact, such as contact_01h455vb4pex5vsknk084sn02q.`)
  const { document } = await exportContact(ctx, id)
  return (async function * () { yield `${JSON.stringify(document, null, 2)}\n` })()
}

/** A file that is cut off never takes the place of one that is whole. */
async function writeFile (path: string, pieces: AsyncIterable<string>): Promise<void> {
  const draft = `${path}.part`
  try {
    await pipeline(pieces, createWriteStream(draft, { mode: 0o600 }))
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Writes to a stream that others write to afterwards. */
function keptOpen (out: NodeJS.WritableStream): Writable {
  return new Writable({
    write (piece: Buffer, _encoding, done) {
      out.write(piece, error => { done(error) })
    }
  })
}
